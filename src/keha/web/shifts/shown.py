"""A roster as a page shows it: people by days, and the same by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from keha.foundation.languages import said
from keha.organisation.models import Site
from keha.shifts.queries import Worked
from keha.web.components.templatetags.keha_look import MONTHS_EN, WEEKDAYS, spoken_hours, spoken_time

Days = tuple[date, date]
BRIEF = 7  # days; beyond them a list names sites by their first word


@dataclass(frozen=True, slots=True)
class Day:
    """A column. is_today, is_free: a Saturday or Sunday."""

    day: date
    weekday: str
    number: str
    is_today: bool
    is_free: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A person's row: a cell for each day, blank for a day off."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayList:
    """A day's shifts: hours, name, site; and who is away."""

    day: Day
    shifts: tuple[tuple[str, str, str], ...]
    away: str


def days_of(days: Days, *, language: str, today: date) -> list[Day]:
    """The columns."""
    return [
        Day(day, WEEKDAYS[language][day.weekday()], _number(day, language), day == today, day.weekday() > 4)
        for day in (days[0] + timedelta(days=n) for n in range((days[1] - days[0]).days + 1))
    ]


def _number(day: date, language: str) -> str:
    if language == "en":
        return f"{day.day} {MONTHS_EN[day.month - 1]}"
    return f"{day.day}.{day.month}" + ("." if language == "fi" else "")


def hours_of(shift: Worked, language: str) -> str:
    """From and to: 6–14."""
    begin, end = (timezone.localtime(one).time() for one in (shift.starts_at, shift.ends_at))
    return spoken_hours(begin, end, language=language)


def site_name(site: Site | None, language: str) -> str:
    """A site's name; blank for none."""
    return said(site, "name", language).text if site else ""


def short(name: str) -> str:
    """The first word of a site's name, as a cell has room for it."""
    return name.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown: the days, who is away when, and the sites. names: by person, in the order of the rows."""

    days: list[Day]
    away: set[tuple[UUID, date]]
    sites: Mapping[UUID, Site]
    language: str

    def lines(self, people: Mapping[UUID, str], shifts: Iterable[Worked]) -> list[Line]:
        """The rows of some people. A site is named in a cell where it is not the person's usual one of these days."""
        by_cell: dict[tuple[UUID, date], list[Worked]] = {}
        usual: dict[UUID, list[UUID]] = {}
        for shift in shifts:
            by_cell.setdefault((shift.person_id, shift.day), []).append(shift)
            usual.setdefault(shift.person_id, []).append(shift.site_id)
        away = _("away")
        found = []
        for person_id, name in people.items():
            own = usual.get(person_id, [])
            home = max(own, key=own.count) if own else None
            cells = tuple(
                " + ".join(self._cell(one, home) for one in by_cell.get((person_id, day.day), ()))
                or (away if (person_id, day.day) in self.away else "")
                for day in self.days
            )
            found.append(Line(name, cells))
        return found

    def _cell(self, shift: Worked, home: UUID | None) -> str:
        place = "" if shift.site_id == home else short(site_name(self.sites.get(shift.site_id), self.language))
        hours = f"{shift.letter} {hours_of(shift, self.language)}".strip()
        return f"{hours}\n{place}" if place else hours

    def by_day(self, people: Mapping[UUID, str], shifts: Sequence[Worked]) -> list[DayList]:
        """The same by day."""
        found: dict[date, list[tuple[str, str, str]]] = {day.day: [] for day in self.days}
        for shift in shifts:
            site = site_name(self.sites.get(shift.site_id), self.language)
            site = short(site) if len(self.days) > BRIEF else site
            if shift.day in found:
                found[shift.day].append((hours_of(shift, self.language), shift.name, site))
        worked = {(shift.person_id, shift.day) for shift in shifts}
        return [
            DayList(day, tuple(found[day.day]), ", ".join(self._away_on(day.day, people, worked))) for day in self.days
        ]

    def _away_on(self, day: date, people: Mapping[UUID, str], worked: set[tuple[UUID, date]]) -> list[str]:
        gone = (pk for pk in people if (pk, day) in self.away and (pk, day) not in worked)
        return [people[pk] for pk in gone]


def clock(at: Any, language: str) -> str:
    """The time of day."""
    return spoken_time(timezone.localtime(at).time(), language=language)
