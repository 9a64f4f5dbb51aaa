"""Pure: every limit is a row that says where it comes from, since when, how sure it is and who has checked it.

The statute lies below, an agreement above it, an employer's own rows on top: the topmost row of a key that is in force
on a day holds. Rows of the statute and of KVTES ship as files of this room; an employer's are passed in.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources


class Key(StrEnum):
    """What is limited. The ending names the unit; "binds", "needs" and "does" are yes (1) or no (0)."""

    DAILY_REST = "daily_rest_minutes"
    DAILY_REST_PERIOD = "daily_rest_period_minutes"
    DAILY_REST_OWN = "daily_rest_own_initiative_minutes"
    DAILY_REST_AGREED = "daily_rest_agreed_minutes"
    DAILY_REST_SPECIAL = "daily_rest_special_minutes"
    SHORT_RESTS = "short_rests_in_row_count"
    COMPENSATION = "compensation_days"
    WEEKLY_REST = "weekly_rest_minutes"
    WEEKLY_REST_LEAST = "weekly_rest_least_minutes"
    WEEKLY_REST_AVERAGED = "weekly_rest_averaged_weeks"
    WEEKLY_REST_SLIDING = "weekly_rest_sliding_binds"
    SHORT_DAY = "short_day_minutes"
    DAY = "day_minutes"
    DAY_AGREED = "day_agreed_minutes"
    WEEK = "week_minutes"
    OFFICE_WEEK = "office_week_minutes"
    AVERAGING = "averaging_weeks"
    PERIOD_2 = "period_2_weeks_minutes"
    PERIOD_3 = "period_3_weeks_minutes"
    PERIOD_4 = "period_4_weeks_minutes"
    PAIR_TOTAL = "paired_periods_minutes"
    PAIR_2 = "paired_2_weeks_minutes"
    PAIR_3 = "paired_3_weeks_minutes"
    MAXIMUM_WEEK = "maximum_week_minutes"
    MAXIMUM_MONTHS = "maximum_reference_months"
    HOLIDAY = "weekday_holiday_minutes"
    AWAY_DAY = "away_day_minutes"
    MEAL_AFTER = "meal_break_after_minutes"
    MEAL = "meal_break_minutes"
    MEAL_AGREED = "meal_break_agreed_minutes"
    MEAL_SHIFT_WORK = "meal_break_shift_work_minutes"
    COFFEE = "coffee_break_minutes"
    LONG_DAY = "long_day_minutes"
    NIGHT_SHIFT = "night_shift_minutes"
    NIGHTS = "night_shifts_in_row_count"
    NIGHTS_CONSENT = "night_shifts_with_consent_count"
    NIGHTS_REST = "rest_after_nights_minutes"
    STREAK = "working_days_in_row_count"
    NOTICE = "roster_notice_days"
    CANCEL_HOURS = "short_cancel_hours"
    HANDOVER = "handover_week_minutes"
    CHANGE = "roster_change_needs_consent"
    JUSTIFIED = "roster_change_justified_reason_does"
    STARTED = "started_shift_needs_consent"
    SWAP = "swap_needs_employer"
    INITIATIVE = "extra_work_needs_initiative"
    ADDITIONAL = "additional_work_needs_consent"
    OVERTIME = "overtime_needs_consent"
    EMERGENCY = "emergency_work_days"


# Where more is better for the worker; of the others less is.
AT_LEAST = frozenset({
    Key.DAILY_REST, Key.DAILY_REST_PERIOD, Key.DAILY_REST_OWN, Key.DAILY_REST_AGREED, Key.DAILY_REST_SPECIAL,
    Key.WEEKLY_REST, Key.WEEKLY_REST_LEAST, Key.MEAL, Key.MEAL_AGREED, Key.MEAL_SHIFT_WORK, Key.COFFEE, Key.NIGHTS_REST, Key.NOTICE, Key.CANCEL_HOURS,
    Key.HOLIDAY, Key.AWAY_DAY, Key.WEEKLY_REST_SLIDING, Key.CHANGE, Key.STARTED, Key.SWAP, Key.INITIATIVE,
    Key.ADDITIONAL, Key.OVERTIME,
})  # fmt: skip


# What always has a figure: without one there would be no total to count to.
ALWAYS = frozenset({
    Key.WEEK, Key.OFFICE_WEEK, Key.PERIOD_2, Key.PERIOD_3, Key.PERIOD_4, Key.PAIR_2, Key.PAIR_3, Key.MAXIMUM_WEEK,
    Key.MAXIMUM_MONTHS, Key.COMPENSATION, Key.NOTICE,
})  # fmt: skip


class Layer(StrEnum):
    """Who says so, from the bottom up."""

    STATUTE = "statute"
    AGREEMENT = "agreement"
    LOCAL = "local"


class Confidence(StrEnum):
    """How sure a figure is: the text was read; an older text or another's reading; an inference or memory."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"


