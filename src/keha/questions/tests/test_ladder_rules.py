"""The ladder's clock: over random shifts, over nights in which the clocks change, and with nobody at work."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from keha.questions.ladder import Around, Hop, due_at, next_hop, stretches, was_given_back
from keha.questions.rules import Moment, StepKind, Urgency, is_with_supervisor

HELSINKI = ZoneInfo("Europe/Helsinki")
NIGHTS = (datetime(2026, 10, 24, 21, tzinfo=HELSINKI), datetime(2027, 3, 27, 21, tzinfo=HELSINKI))
MONDAY = datetime(2026, 11, 23, 7, tzinfo=HELSINKI)
H, M = timedelta(hours=1), timedelta(minutes=1)

instants = st.builds(
    lambda night, minutes: (night + timedelta(0)).astimezone(UTC) + minutes * M,
    st.sampled_from(NIGHTS),
    st.integers(-3000, 3000),
)
urgencies = st.sampled_from(Urgency)


@st.composite
def shifts(draw, near):
    start = near + draw(st.integers(-14 * 60, 14 * 24 * 60)) * M
    start = start.astimezone(draw(st.sampled_from([UTC, HELSINKI])))
    return (start, (start.astimezone(UTC) + draw(st.integers(30, 12 * 60)) * M).astimezone(start.tzinfo))


@st.composite
def scenes(draw):
    at = draw(instants)
    own = draw(st.none() | shifts(at))
    team = tuple(draw(st.lists(shifts(at), max_size=8)))
    return at, Around(own=own if own and own[1] > at else None, team=team)


def someone(around, since, until):
    return any(start < until and end > since for start, end in around.team)


@settings(max_examples=150, deadline=None)
@given(scenes(), urgencies)
def test_the_team_never_has_less_than_no_time_nor_more_than_was_promised(scene, urgency) -> None:
    at, around = scene
    due = due_at(urgency, at=at, around=around)
    assert at <= due
    if urgency is Urgency.NOW:
        assert due <= at + 10 * M
    if urgency is Urgency.WEEK:
        assert due <= at + timedelta(days=7)
    if urgency is Urgency.SHIFT and around.own:
        assert due < around.own[1]
    if urgency is Urgency.NOW and around.own and around.own[0] <= at:
        assert due <= around.own[1]


@settings(max_examples=150, deadline=None)
@given(scenes(), urgencies)
def test_the_clock_reads_the_same_in_any_zone(scene, urgency) -> None:
    at, around = scene
    moved = Around(
        own=around.own and (around.own[0].astimezone(UTC), around.own[1].astimezone(UTC)),
        team=tuple((start.astimezone(HELSINKI), end.astimezone(HELSINKI)) for start, end in around.team),
    )
    assert due_at(urgency, at=at.astimezone(HELSINKI), around=moved) == due_at(urgency, at=at, around=around)


@settings(max_examples=150, deadline=None)
@given(scenes())
def test_what_is_needed_at_once_waits_for_nobody_who_is_not_there(scene) -> None:
    at, around = scene
    due = due_at(Urgency.NOW, at=at, around=around)
    assert (due == at) == (not someone(around, at, at + timedelta(microseconds=1)))
    assert due == at or someone(around, due - timedelta(microseconds=1), due)


@settings(max_examples=150, deadline=None)
@given(scenes())
def test_this_shift_nobody_waits_after_the_last_one_left_who_could_answer(scene) -> None:
    at, around = scene
    if around.own and around.own[0] <= at:
        due = due_at(Urgency.SHIFT, at=at, around=around)
        assert due == at or someone(around, due - timedelta(microseconds=1), due)


@settings(max_examples=100, deadline=None)
@given(scenes())
def test_stretches_neither_touch_nor_lose_a_minute(scene) -> None:
    at, around = scene
    found = stretches(around.team, since=at)
    assert all(a[1] < b[0] for a, b in pairwise(found))
    for start, end in around.team:
        if end > at:
            assert any(low <= max(start, at) and end <= high for low, high in found)


def test_at_once_is_ten_minutes_while_a_colleague_is_there_and_no_longer_than_she_is() -> None:
    there = Around(team=((MONDAY, MONDAY + 8 * H),))
    assert due_at(Urgency.NOW, at=MONDAY + H, around=there) == MONDAY + H + 10 * M
    assert due_at(Urgency.NOW, at=MONDAY + 8 * H - 4 * M, around=there) == MONDAY + 8 * H
    assert due_at(Urgency.NOW, at=MONDAY + 9 * H, around=there) == MONDAY + 9 * H
    assert due_at(Urgency.NOW, at=MONDAY - H, around=there) == MONDAY - H


def test_this_shift_is_half_of_what_is_left_and_an_hour_before_the_end_at_the_latest() -> None:
    own = (MONDAY, MONDAY + 8 * H)
    there = Around(own=own, team=(own,))

    def left(of: timedelta):
        return due_at(Urgency.SHIFT, at=own[1] - of, around=there) - (own[1] - of)

    assert left(8 * H) == 4 * H
    assert left(2 * H) == H
    assert left(90 * M) == 30 * M
    assert left(60 * M) == 10 * M
    assert left(10 * M) == 5 * M


def test_somebody_alone_in_her_shift_reaches_her_supervisor_at_once() -> None:
    own = (MONDAY, MONDAY + 8 * H)
    assert due_at(Urgency.SHIFT, at=MONDAY + H, around=Around(own=own)) == MONDAY + H
    late = (MONDAY + 7 * H, MONDAY + 12 * H)
    assert due_at(Urgency.SHIFT, at=MONDAY + H, around=Around(own=own, team=(late,))) == MONDAY + H
    early = (MONDAY - H, MONDAY + 2 * H)
    assert due_at(Urgency.SHIFT, at=MONDAY + H, around=Around(own=own, team=(early,))) == MONDAY + 2 * H


def test_asked_in_the_evening_for_the_next_shift_nobody_is_woken() -> None:
    own = (MONDAY, MONDAY + 8 * H)
    assert due_at(Urgency.SHIFT, at=MONDAY - 10 * H, around=Around(own=own)) == MONDAY
    assert due_at(Urgency.SHIFT, at=MONDAY - 10 * H, around=Around(own=own, team=(own,))) == MONDAY + 4 * H


def test_this_week_is_five_days_on_which_the_team_works_and_seven_at_most() -> None:
    def week(*days: int):
        return tuple((MONDAY + timedelta(days=n), MONDAY + timedelta(days=n) + 8 * H) for n in days)

    def due(*days: int):
        return due_at(Urgency.WEEK, at=MONDAY + H, around=Around(team=week(*days)))

    assert due(0, 1, 2, 3, 4, 7) == MONDAY + timedelta(days=4) + 8 * H
    assert due(2, 3, 4, 5, 6) == MONDAY + timedelta(days=6) + 8 * H
    assert due(0, 1) == MONDAY + H + timedelta(days=7)
    assert due() == MONDAY + H + timedelta(days=7)


def test_a_night_in_which_the_clocks_go_back_is_an_hour_longer() -> None:
    for night, hours in zip(NIGHTS, (11, 9), strict=True):
        own = (night, (night + timedelta(hours=10)))
        due = due_at(Urgency.SHIFT, at=night, around=Around(own=own, team=(own,)))
        assert due - night.astimezone(UTC) == timedelta(hours=hours) / 2


steps = st.lists(
    st.sampled_from(
        [StepKind.HANDED_OVER, StepKind.REOPENED, StepKind.REACHED, StepKind.GIVEN_BACK, StepKind.WITHDRAWN, None]
    ),
    max_size=8,
)


@given(steps)
def test_a_clock_is_only_looked_at_while_the_team_has_the_question(kinds) -> None:
    told = [Moment(kind, MONDAY + n * M, None) for n, kind in enumerate(kinds)]
    hop = next_hop(told, climbs_at=MONDAY)
    assert hop is None or (hop == Hop(MONDAY) and not is_with_supervisor(told))
    if kinds and kinds[-1] is None:
        assert hop is None


@given(steps)
def test_a_question_is_handed_back_once_each_time_it_comes_to_the_team(kinds) -> None:
    told = [Moment(kind, MONDAY + n * M, None) for n, kind in enumerate(kinds)]
    comes = [n for n, kind in enumerate(kinds) if kind in {StepKind.HANDED_OVER, StepKind.REOPENED}]
    assert was_given_back(told) == (StepKind.GIVEN_BACK in kinds[(comes[-1] if comes else 0) :])
