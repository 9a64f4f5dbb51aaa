"""Pure: a weekly pattern with its exceptions becomes instants, over clock changes too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def interval(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """The instants (UTC) of local times on a day in Finland; an end that is not after the start is the next day's."""
    last = day if ends > starts else day + timedelta(days=1)
    begin, end = (datetime.combine(d, t, HELSINKI).astimezone(UTC) for d, t in ((day, starts), (last, ends)))
    return begin, end


def local_date(at: datetime) -> date:
    """The day it is in Finland at an instant."""
    return at.astimezone(HELSINKI).date()


def local_time(at: datetime) -> time:
    """The time of the clock in Finland at an instant."""
    return at.astimezone(HELSINKI).time()


Span = tuple[datetime, datetime]


class ExceptionKind(StrEnum):
    """What a typed exception of a day does to the weekly pattern."""

    OFF = "off"  # no work that day
    OTHER = "other"  # these times instead of the pattern's
    EXTRA = "extra"  # these times beside the pattern's


@dataclass(frozen=True, slots=True)
class Hours[Where]:
    """Local times of a day. An end that is not after the start is the next day's. where: the team and the site.

    span: the instants themselves, where a roster told them; the local times of an hour that comes twice are not enough.
    """

    starts: time
    ends: time
    where: Where
    span: Span | None = None

    def on(self, day: date) -> Span:
        """The instants on a day."""
        return self.span or interval(day, self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Unusual[Where]:
    """An exception of a day. hours: none for a day off."""

    kind: ExceptionKind
    hours: Hours[Where] | None


def hours_of_day[Where](usual: Sequence[Hours[Where]], unusual: Sequence[Unusual[Where]]) -> list[Hours[Where]]:
    """What is worked on a day: the pattern's hours, unless an exception says otherwise. A day off beats the rest."""
    kinds = {one.kind for one in unusual}
    if ExceptionKind.OFF in kinds:
        return []
    typed = [one.hours for one in unusual if one.hours]
    return typed if ExceptionKind.OTHER in kinds else [*usual, *typed]


def without(span: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of a span when others are cut out of it, by start."""
    left = [span]
    for begin, end in holes:
        cut = [(low, high) for a, b in left for low, high in ((a, min(b, begin)), (max(a, end), b)) if low < high]
        left = list(dict.fromkeys(cut))
    return sorted(left)


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share an instant; the last instant of a span is not part of it."""
    return one[0] < other[1] and other[0] < one[1]


def day_span(since: date, until: date) -> Span:
    """The instants of the days since..until in Finland, both included."""
    return interval(since, time(0), time(0))[0], interval(until, time(0), time(0))[1]


class NotHours(ValueError):
    """A text that is no hours of a day."""


HOURS_MAX = 3
FREE = frozenset({"", "-", "–", "x", "v", "vapaa", "ledig", "l", "off", "0"})
_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
_HOURS = re.compile(rf"(?:klo|kl\.?)?\s*{_CLOCK}\s*[-–—]\s*{_CLOCK}", re.ASCII)


def hours_in(text: str) -> list[tuple[time, time]]:
    """Hours as people write them: 6-14, 6.30–14, 22-6, 16-24; two spells by a comma or a plus; blank or "-": none.

    Raises NotHours.
    """
    wanted = text.strip().casefold()
    if wanted in FREE:
        return []
    found = sorted(_hours(part.strip()) for part in re.split(r"[,;+]", wanted))
    spans = [interval(date(2026, 6, 1), *one) for one in found]
    if len(found) > HOURS_MAX or any(overlaps(a, b) for a, b in pairwise(spans)):
        raise NotHours(text)
    return found


def _hours(text: str) -> tuple[time, time]:
    told = _HOURS.fullmatch(text)
    if told is None:
        raise NotHours(text)
    starts, ends = (_clock(told[n], told[n + 1]) for n in (1, 3))
    if starts == ends:
        raise NotHours(text)
    return starts, ends


def _clock(hour: str, minute: str | None) -> time:
    if (int(hour), int(minute or 0)) == (24, 0):
        return time(0)
    if int(hour) > 23 or int(minute or 0) > 59:
        raise NotHours(hour)
    return time(int(hour), int(minute or 0))


def written(hours: Iterable[tuple[time, time]]) -> str:
    """The same as one writes it: 6-14, 16-24."""
    return ", ".join(f"{_written(starts)}-{_written(ends) if ends != time(0) else '24'}" for starts, ends in hours)


def _written(at: time) -> str:
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)
