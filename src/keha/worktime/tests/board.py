"""A board of minutes with its own clock, on which the simulator paints shifts. Nothing here is the engine's.

Local time is made from the rule of the European Union (last Sundays of March and October, at 01.00 UTC), not from a zone
library.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

EPOCH = date(1970, 1, 1)
DAY = 1440
MARGIN = 15  # days on either side of the period


def utc_minute(day: date) -> int:
    return (day - EPOCH).days * DAY


def last_sunday(year: int, month: int) -> date:
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def summer(year: int) -> tuple[int, int]:
    return utc_minute(last_sunday(year, 3)) + 60, utc_minute(last_sunday(year, 10)) + 60


@dataclass
class Work:
    """A shift in minutes of UTC. breaks: (begin, end) pairs."""

    begin: int
    end: int
    breaks: list[tuple[int, int]] = field(default_factory=list)
    ground: str = "none"
    may_eat: bool = False
    presence_needed: bool = False
    night_consent: bool = False
    on_standby: bool = False


@dataclass
class Case:
    """A person, her form of working time, and the limits as plain numbers."""

    first: date
    days: int
    form: str
    limits: dict[str, int]
    share: tuple[int, int] = (1, 1)
    up_to: str = "contract"
    shift_work: bool = False
    continuous: bool = False
    flexitime: bool = False
    short_break: bool = False
    longer_days: bool = False
    holidays: int = 0


class Ruler:
    """The minutes around a period, and which local day and clock each of them has."""

    def __init__(self, first: date, days: int) -> None:
        self.zero = utc_minute(first) - MARGIN * DAY
        self.length = (days + 2 * MARGIN) * DAY
        minutes = self.zero + np.arange(self.length, dtype=np.int32)
        ahead = np.full(self.length, 120, dtype=np.int32)
        for year in range(first.year - 1, first.year + 2):
            begins, ends = summer(year)
            ahead[(minutes >= begins) & (minutes < ends)] = 180
        local = minutes + ahead
        self.day = local // DAY  # days since 1970 by the local calendar
        monday = self.day - (self.day + 3) % 7
        self.first_monday = int(monday[0])
        self.week = ((monday - self.first_monday) // 7).astype(np.intp)  # its number on the board
        self.first_day = int(self.day[0])
        self.starts = [0, *(int(n) + 1 for n in np.flatnonzero(np.diff(self.day)))]
        clock = local % DAY
        self.dark = (clock >= 23 * 60) | (clock < 6 * 60)

    def painted(self, works: list[Work], *, breaks: bool = False, standby: bool = True) -> npt.NDArray[np.bool_]:
        """True where there is work. breaks: they are left out."""
        board = np.zeros(self.length, dtype=bool)
        for work in works:
            if standby or not work.on_standby:
                board[work.begin - self.zero : work.end - self.zero] = True
        for work in works if breaks else []:
            for begin, end in work.breaks:
                board[begin - self.zero : end - self.zero] = False
        return board

    def first_minute(self, day: int) -> int:
        """The place of the first minute of a local day."""
        return self.starts[day - self.first_day]

    def per_day(self, board: npt.NDArray[np.bool_]) -> list[int]:
        """How many marked minutes each local day has, from the first day of the board."""
        return [int(many) for many in np.add.reduceat(board, self.starts, dtype=np.int32)]


@lru_cache(maxsize=8)
def ruler_of(first: date, days: int) -> Ruler:
    return Ruler(first, days)


def free_runs(board: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of minutes without work: (first, one after the last)."""
    if not board.size:
        return []
    walls = (np.flatnonzero(board[1:] != board[:-1]) + 1).tolist()
    walls = [*([] if board[0] else [0]), *walls, *([] if board[-1] else [board.size])]
    return list(zip(walls[::2], walls[1::2], strict=True))


def longest_of(runs: list[tuple[int, int]]) -> tuple[int, int]:
    return max(runs, key=lambda run: (run[1] - run[0], -run[0]), default=(0, 0))
