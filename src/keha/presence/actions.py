"""Writes: a weekly pattern is set, and written out as intervals."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from keha.foundation import audit
from keha.organisation.models import Person, Site, Team
from keha.presence import rules
from keha.presence.models import Stint, WeeklyPattern

HORIZON = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class WorkDay:
    """One line of a weekly pattern. weekday: 0 Monday .. 6 Sunday; local times."""

    weekday: int
    starts: time
    ends: time
    site: Site


def set_pattern(*, person: Person, team: Team, days: Sequence[WorkDay], at: datetime, by: UUID | None = None) -> None:
    """Replaces a person's weekly pattern. Intervals already written stay as they are."""
    WeeklyPattern.objects.filter(person=person).delete()
    WeeklyPattern.objects.bulk_create(
        WeeklyPattern(person=person, team=team, site=d.site, weekday=d.weekday, starts=d.starts, ends=d.ends)
        for d in days
    )
    audit.record("presence.set_pattern", actor=by, at=at, thing=("person", person.pk), whose=person.pk)


def write_out(*, since: date, until: date) -> int:
    """Writes the patterns out as intervals for the days since..until, both included, where a day has none yet.

    Three queries. Returns how many intervals were added.
    """
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    taken: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    first, last = rules.interval(days[0], time(0), time(23, 59))[0], rules.interval(days[-1], time(0), time(0))[1]
    window = DateTimeTZRange(first - timedelta(days=1), last + timedelta(days=1))
    for person_id, period in Stint.objects.filter(period__overlap=window).values_list("person_id", "period"):
        taken[person_id].append((period.lower, period.upper))
    new = []
    for pattern in WeeklyPattern.objects.all():
        for day in days:
            if day.weekday() == pattern.weekday:
                new += _free_stint(pattern, day, taken[pattern.person_id])
    Stint.objects.bulk_create(new)
    return len(new)


def _free_stint(pattern: WeeklyPattern, day: date, taken: list[tuple[datetime, datetime]]) -> list[Stint]:
    begin, end = rules.interval(day, pattern.starts, pattern.ends)
    if any(begin < upper and lower < end for lower, upper in taken):
        return []
    taken.append((begin, end))
    return [
        Stint(
            person_id=pattern.person_id, team_id=pattern.team_id, site_id=pattern.site_id,
            period=DateTimeTZRange(begin, end),
        )
    ]  # fmt: skip
