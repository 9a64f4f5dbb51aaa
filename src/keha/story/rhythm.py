"""Pure: the weekly rhythms of the story, and who is at work when by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from keha.presence.rules import interval


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A line of a rhythm. weekday: 0 Monday .. 6 Sunday; local times; an end not after the start is the next day's."""

    weekday: int
    starts: time
    ends: time
    site: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody at work, from an instant up to another (not included), at a site of the story."""

    person: str
    site: str
    starts_at: datetime
    ends_at: datetime


def week_of(lines: Iterable[str]) -> tuple[WeekDay, ...]:
    """A rhythm from lines like "12345 06:00-14:00 jokiranta": ISO weekdays, local times, a site."""
    found: list[WeekDay] = []
    for line in lines:
        days, hours, site = line.split()
        starts, ends = (time.fromisoformat(hour) for hour in hours.split("-"))
        found += [WeekDay(int(day) - 1, starts, ends, site) for day in days]
    return tuple(found)


def shifts(person: str, week: Sequence[WeekDay], *, since: date, until: date) -> list[Shift]:
    """The shifts that begin on the days since..until, both included, by start."""
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    found = [
        Shift(person, line.site, *interval(day, line.starts, line.ends))
        for day in days
        for line in week
        if line.weekday == day.weekday()
    ]
    return sorted(found, key=lambda shift: shift.starts_at)


def at_work(found: Iterable[Shift], *, at: datetime) -> list[Shift]:
    """Those of the shifts that are going on at an instant."""
    return [shift for shift in found if shift.starts_at <= at < shift.ends_at]


def weekly_hours(week: Iterable[WeekDay]) -> float:
    """Hours from start to end of a week's shifts, meal breaks included."""
    monday = date(2026, 2, 2)  # any week without a change of the clocks
    found = shifts("", tuple(week), since=monday, until=monday + timedelta(days=6))
    return sum((shift.ends_at - shift.starts_at).total_seconds() for shift in found) / 3600
