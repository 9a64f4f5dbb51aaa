"""Stricter wins, part by part: whatever rules meet, together they are never looser than any of them."""

import random
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keha.agreements.merging import Conflict, Member, Merged, Width, join, loosens, merge, parts_of
from keha.agreements.rules import (
    Addressee,
    Comparison,
    Decider,
    Limit,
    Ruling,
    RulingVerdict,
    Words,
    is_bare_permission,
)

RULE_SETS = 10_000
DECIDERS = [Decider.WORKER, Decider.TEAM, Decider.SUPERVISOR]
UNITS = ["minutes", "hours", "days", "weeks", "months", "years", "euros", "celsius"]
MEASURES = [Comparison.AT_MOST, Comparison.AT_LEAST]
MINUTES = {"minutes": 1, "hours": 60}
DAYS = {"days": 1, "weeks": 7}
MONTHS = {"months": 1, "years": 12}


def words(text: str) -> Words:
    return Words(text, text, text)


def at_most(value: int | str, unit: str = "minutes", about: str = "") -> Limit:
    return Limit(unit, Comparison.AT_MOST, Decimal(value), "", words(f"{about}enintään {value} {unit}"))


def at_least(value: int | str, unit: str = "minutes") -> Limit:
    return Limit(unit, Comparison.AT_LEAST, Decimal(value), "", words(f"vähintään {value} {unit}"))


def condition(text: str) -> Limit:
    return Limit("condition", Comparison.ONLY_IF, None, "", words(text))


def ruling(verdict: str, decider: str = "team", *limits: Limit, fixed: bool = False) -> Ruling:
    return Ruling("x", RulingVerdict(verdict), Decider(decider), Addressee.SINA, fixed, limits)


def members(*rulings: Ruling) -> list[Member]:
    return [Member(UUID(int=n + 1), one, Width(min(n, 2))) for n, one in enumerate(rulings)]


def merged(*rulings: Ruling) -> Merged:
    found = merge(members(*rulings))
    assert isinstance(found, Merged)
    return found


def some_limit(draw: random.Random) -> Limit:
    if draw.random() < 0.3:
        return condition(draw.choice(["jos ehtii", "kun on perehdytetty", "vain keittiössä"]))
    about = draw.choice(["", "", "kylmiö ", "pöytä "])
    unit, value = draw.choice(UNITS), Decimal(draw.choice(["1", "2", "5", "7", "7.5", "14", "30", "60", "90", "120"]))
    comparison = draw.choice(MEASURES)
    bound = "enintään" if comparison is Comparison.AT_MOST else "vähintään"
    return Limit(unit, comparison, value, "", words(f"{about}{bound} {value} {unit}"))


def some_ruling(draw: random.Random) -> Ruling:
    return Ruling(
        "x", draw.choice(list(RulingVerdict)), draw.choice(DECIDERS), draw.choice(list(Addressee)),
        draw.random() < 0.3, tuple(some_limit(draw) for _ in range(draw.choice([0, 1, 1, 2, 4]))),
    )  # fmt: skip


def some_members(draw: random.Random) -> list[Member]:
    keys = draw.sample(range(1, 100), draw.choice([1, 2, 2, 3, 3, 4, 6]))
    return [Member(UUID(int=key), some_ruling(draw), draw.choice(list(Width))) for key in keys]


def base(limit: Limit) -> tuple[str, Decimal]:
    """Told apart from the product's own table on purpose."""
    for name, units in (("minutes", MINUTES), ("days", DAYS), ("months", MONTHS)):
        if limit.quantity in units:
            return name, Decimal(limit.value or 0) * units[limit.quantity]
    return limit.quantity, Decimal(limit.value or 0)


def allows(limits: Sequence[Limit], kind: str, amount: Decimal) -> bool:
    """Whether every limit of the kind leaves room for an amount."""
    for limit in limits:
        if limit.is_condition or base(limit)[0] != kind:
            continue
        past = amount > base(limit)[1] if limit.comparison is Comparison.AT_MOST else amount < base(limit)[1]
        if past:
            return False
    return True


NOT_BESIDE = {
    RulingVerdict.MAY_NOT: set(RulingVerdict) - {RulingVerdict.MAY_NOT},
    RulingVerdict.MUST: set(RulingVerdict) - {RulingVerdict.MUST},
    RulingVerdict.DEPENDS: {RulingVerdict.MAY, RulingVerdict.NEED_NOT, RulingVerdict.INFO},
    RulingVerdict.MAY: {RulingVerdict.NEED_NOT},
    RulingVerdict.NEED_NOT: set(),
    RulingVerdict.INFO: set(),
}


