"""Every reason has a sentence in three languages, with its figures and its paragraph, and no stray brace."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from keha.worktime import wording
from keha.worktime.limits import Confidence, Key, Layer, Row, kvtes, statute
from keha.worktime.tests.test_vectors import EVENING_MORNING, law
from keha.worktime.verdicts import Reason, Unit

ROOM = Path(__file__).parents[1]
CATALOGUES = Path(__file__).parents[4] / "locale"


@cache
def speaking(language: str) -> wording.Translate:
    """The house's own catalogue of a language. A sentence without words raises."""
    with (CATALOGUES / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        words = read_po(file, locale=language)

    def translate(text: str) -> str:
        found = words.get(text)
        assert found is not None and isinstance(found.string, str) and found.string, text
        return found.string

    return translate


def test_every_code_of_the_room_has_a_sentence_and_no_sentence_lacks_a_code() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py") if path.name != "wording.py")
    codes = set(re.findall(r'"(worktime\.[a-z-]+)"', text))
    codes |= {f"worktime.{what}" for what in re.findall(r'_reason\("([a-z-]+)"', text)}
    codes |= {f"worktime.{what}" for what in re.findall(r'"(change-needs-consent-or-[a-z]+)"', text)}
    assert codes == set(wording.REASONS)
    assert set(wording._DETAILS) <= codes


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("code", wording.REASONS)
def test_a_sentence_stands_with_its_figures(code: str, language: str) -> None:
    row = kvtes().on(date(2026, 6, 1))[Key.WEEK]
    for unit in Unit:
        said = wording.sentence(Reason(code, row, 29_673_000, 95, 660, unit), speaking(language))
        assert "{" not in said and said.endswith(")")


def test_a_reason_names_its_paragraph_in_the_readers_language() -> None:
    (reason,) = law(*EVENING_MORNING).reasons
    said = {language: wording.sentence(reason, speaking(language)) for language in ("fi", "sv", "en")}
    assert said["fi"] == (
        "Vuoron alusta (1.6. klo 13.00) laskettuna 24 tunnin aikana pisin lepo on 9 h. Pitää olla vähintään 11 h. "
        "(työaikalaki 25 §)"
    )
    assert said["sv"].endswith("Minst 11 h behövs. (arbetstidslagen 25 §)")
    assert said["en"].endswith("At least 11 h is needed. (Working Hours Act, section 25)")


def test_what_is_not_sure_says_so() -> None:
    figures = kvtes().on(date(2026, 6, 1))
    finnish = speaking("fi")
    assert wording.paragraph(figures[Key.WEEK], finnish) == "KVTES III luku 7 §, tarkistettava"
    assert wording.paragraph(figures[Key.HOLIDAY], finnish) == "KVTES III luku, tarkistettava"
    assert wording.paragraph(figures[Key.NOTICE], finnish) == "KVTES III luku 28 §"


def test_an_employers_own_source_stands_in_its_own_words() -> None:
    row = Row(Key.STREAK, 6, Layer.LOCAL, "Paikallinen sopimus 12.1.2026", "4 §", date(2026, 1, 1), Confidence.HIGH)
    assert wording.paragraph(row, str) == "Paikallinen sopimus 12.1.2026 4 §"


@pytest.mark.parametrize(("minutes", "said"), [(0, "0 h"), (45, "45 min"), (60, "1 h"), (630, "10 h 30 min")])
def test_durations(minutes: int, said: str) -> None:
    assert wording.duration(minutes, str) == said


def test_every_row_of_the_files_has_a_paragraph_in_words() -> None:
    for row in (*statute().rows, *kvtes().rows):
        assert re.fullmatch(r"[^{}]+", wording.paragraph(row, str))
