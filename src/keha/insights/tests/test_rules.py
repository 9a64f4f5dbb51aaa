"""What is hidden stays hidden, and what came of an answer."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from keha.insights.intervals import Rate
from keha.insights.rules import (
    PEOPLE_MIN,
    By,
    Cell,
    Days,
    Ending,
    Mark,
    Trace,
    answered_by,
    burden,
    ending,
    is_small,
    minutes_to_answer,
    shown,
)
from keha.questions.rules import State

NOON = datetime(2026, 10, 5, 9, tzinfo=UTC)
PEOPLE = [uuid4() for _n in range(12)]


def trace(asker: UUID | None = PEOPLE[0], **kw: object) -> Trace:
    told = {
        "topic": "cover", "asked_at": NOON, "state": State.SHOWN, "shown": False, "handed_at": None,
        "reached_date": None, "reopened": False, "answers": (),
    } | kw  # fmt: skip
    return Trace(asker=asker, **told)  # type: ignore[arg-type]


CELLS = st.builds(
    lambda people, heard, more: Cell(len(people) + heard + (more if people else 0), frozenset(people), heard),
    st.lists(st.sampled_from(PEOPLE), max_size=8, unique=True), st.integers(0, 6), st.integers(0, 4),
)  # fmt: skip


@given(st.dictionaries(st.sampled_from("abcdef"), CELLS, min_size=1, max_size=6))
def test_no_figure_of_fewer_than_five_people_is_shown_or_can_be_worked_out(cells: dict[str, Cell]) -> None:
    found = shown(cells)
    for key, count in found.cells.items():
        assert count is None or count == cells[key].count
        assert count is None or not is_small(cells[key])
    hidden = [key for key, count in found.cells.items() if count is None]
    if found.total is not None and hidden:
        left = Cell(sum(cells[key].count for key in hidden))
        for key in hidden:
            left = Cell(left.count, left.askers | cells[key].askers, left.heard + cells[key].heard)
        # What is left of the sum is of five people at least, and of more than one figure.
        assert len(left.askers) + left.heard >= PEOPLE_MIN
        assert len(hidden) >= 2
        assert found.rest == left.count


def test_what_helped_or_the_last_answer_tells_who_answered() -> None:
    later = NOON + timedelta(hours=1)
    assert answered_by(trace(state=State.HELPED, handed_at=NOON, answers=((NOON, False),))) is By.RULE
    assert answered_by(trace(state=State.SOLVED, answers=((NOON, False), (later, True)))) is By.SUPERVISOR
    assert answered_by(trace(state=State.ANSWERED, answers=((later, False), (NOON, True)))) is By.TEAM
    assert answered_by(trace(shown=True)) is By.RULE
    assert answered_by(trace(shown=True, handed_at=NOON, state=State.WAITING)) is By.NOBODY


def test_only_what_is_not_asked_again_within_a_week_counts_as_solved() -> None:
    first = trace(state=State.HELPED)

    def came(after: timedelta, **kw: object) -> Ending:
        return ending(first, [first, trace(asked_at=NOON + after, **kw)])  # type: ignore[arg-type]

    assert came(timedelta(days=7)) is Ending.AGAIN
    assert came(timedelta(days=7, seconds=1)) is Ending.CONFIRMED
    assert came(timedelta(days=1), topic="kitchen") is Ending.CONFIRMED
    assert came(timedelta(days=1), asker=PEOPLE[1]) is Ending.CONFIRMED
    assert ending(trace(state=State.SOLVED, reopened=True), []) is Ending.REOPENED
    assert ending(trace(state=State.ANSWERED), []) is Ending.UNCONFIRMED


def test_before_the_start_only_counted_weeks_are_compared() -> None:
    start = date(2026, 10, 5)
    marks = [Mark(date(2026, 9, 15), "cover", could_team=True, count=9)]
    shifts = {date(2026, 8, 31) + timedelta(days=n): 4 for n in range(60)}
    reached = [trace(person, reached_date=date(2026, 10, 6)) for person in PEOPLE[:5]]
    days = Days(reached, marks, shifts, start, since=date(2026, 8, 31), until=date(2026, 10, 18))
    found = burden(days)
    assert found.before == Rate(9, 28)
    assert found.after == Rate(5, 56)
    assert [week.rate for week in found.weeks][:2] == [Rate(9, 28), None]
    few = burden(Days(reached[:4], marks, shifts, start, since=date(2026, 8, 31), until=date(2026, 10, 18)))
    assert few.after is None
    assert few.before == Rate(9, 28)
    assert [week.is_hidden for week in few.weeks] == [False, False, False, True, True]


def test_the_time_to_an_answer_is_told_of_five_people_at_least() -> None:
    waited = [
        trace(person, handed_at=NOON, answers=((NOON + timedelta(minutes=10 * (n + 1)), False),))
        for n, person in enumerate(PEOPLE[:5])
    ]
    assert minutes_to_answer(waited) == 30
    assert minutes_to_answer(waited[:4]) is None
    assert minutes_to_answer([]) is None
