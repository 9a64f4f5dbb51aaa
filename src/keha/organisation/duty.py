"""Pure: telephone numbers as they are dialled and shown, and the week's hours in which somebody answers one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

WEEK, DAY = timedelta(days=7), timedelta(days=1)
_DIALLED = re.compile(r"\+?[0-9]{3,15}", re.ASCII)
_BETWEEN = re.compile(r"[\s()./\-\u2010-\u2013]")
SHORT = 4


@dataclass(frozen=True, slots=True)
class Hours:
    """On duty once a week. weekday: ISO, 1 to 7. An end that is not after the start belongs to the next day."""

    weekday: int
    starts: time
    ends: time

    @property
    def length(self) -> timedelta:
        """More than nothing, and a day at most."""
        return (_since_midnight(self.ends) - _since_midnight(self.starts)) % DAY or DAY


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)


def _since(hours: Hours, at_local: datetime) -> timedelta:
    """How long ago they last began, by the clock on the wall: less than a week."""
    now = timedelta(days=at_local.isoweekday()) + _since_midnight(at_local.time())
    return (now - timedelta(days=hours.weekday) - _since_midnight(hours.starts)) % WEEK


def is_on_duty(hours: Iterable[Hours], at_local: datetime) -> bool:
    """Whether somebody answers. No hours at all: always. at_local: the clock on the wall, the end not included."""
    told = tuple(hours)
    return not told or any(_since(one, at_local) < one.length for one in told)


def next_on_duty(hours: Iterable[Hours], at_local: datetime) -> datetime | None:
    """When somebody answers next, within a week, by the clock on the wall; None: somebody does now."""
    told = tuple(hours)
    if is_on_duty(told, at_local):
        return None
    return min(at_local + (WEEK - _since(one, at_local)) for one in told)


def dialled(text: str) -> str:
    """What a phone dials: digits, a plus before a country; empty when the text is not a telephone number."""
    bare = _BETWEEN.sub("", text.replace("(0)", ""))
    return bare if _DIALLED.fullmatch(bare) else ""


def spaced(number: str) -> str:
    """A dialled number as people read it out: 040 123 4567, +358 40 123 4567, 116 117."""
    if number.startswith("+358"):
        return " ".join(("+358", *([number[4:6]] if number[4:6] else []), *_by_three(number[6:])))
    head, digits = ("+", number[1:]) if number.startswith("+") else ("", number)
    return head + " ".join(_by_three(digits))


def _by_three(digits: str) -> list[str]:
    if len(digits) <= SHORT:
        return [digits] if digits else []
    return [digits[:3], *_by_three(digits[3:])]
