"""Local times become instants, over clock changes too."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.presence.rules import ExceptionKind, Hours, Unusual, day_span, hours_of_day, interval, local_date, without

EDGES = st.integers(0, 24)


def hour_of(n: int) -> datetime:
    return datetime(2026, 6, 1, tzinfo=UTC) + timedelta(hours=n)


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


def test_the_exceptions_of_a_day_replace_its_hours_or_stand_beside_them() -> None:
    usual, other = [Hours(time(6), time(14), "school")], Hours(time(9), time(11), "office")
    off, instead, beside = (
        Unusual(ExceptionKind.OFF, None), Unusual(ExceptionKind.OTHER, other), Unusual(ExceptionKind.EXTRA, other)
    )  # fmt: skip
    assert hours_of_day(usual, []) == usual
    assert hours_of_day(usual, [off, beside]) == []
    assert hours_of_day(usual, [instead]) == [other]
    assert hours_of_day(usual, [beside]) == [*usual, other]


@given(st.tuples(EDGES, EDGES), st.lists(st.tuples(EDGES, EDGES), max_size=5))
def test_what_is_left_of_a_shift_is_every_instant_of_it_that_no_absence_holds(span, holes) -> None:
    (low, high), holes = sorted(span), [tuple(sorted(hole)) for hole in holes]
    begin, cut = hour_of(low), [(hour_of(a), hour_of(b)) for a, b in holes]
    left = without((begin, hour_of(high)), cut) if low < high else []
    for hour in range(24):
        inside = low <= hour < high and not any(a <= hour < b for a, b in holes)
        assert inside == any(a <= hour_of(hour) < b for a, b in left)


def test_a_shift_inside_the_hour_that_the_clocks_skip_has_no_length() -> None:
    begin, end = interval(date(2026, 3, 29), time(3, 30), time(4))
    assert begin >= end


def test_the_day_of_a_changed_clock_has_its_own_length() -> None:
    lengths = [day_span(day, day) for day in (date(2026, 3, 29), date(2026, 10, 25), date(2026, 6, 1))]
    assert [(end - begin).total_seconds() / 3600 for begin, end in lengths] == [23, 25, 24]
