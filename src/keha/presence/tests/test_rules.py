"""Local times become instants, over clock changes too."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.presence.rules import interval, local_date


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 7), (date(2026, 10, 24), 9), (date(2027, 3, 27), 7), (date(2027, 10, 30), 9), (date(2026, 6, 1), 8)],
)  # fmt: skip
def test_a_night_shift_has_its_real_length_when_the_clock_changes(day: date, hours: int) -> None:
    begin, end = interval(day, time(22), time(6))
    assert end - begin == timedelta(hours=hours)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.times(), st.times())
def test_an_interval_always_runs_forward_and_never_over_a_day_and_an_hour(day: date, starts: time, ends: time) -> None:
    begin, end = interval(day, starts.replace(tzinfo=None), ends.replace(tzinfo=None))
    assert end - begin >= timedelta(hours=-1)
    assert end - begin <= timedelta(hours=25)


def test_the_day_in_finland_begins_before_the_day_in_utc() -> None:
    assert local_date(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)) == date(2026, 11, 24)