def assert_never_looser(found: Merged, of: Sequence[Member]) -> None:
    said, verdicts = found.ruling, {member.ruling.verdict for member in of}
    assert all(said.verdict not in NOT_BESIDE[verdict] for verdict in verdicts)
    assert DECIDERS.index(said.decider) == max(DECIDERS.index(member.ruling.decider) for member in of)
    for member in of:
        assert set(member.ruling.conditions) <= set(said.conditions)
        for limit in member.ruling.measures:
            assert_as_tight(said, limit)
        if member.ruling.verdict is not RulingVerdict.INFO and not is_bare_permission(member.ruling):
            assert not is_bare_permission(said)


def assert_as_tight(said: Ruling, limit: Limit) -> None:
    kind, value = base(limit)
    for amount in (value - Decimal("0.5"), value, value + Decimal("0.5")):
        assert allows([limit], kind, amount) or not allows(said.limits, kind, amount)


def test_of_ten_thousand_sets_of_rules_none_is_looser_together_than_any_of_its_rules() -> None:
    draw = random.Random(20261124)
    conflicts = 0
    for _ in range(RULE_SETS):
        of = some_members(draw)
        found = merge(of)
        verdicts = {member.ruling.verdict for member in of}
        assert isinstance(found, Conflict) is (verdicts >= {RulingVerdict.MUST, RulingVerdict.MAY_NOT})
        shuffled = draw.sample(of, len(of))
        assert merge(shuffled) == found
        if isinstance(found, Conflict):
            conflicts += 1
            continue
        assert_never_looser(found, of)
        assert {found.quoted, *(other.key for other in found.others)} == {member.key for member in of}
        again = merge([*of, Member(UUID(int=1000), found.ruling)])
        assert isinstance(again, Merged) and again.ruling.verdict is found.ruling.verdict
        assert_never_looser(again, [*of, Member(UUID(int=1000), found.ruling)])
    assert RULE_SETS // 50 < conflicts < RULE_SETS // 2


def test_of_ten_thousand_triples_the_compared_parts_are_the_same_however_they_are_grouped() -> None:
    draw = random.Random(4)
    for _ in range(RULE_SETS):
        a, b, c = (parts_of(some_ruling(draw)) for _ in range(3))
        assert join(a, join(b, c)) == join(join(a, b), c)
        assert join(a, b) == join(b, a)
        assert join(a, a) == a
        assert join(a, join(a, b)) == join(a, b)


@given(seed=st.integers())
@settings(max_examples=300, deadline=None)
def test_a_rule_merged_with_itself_says_the_same(seed: int) -> None:
    one = some_ruling(random.Random(seed))
    twice = merge([Member(UUID(int=1), one), Member(UUID(int=2), one)])
    assert isinstance(twice, Merged)
    assert parts_of(twice.ruling) == parts_of(one)


@given(seed=st.integers())
@settings(max_examples=500, deadline=None)
def test_a_narrower_rule_that_loosens_nothing_stands_as_it_is(seed: int) -> None:
    draw = random.Random(seed)
    narrow, wide = some_ruling(draw), some_ruling(draw)
    if not loosens(narrow, wide) or RulingVerdict.INFO in {narrow.verdict, wide.verdict}:
        return
    found = merged(wide, narrow)
    assert (found.ruling.verdict, found.ruling.decider) == (narrow.verdict, narrow.decider)


@given(seed=st.integers())
@settings(max_examples=300, deadline=None)
def test_no_rule_is_looser_than_itself(seed: int) -> None:
    one = some_ruling(random.Random(seed))
    assert loosens(one, one)


def test_the_least_of_at_most_and_the_greatest_of_at_least_hold() -> None:
    found = merged(
        ruling("may", "team", at_most(50, "euros"), at_least(5, "days")),
        ruling("may", "team", at_most(30, "euros"), at_least(1, "weeks")),
    )
    assert [limit.words.fi for limit in found.ruling.limits] == ["enintään 30 euros", "vähintään 1 weeks"]


def test_hours_and_minutes_are_one_measure() -> None:
    found = merged(ruling("may", "team", at_most(1, "hours")), ruling("may", "team", at_most(20)))
    assert [limit.words.fi for limit in found.ruling.limits] == ["enintään 20 minutes"]


