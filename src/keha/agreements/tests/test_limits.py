"""A question's own amounts are read against the rule's limits; beyond one, no card opens with a permission."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.agreements.limits import Reach, headline_for, readings, told
from keha.agreements.rules import (
    Addressee,
    Comparison,
    Decider,
    HeadlineCode,
    Limit,
    Ruling,
    RulingVerdict,
    Sign,
    Tone,
    Words,
    headline,
)
from keha.agreements.templates import example_figures, fill, load, template_of
from keha.language.quantities import in_base, read

PERMISSIONS = {
    HeadlineCode.MAY_WORKER, HeadlineCode.MAY_TEAM, HeadlineCode.MAY_SUPERVISOR, HeadlineCode.MAY_LIMITS,
    HeadlineCode.NEED_NOT, HeadlineCode.NEED_NOT_LIMITS,
}  # fmt: skip


def limit(quantity: str, comparison: str, value: int, text: str) -> Limit:
    return Limit(quantity, Comparison(comparison), Decimal(value), "", Words(text, text, text))


def ruling(verdict: str, *limits: Limit) -> Ruling:
    return Ruling("x", RulingVerdict(verdict), Decider.TEAM, Addressee.SINA, False, limits)


def of_library(slug: str) -> Ruling:
    template = template_of(slug)
    filled = fill(template, example_figures(template))
    return Ruling(slug, template.verdict, template.decider, template.addressee, template.fixed, filled.limits)


FIFTEEN = limit("minutes", "at_most", 15, "enintään 15 minuuttia")
SIXTY = limit("celsius", "at_least", 60, "kuuma ruoka vähintään 60-asteista")

ASKED = [
    ("lampotilat", "saaks 58-asteista kastiketta jakaa", Reach.BEYOND, 60),
    ("lampotilat", "keitto on 70 astetta", Reach.UNCLEAR, 60),
    ("lampotilat", "kylmiö on 8 astetta", Reach.BEYOND, 6),
    ("lampotilat", "kylmiö on 5 astetta", Reach.WITHIN, 6),
    ("pienhankinta", "voinko ostaa 70 eurolla", Reach.BEYOND, 50),
    ("pienhankinta", "riittääkö 50 e", Reach.WITHIN, 50),
    ("pienhankinta", "yli 50 € kauppaan", Reach.BEYOND, 50),
    ("pienhankinta", "vähän yli 40 eurolla", Reach.UNCLEAR, 50),
    ("asiakkaan_pieni_pyynto", "open pyyntö vie 20 minuuttii", Reach.BEYOND, 15),
    ("asiakkaan_pieni_pyynto", "reksi pyytää puolen tunnin hommaa", Reach.BEYOND, 15),
    ("asiakkaan_pieni_pyynto", "menee noin vartti", Reach.UNCLEAR, 15),
    ("asiakkaan_pieni_pyynto", "pyydettiin kaksi tuntia sitten, menee 10 min", Reach.WITHIN, 15),
    ("asiakkaan_pieni_pyynto", "jo neljännen kerran sama pyyntö", Reach.BEYOND, 3),
    ("lapsi_sairas", "13-vuotias kuumeessa", Reach.BEYOND, 12),
    ("lapsi_sairas", "12-vuotias kuumeessa", Reach.BEYOND, 12),
    ("lapsi_sairas", "11-vuotias kuumeessa", Reach.WITHIN, 12),
    ("lapsi_sairas", "lapsi kipeä viikon ajan", Reach.BEYOND, 4),
    ("lapsi_sairas", "lapsi kipeä kolme päivää", Reach.WITHIN, 4),
    ("vatsatauti", "ripulista on 24 tuntia", Reach.BEYOND, 48),
    ("vatsatauti", "ripulista on kolme päivää", Reach.WITHIN, 48),
    ("vatsatauti", "ripulista on kaksi päivää", Reach.UNCLEAR, 48),
    ("loman_siirto", "loma alkaa kolmen päivän päästä", Reach.BEYOND, 14),
    ("kohteen_vaihto", "kokeilla puolen vuoden ajan", Reach.BEYOND, 3),
    ("kokeilu", "Can we try it for three months?", Reach.BEYOND, 4),
    ("retkievaat", "tilaus viikkoa ennen", Reach.WITHIN, 5),
    ("retkievaat", "tilaus kolme päivää ennen", Reach.BEYOND, 5),
    ("asiakkaan_tavarat", "nostanko 25 tuolia", Reach.BEYOND, 5),
    ("ruokatauko", "seittemän tunnin vuoro, tauko kymmeneen minuuttiin", Reach.BEYOND, 60),
]


@pytest.mark.parametrize(
    ("slug", "question", "reach", "value"), ASKED, ids=[f"{row[0]}-{row[1][:25]}" for row in ASKED]
)
def test_an_amount_is_within_beyond_or_unclear(slug: str, question: str, reach: Reach, value: int) -> None:
    found = told(question, of_library(slug))
    assert found is not None
    assert (found.reach, found.limit.value) == (reach, Decimal(value))


@pytest.mark.parametrize("question", ["saanko tehdä sen", "menee 3 kiloa", "klo 14 alkaen", "asiakas 12 pyysi"])
def test_without_an_amount_of_the_kind_nothing_changes(question: str) -> None:
    rule = of_library("asiakkaan_pieni_pyynto")
    assert told(question, rule) is None
    assert headline_for(rule, told(question, rule)) == headline(rule)


def test_beyond_a_limit_a_permission_gives_way_to_a_red_cross_and_the_limit() -> None:
    rule = ruling("may", FIFTEEN)
    found = headline_for(rule, told("menee 20 minuuttia", rule))
    assert (found.code, found.tone, found.sign) == (HeadlineCode.BEYOND, Tone.RED, Sign.CROSS)
    assert found.limit_words == FIFTEEN.words


def test_where_people_agree_or_ask_first_the_sign_is_amber() -> None:
    rule = ruling("depends", FIFTEEN)
    found = headline_for(rule, told("menee 20 minuuttia", rule))
    assert (found.code, found.tone, found.sign) == (HeadlineCode.BEYOND, Tone.AMBER, Sign.MARK)


def test_under_the_least_has_words_of_its_own() -> None:
    rule = ruling("may", SIXTY)
    assert headline_for(rule, told("58 astetta", rule)).code is HeadlineCode.BELOW


@pytest.mark.parametrize("verdict", ["must", "may_not"])
def test_what_binds_in_any_case_keeps_its_headline(verdict: str) -> None:
    rule = ruling(verdict, SIXTY)
    assert headline_for(rule, told("58 astetta", rule)) == headline(rule)


def test_one_amount_within_does_not_hide_another_beyond() -> None:
    rule = ruling("may", FIFTEEN)
    assert [one.reach for one in readings("10 minuuttia vai 40 minuuttia", rule)] == [Reach.WITHIN, Reach.BEYOND]
    found = told("10 minuuttia vai 40 minuuttia", rule)
    assert found is not None and found.asked.words == "40 minuuttia"


UNITS = {"minutes": "minuuttia", "euros": "euroa", "celsius": "astetta", "kilograms": "kiloa", "percent": "prosenttia"}


@given(
    kind=st.sampled_from(sorted(UNITS)), least=st.booleans(), bound=st.integers(1, 300), asked=st.integers(1, 300),
    verdict=st.sampled_from(["may", "need_not", "depends"]),
)  # fmt: skip
def test_a_permission_stands_exactly_when_the_amount_is_within(
    kind: str, least: bool, bound: int, asked: int, verdict: str
) -> None:
    words = f"{'vähintään' if least else 'enintään'} {bound} {UNITS[kind]}"
    rule = ruling(verdict, limit(kind, "at_least" if least else "at_most", bound, words))
    inside = asked >= bound if least else asked <= bound
    found = headline_for(rule, told(f"käykö {asked} {UNITS[kind]}", rule))
    if inside:
        assert found == headline(rule)
    else:
        assert found.code in {HeadlineCode.BEYOND, HeadlineCode.BELOW}
        assert found.code not in PERMISSIONS


@given(question=st.text(max_size=200), index=st.integers(0, 79))
def test_any_question_can_be_read_against_any_rule(question: str, index: int) -> None:
    rule = of_library(load()[index].slug)
    headline_for(rule, told(question, rule))


# Amounts of the library's texts that limit nothing: the span of a day, a level, "not even one day", "nobody alone".
NO_LIMITS = {
    "lepoajat": {24},
    "laatutaso": {5},
    "loman_siirto": {1},
    "nostot": {1},
    "ristiriita": {2},
    "varahenkilo": {2},
}


@pytest.mark.parametrize("template", load(), ids=lambda template: template.slug)
def test_every_amount_in_a_text_of_the_library_is_a_limit_that_can_be_read(template) -> None:  # type: ignore[no-untyped-def]
    filled = fill(template, example_figures(template))
    rows = {in_base(row.quantity, row.value) for row in filled.limits if row.value is not None}
    amounts = [one for one in read(filled.text.fi) if in_base(one.kind, one.value) not in rows]
    assert {int(one.value) for one in amounts} <= NO_LIMITS.get(template.slug, set())
