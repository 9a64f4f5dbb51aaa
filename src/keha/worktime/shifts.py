"""Pure: a shift, the terms of somebody's working time, and the situation in which both are looked at."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from keha.worktime.limits import Limits
from keha.worktime.spans import Minutes, midnight, minute_of


class Form(StrEnum):
    """Forms of working time: general (5 §), period-based (7 §), office (of the collective agreement)."""

    GENERAL = "general"
    PERIOD = "period"
    OFFICE = "office"


class RestException(StrEnum):
    """On which ground the daily rest after a shift is shorter (25 §). In period work 9 h need no word of their own."""

    NONE = "none"
    OWN_INITIATIVE = "own_initiative"  # flexitime, the worker's own wish: 7 h
    AGREED = "agreed"  # the representative has agreed for a time, and the worker consents: 7 h
    SPECIAL = "special"  # the cases of subsection 3, such as several spells a day: 5 h, three rests in a row at most


class UpTo(StrEnum):
    """How far hours may go: the contract's, full-time (additional work with consent), the maximum (overtime too)."""

    CONTRACT = "contract"
    FULL_TIME = "full_time"
    MAXIMUM = "maximum"


@dataclass(frozen=True, slots=True)
class Break:
    """A break that is not working time: one may leave. Aware instants."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """One unbroken presence; two spells of a split day are two shifts. Instants are aware.

    may_eat: there is a chance to eat during the work. presence_needed: the work cannot go on without her (24 §).
    night_consent: she has consented to this night shift beyond five in a row. on_standby: work done while on stand-by.
    Raises ValueError when an instant is naive or the end is not after the start.
    """

    starts: datetime
    ends: datetime
    breaks: tuple[Break, ...] = ()
    rest: RestException = RestException.NONE
    may_eat: bool = False
    presence_needed: bool = False
    night_consent: bool = False
    on_standby: bool = False

    def __post_init__(self) -> None:
        if minute_of(self.ends) <= minute_of(self.starts):
            raise ValueError("a shift that ends before it begins")

    @property
    def minutes(self) -> Minutes:
        """The first minute and the one after the last."""
        return minute_of(self.starts), minute_of(self.ends)

    @property
    def break_minutes(self) -> tuple[Minutes, ...]:
        """The breaks, as far as they lie inside the shift."""
        begin, end = self.minutes
        spans = ((max(begin, minute_of(b.starts)), min(end, minute_of(b.ends))) for b in self.breaks)
        return tuple(sorted(span for span in spans if span[0] < span[1]))


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person's contract says. share: of full time, 0 < share <= 1.

    shift_work: shifts alternate regularly (6 §). continuous: uninterrupted shift work. flexitime: 12 §.
    short_break: half an hour's meal break is agreed on (24 §). longer_days: two hours more a day are agreed on (11 §).
    """

    form: Form = Form.GENERAL
    share: Fraction = Fraction(1)
    shift_work: bool = False
    continuous: bool = False
    flexitime: bool = False
    short_break: bool = False
    longer_days: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Days, both included. A roster period is whole weeks from a Monday."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.until - self.since).days + 1

    @property
    def minutes(self) -> Minutes:
        """The first minute and the one after the last, by the clock of Finland."""
        return midnight(self.since), midnight(self.until + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Reference:
    """The time over which the maximum is averaged (18 §). worked: minutes in it outside the shifts looked at.

    away_days: days of leave and sickness, which are left out of the average.
    """

    period: Period
    worked: int
    away_days: int = 0


@dataclass(frozen=True, slots=True)
class Situation:
    """Whose shifts, in which period, by which limits.

    holidays: weekday holidays in the period. away_days: days known to be away beforehand, Monday to Friday.
    paired: minutes planned in the other periods of a pair or triple (7 § 2 mom.), empty when it stands alone.
    """

    terms: Terms
    period: Period
    limits: Limits
    holidays: int = 0
    away_days: int = 0
    paired: tuple[int, ...] = ()
    reference: Reference | None = None
    up_to: UpTo = UpTo.CONTRACT
