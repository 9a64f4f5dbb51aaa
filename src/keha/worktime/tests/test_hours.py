"""Hours of days, periods, shares and the long average; nights, days in a row and breaks."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from keha.worktime.checking import check
from keha.worktime.hours import hours_of, reference_until, targets
from keha.worktime.limits import Confidence, Key, Layer, Limits, Row, kvtes, statute
from keha.worktime.rosters import in_order
from keha.worktime.shifts import Break, Form, Period, Reference, Shift, Situation, Terms, UpTo
from keha.worktime.tests.test_vectors import MONDAY, at, law, of, shift
from keha.worktime.verdicts import LawVerdict

H = 60


def weeks(many: int) -> Period:
    """So many weeks from Monday."""
    return Period(MONDAY, MONDAY + timedelta(days=7 * many - 1))


def situation(form: Form, many: int, limits: Limits | None = None, **more: object) -> Situation:
    """A full-timer's weeks by KVTES, unless told otherwise."""
    share = more.pop("share", Fraction(1))
    return Situation(Terms(form, share), weeks(many), limits or kvtes(), **more)  # type: ignore[arg-type]


def told(verdict: LawVerdict) -> set[str]:
    """The codes without the room's name."""
    return {code.removeprefix("worktime.") for code in verdict.plain.reasons}


@pytest.mark.parametrize(
    ("form", "many", "minutes"),
    [
        (Form.GENERAL, 3, 3 * (38 * H + 15)), (Form.OFFICE, 1, 36 * H + 15), (Form.PERIOD, 2, 76 * H + 30),
        (Form.PERIOD, 3, 114 * H + 45), (Form.PERIOD, 4, 153 * H),
    ],
)  # fmt: skip
def test_full_time_of_the_forms_in_kvtes(form: Form, many: int, minutes: int) -> None:
    found = situation(form, many)
    assert targets(found, kvtes().on(MONDAY)) == (minutes, minutes)


def test_a_part_timers_contract_is_her_share_rounded_down() -> None:
    found = situation(Form.PERIOD, 3, share=Fraction(5, 8))
    assert targets(found, kvtes().on(MONDAY)) == (4303, 6885)


