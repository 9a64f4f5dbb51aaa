"""An employer's own words are spelled out before a question is ranked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.language.local_words import local_words, spelled_out

TABLE = local_words([("Taimi", "tilausjärjestelmä"), ("iso varasto", "kuivavarasto"), ("taimi", "toinen")])


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("onko Taimi auki", "tilausjärjestelmä"),
        ("pääsenkö TAIMIIN", "tilausjärjestelmä"),
        ("kuka siivoaa ison varaston", "kuivavarasto"),
    ],
)
def test_a_local_word_brings_what_it_means(question: str, meaning: str) -> None:
    assert spelled_out(question, TABLE) == f"{question} {meaning}"


def test_a_phrase_counts_only_whole() -> None:
    assert spelled_out("kuka siivoaa varaston", TABLE) == "kuka siivoaa varaston"


@given(st.text(max_size=80))
def test_without_a_table_a_question_stays_itself(question: str) -> None:
    assert spelled_out(question, local_words([])) == question


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=8), st.text(max_size=80))
def test_any_table_keeps_the_question_at_the_front(pairs: list[tuple[str, str]], question: str) -> None:
    assert spelled_out(question, local_words(pairs)).startswith(question)
