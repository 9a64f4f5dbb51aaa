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


class StepKind(StrEnum):
    """What can happen to a question."""

    HANDED_OVER = "handed-over"
    HELPED = "helped"
    SOLVED = "solved"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


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


_AFTER = {
    StepKind.HANDED_OVER: State.WAITING,
    StepKind.HELPED: State.HELPED,
    StepKind.SOLVED: State.SOLVED,
    StepKind.REOPENED: State.WAITING,
    StepKind.WITHDRAWN: State.WITHDRAWN,
    None: State.ANSWERED,
}


def state_after(moments: Iterable[Moment]) -> State:
    """Where a question stands after all that has happened to it, in any order. Nothing happened: SHOWN."""
    last = max(moments, key=lambda moment: moment.at, default=None)
    return _AFTER[last.kind] if last else State.SHOWN


CLOSED = frozenset({State.HELPED, State.SOLVED})
OPEN_TO_TEAM = frozenset({State.WAITING, State.ANSWERED})
