"""Pure: where a question stands, and what may be done to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

TEXT_KEPT = timedelta(days=30)
QUESTION_LENGTH = 500
ANSWER_LENGTH = 1500


class StepKind(StrEnum):
    """What can happen to a question."""

    HANDED_OVER = "handed-over"
    HELPED = "helped"
    SOLVED = "solved"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


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
    """A step or, with kind None, a colleague's answer. by: who took it."""

    kind: StepKind | None
    at: datetime
    by: UUID


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
