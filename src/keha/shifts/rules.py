"""Pure: the days of a roster, what a shift may be, and what kind of shift it is by the clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from keha.foundation.verdict import Verdict, all_of, holds
from keha.presence.rules import HELSINKI, local_date

WEEKS, WEEKS_MAX = 3, 6
LONGEST = timedelta(hours=16)
LETTER_LENGTH = 6
ANCHOR = date(2026, 1, 5)  # a Monday; the three-week periods are counted from it
NIGHT = (time(23), time(6))  # working time act 8 §: night work is done between 23 and 6
NIGHT_HOURS = timedelta(hours=3)


class ShiftKind(StrEnum):
    """What a shift is by the clock."""

    MORNING = "morning"
    DAY = "day"
    EVENING = "evening"
    NIGHT = "night"


# The usual letters of the trade: aamu, päivä, ilta, yö.
LETTERS = {ShiftKind.MORNING: "A", ShiftKind.DAY: "P", ShiftKind.EVENING: "I", ShiftKind.NIGHT: "Y"}


class Means(StrEnum):
    """What a letter of a roster means."""

    WORK = "work"
    FREE = "free"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Shift:
    """Somebody at a site from an instant up to another (not included). letter: as the roster writes it, or blank."""

    person_id: UUID
    site_id: UUID
    starts_at: datetime
    ends_at: datetime
    letter: str = ""

    @property
    def day(self) -> date:
        """The day in Finland on which it begins."""
        return local_date(self.starts_at)


def period_of(day: date) -> tuple[date, date]:
    """The first and last day of the three-week period that a day falls in."""
    number = (day - ANCHOR).days // (7 * WEEKS)
    first = ANCHOR + timedelta(weeks=WEEKS * number)
    return first, first + timedelta(days=7 * WEEKS - 1)


def kind_of(starts_at: datetime, ends_at: datetime) -> ShiftKind:
    """Night with three hours at least between 23 and 6, else by when it begins: before 9, before 12, later."""
    if _night_part(starts_at, ends_at) >= NIGHT_HOURS:
        return ShiftKind.NIGHT
    begins = starts_at.astimezone(HELSINKI).time()
    if begins < time(9):
        return ShiftKind.MORNING
    return ShiftKind.DAY if begins < time(12) else ShiftKind.EVENING


def _night_part(starts_at: datetime, ends_at: datetime) -> timedelta:
    """How much of a span lies between 23 and 6, in real time."""
    day = local_date(starts_at)
    found = timedelta()
    for first in (day - timedelta(days=1), day, day + timedelta(days=1)):
        begin = datetime.combine(first, NIGHT[0], HELSINKI)
        end = datetime.combine(first + timedelta(days=1), NIGHT[1], HELSINKI)
        found += max(timedelta(), min(ends_at, end) - max(starts_at, begin))
    return found


def may_be_shift(shift: Shift, *, days: tuple[date, date]) -> Verdict:
    """A shift ends after it begins, is no longer than 16 hours, and begins on one of the roster's days."""
    return all_of(
        holds(shift.starts_at < shift.ends_at, otherwise="shifts.ends-before-it-begins"),
        holds(shift.ends_at - shift.starts_at <= LONGEST, otherwise="shifts.too-long"),
        holds(days[0] <= shift.day <= days[1], otherwise="shifts.outside-the-roster"),
        holds(len(shift.letter) <= LETTER_LENGTH, otherwise="shifts.letter-too-long"),
        holds(not is_identity_code(shift.letter), otherwise="shifts.letter-too-long"),
    )


def overlapping(shifts: Iterable[Shift]) -> list[tuple[Shift, Shift]]:
    """The pairs of one person's neighbouring shifts that share an instant."""
    by_person: dict[UUID, list[Shift]] = {}
    for shift in shifts:
        by_person.setdefault(shift.person_id, []).append(shift)
    found = []
    for own in by_person.values():
        own.sort(key=lambda shift: (shift.starts_at, shift.ends_at))
        found += [(one, other) for one, other in pairwise(own) if other.starts_at < one.ends_at]
    return found


def letter_of(starts_at: datetime, ends_at: datetime) -> str:
    """The usual letter of a shift."""
    return LETTERS[kind_of(starts_at, ends_at)]


def is_identity_code(text: str) -> bool:
    """Whether a text holds what looks like a Finnish personal identity code."""
    return bool(re.search(r"(?<![0-9A-Za-z])[0-3]\d[01]\d\d\d[-+A-FU-Y]\d{3}[0-9A-Y](?![0-9A-Za-z])", text, re.I))


def may_be_roster(days: tuple[date, date]) -> Verdict:
    """A roster has whole weeks from a Monday, six at most."""
    length = (days[1] - days[0]).days + 1
    return all_of(
        holds(days[0].weekday() == 0 and length % 7 == 0, otherwise="shifts.not-whole-weeks"),
        holds(7 <= length <= 7 * WEEKS_MAX, otherwise="shifts.too-many-weeks"),
    )


def weeks_in(days: tuple[date, date]) -> Sequence[date]:
    """The Mondays of a roster."""
    return [days[0] + timedelta(weeks=n) for n in range(((days[1] - days[0]).days + 1) // 7)]
