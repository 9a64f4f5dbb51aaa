"""Pure: one person's period, worked out once, so that "may she take this shift too?" is answered thousands of times."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import timedelta

from keha.worktime.checking import check_pieces
from keha.worktime.limits import Key
from keha.worktime.quick import BreakPart, Candidate, DailyPart, HoursPart, NightPart, WeeklyPart
from keha.worktime.rosters import Piece, Pieces, in_order, ordered, piece_of
from keha.worktime.shifts import RestException, Shift, Situation
from keha.worktime.spans import local_day, midnight, night
from keha.worktime.verdicts import LawVerdict, grown

FAR = 10**9
MARGIN_DAYS = 15


def prepare(shifts: Iterable[Shift], situation: Situation) -> "Prepared":
    """A person's shifts around a period, ready to be asked about one more. shifts: as in `check`."""
    return Prepared(in_order(shifts), situation)


class Prepared:
    """A person and a period. It never changes: what is taken is prepared anew."""

    def __init__(self, pieces: Pieces, situation: Situation) -> None:
        self.pieces, self.situation = pieces, situation
        self.figures = situation.limits.on(situation.period.since)
        self.verdict_before = check_pieces(pieces, situation, self.figures)
        self._begins = [piece.begin for piece in pieces]
        self._until = _latest_ends(pieces)
        self._midnights = _midnights(pieces, situation)
        self._nights = [night(local_day(day)) for day in self._midnights]
        self._streak = self.figures[Key.STREAK].value if Key.STREAK in self.figures else None
        self._worked = {bisect_right(self._midnights, begin) for begin in self._begins}
        self._whole = any(piece.shift.rest is RestException.SPECIAL for piece in pieces) or bool(
            self.figures[Key.WEEKLY_REST_SLIDING].value
        )
        self._breaks = BreakPart(situation, self.figures)
        self._hours = HoursPart(pieces, situation, self.figures)
        self._daily = DailyPart(pieces, situation, self.figures)
        self._weekly = WeeklyPart(pieces, situation, self.figures)
        self._night = NightPart(pieces, situation, self.figures)

    def verdict(self, shift: Shift | Piece) -> LawVerdict:
        """Every reason against one more shift: what was not against the shifts before, or what it makes worse."""
        pieces = ordered([*self.pieces, _piece(shift)])
        after, before = check_pieces(pieces, self.situation, self.figures), self.verdict_before
        return LawVerdict(grown(after.reasons, before.reasons), grown(after.notices, before.notices), after.owed)

    def allows(self, shift: Shift | Piece) -> bool:
        """Whether one more shift is lawful: the same as `bool(verdict(shift))`, in some microseconds.

        Who asks many people of one shift turns it into a `piece_of(shift)` once.
        """
        piece = _piece(shift)
        begin, end = piece.begin, piece.end
        near = self._midnights[1] <= begin and end < self._midnights[-1]
        if self._whole or not near or piece.shift.rest is RestException.SPECIAL:
            return bool(self.verdict(piece))
        after = bisect_left(self._begins, begin)
        if self._overlaps(after, begin, end):
            return False
        first, last = bisect_right(self._midnights, begin) - 1, bisect_left(self._midnights, end)
        candidate = Candidate(piece, after)
        free = (self._until[after - 1] if after else -FAR, self._begins[after] if after < len(self._begins) else FAR)
        return (
            self._breaks.fits(candidate)
            and self._hours.fits(candidate)
            and self._daily.fits(candidate)
            and self._weekly.fits(candidate, free)
            and self._night.fits(candidate, self._nights[first - 1 : last])
            and self._keeps_streak(first + 1)
        )

    def _overlaps(self, after: int, begin: int, end: int) -> bool:
        return (after < len(self._begins) and self._begins[after] < end) or (
            after > 0 and self._until[after - 1] > begin
        )

    def _keeps_streak(self, day: int) -> bool:
        """Whether the days in row stay as few as an employer's row says. day: the number of its midnight, plus one."""
        if self._streak is None or day in self._worked:
            return True
        first = last = day
        while first - 1 in self._worked:
            first -= 1
        while last + 1 in self._worked:
            last += 1
        return last - first + 1 <= self._streak


def _piece(shift: Shift | Piece) -> Piece:
    return shift if isinstance(shift, Piece) else piece_of(shift)


def _latest_ends(pieces: Pieces) -> list[int]:
    """The latest end of each shift and those before it."""
    found: list[int] = []
    for piece in pieces:
        found.append(max(piece.end, found[-1]) if found else piece.end)
    return found


def _midnights(pieces: Pieces, situation: Situation) -> list[int]:
    """The beginnings of the days around the period and the shifts, with a margin on both sides."""
    since, until = situation.period.since, situation.period.until
    if pieces:
        since = min(since, local_day(pieces[0].begin))
        until = max(until, local_day(max(piece.end for piece in pieces)))
    first = since - timedelta(days=MARGIN_DAYS)
    many = (until - first).days + MARGIN_DAYS
    return [midnight(first + timedelta(days=n)) for n in range(many + 1)]
