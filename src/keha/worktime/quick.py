"""Pure: the parts of the law asked of one more shift, with all that does not change worked out beforehand.

Each part answers whether a candidate adds no trouble that was not there and makes none grow: the same as comparing `check`
before and after, which the tests hold it to.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from keha.worktime import breaks, daily, hours, nights, weekly
from keha.worktime.limits import Figures, Key
from keha.worktime.rosters import Piece, Pieces, busy, busy_for_daily_rest, worked_by_day
from keha.worktime.shifts import RestException, Situation, UpTo
from keha.worktime.spans import DAY, Minutes, gaps, longest, shared
from keha.worktime.verdicts import grown


@dataclass(slots=True)
class Candidate:
    """A shift that is asked about. after: how many shifts begin before it."""

    piece: Piece
    after: int


class HoursPart:
    """Days and totals."""

    def __init__(self, pieces: Pieces, situation: Situation, figures: Figures) -> None:
        self.since, self.until = situation.period.minutes
        self.by_day = worked_by_day(pieces)
        row = hours.day_row(situation, figures)
        self.day_most = row.value if row else None
        self.room = _room(hours.planned(pieces, situation), situation, figures)

    def fits(self, candidate: Candidate) -> bool:
        """Whether its days and the period have room for it."""
        inside = 0
        for day, worked in candidate.piece.days:
            if worked and self.since <= day < self.until:
                inside += worked
                if self.day_most is not None and self.by_day.get(day, 0) + worked > self.day_most:
                    return False
        return self.room is None or inside == 0 or inside <= self.room


def _room(planned: int, situation: Situation, figures: Figures) -> int | None:
    """How many minutes the period's totals leave, none in a period that there is not; None when nothing limits them."""
    found = hours.targets(situation, figures)
    if found is None:
        return 0
    most = []
    if situation.up_to is not UpTo.MAXIMUM:
        most.append(found[0 if situation.up_to is UpTo.CONTRACT else 1] - planned)
        pair = figures.get(Key.PAIR_TOTAL)
        if situation.paired and pair and pair.value is not None:
            most.append(pair.value - sum(situation.paired) - planned)
    if situation.reference:
        most.append(hours.most_in_reference(situation.reference, figures) - situation.reference.worked - planned)
    return min(most, default=None)


class DailyPart:
    """Daily rests, and the rest that is owed."""

    def __init__(self, pieces: Pieces, situation: Situation, figures: Figures) -> None:
        self.terms, self.figures = situation.terms, figures
        self.spans = busy_for_daily_rest(pieces)
        self.rests = daily.rests(pieces, self.terms, figures)
        self.begins = [rest.begin for rest in self.rests]
        self.full = figures[Key.DAILY_REST].value or 0
        self.days = figures[Key.COMPENSATION].value or 0
        self.ordinary = daily.ordinary_row(self.terms, figures).value or 0
        self.rows = {ground: daily.needed(ground, self.terms, figures) for ground in RestException}
        self.short = any(daily.is_owing(rest, self.full) for rest in self.rests)
        debts = daily.owed(self.rests, self.spans, figures)
        self.lost = {debt.shortened_at for debt in debts if not debt.given}

    def fits(self, candidate: Candidate) -> bool:
        """Whether the rests in whose 24 hours it lies, and its own, are long enough, and what is owed can be given."""
        piece = candidate.piece
        if piece.shift.on_standby:
            return True
        if not daily.may_use(piece.shift.rest, self.terms):
            return False
        begin, end = piece.begin, piece.end
        first = bisect_right(self.begins, begin - DAY)
        last = bisect_left(self.begins, begin)
        near = self._near(first, last, (begin, end))
        changed: list[daily.Rest] = []
        for rest in self.rests[first:last]:
            now = longest(near, rest.begin, rest.begin + DAY)
            have = now[1] - now[0]
            if have < rest.need and have < rest.have:
                return False
            changed.append(daily.Rest(rest.begin, now, rest.need, rest.row, rest.ordinary, rest.ground))
        row = self.rows[piece.shift.rest]
        own = longest(near, begin, begin + DAY)
        if own[1] - own[0] < (row.value or 0):
            return False
        changed.append(daily.Rest(begin, own, row.value or 0, row, self.ordinary, piece.shift.rest))
        return self._given_back(changed, first, last, (begin, end))

    def _near(self, first: int, last: int, own: Minutes) -> list[Minutes]:
        """The spans that may lie in the windows that change, the candidate among them, by start."""
        ahead = bisect_left(self.begins, own[0] + DAY, last)
        return [*self.spans[max(0, first - 1) : last], own, *self.spans[last:ahead]]

    def _given_back(self, changed: list[daily.Rest], first: int, last: int, own: Minutes) -> bool:
        if not self.short and not any(daily.is_owing(rest, self.full) for rest in changed):
            return True
        rests = [*self.rests[:first], *changed, *self.rests[last:]]
        spans = [*self.spans[:last], own, *self.spans[last:]]
        debts = daily.owed(rests, spans, self.figures)
        return all(debt.given or debt.shortened_at in self.lost for debt in debts)


