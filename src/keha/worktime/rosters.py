"""Pure: somebody's shifts in order, and what of them is work."""

from collections.abc import Iterable
from dataclasses import dataclass

from keha.worktime.shifts import Shift
from keha.worktime.spans import Minutes, days_of, midnight, shared


@dataclass(frozen=True, slots=True)
class Piece:
    """A shift with its minutes."""

    begin: int
    end: int
    shift: Shift

    @property
    def worked(self) -> int:
        """Minutes of working time: the breaks left out."""
        return self.end - self.begin - sum(end - begin for begin, end in self.shift.break_minutes)

    def worked_within(self, since: int, until: int) -> int:
        """Minutes of working time between two minutes."""
        inside = shared((self.begin, self.end), (since, until))
        return inside - sum(shared(one, (since, until)) for one in self.shift.break_minutes) if inside else 0


Pieces = tuple[Piece, ...]


def in_order(shifts: Iterable[Shift]) -> Pieces:
    """Shifts by their start."""
    pieces = (Piece(*shift.minutes, shift) for shift in shifts)
    return tuple(sorted(pieces, key=lambda piece: (piece.begin, piece.end)))


def worked_by_day(pieces: Iterable[Piece]) -> dict[int, int]:
    """Minutes of work on each local day, by the minute at which the day begins. A shift over midnight is of both days."""
    found: dict[int, int] = {}
    for piece in pieces:
        for day, worked in by_day(piece):
            found[day] = found.get(day, 0) + worked
    return found


def by_day(piece: Piece) -> list[tuple[int, int]]:
    """A shift's (beginning of the day, minutes of work on it)."""
    days = [midnight(day) for day in days_of(piece.begin, piece.end)]
    ends = [*days[1:], piece.end]
    return [(day, piece.worked_within(day, end)) for day, end in zip(days, ends, strict=True)]


def busy(pieces: Iterable[Piece]) -> list[Minutes]:
    """All spans of work, by start."""
    return [(piece.begin, piece.end) for piece in pieces]


def busy_for_daily_rest(pieces: Iterable[Piece]) -> list[Minutes]:
    """The same without work done while on stand-by, which does not break the daily rest (25 § 1 mom.)."""
    return [(piece.begin, piece.end) for piece in pieces if not piece.shift.on_standby]
