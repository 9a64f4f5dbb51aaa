from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.agreements.rules import (
    Addressee,
    Comparison,
    Decider,
    HeadlineCode,
    Limit,
    Place,
    Ruling,
    RulingVerdict,
    Scope,
    Sign,
    Tone,
    Words,
    covers,
    decided_by_oneself,
    headline,
    is_bare_permission,
    is_in_force,
)

TODAY = date(2026, 11, 24)
WORDS = Words(fi="enintään 15 minuuttia", sv="högst 15 minuter", en="at most 15 minutes")
FIFTEEN = Limit("minutes", Comparison.AT_MOST, Decimal(15), "min", WORDS)
CONDITION = Limit("condition", Comparison.ONLY_IF, None, "", Words(fi="jos ehtii", sv="om det hinns", en="if time"))

limits = st.builds(
    Limit,
    quantity=st.sampled_from(["minutes", "euros", "condition"]),
    comparison=st.sampled_from(Comparison),
    value=st.none() | st.decimals(min_value=1, max_value=1000, places=1),
    unit=st.just(""),
    words=st.just(WORDS),
)
rulings = st.builds(
    Ruling,
    slug=st.just("x"),
    verdict=st.sampled_from(RulingVerdict),
    decider=st.sampled_from(Decider),
    addressee=st.sampled_from(Addressee),
    fixed=st.booleans(),
    limits=st.lists(limits, max_size=4).map(tuple),
)


def _ruling(verdict: str, decider: str, *limits: Limit) -> Ruling:
    return Ruling(
        slug="x", verdict=RulingVerdict(verdict), decider=Decider(decider),
        addressee=Addressee.SINA, fixed=False, limits=limits,
    )  # fmt: skip


@given(ruling=rulings, limit=limits)
def test_a_rule_with_any_limit_is_never_a_bare_permission(ruling: Ruling, limit: Limit) -> None:
    assert not is_bare_permission(replace(ruling, limits=(*ruling.limits, limit)))


@given(ruling=rulings)
def test_only_may_and_need_not_can_be_a_bare_permission(ruling: Ruling) -> None:
    if is_bare_permission(ruling):
        assert ruling.verdict in {RulingVerdict.MAY, RulingVerdict.NEED_NOT}
        assert ruling.decider is not Decider.SUPERVISOR


@given(ruling=rulings)
def test_every_ruling_has_a_headline(ruling: Ruling) -> None:
    told = headline(ruling)
    assert told.code in HeadlineCode and told.tone in Tone and told.sign in Sign
    assert (told.tone is Tone.GREEN) <= is_bare_permission(ruling)


@given(ruling=rulings)
def test_a_limited_permission_always_says_a_limit_a_condition_or_the_supervisor(ruling: Ruling) -> None:
    told = headline(ruling)
    if ruling.limits and ruling.verdict in {RulingVerdict.MAY, RulingVerdict.NEED_NOT}:
        assert told.limit_words is not None or told.conditional


@pytest.mark.parametrize(
    ("verdict", "decider", "code", "tone", "sign"),
    [
        ("may", "worker", "may-worker", "green", "tick"),
        ("may", "team", "may-team", "green", "tick"),
        ("may", "supervisor", "may-supervisor", "amber-edge", "tick"),
        ("depends", "worker", "depends-team", "blue", "heads"),
        ("depends", "team", "depends-team", "blue", "heads"),
        ("depends", "supervisor", "depends-supervisor", "amber", "mark"),
        ("may_not", "worker", "may-not", "red", "cross"),
        ("must", "team", "must", "ink", "arrow"),
        ("need_not", "worker", "need-not", "ink", "dash"),
        ("info", "team", "info", "ink", "i"),
    ],
)
def test_the_headline_without_limits_is_by_verdict_and_decider(
    verdict: str, decider: str, code: str, tone: str, sign: str
) -> None:
    told = headline(_ruling(verdict, decider))
    assert (told.code, told.tone, told.sign) == (code, tone, sign)
    assert told.limit_words is None and not told.conditional


def test_a_single_ceiling_is_said_in_the_headline_itself() -> None:
    told = headline(_ruling("may", "worker", FIFTEEN))
    assert (told.code, told.tone, told.sign) == ("may-limits", "amber-edge", "tick")
    assert told.limit_words == WORDS and not told.conditional


def test_a_ceiling_with_conditions_says_both() -> None:
    told = headline(_ruling("may", "team", FIFTEEN, CONDITION))
    assert told.limit_words == WORDS and told.conditional


def test_a_ceiling_that_is_not_the_first_limit_is_left_to_the_rows() -> None:
    told = headline(_ruling("may", "worker", CONDITION, FIFTEEN))
    assert told.limit_words is None and told.conditional


def test_a_prohibition_with_limits_stays_a_plain_prohibition() -> None:
    told = headline(_ruling("may_not", "worker", FIFTEEN, CONDITION))
    assert told.code is HeadlineCode.MAY_NOT and told.limit_words is None and not told.conditional


def test_a_duty_need_not_with_conditions_says_so() -> None:
    told = headline(_ruling("need_not", "worker", CONDITION))
    assert told.code is HeadlineCode.NEED_NOT_LIMITS and told.conditional


@pytest.mark.parametrize(
    ("verdict", "decider", "own"),
    [
        ("may", "worker", True),
        ("may", "team", True),
        ("depends", "team", True),
        ("need_not", "worker", True),
        ("may", "supervisor", False),
        ("depends", "supervisor", False),
        ("may_not", "worker", False),
        ("must", "worker", False),
        ("info", "team", False),
    ],
)
def test_one_settles_oneself_what_is_open_and_not_the_supervisors(verdict: str, decider: str, own: bool) -> None:
    assert decided_by_oneself(_ruling(verdict, decider)) is own


def test_a_version_answers_from_its_first_day_to_its_last() -> None:
    first, last = TODAY - timedelta(days=30), TODAY + timedelta(days=30)
    for day, reasons in [
        (first - timedelta(days=1), ("agreements.not-yet-valid",)),
        (first, ()),
        (last, ()),
        (last + timedelta(days=1), ("agreements.expired",)),
    ]:
        assert is_in_force(valid_from=first, valid_until=last, retired_at=None, today=day).reasons == reasons


def test_a_version_without_an_end_does_not_expire() -> None:
    assert is_in_force(valid_from=TODAY, valid_until=None, retired_at=None, today=TODAY.replace(year=2099))


def test_a_retired_and_expired_rule_tells_both_reasons() -> None:
    verdict = is_in_force(
        valid_from=date(2025, 1, 1),
        valid_until=date(2025, 12, 31),
        retired_at=datetime(2026, 1, 1, tzinfo=UTC),
        today=TODAY,
    )
    assert verdict.reasons == ("agreements.retired", "agreements.expired")


def test_a_rule_covers_only_readers_inside_its_scope() -> None:
    area, team, site, other = uuid4(), uuid4(), uuid4(), uuid4()
    here = Place(area_ids={area}, team_ids={team}, site_ids={site})
    for scope in (Scope(), Scope(area_id=area), Scope(team_id=team), Scope(site_id=site)):
        assert covers(scope, here)
    for scope in (Scope(area_id=other), Scope(team_id=other), Scope(site_id=other)):
        assert covers(scope, here).reasons == ("agreements.out-of-scope",)


def test_words_are_found_by_a_regional_language_and_not_by_a_strange_one() -> None:
    assert WORDS.of("sv-FI") == WORDS.sv
    with pytest.raises(LookupError):
        WORDS.of("de")
