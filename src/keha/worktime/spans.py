"""Pure: instants, local clocks and minutes that pass. Minutes are whole, counted from the beginning of 1970 in UTC."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
HOUR, DAY, WEEK = 60, 24 * 60, 7 * 24 * 60
FIRST_DAY, ONE_DAY = date(1970, 1, 1).toordinal(), timedelta(days=1)
NIGHT_BEGINS, NIGHT_ENDS = time(23), time(6)

Minutes = tuple[int, int]


class NoSuchTime(ValueError):
    """A local time that the clock jumps over in spring. It is asked for again, never moved silently."""


class TwiceThatNight(ValueError):
    """A local time that comes twice in autumn. Ask which one is meant: the first (fold 0) or the second (fold 1)."""


def instant(day: date, at: time, *, fold: int | None = None) -> datetime:
    """The instant (UTC) of a local time in Finland.

    fold: which of two, when the hour comes twice. Raises NoSuchTime, and TwiceThatNight when fold is needed and not given.
    """
    first, second = (datetime.combine(day, at.replace(fold=n), HELSINKI) for n in (0, 1))
    if first.astimezone(UTC).astimezone(HELSINKI).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise NoSuchTime(f"{day} {at:%H:%M}")
    if first.utcoffset() != second.utcoffset() and fold is None:
        raise TwiceThatNight(f"{day} {at:%H:%M}")
    return (second if fold else first).astimezone(UTC)


def minute_of(at: datetime) -> int:
    """The minute of an aware instant; seconds are dropped. Raises ValueError when it is naive."""
    if at.tzinfo is None:
        raise ValueError("an instant without a time zone")
    return int(at.timestamp() // 60)


def datetime_of(minute: int) -> datetime:
    """The instant of a minute, on the clock of Finland."""
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(HELSINKI)


@lru_cache(maxsize=4096)
def midnight(day: date) -> int:
    """The minute at which a day begins in Finland (42 §: the day changes at 24.00). No clock changes at midnight there."""
    return minute_of(datetime.combine(day, time(0), HELSINKI))


@lru_cache(maxsize=4096)
def night(day: date) -> Minutes:
    """The night work hours that begin on a day's evening: 23 to 6, by the local clock (8 §)."""
    ends = datetime.combine(day + timedelta(days=1), NIGHT_ENDS, HELSINKI)
    return minute_of(datetime.combine(day, NIGHT_BEGINS, HELSINKI)), minute_of(ends)


def local_day(minute: int) -> date:
    """The day it is in Finland at a minute."""
    day = date.fromordinal(FIRST_DAY + (minute + 2 * HOUR) // DAY)
    while midnight(day + ONE_DAY) <= minute:
        day += ONE_DAY
    while midnight(day) > minute:
        day -= ONE_DAY
    return day


def days_of(since: int, until: int) -> list[date]:
    """The local days that a span of minutes touches, its end not included."""
    first, last = local_day(since), local_day(until - 1)
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]


def shared(one: Minutes, other: Minutes) -> int:
    """How many minutes two spans share."""
    begin = one[0] if one[0] > other[0] else other[0]
    end = one[1] if one[1] < other[1] else other[1]
    return end - begin if end > begin else 0


def monday(day: date) -> date:
    """The Monday of a day's week (42 §: the week begins on Monday)."""
    return day - timedelta(days=day.weekday())


def gaps(busy: Iterable[Minutes], since: int, until: int) -> list[Minutes]:
    """The free stretches between busy spans (by start) from since to until."""
    found, free_from = [], since
    for begin, end in busy:
        if begin > free_from:
            found.append((free_from, min(begin, until)))
        free_from = max(free_from, end)
        if free_from >= until:
            return found
    return [*found, (free_from, until)]


def longest(busy: Iterable[Minutes], since: int, until: int) -> Minutes:
    """The longest free stretch from since to until, the earliest of equals; (since, since) when there is none."""
    best = (since, since)
    for one in gaps(busy, since, until):
        if one[1] - one[0] > best[1] - best[0]:
            best = one
    return best
