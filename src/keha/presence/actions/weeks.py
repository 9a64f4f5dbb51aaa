"""Writes: a weekly pattern is set, and written out as intervals with its exceptions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from keha.foundation import audit
from keha.foundation.verdict import holds
from keha.organisation.models import Person, Site, Team
from keha.organisation.queries import Actor
from keha.presence import policies, rules
from keha.presence.models import Away, DayException, Planned, RosterSpan, Stint, WeeklyPattern
from keha.presence.rules import ExceptionKind, Hours, Span, Unusual

HORIZON = timedelta(days=28)
Where = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class WorkDay:
    """One line of a weekly pattern. weekday: 0 Monday .. 6 Sunday; local times."""

    weekday: int
    starts: time
    ends: time
    site: Site


def set_pattern(*, person: Person, team: Team, days: Sequence[WorkDay], at: datetime, by: UUID | None = None) -> None:
    """Replaces a person's weekly pattern in a team. Intervals already written stay as they are."""
    WeeklyPattern.objects.filter(person=person, team=team).delete()
    WeeklyPattern.objects.bulk_create(
        WeeklyPattern(person=person, team=team, site=d.site, weekday=d.weekday, starts=d.starts, ends=d.ends)
        for d in days
    )
    audit.record("presence.set_pattern", actor=by, at=at, thing=("person", person.pk), whose=person.pk)


def set_week(*, person: Person, team: Team, days: Sequence[WorkDay], by: Actor, at: datetime) -> None:
    """Replaces a person's weekly pattern in a team, and her shifts that have not begun follow it. Raises Refused.

    Locks the person, as everything does that rewrites her intervals.
    """
    policies.may_keep_weeks(by, team).or_refuse()
    lock(person.pk)
    elsewhere = set(WeeklyPattern.objects.filter(person=person).exclude(team=team).values_list("weekday", "starts"))
    clash = elsewhere & {(day.weekday, day.starts) for day in days}
    holds(not clash, otherwise="presence.already-at-work").or_refuse()
    set_pattern(person=person, team=team, days=days, at=at, by=by.id)
    Stint.objects.filter(person=person, period__startswith__gt=at).delete()
    today = rules.local_date(at)
    told = Planned.objects.filter(person=person).order_by("-day").values_list("day", flat=True).first()
    write_out(since=today, until=max(today + HORIZON, told or today), person_ids=[person.pk], after=at)


def lock(person_id: UUID) -> None:
    """Nobody else rewrites this person's intervals in this transaction. One query."""
    Person.objects.select_for_update(of=("self",)).get(pk=person_id)


def write_out(
    *, since: date, until: date, person_ids: Collection[UUID] | None = None, after: datetime | None = None
) -> int:
    """Writes rosters, patterns and exceptions out as intervals for the days since..until, both included.

    Where a roster tells a team's days, the team's patterns are silent. A day's hours that meet an interval already
    written are left out. person_ids: whose alone. after: only shifts that begin later than this. Seven queries.
    Returns how many intervals were added.
    """
    begin, end = rules.day_span(since, until)
    window = DateTimeTZRange(begin - timedelta(days=1), end + timedelta(days=1))
    taken, away = (_spans(kind, window, person_ids) for kind in (Stint, Away))
    usual, unusual, told = _usual(person_ids), _unusual(since, until, person_ids), _told(since, until, person_ids)
    new = []
    for day in (since + timedelta(days=n) for n in range((until - since).days + 1)):
        of_day = {person_id for one in (unusual, told.planned) for person_id, on in one if on == day}
        for person_id in dict.fromkeys([*usual, *sorted(of_day)]):
            weekday = told.of(person_id, day, usual.get(person_id, {}).get(day.weekday(), []))
            for hours in rules.hours_of_day(weekday, unusual.get((person_id, day), [])):
                span = hours.on(day)
                if after is None or span[0] > after:
                    new += _free_stints(person_id, hours.where, span, taken[person_id], away[person_id])
    Stint.objects.bulk_create(new)
    return len(new)


