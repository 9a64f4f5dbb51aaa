"""Where a question stands after all that has happened to it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from keha.questions.rules import HOPS, Moment, State, StepKind, is_with_supervisor, state_after

NOON = datetime(2026, 11, 24, 10, tzinfo=UTC)
SOMEBODY = uuid4()
kinds = st.lists(st.sampled_from([*StepKind, None]), min_size=1, max_size=8)


def moments(*happened: StepKind | None) -> list[Moment]:
    return [Moment(kind, NOON + timedelta(minutes=n), SOMEBODY) for n, kind in enumerate(happened)]


def test_a_question_to_which_nothing_has_happened_has_been_shown_something() -> None:
    assert state_after([]) is State.SHOWN


def test_the_road_to_a_colleagues_answer_and_back() -> None:
    road = [StepKind.HANDED_OVER, None, StepKind.SOLVED, StepKind.REOPENED, None]
    states = [state_after(moments(*road[: n + 1])) for n in range(len(road))]
    assert states == [State.WAITING, State.ANSWERED, State.SOLVED, State.WAITING, State.ANSWERED]


@given(kinds, st.randoms())
def test_the_order_in_which_rows_are_read_does_not_matter(happened, shuffler) -> None:
    rows = moments(*happened)
    before = state_after(rows)
    shuffler.shuffle(rows)
    assert state_after(rows) is before


@given(kinds)
def test_an_open_question_is_never_called_settled(happened) -> None:
    last = next((kind for kind in reversed(happened) if kind not in HOPS), None)
    state = state_after(moments(*happened))
    assert (state in {State.HELPED, State.SOLVED}) == (last in {StepKind.HELPED, StepKind.SOLVED})


def test_an_answer_counts_though_the_clock_struck_while_it_was_being_written() -> None:
    road = moments(StepKind.HANDED_OVER, None, StepKind.REACHED)
    assert state_after(road) is State.ANSWERED
    assert not is_with_supervisor(road)


def test_a_question_lies_with_the_supervisor_until_she_gives_it_back_or_somebody_answers() -> None:
    road = [StepKind.HANDED_OVER, StepKind.REACHED, StepKind.GIVEN_BACK, StepKind.REACHED, None, StepKind.REOPENED]
    lies = [is_with_supervisor(moments(*road[: n + 1])) for n in range(len(road))]
    assert lies == [False, True, False, True, False, False]
    assert all(state_after(moments(*road[: n + 1])) is State.WAITING for n in range(4))