def test_several_limits_of_one_rule_hold_side_by_side() -> None:
    shelf, fridge = at_most(12, "celsius", "esillä "), at_most(6, "celsius", "kylmiössä ")
    colder = at_most(5, "celsius", "kylmiössä ")
    found = merged(
        ruling("may", "team", shelf, fridge), ruling("may", "team", at_most(12, "celsius", "esillä "), colder)
    )
    assert found.ruling.limits == (shelf, colder)


def test_the_quoted_rule_is_the_one_that_says_what_all_say_together() -> None:
    forbids, permits = ruling("may_not", "supervisor"), ruling("may", "team", at_most(5))
    found = merged(permits, forbids)
    assert found.quoted == UUID(int=2)
    assert found.ruling.verdict is RulingVerdict.MAY_NOT
    assert found.others[0].limits == (at_most(5),)


def test_what_another_rule_made_stricter_is_told() -> None:
    wide = ruling("may", "supervisor", at_most(50, "euros"), condition("kuitti tuodaan"), fixed=True)
    narrow = ruling("may", "team", at_most(30, "euros"), condition("kirjataan"))
    found = merged(wide, narrow)
    assert found.quoted == UUID(int=1)
    assert found.ruling.decider is Decider.SUPERVISOR and found.ruling.fixed
    assert found.others[0].limits == (at_most(30, "euros"), condition("kirjataan"))
    assert not found.others[0].decider


def test_another_text_may_stand_on_the_page_and_what_is_said_together_does_not_change() -> None:
    of = members(ruling("may", "team", at_most(50)), ruling("may_not", "supervisor"))
    strictest, shown = merge(of), merge(of, quoting=UUID(int=1))
    assert isinstance(strictest, Merged) and isinstance(shown, Merged)
    assert (shown.quoted, shown.ruling.verdict, shown.ruling.decider) == (
        UUID(int=1), strictest.ruling.verdict, strictest.ruling.decider,
    )  # fmt: skip
    assert shown.others[0].verdict and shown.others[0].decider


def test_a_rule_that_made_nothing_stricter_is_still_listed() -> None:
    found = merged(ruling("may", "team", at_most(50)), ruling("may", "team", at_most(20)))
    assert (found.quoted, found.others[0].key, found.others[0].limits) == (UUID(int=2), UUID(int=1), ())


def test_must_and_may_not_answer_nothing_and_name_only_those_two() -> None:
    found = merge(members(ruling("must"), ruling("may"), ruling("may_not")))
    assert found == Conflict((UUID(int=1), UUID(int=3)))


def test_need_not_does_not_undo_a_must() -> None:
    assert merged(ruling("need_not"), ruling("must")).ruling.verdict is RulingVerdict.MUST
    assert merged(ruling("need_not"), ruling("may")).ruling.verdict is RulingVerdict.MAY
    assert merged(ruling("need_not"), ruling("info")).ruling.verdict is RulingVerdict.INFO


def test_no_rules_at_all_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="no rules"):
        merge([])


LOOSER = [
    (ruling("may"), ruling("depends"), "agreements.looser-permission"),
    (ruling("depends", "team"), ruling("depends", "supervisor"), "agreements.looser-decider"),
    (ruling("need_not"), ruling("must"), "agreements.looser-duty"),
    (ruling("may", "team", at_most(20)), ruling("may", "team", at_most(15)), "agreements.looser-limit"),
    (ruling("may", "team", at_most(1, "hours")), ruling("may", "team", at_most(15)), "agreements.looser-limit"),
    (ruling("may_not", "team", at_least(55)), ruling("may_not", "team", at_least(60)), "agreements.looser-limit"),
    (ruling("may"), ruling("may", "team", at_most(15)), "agreements.leaves-limit-out"),
    (ruling("must"), ruling("may_not"), "agreements.contradicts"),
]


@pytest.mark.parametrize(("narrow", "wide", "reason"), LOOSER, ids=[reason for _, _, reason in LOOSER])
def test_a_narrower_rule_that_is_looser_says_where(narrow: Ruling, wide: Ruling, reason: str) -> None:
    assert loosens(narrow, wide).reasons == (reason,)


def test_a_stricter_narrower_rule_loosens_nothing() -> None:
    wide = ruling("may", "team", at_most(15), at_least(60, "celsius"))
    narrow = ruling("depends", "supervisor", at_most(10), at_least(65, "celsius"), condition("kirjataan"))
    assert loosens(narrow, wide)
    assert loosens(replace(narrow, verdict=RulingVerdict.MAY_NOT), wide)
