"""Hours of the week and telephone numbers, pure."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.organisation.duty import Hours, dialled, is_on_duty, next_on_duty, spaced

MONDAY = datetime(2026, 11, 23)
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
HOURS = st.builds(Hours, st.integers(1, 7), MINUTES, MINUTES)
INSTANTS = st.integers(0, 7 * 24 * 60 - 1).map(lambda minute: MONDAY + timedelta(minutes=minute))


def by_hand(one: Hours, at: datetime) -> bool:
    """The same the long way: every day from a week before, each as two instants."""
    for back in range(8):
        day = at.date() - timedelta(days=back)
        end = day if one.ends > one.starts else day + timedelta(days=1)
        if day.isoweekday() == one.weekday and datetime.combine(day, one.starts) <= at < datetime.combine(
            end, one.ends
        ):
            return True
    return False


@given(st.lists(HOURS, min_size=1, max_size=7), INSTANTS)
def test_on_duty_is_what_the_days_counted_one_by_one_say(hours, at) -> None:
    assert is_on_duty(hours, at) is any(by_hand(one, at) for one in hours)


@given(st.lists(HOURS, min_size=1, max_size=7), INSTANTS)
def test_the_next_time_is_on_duty_and_nothing_before_it_is(hours, at) -> None:
    later = next_on_duty(hours, at)
    if is_on_duty(hours, at):
        assert later is None
        return
    assert later is not None and at < later <= at + timedelta(days=7)
    assert is_on_duty(hours, later) and not is_on_duty(hours, later - timedelta(minutes=1))
    # Nobody begins between the two.
    days = [at.date() + timedelta(days=n) for n in range(9)]
    begins = [datetime.combine(day, h.starts) for day in days for h in hours if day.isoweekday() == h.weekday]
    assert later == min(begin for begin in begins if begin > at)


def test_a_night_from_sunday_reaches_into_monday() -> None:
    night = [Hours(7, time(21), time(6))]
    assert is_on_duty(night, datetime(2026, 11, 22, 21)) and is_on_duty(night, datetime(2026, 11, 23, 5, 59))
    assert not is_on_duty(night, datetime(2026, 11, 23, 6)) and not is_on_duty(night, datetime(2026, 11, 22, 20, 59))
    assert next_on_duty(night, datetime(2026, 11, 23, 6)) == datetime(2026, 11, 29, 21)


def test_no_hours_is_always_and_the_same_start_and_end_a_whole_day() -> None:
    assert is_on_duty([], MONDAY) and next_on_duty([], MONDAY) is None
    whole = [Hours(1, time(0), time(0))]
    assert all(is_on_duty(whole, MONDAY + timedelta(hours=hour)) for hour in range(24))
    assert not is_on_duty(whole, MONDAY + timedelta(days=1)) and date(2026, 11, 23).isoweekday() == 1


@pytest.mark.parametrize(
    ("written", "number", "shown"),
    [
        ("040 000 1001", "0400001001", "040 000 1001"),
        ("+358 (40) 000-1001", "+358400001001", "+358 40 000 1001"),
        ("116117", "116117", "116 117"),
        ("112", "112", "112"),
    ],
)
def test_a_number_is_dialled_without_spaces_and_shown_with_them(written, number, shown) -> None:
    assert dialled(written) == number and spaced(number) == shown


@pytest.mark.parametrize(
    "written", ["", "12", "soita Bertalle", "040 000 1001 tai 1002 ja vielä", "++358", "1" * 16, "٠٤٠٠٠٠"]
)
def test_what_is_no_number_dials_nothing(written) -> None:
    assert dialled(written) == ""


@given(st.from_regex(r"\+?[0-9]{3,15}", fullmatch=True).filter(str.isascii))
def test_a_shown_number_dials_the_same(number) -> None:
    assert dialled(spaced(number)) == number