def test_weekday_holidays_and_known_absence_shorten_the_period_by_the_share() -> None:
    found = situation(Form.PERIOD, 3, share=Fraction(1, 2), holidays=2, away_days=1)
    full = 6885 - 3 * 459
    assert targets(found, kvtes().on(MONDAY)) == (full // 2, full)
    assert targets(situation(Form.PERIOD, 3, statute(), holidays=2), statute().on(MONDAY)) == (7200, 7200)


def test_the_act_has_no_period_of_four_weeks_and_nobody_has_one_of_five() -> None:
    assert "no-such-period" in told(check([], situation(Form.PERIOD, 4, statute())))
    assert "no-such-period" in told(check([], situation(Form.PERIOD, 5)))
    assert not told(check([], situation(Form.PERIOD, 4)))


def _mornings(many: int, minutes: int = 8 * H) -> list[Shift]:
    days = [n for n in range(7 * 3) if n % 7 < 5][:many]
    begins = [at(day, "06:00") for day in days]
    return [Shift(begin, begin + timedelta(minutes=minutes), may_eat=True, presence_needed=True) for begin in begins]


@pytest.mark.parametrize(
    ("up_to", "code"), [(UpTo.CONTRACT, "over-contract"), (UpTo.FULL_TIME, "over-full-time"), (UpTo.MAXIMUM, None)]
)
def test_how_far_hours_may_go(up_to: UpTo, code: str | None) -> None:
    verdict = check(_mornings(15), situation(Form.PERIOD, 3, share=Fraction(1, 2), up_to=up_to))
    assert told(verdict) == ({code} if code else set())


def test_hours_over_the_contract_are_additional_work_and_over_full_time_overtime() -> None:
    found = situation(Form.PERIOD, 3, share=Fraction(1, 2))
    hours = hours_of(in_order(_mornings(15)), found, kvtes().on(MONDAY))
    assert hours is not None
    assert (hours.planned, hours.additional, hours.overtime) == (7200, 6885 - 3442, 7200 - 6885)


def test_only_what_lies_in_the_period_counts_for_it() -> None:
    over = shift(20, "20:00", "04:00")
    hours = hours_of(in_order([over, shift(-1, "20:00", "04:00")]), situation(Form.PERIOD, 3), kvtes().on(MONDAY))
    assert hours is not None and hours.planned == 4 * H + 4 * H


def test_two_periods_of_three_weeks_make_a_pair_of_at_most_240_hours() -> None:
    period = situation(Form.PERIOD, 3, statute(), paired=(120 * H,))
    assert told(check(_mornings(15), period)) == set()
    more = [*_mornings(15), shift(5, "06:00", "06:01")]
    assert told(check(more, period)) == {"over-pair"}
    alone = situation(Form.PERIOD, 3, statute(), paired=(115 * H, 10))
    assert told(check([], alone)) == {"no-such-period"}


@pytest.mark.parametrize(("limits", "allowed"), [(statute(), 8 * H), (kvtes(), 9 * H)])
def test_a_day_of_general_hours(limits: Limits, allowed: int) -> None:
    for extra, lawful in ((0, True), (1, False)):
        verdict = check(_mornings(1, allowed + extra), situation(Form.GENERAL, 1, limits))
        assert ("day-too-long" in told(verdict)) is not lawful


def test_breaks_are_not_working_time_and_a_night_belongs_to_both_days() -> None:
    begin = at(0, "18:00")
    long = Shift(begin, at(1, "04:30"), (Break(at(0, "20:00"), at(0, "20:30")),), may_eat=True, presence_needed=True)
    hours = hours_of(in_order([long]), situation(Form.GENERAL, 1), kvtes().on(MONDAY))
    assert hours is not None and hours.planned == 10 * H
    assert not of(check([long], situation(Form.GENERAL, 1)), "day-too-long")


def test_hours_may_be_evened_out_over_six_weeks_in_kvtes() -> None:
    assert told(check([], situation(Form.GENERAL, 6))) == set()
    assert told(check([], situation(Form.GENERAL, 7))) == {"averaged-too-long"}


@pytest.mark.parametrize(("before", "lawful"), [(48 * 12 * H - 7200, True), (48 * 12 * H - 7199, False)])
def test_the_maximum_is_48_hours_a_week_on_average(before: int, lawful: bool) -> None:
    reference = Reference(Period(MONDAY, MONDAY + timedelta(days=12 * 7 - 1)), before)
    verdict = check(_mornings(15), situation(Form.PERIOD, 3, statute(), reference=reference, up_to=UpTo.MAXIMUM))
    assert ("maximum-average" in told(verdict)) is not lawful


def test_days_away_are_left_out_of_the_average() -> None:
    reference = Reference(Period(MONDAY, MONDAY + timedelta(days=12 * 7 - 1)), 48 * 12 * H - 7200, away_days=7)
    verdict = check(_mornings(15), situation(Form.PERIOD, 3, statute(), reference=reference, up_to=UpTo.MAXIMUM))
    assert "maximum-average" in told(verdict)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(2026, 1, 1), date(2026, 4, 30)),
        (date(2026, 10, 31), date(2027, 2, 27)),
        (date(2027, 10, 31), date(2028, 2, 28)),
    ],
)
def test_a_reference_period_is_four_months(since: date, until: date) -> None:
    assert reference_until(since, statute().on(since)) == until
    assert reference_until(since, kvtes().on(since)) == since.replace(year=since.year + 1) - timedelta(days=1)


def _nights(days: list[int], **more: object) -> list[Shift]:
    return [shift(day, "22:00", "06:00", **more) for day in days]


