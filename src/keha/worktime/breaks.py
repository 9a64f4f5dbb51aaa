"""Pure: the meal break. Source: Working Hours Act 872/2019 24 §."""

from keha.worktime.limits import Figures, Key, Row
from keha.worktime.rosters import Piece
from keha.worktime.shifts import Form, Terms
from keha.worktime.verdicts import Reason


def needed(terms: Terms, figures: Figures) -> Row:
    """How long the break is: an hour, half an hour where agreed, and in period and shift work half an hour."""
    if in_shifts(terms):
        return figures[Key.MEAL_SHIFT_WORK]
    return figures[Key.MEAL_AGREED if terms.short_break else Key.MEAL]


def in_shifts(terms: Terms) -> bool:
    """Whether a chance to eat during the work does in place of the break (24 § 2 mom.)."""
    return terms.form is Form.PERIOD or terms.shift_work or terms.continuous


def longest_break(piece: Piece) -> int:
    """Minutes of the longest break that is neither at the shift's beginning nor at its end."""
    inside = [b for b in piece.breaks if piece.begin < b[0] and b[1] < piece.end]
    return max((end - begin for begin, end in inside), default=0)


def reason(piece: Piece, terms: Terms, figures: Figures) -> Reason | None:
    """Whether a shift of over six hours of work lacks its break."""
    row = needed(terms, figures)
    excused = piece.shift.may_eat if in_shifts(terms) else piece.shift.presence_needed
    after = figures[Key.MEAL_AFTER].value
    if excused or row.value is None or after is None or piece.worked <= after:
        return None
    have = longest_break(piece)
    return Reason("worktime.meal-break", row, piece.begin, have, row.value) if have < row.value else None


def long_day(piece: Piece, figures: Figures) -> Reason | None:
    """A remark: over ten hours there is a right to another half an hour after eight."""
    row = figures[Key.LONG_DAY]
    if row.value is None or piece.worked <= row.value:
        return None
    return Reason("worktime.long-day-break", row, piece.begin, piece.worked, row.value, more_is_worse=True)
