"""Pure: somebody's shifts in order, and what of them is work."""

from collections.abc import Iterable
from dataclasses import dataclass

from keha.worktime.shifts import Shift
from keha.worktime.spans import Minutes, days_of, midnight, shared

Day = tuple[int, int]
Pieces = tuple["Piece", ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A shift in minutes. worked: without the breaks. days: (beginning of a local day, minutes of work on it)."""

    begin: int
    end: int
    shift: Shift
    breaks: tuple[Minutes, ...]
    worked: int
    days: tuple[Day, ...]

    def worked_within(self, since: int, until: int) -> int:
        """Minutes of working time between two minutes."""
        return worked_between((self.begin, self.end), self.breaks, since, until)


def worked_between(span: Minutes, breaks: tuple[Minutes, ...], since: int, until: int) -> int:
    """Minutes of a span between two minutes, breaks left out."""
    inside = shared(span, (since, until))
    return inside - sum(shared(one, (since, until)) for one in breaks) if inside else 0


def piece_of(shift: Shift) -> Piece:
    """A shift in minutes."""
    begin, end = shift.minutes
    breaks = shift.break_minutes
    midnights = [midnight(day) for day in days_of(begin, end)]
    ends = (*midnights[1:], end)
    days = tuple((day, worked_between((begin, end), breaks, day, e)) for day, e in zip(midnights, ends, strict=True))
    return Piece(begin, end, shift, breaks, sum(worked for _, worked in days), days)


def in_order(shifts: Iterable[Shift]) -> Pieces:
    """Shifts by their start."""
    return ordered(piece_of(shift) for shift in shifts)


def ordered(pieces: Iterable[Piece]) -> Pieces:
    """By start, then by end."""
    return tuple(sorted(pieces, key=lambda piece: (piece.begin, piece.end)))


def worked_by_day(pieces: Iterable[Piece]) -> dict[int, int]:
    """Minutes of work on each local day, by the minute at which the day begins. A shift over midnight is of both days."""
    found: dict[int, int] = {}
    for piece in pieces:
        for day, worked in piece.days:
            found[day] = found.get(day, 0) + worked
    return found


def busy(pieces: Iterable[Piece]) -> list[Minutes]:
    """All spans of work, by start."""
    return [(piece.begin, piece.end) for piece in pieces]


def busy_for_daily_rest(pieces: Iterable[Piece]) -> list[Minutes]:
    """The same without work done while on stand-by, which does not break the daily rest (25 § 1 mom.)."""
    return [(piece.begin, piece.end) for piece in pieces if not piece.shift.on_standby]