class WeeklyPart:
    """Weekly rests by weeks from Monday."""

    def __init__(self, pieces: Pieces, situation: Situation, figures: Figures) -> None:
        self.edges = weekly.week_edges(situation.period)
        self.need, self.least = figures[Key.WEEKLY_REST].value or 0, figures[Key.WEEKLY_REST_LEAST].value or 0
        self.averaged = figures[Key.WEEKLY_REST_AVERAGED].value or 1
        self.short_day = figures[Key.SHORT_DAY].value or 0
        weeks = len(self.edges) - 1
        self.core = range(weekly.MARGIN, weeks - weekly.MARGIN)
        self.given: list[list[tuple[int, int]]] = [[] for _ in range(weeks)]
        for stretch in gaps(busy(pieces), self.edges[0], self.edges[-1]):
            for week, minutes in self._shares(stretch):
                self.given[week].append((minutes, stretch[0]))
        for row in self.given:
            row.sort(reverse=True)
        self.by_day = worked_by_day(pieces)
        self.long_week = [
            any(self.edges[n] <= day < self.edges[n + 1] and m > self.short_day for day, m in self.by_day.items())
            for n in range(weeks)
        ]
        self.values = [row[0][0] if row else 0 for row in self.given]
        self.short = set(self._short(self.values, self.long_week))

    def _shares(self, stretch: Minutes) -> list[tuple[int, int]]:
        return weekly.shares(stretch, self.edges, self.need, self.least)

    def _short(self, values: Sequence[int], long_week: Sequence[bool]) -> list[int]:
        needs = [self.need if long_week[n] else self.least for n in self.core]
        had = [values[n] for n in self.core]
        if all(value >= need for value, need in zip(had, needs, strict=True)):
            return []
        return [n + weekly.MARGIN for n in weekly.short_weeks(had, needs, self.least, self.averaged)]

    def fits(self, candidate: Candidate, stretch: Minutes) -> bool:
        """Whether the weeks still have their rest. stretch: the free time in which the candidate lies."""
        low, high = max(stretch[0], self.edges[0]), min(stretch[1], self.edges[-1])
        if candidate.piece.end <= low or candidate.piece.begin >= high:
            return True
        values = list(self.values)
        first, last = bisect_right(self.edges, low) - 1, bisect_left(self.edges, high)
        for week in range(first, last):
            values[week] = next((minutes for minutes, begin in self.given[week] if begin != low), 0)
        for part in ((low, candidate.piece.begin), (candidate.piece.end, high)):
            if part[0] < part[1]:
                for week, minutes in self._shares(part):
                    values[week] = max(values[week], minutes)
        short = self._short(values, self._long_weeks(candidate))
        return all(week in self.short and values[week] >= self.values[week] for week in short)

    def _long_weeks(self, candidate: Candidate) -> list[bool]:
        long_week = self.long_week
        for day, worked in candidate.piece.days:
            week = bisect_right(self.edges, day) - 1
            over = self.by_day.get(day, 0) + worked > self.short_day
            if over and 0 <= week < len(long_week) and not long_week[week]:
                long_week = [*long_week[:week], True, *long_week[week + 1 :]]
        return long_week


class NightPart:
    """Night shifts in a row."""

    def __init__(self, pieces: Pieces, situation: Situation, figures: Figures) -> None:
        self.figures = figures
        self.limited = nights.are_limited(situation.terms)
        self.marked = [(piece, nights.is_night(piece, figures)) for piece in pieces] if self.limited else []
        self.many = sum(at_night for _, at_night in self.marked)
        self.before = tuple(nights.runs(self.marked, figures))
        self.most = figures[Key.NIGHTS].value
        self.least = figures[Key.NIGHT_SHIFT].value or 0

    def fits(self, candidate: Candidate, evenings: Sequence[Minutes]) -> bool:
        """Whether the row of nights stays short enough. evenings: the night hours that it may touch."""
        if not self.limited or self.most is None:
            return True
        own = (candidate.piece.begin, candidate.piece.end)
        at_night = sum(shared(own, one) for one in evenings) >= self.least
        if self.many + at_night < self.most:
            return True
        place = candidate.after
        marked = [*self.marked[:place], (candidate.piece, at_night), *self.marked[place:]]
        return not grown(tuple(nights.runs(marked, self.figures)), self.before)


class BreakPart:
    """The candidate's own meal break."""

    def __init__(self, situation: Situation, figures: Figures) -> None:
        self.terms, self.figures = situation.terms, figures

    def fits(self, candidate: Candidate) -> bool:
        """Whether it has the break it needs."""
        return breaks.reason(candidate.piece, self.terms, self.figures) is None
