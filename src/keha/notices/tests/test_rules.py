"""When a notice may reach somebody, on paper."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keha.notices import rules
from keha.notices.rules import NoticeKind, Wishes

MORNING = datetime(2031, 10, 24, 3, 0, tzinfo=UTC)  # a Friday, 6.00 in Finland
HOUR = timedelta(hours=1)
SHIFT = (MORNING, MORNING + 8 * HOUR)
TOMORROW = (MORNING + 24 * HOUR, MORNING + 32 * HOUR)
ASKED, ASKS = NoticeKind.QUESTION_WAITS, NoticeKind.ROUND_ASKS


def due(kind=ASKED, *, at, shifts=(SHIFT, TOMORROW), urgent=False, **wishes):
    return rules.due_at(kind, urgent=urgent, wishes=Wishes(**wishes), shifts=shifts, at=at)


def test_within_a_shift_it_comes_at_once() -> None:
    assert due(at=MORNING + HOUR) == MORNING + HOUR


def test_after_the_shift_it_waits_for_the_next_one_urgent_or_not() -> None:
    evening = MORNING + 10 * HOUR
    assert due(at=evening) == due(at=evening, urgent=True) == TOMORROW[0]


def test_who_chose_it_hears_in_the_evening_too() -> None:
    evening = MORNING + 10 * HOUR
    assert due(at=evening, at_any_time=True) == evening


def test_what_can_wait_comes_as_one_at_the_next_beginning_even_within_a_shift() -> None:
    assert due(ASKS, at=MORNING + HOUR) == TOMORROW[0]
    assert due(ASKS, at=MORNING + HOUR, gathered=False) == MORNING + HOUR
    assert due(ASKS, at=MORNING + HOUR, urgent=True) == MORNING + HOUR


def test_on_a_leave_it_is_looked_at_again_a_day_later() -> None:
    later = TOMORROW[1] + HOUR
    assert due(at=later) == due(at=later, shifts=[]) == later + timedelta(days=1)


def test_whose_shifts_nobody_knows_hears_in_office_hours() -> None:
    friday_evening = datetime(2031, 10, 24, 15, 0, tzinfo=UTC)
    # Summer time ends on the Sunday between: eight o'clock on Monday is six in UTC.
    assert due(at=friday_evening, shifts=None) == datetime(2031, 10, 27, 6, 0, tzinfo=UTC)
    assert due(at=MORNING + 4 * HOUR, shifts=None) == MORNING + 4 * HOUR


def test_a_new_device_is_told_of_at_any_hour_and_has_no_switch() -> None:
    evening = MORNING + 10 * HOUR
    assert due(NoticeKind.NEW_DEVICE, at=evening) == evening
    assert Wishes(off=frozenset(NoticeKind)).wants(NoticeKind.NEW_DEVICE)
    assert not Wishes(off=frozenset(NoticeKind)).wants(ASKED)


hours = st.integers(0, 24 * 14).map(lambda n: MORNING - timedelta(days=7) + n * HOUR)
shifts = st.none() | st.lists(
    st.tuples(hours, st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1] * HOUR)), max_size=12
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # the first draws wait for a busy machine
@given(st.sampled_from(NoticeKind), hours, shifts, st.booleans(), st.booleans(), st.booleans())
def test_nobody_is_reached_outside_her_time_who_did_not_choose_it(kind, at, times, urgent, any_time, gathered) -> None:
    wishes = Wishes(at_any_time=any_time, gathered=gathered)
    found = rules.due_at(kind, urgent=urgent, wishes=wishes, shifts=times, at=at)
    assert found >= at
    quiet = rules.is_quiet(kind, wishes=wishes, shifts=times, at=found)
    assert not quiet or found == at + rules.LOOK_AGAIN  # on a leave: then it is put off again


def test_being_away_takes_shifts_away() -> None:
    away = (MORNING + 2 * HOUR, MORNING + 4 * HOUR)
    assert rules.without([SHIFT], [away]) == [(MORNING, MORNING + 2 * HOUR), (MORNING + 4 * HOUR, SHIFT[1])]
    assert rules.without([SHIFT], [(MORNING - HOUR, SHIFT[1])]) == []
    assert rules.without([SHIFT], [TOMORROW]) == [SHIFT]


def test_tries_come_ever_later_and_end() -> None:
    waits = [rules.wait_after(n) for n in range(1, rules.TRIES + 1)]
    assert waits[-1] is None
    assert waits[:-1] == sorted(waits[:-1])
    assert sum(waits[:-1], timedelta()) < 2 * HOUR


@pytest.mark.parametrize(
    "address", ["", "http://a.fi/", "https://", "https://a@b.fi/", "https://[x/", "https://a.fi:99999/", "https://ä.fi/", "https://a.fi/ b"]
)  # fmt: skip
def test_what_is_no_https_address_is_not_kept(address) -> None:
    assert not rules.is_https(address)


def test_a_subscription_is_a_point_and_sixteen_bytes() -> None:
    point, auth = "B" * 86 + "A", "A" * 22
    assert rules.is_subscription("https://push.example/1", point, auth)
    assert rules.is_subscription("https://push.example/1", point + "=", auth + "==")
    for wrong in (("http://push.example/1", point, auth), ("https://push.example/1", point[1:], auth), ("https://push.example/1", point, "ä" * 22)):  # fmt: skip
        assert not rules.is_subscription(*wrong)
