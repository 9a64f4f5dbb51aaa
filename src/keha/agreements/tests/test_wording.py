import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from keha.agreements import rules, templates, wording
from keha.agreements.rules import (
    Addressee,
    Comparison,
    Decider,
    HeadlineCode,
    Limit,
    Ruling,
    RulingVerdict,
    SourceKind,
    Words,
    headline,
)

ROOM = Path(rules.__file__).parent
FIFTEEN = Limit(
    "minutes",
    Comparison.AT_MOST,
    Decimal(15),
    "min",
    Words(fi="enintään 15 minuuttia", sv="högst 15 minuter", en="at most 15 minutes"),
)
CONDITION = Limit("condition", Comparison.ONLY_IF, None, "", Words(fi="jos ehtii", sv="om det hinns", en="if time"))


def _said(verdict: str, decider: str, addressee: str, language: str, *limits: Limit) -> str:
    ruling = Ruling(
        slug="x", verdict=RulingVerdict(verdict), decider=Decider(decider),
        addressee=Addressee(addressee), fixed=False, limits=limits,
    )  # fmt: skip
    return wording.headline_sentence(headline(ruling), addressee=ruling.addressee, language=language)


@pytest.mark.parametrize(
    ("verdict", "decider", "addressee", "sentence"),
    [
        ("may", "worker", "sina", "Saat itse päättää"),
        ("may", "team", "te", "Saatte"),
        ("may", "supervisor", "sina", "Saat, kun esihenkilö vahvistaa"),
        ("depends", "team", "te", "Sopikaa tiimissä"),
        ("depends", "supervisor", "sina", "Kysy ensin esihenkilöltä"),
        ("may_not", "worker", "sina", "Et saa"),
        ("may_not", "team", "te", "Ette saa"),
        ("must", "worker", "sina", "Sinun pitää"),
        ("must", "team", "te", "Teidän pitää"),
        ("need_not", "worker", "sina", "Sinun ei tarvitse"),
        ("need_not", "team", "te", "Teidän ei tarvitse"),
        ("info", "team", "sina", ""),
    ],
)
def test_the_headline_in_finnish_tells_one_reader_from_many(
    verdict: str, decider: str, addressee: str, sentence: str
) -> None:
    assert _said(verdict, decider, addressee, "fi") == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fi", "Saat, enintään 15 minuuttia"), ("sv", "Du får, högst 15 minuter"), ("en", "You may, at most 15 minutes")],
)
def test_a_single_limit_stands_in_the_headline(language: str, sentence: str) -> None:
    assert _said("may", "worker", "sina", language, FIFTEEN) == sentence


def test_conditions_are_said_in_the_headline() -> None:
    assert _said("may", "worker", "sina", "fi", CONDITION) == "Saat, jos ehdot täyttyvät"
    assert _said("may", "team", "te", "fi", FIFTEEN, CONDITION) == "Saatte, enintään 15 minuuttia, jos ehdot täyttyvät"
    assert _said("may", "supervisor", "sina", "fi", FIFTEEN) == "Saat, enintään 15 minuuttia, kun esihenkilö vahvistaa"
    assert _said("need_not", "worker", "sina", "fi", CONDITION) == "Sinun ei tarvitse, näissä rajoissa"


def test_the_headline_follows_the_language_of_the_text_not_of_the_page() -> None:
    with override("en"):
        assert _said("may_not", "worker", "sina", "sv") == "Du får inte"


def test_every_kind_has_its_words() -> None:
    for addressee in Addressee:
        assert set(wording.HEADLINES[addressee]) == set(HeadlineCode) - {HeadlineCode.INFO}
    assert set(wording.DECIDERS) == set(Decider)
    assert set(wording.SOURCE_KINDS) == set(SourceKind)
    assert set(wording.COMPARISONS) == set(Comparison)
    assert set(wording.TOPICS) == {template.topic for template in templates.load()}


def test_every_reason_of_the_room_has_a_sentence() -> None:
    codes = {
        code
        for file in ROOM.glob("*.py")
        for code in re.findall(r'otherwise="(agreements\.[a-z-]+)"', file.read_text(encoding="utf-8"))
    }
    assert codes and codes <= set(wording.REASONS)


def test_what_is_ones_own_is_said_first_and_nothing_else_is() -> None:
    ruling = Ruling("x", RulingVerdict.MAY, Decider.WORKER, Addressee.SINA, fixed=False)
    with override("fi"):
        assert wording.own_decision(ruling) == "Tämän saat ratkaista itse"
    ask = Ruling("x", RulingVerdict.DEPENDS, Decider.SUPERVISOR, Addressee.SINA, fixed=False)
    assert wording.own_decision(ask) == ""
