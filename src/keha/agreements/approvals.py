"""Pure: may a change of the roster be confirmed at once, because its class has been approved beforehand?

A standing approval (ennakkohyväksyntä) leaves the employer's power where it is: it says beforehand to which changes,
within which limits and until when the employer says yes. Overtime is never a class (Working Hours Act 16-17 §: the
employer's initiative and the worker's consent each time). What is not known is a no.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from keha.foundation.verdict import Verdict, all_of, holds


class ApprovalClass(StrEnum):
    """The classes that can be approved beforehand. Overtime is none of them, and never will be."""

    SWAP = "swap"
    MOVED_TIME = "moved_time"
    OTHER_SITE = "other_site"
    ADDITIONAL_WORK = "additional_work"


class RosterChange(StrEnum):
    """What a change of the roster is; all of them, also those that are never approved beforehand."""

    SWAP = "swap"
    MOVED_TIME = "moved_time"
    OTHER_SITE = "other_site"
    ADDITIONAL_WORK = "additional_work"
    OVERTIME = "overtime"
    OTHER = "other"


class SignatureKind(StrEnum):
    """As what somebody signs an approval."""

    SUPERVISOR = "supervisor"
    AREA_MANAGER = "area_manager"
    HR = "hr"
    STEWARD = "steward"


@dataclass(frozen=True, slots=True)
class Limits:
    """Within what a class is confirmed. most_moved: minutes; None: not limited. notice_hours: before the first start."""

    same_site: bool = True
    same_length: bool = True
    same_period: bool = True
    most_moved: int | None = None
    notice_hours: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing approval as it stands. teams: whose people it concerns; signed: the teams whose supervisor, or whose
    area's manager, has signed. hr_at, steward_at: when it was accepted. withdrawn_at: when it ended."""

    kind: ApprovalClass
    limits: Limits
    from_date: date
    until_date: date
    teams: frozenset[UUID]
    signed: frozenset[UUID]
    hr_at: datetime | None = None
    steward_at: datetime | None = None
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift before or after a change. Instants are aware, in the workplace's time zone. period: the roster period."""

    site: UUID | None
    starts: datetime
    ends: datetime
    period: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """What a change does to one person. None everywhere: not known, and then not confirmed.

    own_yes: her own yes to this very change, never the team's, never silence. rest_ok: her rest by law and agreement,
    on all her shifts with the employer. inducted: at the site where she will work. overtime: whether any of it is
    overtime by whoever counts her hours. hours: of the period, before and after; full_time: what a full contract has.
    """

    person: UUID
    team: UUID | None
    own_yes: bool | None = None
    before: Shift | None = None
    after: Shift | None = None
    rest_ok: Verdict | None = None
    inducted: bool | None = None
    overtime: bool | None = None
    hours_before: Decimal | None = None
    hours_after: Decimal | None = None
    full_time: Decimal | None = None

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """The shifts that it touches."""
        return tuple(shift for shift in (self.before, self.after) if shift)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the roster that somebody wants confirmed at an instant."""

    kind: RosterChange
    parts: tuple[Part, ...]
    at: datetime

    @property
    def shifts(self) -> tuple[Shift, ...]:
        """Every shift that it touches, of everybody."""
        return tuple(shift for part in self.parts for shift in part.shifts)


LONGEST = timedelta(days=366)


def terms_are_right(kind: ApprovalClass, limits: Limits, *, from_date: date, until_date: date, today: date) -> Verdict:
    """Whether an approval can be given so: it begins today or later, ends within a year, and its limits fit its class."""
    other_site, added = kind is ApprovalClass.OTHER_SITE, kind is ApprovalClass.ADDITIONAL_WORK
    moved = kind is ApprovalClass.MOVED_TIME
    return all_of(
        holds(today <= from_date, otherwise="agreements.begins-in-the-past"),
        holds(from_date <= until_date, otherwise="agreements.ends-before-it-begins"),
        holds(until_date - from_date <= LONGEST, otherwise="agreements.longer-than-a-year"),
        holds(not (other_site and limits.same_site), otherwise="agreements.moves-need-sites"),
        holds(not (added and limits.same_length), otherwise="agreements.more-hours-are-longer"),
        holds(not moved or limits.most_moved is not None, otherwise="agreements.say-how-much-moves"),
    )


def stands(approval: Standing, *, at: datetime) -> Verdict:
    """Whether an approval does anything at an instant, with every reason why not.

    It needs the signature for each of its teams, HR's and the steward's acceptance, and it has an end.
    """
    day = at.date()
    return all_of(
        holds(bool(approval.teams) and approval.teams <= approval.signed, otherwise="agreements.not-all-signed"),
        holds(_is_past(approval.hr_at, at), otherwise="agreements.hr-has-not-accepted"),
        holds(_is_past(approval.steward_at, at), otherwise="agreements.steward-has-not-accepted"),
        holds(approval.withdrawn_at is None or at < approval.withdrawn_at, otherwise="agreements.approval-withdrawn"),
        holds(approval.from_date <= day, otherwise="agreements.approval-not-begun"),
        holds(day <= approval.until_date, otherwise="agreements.approval-ended"),
    )


def may_be_confirmed_by(approval: Standing, change: Change) -> Verdict:
    """Whether this approval confirms this change, with every reason why not at once.

    Tightening any limit never makes a no a yes. Nothing that is not known counts for a yes.
    """
    return all_of(
        holds(change.kind is not RosterChange.OVERTIME, otherwise="agreements.overtime-never"),
        holds(change.kind.value == approval.kind.value, otherwise="agreements.another-class"),
        stands(approval, at=change.at),
        holds(_is_whole(change), otherwise="agreements.change-not-whole"),
        _in_dates(approval, change),
        _in_time(approval.limits, change),
        *(_person(approval, change, part) for part in change.parts),
        _within(approval.limits, change),
    )


def _is_past(moment: datetime | None, at: datetime) -> bool:
    return moment is not None and moment <= at


def _is_whole(change: Change) -> bool:
    """Whether it says of each person all that its kind needs: a swap has two people, what is moved was somewhere."""
    people = {part.person for part in change.parts}
    alone = change.kind is not RosterChange.SWAP
    adds = change.kind is RosterChange.ADDITIONAL_WORK
    return (
        len(people) == len(change.parts) >= 1
        and (alone or len(people) >= _SWAPPERS)
        and all(part.after and (part.before or adds) for part in change.parts)
        and all(shift.starts < shift.ends for shift in change.shifts)
    )


_SWAPPERS = 2


def _in_dates(approval: Standing, change: Change) -> Verdict:
    days = {moment.date() for shift in change.shifts for moment in (shift.starts, shift.ends)}
    inside = all(approval.from_date <= day <= approval.until_date for day in days)
    return holds(bool(days) and inside, otherwise="agreements.outside-approval-dates")


def _in_time(limits: Limits, change: Change) -> Verdict:
    """Before the first of its shifts begins, by the hours of notice."""
    starts = [shift.starts for shift in change.shifts]
    return all_of(
        holds(bool(starts) and change.at < min(starts), otherwise="agreements.shift-has-begun"),
        holds(
            bool(starts) and change.at + timedelta(hours=limits.notice_hours) <= min(starts),
            otherwise="agreements.too-short-notice",
        ),
    )


def _person(approval: Standing, change: Change, part: Part) -> Verdict:
    rest = Verdict(("agreements.rest-not-known",)) if part.rest_ok is None else part.rest_ok
    return all_of(
        holds(part.own_yes is True, otherwise="agreements.own-yes-missing"),
        holds(part.team in approval.teams & approval.signed, otherwise="agreements.not-this-supervisor"),
        holds(bool(rest) or part.rest_ok is None, otherwise="agreements.rest-not-kept"),
        rest,
        holds(part.inducted is True, otherwise="agreements.not-inducted"),
        _hours(change.kind, part),
    )


def _hours(kind: RosterChange, part: Part) -> Verdict:
    """Never overtime; only the class of additional work makes hours more, and up to full time."""
    known = part.overtime is not None and None not in (part.hours_before, part.hours_after, part.full_time)
    if not known or part.hours_before is None or part.hours_after is None or part.full_time is None:
        return Verdict(("agreements.hours-not-known",))
    more = part.hours_after > part.hours_before
    return all_of(
        holds(not part.overtime, otherwise="agreements.overtime-never"),
        holds(not more or part.hours_after <= part.full_time, otherwise="agreements.over-full-time"),
        holds(not more or kind is RosterChange.ADDITIONAL_WORK, otherwise="agreements.hours-grow"),
    )


def _within(limits: Limits, change: Change) -> Verdict:
    return all_of(
        holds(not limits.same_site or _same_site(change), otherwise="agreements.other-site"),
        holds(not limits.same_length or _same_length(change), otherwise="agreements.other-length"),
        holds(not limits.same_period or _same_period(change), otherwise="agreements.other-period"),
        holds(limits.most_moved is None or _moved(change) <= limits.most_moved, otherwise="agreements.moved-too-much"),
    )


def _same_site(change: Change) -> bool:
    sites = {shift.site for shift in change.shifts}
    return len(sites) == 1 and None not in sites


def _same_period(change: Change) -> bool:
    periods = {shift.period for shift in change.shifts}
    return len(periods) == 1 and None not in periods and "" not in periods


def _same_length(change: Change) -> bool:
    """Of everybody the same before and after, and in a swap of both; what is added has nothing to be compared with."""
    lengths = {shift.ends - shift.starts for shift in change.shifts}
    return len(lengths) == 1


def _moved(change: Change) -> float:
    """How many minutes a start or an end moves at the most; without end where what was before is not known."""
    found = [0.0]
    for part in change.parts:
        if part.before is None or part.after is None:
            return float("inf")
        ends = ((part.before.starts, part.after.starts), (part.before.ends, part.after.ends))
        found += [abs((after - before).total_seconds()) / 60 for before, after in ends]
    return max(found)
