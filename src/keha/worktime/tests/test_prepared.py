"""A prepared person is asked quickly and answers what `check` would."""

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keha.worktime.checking import check
from keha.worktime.limits import Key, Layer, Limits, Row, kvtes, statute
from keha.worktime.prepared import prepare
from keha.worktime.shifts import Form, Period, Reference, RestException, Shift, Situation, Terms, UpTo
from keha.worktime.tests.test_vectors import MONDAY, at, shift

PERIOD = Period(MONDAY, MONDAY + timedelta(days=20))


def situation(form: Form = Form.PERIOD, **more: object) -> Situation:
    """Three weeks by KVTES, up to full time."""
    return Situation(Terms(form, Fraction(1, 2)), PERIOD, kvtes(), **({"up_to": UpTo.FULL_TIME} | more))  # type: ignore[arg-type]


MORNINGS = [shift(day, "06:00", "14:00") for day in (0, 1, 2, 7, 8, 14, 15)]


def test_a_shift_that_fits_is_allowed_and_one_that_does_not_says_why() -> None:
    person = prepare(MORNINGS, situation())
    assert person.allows(shift(3, "06:00", "14:00"))
    late = shift(2, "22:00", "06:00")
    assert not person.allows(late)
    assert person.verdict(late).plain.reasons == ("worktime.daily-rest",)


@pytest.mark.parametrize(("begins", "allowed"), [("23:00", True), ("22:59", False)])
def test_exactly_nine_hours_do_in_period_work(begins: str, allowed: bool) -> None:
    assert prepare(MORNINGS, situation()).allows(shift(2, begins, "06:00")) is allowed
    before = prepare([shift(2, begins, "06:00")], situation())
    assert before.allows(shift(2, "06:00", "14:00")) is allowed


@pytest.mark.parametrize(("ends", "allowed"), [("19:00", True), ("19:01", False)])
def test_the_shifts_own_24_hours_are_asked_to_the_minute(ends: str, allowed: bool) -> None:
    person = prepare([], situation(Form.GENERAL, up_to=UpTo.MAXIMUM))
    assert person.allows(shift(3, "06:00", ends)) is allowed


@pytest.mark.parametrize(("ends", "allowed"), [("15:00", True), ("15:01", False)])
def test_33_hours_do_for_the_week_while_no_day_has_over_three(ends: str, allowed: bool) -> None:
    days = [shift(0, "08:00", "11:00"), shift(1, "08:00", "11:00"), shift(2, "20:00", "23:00")]
    days += [shift(day, "12:00", "15:00") for day in (3, 4, 5)]
    week = Situation(Terms(), Period(MONDAY, MONDAY + timedelta(days=6)), _unaveraged())
    person, sunday = prepare(days, week), shift(6, "12:00", ends)
    assert person.allows(sunday) is bool(person.verdict(sunday)) is allowed


def _unaveraged() -> Limits:
    row = Row(Key.WEEKLY_REST_AVERAGED, 1, Layer.LOCAL, "own", "", MONDAY)
    return statute().with_rows([row])


def test_trouble_that_was_there_before_does_not_stop_a_shift_that_has_no_part_in_it() -> None:
    short = [*MORNINGS, shift(9, "13:00", "23:30"), shift(10, "06:00", "14:00")]
    person = prepare(short, situation())
    assert not person.verdict_before
    assert person.allows(shift(4, "06:00", "14:00"))


@pytest.mark.parametrize(("minutes", "allowed"), [(8 * 60, True), (8 * 60 - 1, False)])
def test_a_pair_of_periods_and_the_long_average_leave_so_much_room(minutes: int, allowed: bool) -> None:
    """Seven mornings are 56 hours; the pair by KVTES has 229 h 30 min, twelve weeks of the maximum 576 hours."""
    morning = shift(3, "06:00", "14:00")
    paired = situation(paired=(13770 - 56 * 60 - minutes,))
    assert prepare(MORNINGS, paired).allows(morning) is allowed
    twelve = Period(MONDAY, MONDAY + timedelta(days=83))
    averaged = situation(up_to=UpTo.MAXIMUM, reference=Reference(twelve, 576 * 60 - 56 * 60 - minutes))
    assert prepare(MORNINGS, averaged).allows(morning) is allowed


