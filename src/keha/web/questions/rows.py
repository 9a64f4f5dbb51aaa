"""Questions as pages show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from keha.foundation.languages import said
from keha.foundation.verdict import Verdict
from keha.organisation.queries import Actor
from keha.questions import policies
from keha.questions.ladder import next_hop
from keha.questions.models import Step
from keha.questions.queries.questions import Asked
from keha.questions.rules import State, StepKind, Urgency
from keha.questions.wording import ASKED, LANGUAGES, NEXT, NOBODY_THERE, NOT_THE_TEAMS, STATES, STEPS
from keha.web.shell.languages import reader_language
from keha.web.shell.reasons import sentences

AT_ONCE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in a list, and the head of its page.

    asker: empty for one's own and for one without a name. team: where the reader has several.
    language_words: where it was asked in another language than the reader's. answer_by: while it waits.
    """

    id: UUID
    text: str
    asked_at: datetime
    asker: str
    is_mine: bool
    is_unnamed: bool
    state: str
    state_words: Any
    team: str
    language_words: Any
    answer_by: datetime | None
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Hop:
    """One step on the question's road. is_coming: it has not been taken yet, and will be unless somebody answers."""

    what: Any
    when: datetime
    is_coming: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """A colleague's answer, her supervisor's, or the words with which the supervisor gave it back to the team."""

    who: str
    text: str
    at: datetime
    is_mine: bool
    by_supervisor: bool = False
    gave_back: bool = False


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
    question, mine = asked.question, asked.is_by(reader.id)
    language = reader_language()
    waits = asked.state is State.WAITING
    several = len(reader.working_team_ids) > 1 and question.team is not None
    return QuestionRow(
        id=question.pk, text=question.text, asked_at=question.asked_at, is_mine=mine, is_unnamed=asked.is_unnamed,
        asker="" if mine or asked.is_unnamed else question.asker.name,
        state=asked.state.value, state_words=STATES[asked.state],
        team=said(question.team, "name", language).text if several else "",
        language_words=LANGUAGES.get(question.language, "") if question.language != language else "",
        answer_by=question.answer_by if waits else None, is_urgent=waits and question.urgency == Urgency.NOW,
    )  # fmt: skip


def hops(asked: Asked, *, at: datetime) -> list[Hop]:
    """The road of a question, oldest step first; last what comes next, or that it is past the team by now."""
    steps = [Hop(_step_words(asked, step), step.at) for step in asked.steps]
    steps += [Hop(STATES[State.ANSWERED], answer.at) for answer in asked.answers]
    steps.sort(key=lambda hop: hop.when)
    hop = next_hop(asked.moments, climbs_at=asked.question.climbs_at)
    if hop:
        due = hop.at <= at
        steps.append(Hop(STEPS[StepKind.REACHED] if due else NEXT, hop.at, is_coming=not due))
    return [Hop(ASKED, asked.question.asked_at), *steps]


def _step_words(asked: Asked, step: Step) -> Any:
    if step.kind != StepKind.REACHED:
        return STEPS[StepKind(step.kind)]
    if asked.is_fixed:
        return NOT_THE_TEAMS
    came = max((one.at for one in asked.steps if one.at < step.at), default=step.at)
    return NOBODY_THERE if step.at - came <= AT_ONCE else STEPS[StepKind.REACHED]


def replies(asked: Asked, reader: Actor) -> list[Reply]:
    """The answers, and the words of who gave the question back to the team, oldest first."""
    given = [Reply(a.by.name, a.text, a.at, a.by_id == reader.id, by_supervisor=a.by_supervisor) for a in asked.answers]
    back = [
        Reply(step.by.name, step.words, step.at, step.by_id == reader.id, gave_back=True)
        for step in asked.steps
        if step.kind == StepKind.GIVEN_BACK and step.by
    ]
    return sorted([*given, *back], key=lambda reply: reply.at)


def buttons(asked: Asked, reader: Actor) -> dict[str, May]:
    """What this reader may do to the question."""
    return {
        "may_send": may(policies.may_hand_over(reader, asked)),
        "may_answer": may(policies.may_answer(reader, asked)),
        "may_confirm": may(policies.may_confirm(reader, asked)),
        "may_withdraw": may(policies.may_withdraw(reader, asked)),
        "may_reword": may(policies.may_reword(reader, asked)),
        "may_keep": may(policies.may_keep(reader, asked)),
        "may_reopen": may(policies.may_reopen(reader, asked)),
    }
