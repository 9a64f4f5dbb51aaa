"""Pure: daily rest in the 24 hours from each shift's start, its exceptions, and the rest that is owed for them.

Source: Working Hours Act 872/2019 25 §.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from keha.worktime.limits import Figures, Key, Row
from keha.worktime.rosters import Pieces, busy_for_daily_rest
from keha.worktime.shifts import Form, RestException, Terms
from keha.worktime.spans import DAY, Minutes, gaps, longest
from keha.worktime.verdicts import Owed, Reason, Unit

_ROWS = {
    RestException.OWN_INITIATIVE: Key.DAILY_REST_OWN,
    RestException.AGREED: Key.DAILY_REST_AGREED,
    RestException.SPECIAL: Key.DAILY_REST_SPECIAL,
}


@dataclass(frozen=True, slots=True)
class Rest:
    """The longest rest in the 24 hours from a shift's start. ordinary: what would be needed without an exception."""

    begin: int
    span: Minutes
    need: int
    row: Row
    ordinary: int
    ground: RestException

    @property
    def have(self) -> int:
        """Minutes."""
        return self.span[1] - self.span[0]


def ordinary_row(terms: Terms, figures: Figures) -> Row:
    """The limit without an exception: 11 h, in period work 9 h."""
    return figures[Key.DAILY_REST_PERIOD if terms.form is Form.PERIOD else Key.DAILY_REST]


def needed(ground: RestException, terms: Terms, figures: Figures) -> Row:
    """The limit that holds on a ground. An exception that may not be used here changes nothing."""
    ordinary = ordinary_row(terms, figures)
    if ground not in _ROWS or not may_use(ground, terms):
        return ordinary
    return min(ordinary, figures[_ROWS[ground]], key=lambda row: row.value or 0)


def may_use(ground: RestException, terms: Terms) -> bool:
    """Whether an exception belongs to these terms: the worker's own initiative is for flexitime."""
    return ground is not RestException.OWN_INITIATIVE or terms.flexitime


def rests(pieces: Pieces, terms: Terms, figures: Figures) -> list[Rest]:
    """The rest after each shift's start, by start. Work while on stand-by neither breaks a rest nor begins a window."""
    spans = busy_for_daily_rest(pieces)
    ordinary = ordinary_row(terms, figures).value or 0
    found = []
    for piece in pieces:
        if not piece.shift.on_standby:
            row = needed(piece.shift.rest, terms, figures)
            span = longest(spans, piece.begin, piece.begin + DAY)
            found.append(Rest(piece.begin, span, row.value or 0, row, ordinary, piece.shift.rest))
    return found


def reasons(found: Sequence[Rest], terms: Terms, figures: Figures) -> list[Reason]:
    """Rests that are too short, exceptions that do not belong here, and more than three short ones in a row."""
    told = []
    for rest in found:
        if not may_use(rest.ground, terms):
            told.append(Reason("worktime.rest-not-yours", figures[Key.DAILY_REST_OWN], rest.begin, unit=Unit.NONE))
        if rest.have < rest.need:
            told.append(Reason("worktime.daily-rest", rest.row, rest.begin, rest.have, rest.need))
    return [*told, *_in_a_row(found, figures)]


def _in_a_row(found: Sequence[Rest], figures: Figures) -> list[Reason]:
    row = figures[Key.SHORT_RESTS]
    told, many = [], 0
    for rest in distinct(found):
        many = many + 1 if rest.ground is RestException.SPECIAL and rest.have < rest.ordinary else 0
        if row.value is not None and many > row.value:
            told.append(
                Reason("worktime.short-rests", row, rest.begin, many, row.value, Unit.COUNT, more_is_worse=True)
            )
    return told


def distinct(found: Iterable[Rest]) -> list[Rest]:
    """Each rest once: two spells of a day may have the same night in their 24 hours. The first stands for it."""
    seen: dict[int, Rest] = {}
    for rest in found:
        seen.setdefault(rest.span[0], rest)
    return list(seen.values())


def owed(found: Sequence[Rest], spans: Sequence[Minutes], figures: Figures) -> list[Owed]:
    """What each lawfully shortened rest owes, and whether there is room for it, in order of time.

    A rest is given back in one piece: at once, where the same free time goes on past the 24 hours, else beside a later
    rest; the first stretch with room takes it. Room is what a later stretch has over a daily rest, or, where it is long
    enough to be the weekly rest, over that. After the last known shift is room.
    Nothing is owed for the worker's own initiative.
    """
    full = figures[Key.DAILY_REST].value or 0
    short = [rest for rest in distinct(found) if is_owing(rest, full)]
    if not short:
        return []
    days = figures[Key.COMPENSATION].value or 0
    weekly = figures[Key.WEEKLY_REST].value or 0
    stretches = gaps(spans, short[0].span[0], short[-1].span[1] + (days + 1) * DAY)
    taken: dict[int, int] = {}
    return [
        _given(rest, full - rest.have, rest.span[1] + days * DAY, (stretches, taken, full, weekly)) for rest in short
    ]


def is_owing(rest: Rest, full: int) -> bool:
    """Whether a rest is shorter than a full one, and lawfully so."""
    return rest.ground is not RestException.OWN_INITIATIVE and rest.need <= rest.have < full


def _given(rest: Rest, minutes: int, latest: int, room: tuple[Sequence[Minutes], dict[int, int], int, int]) -> Owed:
    stretches, taken, full, weekly = room
    for begin, end in stretches:
        length = min(end, latest) - begin
        kept = rest.have if begin == rest.span[0] else weekly if length >= weekly else full
        its_own_or_later = begin == rest.span[0] or begin >= rest.span[1]
        if its_own_or_later and length - kept - taken.get(begin, 0) >= minutes:
            taken[begin] = taken.get(begin, 0) + minutes
            return Owed(minutes, rest.span[1], latest, given=True)
    return Owed(minutes, rest.span[1], latest, given=False)


def owing_reasons(debts: Iterable[Owed], figures: Figures) -> list[Reason]:
    """Debts for which the shifts leave no room in time."""
    row = figures[Key.COMPENSATION]
    return [
        Reason("worktime.rest-not-given-back", row, debt.shortened_at, 0, debt.minutes)
        for debt in debts
        if not debt.given
    ]
