"""Pure: hours of a day, a period and a long average; what is contract, additional work and overtime.

Sources: Working Hours Act 872/2019 5, 7, 11, 16, 18 §; KVTES III 7-9 § and its weekday holidays (to be verified).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from keha.worktime.limits import Figures, Key, Row
from keha.worktime.rosters import Pieces, worked_by_day
from keha.worktime.shifts import Form, Reference, Situation, UpTo
from keha.worktime.verdicts import Reason, Unit

PERIODS = {14: Key.PERIOD_2, 21: Key.PERIOD_3, 28: Key.PERIOD_4}
PAIRS = {14: (Key.PAIR_2, 2), 21: (Key.PAIR_3, 1)}
WEEKS = {Form.GENERAL: Key.WEEK, Form.OFFICE: Key.OFFICE_WEEK}


@dataclass(frozen=True, slots=True)
class Hours:
    """A period's minutes. planned: of the shifts; contract: what the contract asks; full: a full-timer's."""

    planned: int
    contract: int
    full: int

    @property
    def additional(self) -> int:
        """Over the contract and not over full time (16 §)."""
        return max(0, min(self.planned, self.full) - self.contract)

    @property
    def overtime(self) -> int:
        """Over full time (16 §). Overtime of single days is not in it."""
        return max(0, self.planned - self.full)


def full_row(situation: Situation, figures: Figures) -> Row | None:
    """The limit of the period's regular hours; None when the form has no period of this length."""
    form, days = situation.terms.form, situation.period.days
    if form is not Form.PERIOD:
        return figures[WEEKS[form]]
    if not situation.paired:
        return figures.get(PERIODS.get(days, Key.PERIOD_4)) if days in PERIODS else None
    key, others = PAIRS.get(days, (Key.PAIR_3, -1))
    return figures.get(key) if len(situation.paired) == others else None


def reduction(situation: Situation, figures: Figures) -> int:
    """By how much a full-timer's period is shorter: weekday holidays, and days known to be away. Minutes."""
    rows = ((Key.HOLIDAY, situation.holidays), (Key.AWAY_DAY, situation.away_days))
    return sum((figures[key].value or 0) * many for key, many in rows if key in figures)


def targets(situation: Situation, figures: Figures) -> tuple[int, int] | None:
    """(contract, full) minutes of the period; None when there is no such period. A part is rounded down."""
    row = full_row(situation, figures)
    if row is None:
        return None
    weeks = Fraction(situation.period.days, 7) if situation.terms.form is not Form.PERIOD else Fraction(1)
    full = max(Fraction(0), (row.value or 0) * weeks - reduction(situation, figures))
    return floor(full * situation.terms.share), floor(full)


def planned(pieces: Pieces, situation: Situation) -> int:
    """Minutes of work inside the period."""
    since, until = situation.period.minutes
    return sum(piece.worked_within(since, until) for piece in pieces)


def hours_of(pieces: Pieces, situation: Situation, figures: Figures) -> Hours | None:
    """The period's hours; None when the form has no period of this length."""
    found = targets(situation, figures)
    return Hours(planned(pieces, situation), *found) if found else None


def day_row(situation: Situation, figures: Figures) -> Row | None:
    """The limit of a day's regular hours; None where days are not limited: period work, and overtime with consent."""
    if situation.terms.form is Form.PERIOD or situation.up_to is UpTo.MAXIMUM:
        return None
    rows = [figures[Key.DAY], *([figures[Key.DAY_AGREED]] if situation.terms.longer_days else [])]
    return max(rows, key=lambda row: row.value or 0)


def day_reasons(pieces: Pieces, situation: Situation, figures: Figures) -> list[Reason]:
    """Days of the period with more regular hours than a day may have."""
    row = day_row(situation, figures)
    if row is None or row.value is None:
        return []
    since, until = situation.period.minutes
    return [
        Reason("worktime.day-too-long", row, day, worked, row.value, more_is_worse=True)
        for day, worked in sorted(worked_by_day(pieces).items())
        if since <= day < until and worked > row.value
    ]


def total_reasons(worked: int, situation: Situation, figures: Figures) -> list[Reason]:
    """What the period's total runs into: the contract or full time (by up_to), a pair of periods, the maximum average."""
    at = situation.period.minutes[0]
    row, found = full_row(situation, figures), targets(situation, figures)
    if row is None or found is None:
        return [Reason("worktime.no-such-period", None, at, worked, None, more_is_worse=True)]
    told = [*_averaging(situation, figures), *_maximum(worked, situation, figures)]
    code, most = {
        UpTo.CONTRACT: ("worktime.over-contract", found[0]), UpTo.FULL_TIME: ("worktime.over-full-time", found[1]),
        UpTo.MAXIMUM: ("", worked),
    }[situation.up_to]  # fmt: skip
    if worked > most:
        told.append(Reason(code, row, at, worked, most, more_is_worse=True))
    pair = figures.get(Key.PAIR_TOTAL)
    together = worked + sum(situation.paired)
    if code and situation.paired and pair and pair.value is not None and together > pair.value:
        told.append(Reason("worktime.over-pair", pair, at, together, pair.value, more_is_worse=True))
    return told


def _averaging(situation: Situation, figures: Figures) -> list[Reason]:
    row = figures[Key.AVERAGING]
    weeks = -(-situation.period.days // 7)
    if situation.terms.form is Form.PERIOD or row.value is None or weeks <= row.value:
        return []
    at = situation.period.minutes[0]
    return [Reason("worktime.averaged-too-long", row, at, weeks, row.value, Unit.COUNT, more_is_worse=True)]


def most_in_reference(reference: Reference, figures: Figures) -> int:
    """The most minutes of the reference period: 48 h a week, days away left out."""
    days = max(0, reference.period.days - reference.away_days)
    return (figures[Key.MAXIMUM_WEEK].value or 0) * days // 7


def _maximum(worked: int, situation: Situation, figures: Figures) -> list[Reason]:
    if situation.reference is None:
        return []
    most = most_in_reference(situation.reference, figures)
    together = worked + situation.reference.worked
    row, at = figures[Key.MAXIMUM_WEEK], situation.reference.period.minutes[0]
    told = Reason("worktime.maximum-average", row, at, together, most, more_is_worse=True)
    return [told] if together > most else []


def reference_until(since: date, figures: Figures) -> date:
    """The last day of a reference period (18 §) that begins on a day: four months later, or what an agreement says."""
    months = figures[Key.MAXIMUM_MONTHS].value or 0
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(since.day, last)) - timedelta(days=1)
