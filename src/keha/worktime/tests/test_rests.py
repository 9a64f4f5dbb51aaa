"""Exceptions of the daily rest, what is owed for them, and how the weekly rest is read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.worktime.checking import check
from keha.worktime.daily import distinct, rests
from keha.worktime.limits import Confidence, Key, Layer, Row, statute
from keha.worktime.rosters import in_order
from keha.worktime.shifts import Form, Period, RestException, Shift, Situation, Terms
from keha.worktime.tests.test_vectors import EVENING_MORNING, MONDAY, at, law, of, shift
from keha.worktime.weekly import shares, short_weeks

H = 60


def test_on_their_own_initiative_seven_hours_do_in_flexitime_and_nothing_is_owed() -> None:
    late = (shift(0, "15:00", "23:00", rest=RestException.OWN_INITIATIVE), shift(1, "06:00", "14:00"))
    verdict = law(*late, flexitime=True)
    assert not of(verdict, "daily-rest") and verdict.owed == ()


def test_outside_flexitime_the_own_initiative_changes_nothing() -> None:
    late = (shift(0, "15:00", "23:00", rest=RestException.OWN_INITIATIVE), shift(1, "06:00", "14:00"))
    codes = law(*late).plain.reasons
    assert {"worktime.daily-rest", "worktime.rest-not-yours"} <= set(codes)


@pytest.mark.parametrize(("ends", "lawful"), [("23:00", True), ("23:01", False)])
def test_agreed_with_the_representative_seven_hours_do(ends: str, lawful: bool) -> None:
    late = (shift(0, "15:00", ends, rest=RestException.AGREED), shift(1, "06:00", "14:00"))
    assert bool(of(law(*late), "daily-rest")) is not lawful


def _split_days(many: int) -> list[Shift]:
    """Days of two spells with five hours of night between 01 and 06."""
    special = {"rest": RestException.SPECIAL}
    return [
        spell
        for day in range(many)
        for spell in (shift(day, "06:00", "10:30", **special), shift(day, "16:00", "01:00", **special))
    ] + [shift(many, "12:00", "14:00")]


def test_three_rests_of_special_cases_in_a_row_may_be_short() -> None:
    assert not of(law(*_split_days(2), form=Form.PERIOD), "short-rests")


def test_the_fourth_in_a_row_may_not() -> None:
    assert of(law(*_split_days(4), form=Form.PERIOD), "short-rests")


def test_two_spells_that_share_a_night_count_one_rest() -> None:
    spells = (shift(0, "06:00", "08:00"), shift(0, "09:00", "11:00"), shift(1, "11:00", "13:00"))
    found = rests(in_order(spells), Terms(), statute().on(MONDAY))
    assert len(found) == 3 and len(distinct(found)) == 2


def test_work_while_on_stand_by_does_not_break_the_daily_rest() -> None:
    called = shift(0, "22:00", "23:00", on_standby=True)
    day = (shift(0, "06:00", "15:00"), called, shift(1, "09:00", "15:00"))
    assert not of(law(*day), "daily-rest")
    assert of(law(day[0], shift(0, "22:00", "23:00"), day[2]), "daily-rest")


def test_what_is_owed_has_no_room_when_every_later_rest_is_just_eleven_hours() -> None:
    days = [shift(0, "13:00", "22:00"), *(shift(day, "07:00", "20:00") for day in range(1, 18))]
    verdict = law(*days, form=Form.PERIOD)
    (reason,) = of(verdict, "rest-not-given-back")
    assert reason.need == 2 * H and reason.when == at(1, "07:00")


def test_a_later_rest_of_thirteen_hours_gives_it_back() -> None:
    days = [
        shift(0, "13:00", "22:00"),
        *(shift(day, "07:00", "20:00" if day != 9 else "18:00") for day in range(1, 18)),
    ]
    assert not of(law(*days, form=Form.PERIOD), "rest-not-given-back")


def test_free_time_that_goes_on_past_the_24_hours_gives_back_at_once() -> None:
    """Fourteen hours of presence leave ten in the 24; the eleventh follows when the next shift begins late enough."""
    long = shift(0, "06:00", "20:00")
    tight = [shift(day, "07:00", "20:00") for day in range(2, 18)]
    assert law(long, form=Form.PERIOD).owed[0].given
    verdict = law(long, shift(1, "07:00", "20:00"), *tight, form=Form.PERIOD)
    assert verdict.owed[0].given and not of(verdict, "rest-not-given-back")
    verdict = law(long, shift(1, "06:59", "20:00"), *tight, form=Form.PERIOD)
    assert of(verdict, "rest-not-given-back")


def test_a_free_sunday_after_a_morning_is_a_weekly_rest_and_after_an_evening_only_on_average() -> None:
    week = [shift(day, "07:00", "15:00") for day in range(5)]
    monday = shift(7, "07:00", "15:00")
    assert not of(law(*week, shift(5, "07:00", "15:00"), monday), "weekly-rest")
    evening = [*week, shift(5, "13:00", "21:00"), monday]
    assert "worktime.weekly-rest-averaged" in [notice.code for notice in law(*evening).notices]
    assert not of(law(*evening), "weekly-rest")
    alone = Situation(
        Terms(), Period(MONDAY, at(20, "00:00").date()), statute().with_rows([_own(Key.WEEKLY_REST_AVERAGED, 1)])
    )
    assert [reason.have for reason in of(check(evening, alone), "weekly-rest")] == [34 * H]


def test_days_of_three_hours_need_twenty_four() -> None:
    three = [shift(day, "08:00", "11:00") for day in (0, 1, 2, 3, 5, 6)]
    assert not of(law(*three, weeks=1), "weekly-rest")
    daily = [shift(day, "08:00", "11:00") for day in range(7)]
    assert [reason.need for reason in of(law(*daily, weeks=1), "weekly-rest")] == [24 * H]


def _own(key: Key, value: int) -> Row:
    return Row(key, value, Layer.LOCAL, "own", "", date(2020, 1, 1), Confidence.HIGH)


def test_any_seven_days_are_a_remark_and_bind_where_the_employer_says_so() -> None:
    run = [shift(day, "07:00", "15:00") for day in (0, *range(2, 12))]
    situation = Situation(Terms(longer_days=True), Period(MONDAY, MONDAY + timedelta(days=13)), statute())
    before = check(run, situation)
    assert [reason.code for reason in before.notices] == ["worktime.any-seven-days"]
    binding = statute().with_rows([_own(Key.WEEKLY_REST_SLIDING, 1)])
    after = check(run, Situation(situation.terms, situation.period, binding))
    assert of(after, "any-seven-days") and not of(before, "any-seven-days")


def test_free_time_over_the_weeks_end_is_given_to_one_week_or_divided() -> None:
    edges = [0, 168 * H, 336 * H]
    assert shares((159 * H, 203 * H), edges, 35 * H, 24 * H) == [(1, 44 * H)]
    assert shares((135 * H, 175 * H), edges, 35 * H, 24 * H) == [(0, 40 * H)]
    assert shares((144 * H, 228 * H), edges, 35 * H, 24 * H) == [(0, 35 * H), (1, 49 * H)]
    assert shares((140 * H, 204 * H), edges, 35 * H, 24 * H) == [(0, 28 * H), (1, 36 * H)]


@given(st.integers(0, 335 * H), st.integers(1, 400 * H))
def test_free_time_is_never_given_twice(begin: int, length: int) -> None:
    edges = [168 * H * n for n in range(6)]
    given_out = shares((begin, begin + length), edges, 35 * H, 24 * H)
    assert sum(minutes for _, minutes in given_out) == length
    assert len({week for week, _ in given_out}) == len(given_out)


def test_a_week_helps_one_neighbour_only() -> None:
    need = [35] * 3
    assert short_weeks([24, 46, 24], need, 24, 2) == [2]
    assert short_weeks([46, 24, 46], need, 24, 2) == []
    assert short_weeks([23, 60, 35], need, 24, 2) == [0]
    assert short_weeks([24, 46, 35], need, 24, 1) == [0]


def test_a_roster_without_shifts_is_lawful() -> None:
    assert law()


def test_overlapping_shifts_are_told() -> None:
    assert of(law(shift(0, "07:00", "15:00"), shift(0, "14:00", "20:00")), "overlap")
    assert not of(law(shift(0, "07:00", "10:00"), shift(0, "10:00", "12:00")), "overlap")


def test_every_reason_is_told_at_once() -> None:
    bad = law(*EVENING_MORNING, shift(1, "13:00", "23:00", may_eat=False, presence_needed=False))
    assert {"worktime.daily-rest", "worktime.overlap", "worktime.meal-break", "worktime.day-too-long"} <= set(
        bad.plain.reasons
    )
