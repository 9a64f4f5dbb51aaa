"""Standing approvals, on paper: what is confirmed at once, and that nothing unknown, late, unsigned or overtime ever is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keha.agreements import approvals
from keha.agreements.approvals import (
    ApprovalClass,
    Change,
    Limits,
    Part,
    RosterChange,
    Shift,
    Standing,
    may_be_confirmed_by,
)
from keha.agreements.wording import REASONS
from keha.foundation.verdict import Verdict

AINO, BERTTA, TEAM, OTHER_TEAM, SITE, OTHER_SITE = (UUID(int=n) for n in range(1, 7))
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
EARLY, LATE = (datetime(2026, 11, 26, hour, tzinfo=UTC) for hour in (6, 9))
LONG = timedelta(hours=8)
LIMITS = Limits(most_moved=240, notice_hours=12)


def shift(starts: datetime = EARLY, *, length: timedelta = LONG, site: UUID | None = SITE, period: str | None = "48"):
    return Shift(site, starts, starts + length, period)


def part(person: UUID = AINO, **known: object) -> Part:
    facts = {
        "team": TEAM, "own_yes": True, "before": shift(EARLY), "after": shift(LATE), "rest_ok": Verdict(),
        "inducted": True, "overtime": False, "hours_before": Decimal(114), "hours_after": Decimal(114),
        "full_time": Decimal("114.75"),
    }  # fmt: skip
    return Part(person, **(facts | known))  # type: ignore[arg-type]


def swap(**known: object) -> Change:
    return Change(RosterChange.SWAP, (part(**known), part(BERTTA, before=shift(LATE), after=shift(EARLY))), NOW)


def standing(**changed: object) -> Standing:
    facts = {
        "kind": ApprovalClass.SWAP, "limits": LIMITS, "from_date": date(2026, 11, 1), "until_date": date(2026, 12, 31),
        "teams": frozenset({TEAM}), "signed": frozenset({TEAM}), "hr_at": NOW - LONG, "steward_at": NOW - LONG,
    }  # fmt: skip
    return Standing(**(facts | changed))  # type: ignore[arg-type]


def test_a_swap_within_the_limits_is_confirmed() -> None:
    assert may_be_confirmed_by(standing(), swap()).reasons == ()


def test_more_hours_up_to_full_time_are_confirmed_and_no_further() -> None:
    limits = Limits(same_length=False)
    approval = standing(kind=ApprovalClass.ADDITIONAL_WORK, limits=limits)
    more = part(before=None, hours_after=Decimal("114.75"))
    assert may_be_confirmed_by(approval, Change(RosterChange.ADDITIONAL_WORK, (more,), NOW))
    over = replace(more, hours_after=Decimal(115))
    verdict = may_be_confirmed_by(approval, Change(RosterChange.ADDITIONAL_WORK, (over,), NOW))
    assert verdict.reasons == ("agreements.over-full-time",)


NOS = {
    "own-yes-missing": {"own_yes": None},
    "not-this-supervisor": {"team": OTHER_TEAM},
    "rest-not-known": {"rest_ok": None},
    "not-inducted": {"inducted": None},
    "hours-not-known": {"hours_after": None},
    "overtime-never": {"overtime": True},
    "hours-grow": {"hours_after": Decimal("114.5")},
    "other-site": {"after": shift(LATE, site=OTHER_SITE)},
    "other-period": {"after": shift(LATE, period=None)},
    "other-length": {"after": shift(LATE, length=timedelta(hours=7))},
    "outside-approval-dates": {"after": shift(datetime(2027, 1, 2, 6, tzinfo=UTC))},
    "too-short-notice": {"before": shift(NOW + timedelta(hours=11))},
    "shift-has-begun": {"before": shift(NOW)},
    "change-not-whole": {"before": None},
}


@pytest.mark.parametrize("reason", NOS)
def test_each_fact_that_fails_or_is_not_known_has_its_own_reason(reason: str) -> None:
    assert f"agreements.{reason}" in may_be_confirmed_by(standing(), swap(**NOS[reason])).reasons


def test_every_reason_is_told_at_once_and_has_words() -> None:
    bad = swap(own_yes=False, rest_ok=Verdict(("agreements.rest-not-kept",)), inducted=False)
    approval = standing(steward_at=None, hr_at=NOW + LONG, until_date=date(2026, 11, 23))
    reasons = may_be_confirmed_by(approval, bad).reasons
    wanted = {
        "hr-has-not-accepted", "steward-has-not-accepted", "approval-ended", "outside-approval-dates",
        "own-yes-missing", "rest-not-kept", "not-inducted",
    }  # fmt: skip
    assert {f"agreements.{reason}" for reason in wanted} <= set(reasons)
    assert all(str(REASONS[reason]) for reason in reasons)


def test_a_change_of_two_supervisors_people_needs_both_names() -> None:
    two = swap(team=OTHER_TEAM)
    both = frozenset({TEAM, OTHER_TEAM})
    assert may_be_confirmed_by(standing(teams=both, signed=both), two)
    one_name = may_be_confirmed_by(standing(teams=both), two)
    assert set(one_name.reasons) == {"agreements.not-all-signed", "agreements.not-this-supervisor"}


# What may be drawn of anything: shifts that fit and that do not, facts that are known and that are not.
maybe = st.sampled_from([True, True, True, False, None])
shifts = st.builds(
    shift, st.sampled_from([EARLY, LATE, NOW, NOW + LONG, EARLY + timedelta(days=40)]),
    length=st.sampled_from([LONG, LONG, LONG / 2]), site=st.sampled_from([SITE, SITE, OTHER_SITE, None]),
    period=st.sampled_from(["48", "48", "51", None]),
)  # fmt: skip
hours = st.sampled_from([Decimal(114), Decimal(114), Decimal("114.75"), Decimal(120), None])
parts = st.builds(
    part, st.sampled_from([AINO, BERTTA]), team=st.sampled_from([TEAM, TEAM, OTHER_TEAM, None]), own_yes=maybe,
    before=st.none() | shifts, after=shifts, rest_ok=st.sampled_from([Verdict(), Verdict(), Verdict(("a.b",)), None]),
    inducted=maybe, overtime=st.sampled_from([False, False, True, None]), hours_before=hours, hours_after=hours,
    full_time=hours,
)  # fmt: skip
drawn = st.builds(Change, st.sampled_from(list(RosterChange)), st.lists(parts, max_size=3).map(tuple), st.just(NOW))
# Mostly one step from a yes, so that both answers are met.
near = st.builds(
    lambda known: swap(**known),
    st.fixed_dictionaries({}, optional={
        "own_yes": maybe, "after": shifts, "before": shifts, "overtime": maybe, "hours_after": hours, "inducted": maybe,
    }),
)  # fmt: skip
changes = drawn | near
limits = st.builds(
    Limits, st.booleans(), st.booleans(), st.booleans(), st.sampled_from([None, 0, 60, 240]),
    st.sampled_from([0, 12, 48]),
)  # fmt: skip
accepted = st.sampled_from([NOW - LONG, NOW - LONG, NOW - LONG, NOW + LONG, None])
teams = st.sampled_from([frozenset({TEAM}), frozenset({TEAM, OTHER_TEAM}), frozenset()])
standings = st.builds(
    standing, kind=st.sampled_from(list(ApprovalClass)), limits=limits, teams=teams, signed=teams, hr_at=accepted,
    steward_at=accepted, withdrawn_at=st.sampled_from([None, None, NOW - LONG, NOW + LONG]),
    from_date=st.sampled_from([date(2026, 11, 1), date(2026, 11, 25)]),
    until_date=st.sampled_from([date(2026, 12, 31), date(2026, 11, 26)]),
)  # fmt: skip


@given(standings, changes)
@settings(max_examples=300)
def test_overtime_is_never_confirmed(approval: Standing, change: Change) -> None:
    known = may_be_confirmed_by(approval, change)
    if change.kind is RosterChange.OVERTIME or any(one.overtime is not False for one in change.parts):
        assert not known
    for one in change.parts:
        if (
            one.hours_after is None
            or one.full_time is None
            or (one.hours_before is not None and one.hours_after > max(one.full_time, one.hours_before))
        ):
            assert not known


@given(standings, changes)
@settings(max_examples=300)
def test_nothing_is_confirmed_before_everybody_has_signed_nor_outside_the_days(
    approval: Standing, change: Change
) -> None:
    if not may_be_confirmed_by(approval, change):
        return
    assert approval.hr_at and approval.hr_at <= change.at
    assert approval.steward_at and approval.steward_at <= change.at
    assert approval.teams and approval.teams <= approval.signed
    assert approval.withdrawn_at is None or change.at < approval.withdrawn_at
    days = [
        change.at.date(),
        *(one.starts.date() for one in change.shifts),
        *(one.ends.date() for one in change.shifts),
    ]
    assert approval.from_date <= min(days) and max(days) <= approval.until_date


@given(standings, changes)
@settings(max_examples=300)
def test_nobody_is_confirmed_without_her_own_yes_and_every_fact(approval: Standing, change: Change) -> None:
    if not may_be_confirmed_by(approval, change):
        return
    assert change.parts
    for one in change.parts:
        assert one.own_yes is True and one.inducted is True and one.overtime is False
        assert one.rest_ok == Verdict()
        assert one.team in approval.signed
        assert None not in (one.after, one.hours_before, one.hours_after, one.full_time)


@given(changes, st.data())
@settings(max_examples=300)
def test_what_is_taken_away_from_what_is_known_never_makes_a_yes(change: Change, data: st.DataObject) -> None:
    approval = data.draw(standings | st.just(standing()))
    if may_be_confirmed_by(approval, change) or not change.parts:
        return
    facts = ("own_yes", "rest_ok", "inducted", "overtime", "hours_before", "hours_after", "full_time", "team")
    forgotten = {name: None for name in data.draw(st.sets(st.sampled_from(facts), min_size=1))}
    fewer = replace(change, parts=tuple(replace(one, **forgotten) for one in change.parts))
    assert not may_be_confirmed_by(approval, fewer)


def tighter(data: st.DataObject, approval: Standing) -> Standing:
    """The same with some of its limits tightened."""
    old, flags = approval.limits, {}
    for name in ("same_site", "same_length", "same_period"):
        flags[name] = getattr(old, name) or data.draw(st.booleans())
    most = data.draw(st.integers(0, 300))
    limits = Limits(
        **flags, most_moved=most if old.most_moved is None else min(most, old.most_moved),
        notice_hours=old.notice_hours + data.draw(st.integers(0, 50)),
    )  # fmt: skip
    days = st.integers(0, 30).map(lambda n: timedelta(days=n))
    keep = data.draw(st.booleans())
    return replace(
        approval, limits=limits, from_date=approval.from_date + data.draw(days),
        until_date=approval.until_date - data.draw(days), signed=approval.signed if keep else frozenset(),
        steward_at=approval.steward_at if keep else None, hr_at=approval.hr_at if data.draw(st.booleans()) else None,
        withdrawn_at=approval.withdrawn_at or data.draw(st.sampled_from([None, NOW])),
    )  # fmt: skip


@given(standings | st.just(standing()), changes, st.data())
@settings(max_examples=400)
def test_tightening_never_turns_a_no_into_a_yes(approval: Standing, change: Change, data: st.DataObject) -> None:
    if not may_be_confirmed_by(approval, change):
        assert not may_be_confirmed_by(tighter(data, approval), change)


def test_an_approval_that_cannot_be_given_says_every_reason() -> None:
    verdict = approvals.terms_are_right(
        ApprovalClass.MOVED_TIME, Limits(), from_date=date(2026, 11, 1), until_date=date(2026, 10, 1), today=NOW.date()
    )
    assert set(verdict.reasons) == {
        "agreements.begins-in-the-past", "agreements.ends-before-it-begins", "agreements.say-how-much-moves",
    }  # fmt: skip
    assert "overtime" not in {kind.value for kind in ApprovalClass}