LAYERS = tuple(Layer)


@dataclass(frozen=True, slots=True)
class Row:
    """One limit. value: in the unit that the key's name ends with; None: not limited. Never below nought.

    source: "tal", "kvtes", or an employer's own words for its agreement. section: the paragraph, as "25" or "III 7".
    checked_by: who of the employer has checked it; None: nobody yet. Raises ValueError when a total has no figure.
    """

    key: Key
    value: int | None
    layer: Layer
    source: str
    section: str
    valid_from: date
    confidence: Confidence = Confidence.HIGH
    valid_until: date | None = None
    checked_by: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if (self.value is None and self.key in ALWAYS) or (self.value or 0) < 0:
            raise ValueError(f"{self.key} cannot be {self.value}")

    @property
    def to_verify(self) -> bool:
        """Whether somebody should read the text in force before this is relied on."""
        return self.confidence is not Confidence.HIGH and self.checked_by is None

    def holds_on(self, day: date) -> bool:
        """Whether the row is in force on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


Figures = dict[Key, Row]


class NotInForce(ValueError):
    """A day for which there are no limits: before the act came into force."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Rows of all layers, in any order."""

    rows: tuple[Row, ...]

    def with_rows(self, rows: Iterable[Row]) -> "Limits":
        """The same with more rows, as an employer's own."""
        return Limits((*self.rows, *rows))

    def on(self, day: date) -> Figures:
        """The row that holds of each key on a day: of the topmost layer, the newest in force, the last of equals.

        Raises NotInForce on a day before the act.
        """
        found: Figures = {}
        for row in sorted(self.rows, key=lambda one: (LAYERS.index(one.layer), one.valid_from)):
            if row.holds_on(day):
                found[row.key] = row
        if Key.DAILY_REST not in found:
            raise NotInForce(f"no limits are known for {day}")
        return found

    def loosened(self, day: date) -> list[Row]:
        """Employer's rows that are worse for the worker than what lies below them: somebody must be able to say why."""
        below = Limits(tuple(row for row in self.rows if row.layer is not Layer.LOCAL)).on(day)
        top = self.on(day).values()
        return [row for row in top if row.layer is Layer.LOCAL and row.key in below and _looser(row, below[row.key])]

    def unverified(self, day: date) -> list[Row]:
        """The rows in force that somebody should check."""
        return [row for row in self.on(day).values() if row.to_verify]


def _looser(row: Row, than: Row) -> bool:
    if row.value is None or than.value is None:
        return row.value is None and than.value is not None
    return row.value < than.value if row.key in AT_LEAST else row.value > than.value


@cache
def statute() -> Limits:
    """The Working Hours Act's rows."""
    return Limits(_read("statute"))


@cache
def kvtes() -> Limits:
    """The statute with KVTES on it. Its rows were seen in older texts: see what is to be verified."""
    return Limits((*_read("statute"), *_read("kvtes")))


def _read(name: str) -> tuple[Row, ...]:
    text = (resources.files("keha.worktime") / "figures" / f"{name}.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text)
    common = {"layer": Layer(told["layer"]), "source": told["source"], "valid_from": told["valid_from"]}
    return tuple(
        Row(
            key=Key(one["key"]), value=one.get("value"), section=one["section"],
            confidence=Confidence(one.get("confidence", "H")), note=one.get("note", ""),
            **(common | ({"valid_from": one["valid_from"]} if "valid_from" in one else {})),
        )
        for one in told["row"]
    )  # fmt: skip
