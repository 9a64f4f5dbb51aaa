"""Pure: the days of a roster's columns and rows, also without a year or a month; weekdays written beside must agree."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("ma", "maanantai", "må", "mån", "måndag", "mon", "monday"), ("ti", "tiistai", "tis", "tisdag", "tue", "tuesday"),
            ("ke", "keskiviikko", "on", "ons", "onsdag", "wed", "wednesday"), ("to", "torstai", "tor", "tors", "torsdag", "thu", "thursday"),
            ("pe", "perjantai", "fr", "fre", "fredag", "fri", "friday"), ("la", "lauantai", "lö", "lör", "lördag", "sat", "saturday"),
            ("su", "sunnuntai", "sö", "sön", "söndag", "sun", "sunday"),
        )
    )
    for name in names
}  # fmt: skip
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("tammikuu", "januari", "january"), ("helmikuu", "februari", "february"), ("maaliskuu", "mars", "march"),
            ("huhtikuu", "april"), ("toukokuu", "maj", "may"), ("kesäkuu", "juni", "june"), ("heinäkuu", "juli", "july"),
            ("elokuu", "augusti", "august"), ("syyskuu", "september"), ("lokakuu", "oktober", "october"),
            ("marraskuu", "november"), ("joulukuu", "december"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
DAYS_MAX = 42
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.?(\d{2}|\d{4})?\.?|(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_NUMBER = re.compile(r"(\d{1,2})\.?")


@dataclass(frozen=True, slots=True)
class Told:
    """A day as it is written: what is missing is None. weekday: 0 Monday."""

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    def in_year(self, year: int) -> date | None:
        """The date in a year; None where there is none, or its weekday is another."""
        try:
            found = date(self.year or year, self.month or 1, self.day)
        except ValueError:
            return None
        return found if self.weekday in (None, found.weekday()) else None


def told(text: str) -> Told | None:
    """A day as people write one: 2026-11-24, 24.11.2026, 24.11., ti 24.11, ti 24, 24; None for what is none."""
    plain = " ".join(text.replace("\n", " ").split()).casefold()
    weekday, rest = _weekday(plain)
    if match := _ISO.fullmatch(rest):
        return Told(int(match[3]), int(match[2]), int(match[1]), weekday)
    if match := _DOTTED.fullmatch(rest):
        day, month, year = (
            int(one) if one else None for one in (match[1] or match[4], match[2] or match[5], match[3] or match[6])
        )
        if year is not None and year < 100:
            year += 2000
        return Told(day or 0, month, year, weekday) if month and 1 <= month <= 12 and day and day <= 31 else None
    if match := _NUMBER.fullmatch(rest):
        return Told(int(match[1]), weekday=weekday) if 1 <= int(match[1]) <= 31 else None
    return None


def _weekday(plain: str) -> tuple[int | None, str]:
    first, _space, rest = plain.partition(" ")
    number = WEEKDAYS.get(first.strip(".,"))
    if number is not None and rest:
        return number, rest.strip()
    last = plain.rpartition(" ")
    number = WEEKDAYS.get(last[2].strip(".,()")) if last[0] else None
    return (number, last[0].strip()) if number is not None else (None, plain)


def whole(written: Told, *, near: date) -> date | None:
    """A day with its month as a date: without a year, the one nearest to another day. None where there is none."""
    if written.month is None:
        return None
    years = (near.year - 1, near.year, near.year + 1)
    fits = [day for day in (written.in_year(year) for year in years) if day]
    return min(fits, key=lambda day: abs(day - near)) if fits else None


def chain(columns: Sequence[tuple[int, Told]], *, near: date, month: tuple[int, int | None] | None) -> dict[int, date]:
    """The dates of columns whose days follow one another; empty when they do not, or no date fits.

    columns: by place, as written. near: without a year the nearest one to it. month: of the title, with its year, for
    days that are written as bare numbers; without it the nearest in which the days exist and the weekdays agree.
    """
    starts = _first_days(columns[0][1], near=near, month=month)
    fits = [start for start in starts if _agrees(columns, start)]
    if not fits:
        return {}
    first = min(fits, key=lambda day: abs(day - near))
    return {place: first + timedelta(days=n) for n, (place, _told) in enumerate(columns)}


def _first_days(first: Told, *, near: date, month: tuple[int, int | None] | None) -> list[date]:
    years = [first.year] if first.year else [near.year - 1, near.year, near.year + 1]
    if month and first.month is None:
        years = [month[1]] if month[1] else years
        months = [month[0]]
    else:
        months = [first.month] if first.month else list(range(1, 13))
    found = (Told(first.day, one, year, first.weekday).in_year(year) for year in years for one in months)
    return [day for day in found if day]


def _agrees(columns: Sequence[tuple[int, Told]], start: date) -> bool:
    for n, (_place, written) in enumerate(columns):
        day = start + timedelta(days=n)
        parts = (
            (written.day, day.day),
            (written.month, day.month),
            (written.year, day.year),
            (written.weekday, day.weekday()),
        )
        if any(wanted is not None and wanted != is_so for wanted, is_so in parts):
            return False
    return True


def month_in(texts: Iterable[str]) -> tuple[int, int | None] | None:
    """The month that a title names, and its year if it does: "Marraskuu 2026", "24.11.–13.12.2026"."""
    for text in texts:
        plain = text.casefold()
        year = re.search(r"(?<!\d)(20\d\d)(?!\d)", plain)
        for word in re.findall(r"[^\W\d_]+", plain):
            name = next((name for name in MONTHS if word == name or word.startswith((f"{name}n", f"{name}s"))), None)
            if name:
                return MONTHS[name], int(year[1]) if year else None
        match = re.search(r"(?<!\d)\d{1,2}\.(\d{1,2})\.(?:20\d\d)?", plain)
        if match and 1 <= int(match[1]) <= 12:
            return int(match[1]), int(year[1]) if year else None
    return None
