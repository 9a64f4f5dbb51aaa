"""Spoken words become written ones, and nothing that is typed breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.language.normaliser import clean, is_finnish, normalise, question_characters_max, respoken, words, written


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("saaks mää vaihtaa vuoroo?", "saako minä vaihtaa vuoroa"),
        ("voiks skiftin vaihtaa", "voiko vuoron vaihtaa"),
        ("Suapko sitä vuorroo vaehtoo", "saako sitä vuoroa vaihtaa"),
        ("pitääks mun ite soittaa pomolle", "pitääkö minun itse soittaa esihenkilölle"),
        ("en oo ollu töissä", "en ole ollut töissä"),
        ("toeseen paekkaan", "toiseen paikkaan"),
        ("kahelta yhen tunnin", "kahdelta yhden tunnin"),
        ("alottaa vuoron", "aloittaa vuoron"),
    ],
)
def test_spoken_words_become_written_ones(spoken: str, expected: str) -> None:
    assert normalise(spoken) == expected


@pytest.mark.parametrize("word", ["vuoro", "esihenkilö", "ruokatauko", "siivous", "112", "omavalvontasuunnitelma"])
def test_a_written_word_stays_as_it_is(word: str) -> None:
    assert written(word) == word


@pytest.mark.parametrize("text", ["Får jag byta skift med en kollega?", "May I leave when the work is done?"])
def test_other_languages_are_left_alone(text: str) -> None:
    assert not is_finnish(words(text))
    assert respoken(text) == text


def test_a_finnish_sentence_keeps_what_is_not_spoken() -> None:
    assert respoken("Voinko tulla klo 6.30, kiitos?") == "Voinko tulla kello 6.30, kiitos?"


@given(st.text())
def test_any_text_is_cleaned_to_something_encodable_and_short(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) <= question_characters_max
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")


@given(st.text(alphabet="aeiouyäöhklmnprstvjd", min_size=1, max_size=60))
def test_mending_any_word_ends_and_gives_a_word(word: str) -> None:
    assert written(word)


def test_lone_surrogates_and_direction_marks_disappear() -> None:
    assert clean("\ud800vuoro\u202e\x00 nyt") == "vuoro nyt"
