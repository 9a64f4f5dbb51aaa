"""The nine test vectors: longest free time against 25, 27 and 24 §, worked out by hand from the act."""

from datetime import date, datetime, time, timedelta

import pytest

from keha.worktime.checking import check
from keha.worktime.limits import statute
from keha.worktime.shifts import Form, Period, Shift, Situation, Terms
from keha.worktime.spans import HELSINKI
from keha.worktime.verdicts import LawVerdict, Reason

MONDAY = date(2026, 6, 1)


def at(day: int, clock: str) -> datetime:
    """The instant of a clock on the n-th day from Monday; 24:00 is the next day's 00:00."""
    hour, minute = map(int, clock.split(":"))
    return datetime.combine(MONDAY + timedelta(days=day), time(0), HELSINKI) + timedelta(hours=hour, minutes=minute)


def shift(day: int, begins: str, ends: str, **more: object) -> Shift:
    """A shift with a chance to eat, and nobody else to do the work, so that breaks play no part unless told to."""
    begin, end = at(day, begins), at(day, ends)
    end = end if end > begin else end + timedelta(days=1)
    return Shift(begin, end, **({"may_eat": True, "presence_needed": True} | more))  # type: ignore[arg-type]


def law(*shifts: Shift, form: Form = Form.GENERAL, weeks: int = 3, **terms: object) -> LawVerdict:
    """What the act says of shifts in some weeks from Monday."""
    period = Period(MONDAY, MONDAY + timedelta(days=7 * weeks - 1))
    return check(shifts, Situation(Terms(form, longer_days=True, **terms), period, statute()))  # type: ignore[arg-type]


def of(verdict: LawVerdict, code: str) -> list[Reason]:
    """The reasons of one kind."""
    return [reason for reason in verdict.reasons if reason.code == f"worktime.{code}"]


EVENING_MORNING = (shift(0, "13:00", "21:00"), shift(1, "06:00", "14:00"))


def test_t1_an_evening_and_a_morning_leave_nine_hours_and_eleven_are_needed() -> None:
    (reason,) = of(law(*EVENING_MORNING), "daily-rest")
    assert (reason.have, reason.need, reason.when) == (9 * 60, 11 * 60, at(0, "13:00"))
    assert reason.row is not None and (reason.row.source, reason.row.section) == ("tal", "25")


def test_t2_in_period_work_nine_do_and_two_are_given_back_within_fourteen_days() -> None:
    verdict = law(*EVENING_MORNING, form=Form.PERIOD)
    assert verdict
    (debt,) = verdict.owed
    assert (debt.minutes, debt.given) == (2 * 60, True)
    assert debt.latest - debt.shortened_at == 14 * 24 * 60


def test_t3_a_split_day_fails_although_the_gap_after_it_is_sixteen_hours() -> None:
    split = (shift(0, "06:00", "09:00"), shift(0, "16:00", "20:00"), shift(1, "12:00", "20:00"))
    (reason,) = of(law(*split), "daily-rest")
    assert (reason.have, reason.when) == (10 * 60, at(0, "06:00"))


@pytest.mark.parametrize(("ends", "lawful"), [("19:00", True), ("19:01", False), ("19:30", False)])
def test_t4_thirteen_hours_from_start_to_end_leave_eleven(ends: str, lawful: bool) -> None:
    assert bool(of(law(shift(0, "06:00", ends)), "daily-rest")) is not lawful


@pytest.mark.parametrize("form", list(Form))
def test_t5_a_day_and_the_same_night_fail_in_period_work_too(form: Form) -> None:
    (reason,) = of(law(shift(0, "07:00", "15:00"), shift(0, "23:00", "06:00"), form=form), "daily-rest")
    assert reason.have == 8 * 60


def test_t6_seven_days_in_a_row_have_sixteen_hours_and_no_weekly_rest() -> None:
    (reason,) = of(law(*(shift(day, "07:00", "15:00") for day in range(7)), weeks=1), "weekly-rest")
    assert (reason.have, reason.need, reason.when) == (16 * 60, 35 * 60, at(0, "00:00"))


def test_t7_from_friday_afternoon_to_monday_morning_is_a_weekly_rest() -> None:
    days = [*range(5), *range(7, 12)]
    assert not of(law(*(shift(day, "07:00", "15:00") for day in days)), "weekly-rest")


def _two_weeks(second_rest: int) -> LawVerdict:
    """Week 1: its longest rest is 24 h, Wednesday 15 to Thursday 15. Week 2: so many hours from Wednesday 15."""
    first = [
        shift(0, "07:00", "15:00"),
        shift(1, "07:00", "15:00"),
        shift(2, "07:00", "15:00"),
        shift(3, "15:00", "22:00"),
    ]
    first += [
        shift(4, "15:00", "22:00"),
        shift(5, "15:00", "22:00"),
        shift(6, "15:00", "22:00"),
        shift(7, "15:00", "22:00"),
    ]
    back = at(9, "15:00") + timedelta(hours=second_rest)
    second = [
        shift(8, "14:00", "15:00"),
        shift(9, "07:00", "15:00"),
        Shift(back, back + timedelta(hours=8), may_eat=True),
    ]
    last = [shift(12, "14:00", "22:00"), shift(13, "14:00", "22:00")]
    last += [shift(day, "14:00", "22:00") for day in (14, 15, 16)]
    return law(*first, *second, *last, form=Form.PERIOD, weeks=2)


def test_t8_twenty_four_and_forty_six_average_thirty_five() -> None:
    assert not of(_two_weeks(46), "weekly-rest")


def test_t8_twenty_four_and_forty_average_thirty_two() -> None:
    (reason,) = of(_two_weeks(40), "weekly-rest")
    assert (reason.have, reason.when) == (24 * 60, at(0, "00:00"))


def test_t9_seven_hours_without_a_break_fail() -> None:
    hungry = shift(0, "07:00", "14:00", presence_needed=False, may_eat=False)
    (reason,) = of(law(hungry), "meal-break")
    assert (reason.have, reason.need) == (0, 60)
    assert of(law(hungry, form=Form.PERIOD), "meal-break")


def test_t9_in_period_work_a_chance_to_eat_does() -> None:
    assert not of(law(shift(0, "07:00", "14:00", presence_needed=False), form=Form.PERIOD), "meal-break")
