"""Questions as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from keha.foundation.verdict import Verdict
from keha.organisation.queries import Actor
from keha.questions import policies
from keha.questions.queries.questions import Asked
from keha.questions.wording import ASKED, STATES, STEPS
from keha.web.shell.reasons import sentences


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in a list, and the head of its page."""

    id: UUID
    text: str
    asked_at: datetime
    asker: str
    is_mine: bool
    state: str
    state_words: Any


@dataclass(frozen=True, slots=True)
class Hop:
    """One step on the question's road."""

    what: Any
    when: datetime


@dataclass(frozen=True, slots=True)
class Reply:
    """A colleague's answer."""

    who: str
    text: str
    at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class May:
    """A button: shown when allowed, else the first reason why not."""

    allowed: bool
    sentence: Any = ""


def may(verdict: Verdict) -> May:
    """A verdict as a button."""
    reasons = sentences(verdict)
    return May(allowed=not reasons, sentence=reasons[0] if reasons else "")


def row(asked: Asked, reader: Actor) -> QuestionRow:
    """A question for a reader; her own carries no asker's name."""
    question, mine = asked.question, asked.question.asker_id == reader.id
    return QuestionRow(
        id=question.pk, text=question.text, asked_at=question.asked_at, asker="" if mine else question.asker.name,
        is_mine=mine, state=asked.state.value, state_words=STATES[asked.state],
    )  # fmt: skip


def hops(asked: Asked) -> list[Hop]:
    """The road of a question, oldest step first."""
    steps = [Hop(STEPS[step.kind], step.at) for step in asked.steps]  # type: ignore[index]
    steps += [Hop(STATES["answered"], answer.at) for answer in asked.answers]  # type: ignore[index]
    return [Hop(ASKED, asked.question.asked_at), *sorted(steps, key=lambda hop: hop.when)]


def replies(asked: Asked, reader: Actor) -> list[Reply]:
    """The answers, oldest first."""
    return [Reply(a.by.name, a.text, a.at, a.by_id == reader.id) for a in asked.answers]


def buttons(asked: Asked, reader: Actor) -> dict[str, May]:
    """What this reader may do to the question."""
    return {
        "may_send": may(policies.may_hand_over(reader, asked)),
        "may_answer": may(policies.may_answer(reader, asked)),
        "may_confirm": may(policies.may_confirm(reader, asked)),
        "may_withdraw": may(policies.may_withdraw(reader, asked)),
        "may_reopen": may(policies.may_reopen(reader, asked)),
    }