def _spans(
    kind: type[Stint] | type[Away], window: DateTimeTZRange, person_ids: Collection[UUID] | None
) -> dict[UUID, list[Span]]:
    rows = kind.objects.filter(period__overlap=window)
    if person_ids is not None:
        rows = rows.filter(person_id__in=person_ids)
    found: dict[UUID, list[Span]] = defaultdict(list)
    for person_id, period in rows.values_list("person_id", "period"):
        found[person_id].append((period.lower, period.upper))
    return found


def _usual(person_ids: Collection[UUID] | None) -> dict[UUID, dict[int, list[Hours[Where]]]]:
    rows = WeeklyPattern.objects.order_by("starts")
    if person_ids is not None:
        rows = rows.filter(person_id__in=person_ids)
    found: dict[UUID, dict[int, list[Hours[Where]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row.person_id][row.weekday].append(Hours(row.starts, row.ends, (row.team_id, row.site_id)))
    return found


@dataclass(frozen=True, slots=True)
class _Rosters:
    """What rosters tell: the days of each team that they cover, and who is planned when."""

    covered: frozenset[tuple[UUID, date]]
    planned: dict[tuple[UUID, date], list[Hours[Where]]]

    def of(self, person_id: UUID, day: date, usual: Sequence[Hours[Where]]) -> list[Hours[Where]]:
        """A person's hours of a day: the rosters', and the pattern's of teams that no roster covers."""
        silent = [one for one in usual if (one.where[0], day) not in self.covered]
        return [*silent, *self.planned.get((person_id, day), [])]


def _told(since: date, until: date, person_ids: Collection[UUID] | None) -> _Rosters:
    covered = frozenset(
        (team_id, days.lower + timedelta(days=n))
        for team_id, days in RosterSpan.objects.filter(
            days__overlap=DateRange(since, until + timedelta(days=1))
        ).values_list("team_id", "days")
        for n in range((days.upper - days.lower).days)
    )
    rows = Planned.objects.filter(day__range=(since, until)).order_by("period")
    if person_ids is not None:
        rows = rows.filter(person_id__in=person_ids)
    planned: dict[tuple[UUID, date], list[Hours[Where]]] = defaultdict(list)
    for person_id, team_id, site_id, day, period in rows.values_list(
        "person_id", "team_id", "site_id", "day", "period"
    ):
        span = (period.lower, period.upper)
        starts, ends = (rules.local_time(one) for one in span)
        planned[person_id, day].append(Hours(starts, ends, (team_id, site_id), span))
    return _Rosters(covered, planned)


def _unusual(
    since: date, until: date, person_ids: Collection[UUID] | None
) -> dict[tuple[UUID, date], list[Unusual[Where]]]:
    rows = DayException.objects.filter(day__range=(since, until)).order_by("starts")
    if person_ids is not None:
        rows = rows.filter(person_id__in=person_ids)
    found: dict[tuple[UUID, date], list[Unusual[Where]]] = defaultdict(list)
    for row in rows:
        hours = (
            Hours(row.starts, row.ends, (row.team_id, row.site_id)) if row.starts and row.ends and row.site_id else None
        )
        found[row.person_id, row.day].append(Unusual(ExceptionKind(row.kind), hours))
    return found


def _free_stints(
    person_id: UUID, where: Where, span: Span, taken: list[Span], away: Iterable[Span]
) -> list[Stint]:  # fmt: skip
    """The intervals of one shift: none when it meets another, and without the time that she is away."""
    if span[0] >= span[1] or any(rules.overlaps(span, other) for other in taken):
        return []
    left = rules.without(span, away)
    taken.extend(left)
    return [stint(person_id, where, one) for one in left]


def stint(person_id: UUID, where: Where, span: Span) -> Stint:
    """A row, not saved yet. where: the ids of the team and the site."""
    return Stint(person_id=person_id, team_id=where[0], site_id=where[1], period=DateTimeTZRange(*span))
