"""The nights in which the clock changes are as long as they are, and a clock that lies is asked again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.worktime.checking import check
from keha.worktime.limits import statute
from keha.worktime.nights import night_minutes
from keha.worktime.rosters import piece_of
from keha.worktime.shifts import Form, Period, Shift, Situation, Terms
from keha.worktime.spans import (
    HELSINKI,
    NoSuchTime,
    TwiceThatNight,
    datetime_of,
    days_of,
    instant,
    midnight,
    minute_of,
)

SPRING = [date(2026, 3, 29), date(2027, 3, 28), date(2028, 3, 26)]
AUTUMN = [date(2026, 10, 25), date(2027, 10, 31), date(2028, 10, 29)]
SIX_NIGHTS = [(day, 7) for day in SPRING] + [(day, 9) for day in AUTUMN]


def night_shift(sunday: date, begins: int = 22, ends: int = 6) -> Shift:
    """From Saturday evening to Sunday morning."""
    return Shift(instant(sunday - timedelta(days=1), time(begins)), instant(sunday, time(ends)))


@pytest.mark.parametrize(("sunday", "hours"), SIX_NIGHTS)
def test_a_night_shift_from_22_to_6_is_seven_or_nine_hours(sunday: date, hours: int) -> None:
    piece = piece_of(night_shift(sunday))
    assert piece.worked == hours * 60
    assert sum(worked for _, worked in piece.days) == hours * 60
    assert piece.days[0] == (midnight(sunday - timedelta(days=1)), 120)


@pytest.mark.parametrize(("sunday", "hours"), SIX_NIGHTS)
def test_the_hours_of_night_are_those_that_pass(sunday: date, hours: int) -> None:
    assert night_minutes(*night_shift(sunday).minutes) == (hours - 1) * 60


@pytest.mark.parametrize(("sunday", "hours"), SIX_NIGHTS)
def test_rest_over_the_night_is_counted_as_it_passes(sunday: date, hours: int) -> None:
    """From 19 to 6 by the clock: eleven hours on other nights, ten in spring and twelve in autumn."""
    saturday = sunday - timedelta(days=1)
    evening = Shift(instant(saturday, time(11)), instant(saturday, time(19)), may_eat=True)
    morning = Shift(instant(sunday, time(6)), instant(sunday, time(11)))
    period = Period(saturday - timedelta(days=5), sunday)
    verdict = check([evening, morning], Situation(Terms(shift_work=True), period, statute()))
    rests = [reason.have for reason in verdict.reasons if reason.code == "worktime.daily-rest"]
    assert rests == ([10 * 60] if hours == 7 else [])


@pytest.mark.parametrize(("sunday", "hours"), SIX_NIGHTS)
def test_the_24_hours_from_a_start_are_24_hours_that_pass(sunday: date, hours: int) -> None:
    """13 hours from start to end leave exactly eleven, whatever the clock says at the end."""
    begins = instant(sunday - timedelta(days=1), time(20))
    period = Period(sunday - timedelta(days=6), sunday)
    for minutes, lawful in ((13 * 60, True), (13 * 60 + 1, False)):
        long = Shift(begins, begins + timedelta(minutes=minutes), may_eat=True)
        verdict = check([long], Situation(Terms(shift_work=True), period, statute()))
        assert ("worktime.daily-rest" in verdict.plain.reasons) is not lawful


@pytest.mark.parametrize(("sunday", "hours"), SIX_NIGHTS)
def test_the_weeks_total_has_the_hours_that_pass(sunday: date, hours: int) -> None:
    period = Period(sunday - timedelta(days=6), sunday + timedelta(days=14))
    situation = Situation(Terms(Form.PERIOD), period, statute())
    other = [
        Shift(begin := instant(day, time(6)), begin + timedelta(hours=8), may_eat=True) for day in _fourteen(sunday)
    ]
    verdict = check([night_shift(sunday), *other], situation)
    told = [reason.have for reason in verdict.reasons if reason.code == "worktime.over-contract"]
    assert told == ([121 * 60] if hours == 9 else [])


def _fourteen(sunday: date) -> list[date]:
    return [sunday + timedelta(days=n) for n in (-6, -5, -4, -3, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12)]


@pytest.mark.parametrize("sunday", SPRING)
def test_half_past_three_does_not_exist_in_spring(sunday: date) -> None:
    with pytest.raises(NoSuchTime):
        instant(sunday, time(3, 30))
    assert instant(sunday, time(4, 0)) == datetime.combine(sunday, time(1), UTC)


@pytest.mark.parametrize("sunday", AUTUMN)
def test_half_past_three_comes_twice_in_autumn_and_both_are_kept_apart(sunday: date) -> None:
    with pytest.raises(TwiceThatNight):
        instant(sunday, time(3, 30))
    first, second = instant(sunday, time(3, 30), fold=0), instant(sunday, time(3, 30), fold=1)
    assert (first, second) == (datetime.combine(sunday, time(0, 30), UTC), datetime.combine(sunday, time(1, 30), UTC))
    one, other = Shift(first, second), Shift(second, second + timedelta(hours=1))
    assert one.minutes[1] == other.minutes[0] == one.minutes[0] + 60
    period = Period(sunday - timedelta(days=6), sunday)
    assert "worktime.overlap" not in check([one, other], Situation(Terms(), period, statute())).plain.reasons


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 23), st.integers(1, 14))
def test_what_passes_is_what_utc_says(day: date, hour: int, hours: int) -> None:
    begins = datetime.combine(day, time(hour), HELSINKI).astimezone(UTC)
    piece = piece_of(Shift(begins, begins + timedelta(hours=hours)))
    assert piece.worked == hours * 60 == sum(worked for _, worked in piece.days)
    assert [datetime_of(at).time() for at, _ in piece.days] == [time(0)] * len(piece.days)
    assert [datetime_of(at).date() for at, _ in piece.days] == days_of(piece.begin, piece.end)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 30)))
def test_a_night_has_seven_hours_but_for_the_two_of_the_year(day: date) -> None:
    begin, end = midnight(day), midnight(day + timedelta(days=1))
    longer = {23: 0, 24: 0, 25: 0}
    assert (end - begin) % 60 == 0 and (end - begin) // 60 in longer
    minutes = night_minutes(minute_of(instant(day, time(22))), minute_of(instant(day + timedelta(days=1), time(7))))
    following = midnight(day + timedelta(days=2)) - end
    assert minutes == 7 * 60 + following - 24 * 60


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.times(), st.integers(0, 1))
def test_an_instant_reads_back_as_its_clock_or_is_refused(day: date, clock: time, fold: int) -> None:
    clock = clock.replace(second=0, microsecond=0, tzinfo=None)
    try:
        at = instant(day, clock, fold=fold)
    except NoSuchTime:
        assert day.month == 3 and day.weekday() == 6 and clock.hour == 3
    else:
        assert at.astimezone(HELSINKI).replace(tzinfo=None, fold=0) == datetime.combine(day, clock.replace(fold=0))


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Shift(datetime(2026, 6, 1, 6), datetime(2026, 6, 1, 14))


def test_a_shift_ends_after_it_begins() -> None:
    at = instant(date(2026, 6, 1), time(6))
    with pytest.raises(ValueError, match="ends before"):
        Shift(at, at)