def test_five_night_shifts_in_a_row_and_a_day_off() -> None:
    five = _nights([0, 1, 2, 3, 4])
    assert told(law(*five, form=Form.PERIOD)) == set()
    assert "nights-in-row" in told(law(*five, *_nights([5]), form=Form.PERIOD))
    assert "rest-after-nights" in told(law(*five, shift(5, "20:00", "22:00"), form=Form.PERIOD))
    assert told(law(*five, shift(6, "06:00", "14:00"), form=Form.PERIOD)) == set()


def test_two_more_night_shifts_with_consent_to_each() -> None:
    five = _nights([0, 1, 2, 3, 4])
    assert "nights-in-row" not in told(law(*five, *_nights([5, 6], night_consent=True), form=Form.PERIOD))
    (eighth,) = of(law(*five, *_nights([5, 6, 7], night_consent=True), form=Form.PERIOD), "nights-in-row")
    assert eighth.have == 8


def test_a_day_off_between_nights_begins_a_new_row_and_general_hours_have_none() -> None:
    assert "nights-in-row" not in told(law(*_nights([0, 1, 2, 4, 5, 6]), form=Form.PERIOD))
    assert "nights-in-row" not in told(law(*_nights([0, 1, 2, 3, 4, 5])))
    assert "nights-in-row" in told(law(*_nights([0, 1, 2, 3, 4, 5]), continuous=True))


def test_two_hours_of_night_are_no_night_shift() -> None:
    late = [shift(day, "17:00", "01:00") for day in range(6)]
    assert "nights-in-row" not in told(law(*late, form=Form.PERIOD))


@pytest.mark.parametrize("key", [Key.NIGHTS, Key.NIGHTS_REST, Key.NIGHT_SHIFT])
def test_what_an_employers_row_does_not_limit_is_not_limited(key: Key) -> None:
    open_ended = statute().with_rows([Row(key, None, Layer.LOCAL, "own", "", date(2020, 1, 1))])
    verdict = check(_nights([0, 1, 2, 3, 4, 5]), situation(Form.PERIOD, 3, open_ended))
    assert "nights-in-row" not in told(verdict)


def test_days_in_a_row_are_the_employers_own_limit() -> None:
    own = Row(Key.STREAK, 6, Layer.LOCAL, "own", "", date(2020, 1, 1), Confidence.HIGH)
    run = [shift(day, "07:00", "15:00") for day in range(2, 9)]
    assert "days-in-row" not in told(check(run, situation(Form.PERIOD, 3)))
    (reason,) = of(check(run, situation(Form.PERIOD, 3, kvtes().with_rows([own]))), "days-in-row")
    assert (reason.have, reason.when) == (7, at(2, "00:00"))


def _with_break(begins: str, minutes: int) -> Shift:
    begin = at(0, begins)
    return Shift(at(0, "07:00"), at(0, "15:00"), (Break(begin, begin + timedelta(minutes=minutes)),))


@pytest.mark.parametrize(
    ("begins", "minutes", "lawful"),
    [("11:00", 60, True), ("11:00", 59, False), ("07:00", 60, False), ("14:00", 60, False), ("07:01", 60, True)],
)
def test_the_meal_break_is_an_hour_and_neither_first_nor_last(begins: str, minutes: int, lawful: bool) -> None:
    assert bool(of(law(_with_break(begins, minutes)), "meal-break")) is not lawful


def test_half_an_hour_does_where_agreed_and_in_shift_work() -> None:
    half = _with_break("11:00", 30)
    assert of(law(half), "meal-break")
    assert not of(law(half, short_break=True), "meal-break")
    assert not of(law(half, form=Form.PERIOD), "meal-break")


def test_six_hours_need_no_break_and_over_ten_give_a_right_to_one_more() -> None:
    six = shift(0, "07:00", "13:00", may_eat=False, presence_needed=False)
    assert not of(law(six), "meal-break")
    long = law(shift(0, "07:00", "17:01"), form=Form.PERIOD)
    assert [notice.code for notice in long.notices] == ["worktime.long-day-break"]
