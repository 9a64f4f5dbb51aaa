"""Pure: all of the law about one person's shifts at once."""

from collections.abc import Iterable

from keha.worktime import breaks, daily, hours, nights, streaks, weekly
from keha.worktime.limits import Figures, Key
from keha.worktime.rosters import Pieces, busy_for_daily_rest, in_order
from keha.worktime.shifts import Shift, Situation
from keha.worktime.verdicts import LawVerdict, Reason, Unit


def check(shifts: Iterable[Shift], situation: Situation) -> LawVerdict:
    """Every reason against a person's shifts, every remark, and the rest that is owed.

    shifts: all of the person's shifts with the employer, in any order, from at least 8 days before the period to 8 days
    after it, as far as they are known; what is not known counts as free. Rests, nights and breaks are looked at in all of
    them; weeks, days and totals in the period. The limits are those in force on the period's first day.
    """
    return check_pieces(in_order(shifts), situation, situation.limits.on(situation.period.since))


def check_pieces(pieces: Pieces, situation: Situation, figures: Figures) -> LawVerdict:
    """The same of shifts in order, with the limits looked up."""
    terms = situation.terms
    found = daily.rests(pieces, terms, figures)
    debts = daily.owed(found, busy_for_daily_rest(pieces), figures)
    weeks = weekly.weeks_of(pieces, situation.period, figures)
    sliding = weekly.any_seven_days(pieces, situation.period, figures)
    binds = bool(figures[Key.WEEKLY_REST_SLIDING].value)
    against = [
        *_overlaps(pieces),
        *daily.reasons(found, terms, figures),
        *daily.owing_reasons(debts, figures),
        *weekly.reasons(weeks, figures),
        *(sliding if binds else ()),
        *hours.day_reasons(pieces, situation, figures),
        *hours.total_reasons(hours.planned(pieces, situation), situation, figures),
        *filter(None, (breaks.reason(piece, terms, figures) for piece in pieces)),
        *nights.reasons(pieces, terms, figures),
        *streaks.reasons(streaks.runs(pieces), figures),
    ]
    remarks = [
        *weekly.remarks(weeks, figures),
        *(() if binds else sliding),
        *filter(None, (breaks.long_day(piece, figures) for piece in pieces)),
    ]
    return LawVerdict(tuple(against), tuple(remarks), tuple(debts))


def _overlaps(pieces: Pieces) -> list[Reason]:
    told, until = [], 0
    for piece in pieces:
        if piece.begin < until:
            told.append(Reason("worktime.overlap", None, piece.begin, unit=Unit.NONE))
        until = max(until, piece.end)
    return told
