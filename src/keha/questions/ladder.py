"""Pure: the ladder's clock. When a question goes on from its team to the supervisor, and what its next hop is.

Instants are compared in UTC, so that a night in which the clocks change is as long as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from keha.presence.rules import HELSINKI
from keha.questions.rules import HOPS, Moment, State, StepKind, Urgency, is_with_supervisor, state_after

AHEAD = timedelta(days=14)
NOW_TEAM = timedelta(minutes=10)
BEFORE_THE_END = timedelta(minutes=60)
WEEK_DAYS = 5
WEEK_MAX = timedelta(days=7)
UNKNOWN_SHIFT = timedelta(days=1)

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Around:
    """Who is at work around a question.

    own: the asker's shift that is going on, else her next one; None when none is known or she has no name. team: when
    those of the team are at work who could answer, from then on.
    """

    own: Interval | None = None
    team: tuple[Interval, ...] = ()


def due_at(urgency: Urgency, *, at: datetime, around: Around) -> datetime:
    """Until when the team has time; then the question goes on to its supervisor. In UTC, never before `at`.

    now: ten minutes while a colleague is at work, and no longer than the asker herself; else at once. This shift: half of what is left of the asker's shift,
    and an hour before its end at the latest; sooner when nobody of the team is there any longer. This week: five days
    on which the team is at work, seven at most.
    """
    at = at.astimezone(UTC)
    team = [(_utc(start), _utc(end)) for start, end in around.team if end > at]
    own = (_utc(around.own[0]), _utc(around.own[1])) if around.own and around.own[1] > at else None
    match urgency:
        case Urgency.NOW:
            return _now(at, stretches(team, since=at), own)
        case Urgency.SHIFT:
            return _shift(at, stretches(team, since=at), own or _team_shift(at, team))
        case Urgency.WEEK:
            return _week(at, team)


def _utc(instant: datetime) -> datetime:
    return instant.astimezone(UTC)


def stretches(shifts: Iterable[Interval], *, since: datetime) -> list[Interval]:
    """The times in which somebody is there, without gaps and overlaps, from an instant on."""
    found: list[Interval] = []
    for start, end in sorted((max(start, since), end) for start, end in shifts if end > since):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif end > start:
            found.append((start, end))
    return found


def _now(at: datetime, there: list[Interval], own: Interval | None) -> datetime:
    if not there or there[0][0] > at:
        return at
    leaves = own[1] if own and own[0] <= at else at + NOW_TEAM
    return min(at + NOW_TEAM, there[0][1], leaves)


def _team_shift(at: datetime, team: list[Interval]) -> Interval | None:
    """Until the last of those there leaves; nobody there: the shift of the next one to come."""
    ends = [end for start, end in team if start <= at]
    return (at, max(ends)) if ends else min(team, default=None)


def _shift(at: datetime, there: list[Interval], window: Interval | None) -> datetime:
    if window is None:
        return at + UNKNOWN_SHIFT
    start = max(at, window[0])
    latest = start + _share_of(window[1] - start)
    meanwhile = [stretch for stretch in there if stretch[0] < latest]
    if not meanwhile:
        return start
    return max(start, min(latest, meanwhile[-1][1]))


def _share_of(left: timedelta) -> timedelta:
    """What of the time left is the team's: half; all but an hour, when that is less; but ten minutes, or half, at least."""
    return max(min(left / 2, left - BEFORE_THE_END), min(NOW_TEAM, left / 2))


def _week(at: datetime, team: list[Interval]) -> datetime:
    last: dict[date, datetime] = {}
    for start, end in team:
        day = max(start, at).astimezone(HELSINKI).date()
        last[day] = max(end, last.get(day, end))
    days = sorted(last)
    if len(days) < WEEK_DAYS:
        return at + WEEK_MAX
    return min(max(last[day] for day in days[:WEEK_DAYS]), at + WEEK_MAX)


@dataclass(frozen=True, slots=True)
class Hop:
    """What a clock does next to a question: at that instant its supervisor gets it."""

    at: datetime


def next_hop(moments: Iterable[Moment], *, climbs_at: datetime | None) -> Hop | None:
    """The hop to come while the team has the question; None when it is answered, taken back or past the team."""
    told = tuple(moments)
    if climbs_at is None or state_after(told) is not State.WAITING or is_with_supervisor(told):
        return None
    return Hop(climbs_at)


def was_given_back(moments: Iterable[Moment]) -> bool:
    """Whether its supervisor has handed it back since it last came to the team: then not again."""
    since = {StepKind.HANDED_OVER, StepKind.REOPENED}
    told = sorted((moment for moment in moments if moment.kind in {*HOPS, *since}), key=lambda moment: moment.at)
    given_back = False
    for moment in told:
        given_back = moment.kind is StepKind.GIVEN_BACK or (given_back and moment.kind not in since)
    return given_back
