"""Pure: where a question stands, and what may be done to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

TEXT_KEPT = timedelta(days=30)
SEAL_KEPT = timedelta(days=7)
UNNAMED_TEAM_MIN = 5
QUESTION_LENGTH = 500
ANSWER_LENGTH = 1500
HEARD_MAX = 200
BACK_MAX = timedelta(days=400)


class StepKind(StrEnum):
    """What can happen to a question."""

    HANDED_OVER = "handed-over"
    HELPED = "helped"
    SOLVED = "solved"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    REACHED = "reached"
    GIVEN_BACK = "given_back"


# Where a waiting question lies, with the team or its supervisor; that it waits is not changed by them.
HOPS = frozenset({StepKind.REACHED, StepKind.GIVEN_BACK})


class Urgency(StrEnum):
    """By when the asker needs an answer from her team."""

    NOW = "now"
    SHIFT = "shift"
    WEEK = "week"


def answer_by(urgency: Urgency, *, at: datetime, shift_end: datetime | None) -> datetime:
    """Until when the team has time to answer: half an hour, the end of a shift, or seven days.

    shift_end: of the shift going on, else of the next one; None when none is known, and then it is a day.
    """
    match urgency:
        case Urgency.NOW:
            return at + timedelta(minutes=30)
        case Urgency.SHIFT:
            return shift_end or at + timedelta(days=1)
        case Urgency.WEEK:
            return at + timedelta(days=7)


class Channel(StrEnum):
    """How a question reached a supervisor past the application."""

    PHONE = "phone"
    CORRIDOR = "corridor"


class State(StrEnum):
    """Where a question stands."""

    SHOWN = "shown"  # a rule or headings were shown; the asker has not said whether they helped
    HELPED = "helped"  # a rule answered
    WAITING = "waiting"  # with the team, nobody has answered since
    ANSWERED = "answered"  # a colleague has answered; the asker has not said whether it solved
    WITHDRAWN = "withdrawn"  # taken back from the team by its asker
    SOLVED = "solved"  # a colleague's answer solved it


@dataclass(frozen=True, slots=True)
class Moment:
    """A step or, with kind None, a colleague's answer. by: who took it; None: an asker without a name."""

    kind: StepKind | None
    at: datetime
    by: UUID | None


_AFTER: dict[StepKind | None, State] = {
    StepKind.HANDED_OVER: State.WAITING,
    StepKind.HELPED: State.HELPED,
    StepKind.SOLVED: State.SOLVED,
    StepKind.REOPENED: State.WAITING,
    StepKind.WITHDRAWN: State.WITHDRAWN,
    None: State.ANSWERED,
}


def state_after(moments: Iterable[Moment]) -> State:
    """Where a question stands after all that has happened to it, in any order. Nothing happened: SHOWN.

    An answer that was written while the question went on to the supervisor counts, whichever instant is the later.
    """
    turns = (moment for moment in moments if moment.kind not in HOPS)
    last = max(turns, key=lambda moment: moment.at, default=None)
    return _AFTER[last.kind] if last else State.SHOWN


def is_with_supervisor(moments: Iterable[Moment]) -> bool:
    """Whether a question waits and has gone past its team: its supervisor has it, and has not handed it back."""
    told = tuple(moments)
    lies = (moment for moment in told if moment.kind in {*HOPS, StepKind.HANDED_OVER, StepKind.REOPENED})
    last = max(lies, key=lambda moment: moment.at, default=None)
    return state_after(told) is State.WAITING and last is not None and last.kind is StepKind.REACHED


CLOSED = frozenset({State.HELPED, State.SOLVED})
OPEN_TO_TEAM = frozenset({State.WAITING, State.ANSWERED})
