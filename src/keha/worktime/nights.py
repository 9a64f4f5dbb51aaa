"""Pure: night shifts in a row and the rest after them. Source: Working Hours Act 872/2019 8 §."""

from collections.abc import Sequence
from datetime import timedelta

from keha.worktime.limits import Figures, Key
from keha.worktime.rosters import Piece, Pieces
from keha.worktime.shifts import Form, Terms
from keha.worktime.spans import days_of, night, shared
from keha.worktime.verdicts import Reason, Unit


def night_minutes(begin: int, end: int) -> int:
    """Minutes of a span between 23 and 6 by the clock of Finland, as they pass."""
    first = days_of(begin, end)
    return sum(shared((begin, end), night(day)) for day in (first[0] - timedelta(days=1), *first))


def are_limited(terms: Terms) -> bool:
    """Whether night shifts in a row are limited: in period work and in uninterrupted shift work."""
    return terms.form is Form.PERIOD or terms.continuous


def is_night(piece: Piece, figures: Figures) -> bool:
    """Whether a shift has at least three hours of the night."""
    least = figures[Key.NIGHT_SHIFT].value
    return least is not None and night_minutes(piece.begin, piece.end) >= least


def reasons(pieces: Pieces, terms: Terms, figures: Figures) -> list[Reason]:
    """More than five night shifts in a row (seven with consent to each beyond), and no 24 h free after five or more.

    Night shifts are in a row when no other shift and no 24 h of rest lie between them.
    """
    if not are_limited(terms):
        return []
    return runs([(piece, is_night(piece, figures)) for piece in pieces], figures)


def runs(marked: Sequence[tuple[Piece, bool]], figures: Figures) -> list[Reason]:
    """The same of shifts in order, each marked whether it is a night shift."""
    most, rest = figures[Key.NIGHTS], figures[Key.NIGHTS_REST]
    more = figures[Key.NIGHTS_CONSENT].value or 0
    if most.value is None or rest.value is None:
        return []
    told: list[Reason] = []
    many, free_from = 0, 0
    for piece, at_night in marked:
        free = piece.begin - free_from
        if free >= rest.value:
            many = 0
        if at_night:
            many += 1
            if many > most.value + (more if piece.shift.night_consent else 0):
                told.append(Reason("worktime.nights-in-row", most, piece.begin, many, most.value, Unit.COUNT, True))
        else:
            if many >= most.value:
                told.append(Reason("worktime.rest-after-nights", rest, piece.begin, free, rest.value))
            many = 0
        free_from = max(free_from, piece.end)
    return told