def test_a_rest_that_is_short_already_and_stays_as_it_is_does_not_stop_it() -> None:
    broken = [shift(0, "13:00", "21:00"), shift(1, "06:00", "10:00")]
    person = prepare(broken, situation(Form.GENERAL))
    assert "worktime.daily-rest" in person.verdict_before.plain.reasons
    assert person.allows(shift(1, "11:00", "13:00"))


def test_a_week_without_its_rest_is_not_made_worse() -> None:
    """Every day has work, and the longest rest is 30 hours: Wednesday 15 to Thursday 21."""
    week = [shift(day, "07:00", "15:00") for day in (0, 1, 2)]
    week += [
        shift(3, "21:00", "23:00"),
        shift(4, "14:00", "22:00"),
        shift(5, "14:00", "22:00"),
        shift(6, "14:00", "22:00"),
    ]
    short = Situation(Terms(Form.PERIOD), PERIOD, _unaveraged())
    person = prepare(week, short)
    assert person.verdict_before.plain.reasons == ("worktime.weekly-rest",)
    middle = shift(3, "02:00", "10:00")
    assert person.verdict(middle).plain.reasons == ("worktime.weekly-rest",)
    assert not person.allows(middle)
    assert person.allows(shift(9, "07:00", "15:00"))


def test_trouble_that_grows_stops_it() -> None:
    person = prepare([shift(day, "06:00", "14:00") for day in range(7)], situation())
    assert not person.allows(shift(5, "20:00", "22:00"))


def test_far_from_the_period_the_answer_is_the_same() -> None:
    person = prepare(MORNINGS, situation())
    far = shift(80, "06:00", "14:00")
    assert person.allows(far) and person.verdict(far)


def test_in_a_period_that_there_is_not_nothing_is_allowed() -> None:
    five_weeks = Period(MONDAY, MONDAY + timedelta(days=34))
    person = prepare(MORNINGS, Situation(Terms(Form.PERIOD), five_weeks, kvtes()))
    assert not person.allows(shift(3, "06:00", "14:00"))
    assert person.verdict(shift(3, "06:00", "14:00")).plain.reasons == ("worktime.no-such-period",)


def test_an_overlap_is_never_allowed() -> None:
    person = prepare(MORNINGS, situation(up_to=UpTo.MAXIMUM))
    for candidate in (
        shift(0, "13:59", "15:00"),
        shift(0, "05:00", "06:01"),
        shift(0, "07:00", "08:00"),
        shift(0, "05:00", "15:00"),
    ):
        assert not person.allows(candidate)


shifts = st.builds(
    lambda day, hour, quarters, ground, eats: Shift(
        begin := at(day, f"{hour}:00"), begin + timedelta(minutes=15 * quarters), rest=ground, may_eat=eats
    ),
    st.integers(-8, 28),
    st.integers(0, 23),
    st.integers(4, 56),
    st.sampled_from([RestException.NONE] * 6 + [RestException.AGREED, RestException.SPECIAL]),
    st.booleans(),
)


situations = st.builds(
    lambda form, up_to, others, worked: situation(
        form,
        up_to=up_to,
        paired=(others,) if others and form is Form.PERIOD else (),
        reference=Reference(Period(MONDAY, MONDAY + timedelta(days=83)), worked) if worked else None,
    ),
    st.sampled_from(Form),
    st.sampled_from(UpTo),
    st.sampled_from([0, 0, 170 * 60, 200 * 60]),
    st.sampled_from([0, 0, 530 * 60, 560 * 60]),
)


@settings(max_examples=150)
@given(st.lists(shifts, max_size=14), shifts, situations)
def test_quick_and_slow_answers_are_one(had: list[Shift], more: Shift, asked: Situation) -> None:
    kept: list[Shift] = []
    for one in sorted(had, key=lambda each: each.starts):
        if not kept or one.starts >= kept[-1].ends:
            kept.append(one)
    person = prepare(kept, asked)
    assert person.allows(more) == bool(person.verdict(more))
    if person.verdict_before:
        assert person.allows(more) == bool(check([*kept, more], asked))


@settings(max_examples=60)
@given(st.lists(shifts, max_size=10), shifts, st.sampled_from(Form))
def test_a_shift_that_is_not_allowed_alone_is_not_allowed_beside_others(
    had: list[Shift], more: Shift, form: Form
) -> None:
    """Fewer shifts never make the own rest of a shift shorter."""
    alone, crowded = prepare([], situation(form)), prepare(had, situation(form))
    if not alone.allows(more):
        assert not crowded.allows(more)
