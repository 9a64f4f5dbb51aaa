"""Writes: a new draft is filled from the typed weeks or from the roster before."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from keha.organisation.queries import Actor
from keha.presence import queries as presence
from keha.presence.rules import interval, local_date, local_time
from keha.shifts import queries
from keha.shifts.actions.rosters import Filling, fill
from keha.shifts.models import Assignment, Roster
from keha.shifts.rules import Shift, letter_of


def fill_from(source: str, *, roster: Roster, by: Actor, at: datetime) -> Roster:
    """Fills a draft. source: "weeks", "before" (the roster that ended last), anything else leaves it empty.

    What would meet another team's shift is left out. Raises Refused. Locks the roster.
    """
    found = {"weeks": _from_weeks, "before": _from_before}.get(source)
    if found is None:
        return roster
    days = queries.days_of(roster)
    ids = queries.plannable_ids(roster.team, days=days)
    taken = queries.taken(ids, days=days)
    shifts: list[Shift] = []
    for shift in sorted(found(roster), key=lambda one: one.starts_at):
        spans = taken.setdefault(shift.person_id, [])
        if shift.person_id in ids and not any(a < shift.ends_at and shift.starts_at < b for a, b in spans):
            spans.append((shift.starts_at, shift.ends_at))
            shifts.append(shift)
    return fill(Filling(shifts, {one.person_id for one in shifts}), roster_id=roster.pk, by=by, at=at)


def _each_day(roster: Roster) -> Iterator[date]:
    first, last = queries.days_of(roster)
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _from_weeks(roster: Roster) -> Iterator[Shift]:
    rows = presence.patterns_of(roster.team_id)
    for day in _each_day(roster):
        for row in rows:
            if row.weekday == day.weekday():
                begin, end = interval(day, row.starts, row.ends)
                yield Shift(row.person_id, row.site_id, begin, end, letter_of(begin, end))


def _from_before(roster: Roster) -> Iterator[Shift]:
    """The same hours of the clock, as many whole weeks later as the rosters lie apart; a longer one begins anew."""
    first, _last = queries.days_of(roster)
    before = Roster.objects.filter(team=roster.team, days__endswith__lte=first).order_by("-days").first()
    if before is None:
        return
    begins, ends = queries.days_of(before)
    length = (ends - begins).days + 1
    by_day: dict[date, list[Assignment]] = {}
    for row in Assignment.objects.filter(roster=before):
        by_day.setdefault(local_date(row.period.lower), []).append(row)
    for day in _each_day(roster):
        for row in by_day.get(begins + timedelta(days=(day - first).days % length), []):
            begin, end = interval(day, local_time(row.period.lower), local_time(row.period.upper))
            yield Shift(row.person_id, row.site_id, begin, end, row.letter)
