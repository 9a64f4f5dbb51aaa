"""Writes: asking without a name. No row of it says who asked."""

from datetime import date, datetime
from uuid import uuid4

from keha.foundation import audit
from keha.foundation.facts import publish
from keha.foundation.verdict import all_of, holds
from keha.language.documents import Outcome
from keha.organisation.queries import Actor
from keha.questions import policies
from keha.questions.actions.asking import place_of
from keha.questions.events import QuestionHandedOver
from keha.questions.models import Question, Seal, ShownOutcome, Step
from keha.questions.queries import clocks, finder, teams
from keha.questions.rules import StepKind, Urgency
from keha.questions.sealing import seal_of


def ask_unnamed(*, text: str, language: str, urgency: Urgency, by: Actor, at: datetime, today: date) -> Question:
    """A question goes to the asker's team without her name. Raises Refused.

    Neither the question, its step, its seal nor the trail holds her; ids are random. The clock runs by the team's
    shifts, and not by hers, which would tell.
    """
    found = finder.find(text, place_of(by, None), employer_id=by.employer_id, today=today)
    shown = found.rules[0] if found.outcome is Outcome.ANSWER else None
    urgent = shown is not None and teams.has_direct_route(shown.rule_id)
    all_of(
        policies.may_ask_unnamed(by, members=teams.size(by.team, on=today)),
        holds(not urgent, otherwise="questions.direct-route"),
    ).or_refuse()
    team = by.teams[0]
    question = Question.objects.create(
        id=uuid4(), asker=None, team=team, text=text, language=language, asked_at=at, urgency=urgency,
        outcome=ShownOutcome.ANSWER if shown else ShownOutcome.HANDOVER, version_id=shown.version_id if shown else None,
        answer_by=clocks.answer_until(urgency, team.pk, person=None, at=at),
    )  # fmt: skip
    Step.objects.create(id=uuid4(), question=question, kind=StepKind.HANDED_OVER, by=None, at=at)
    Seal.objects.create(question=question, seal=seal_of(by.id, question.pk))
    audit.record("questions.ask-unnamed", actor=None, at=at, thing=("question", question.pk))
    publish(QuestionHandedOver(question_id=question.pk, team_id=team.pk, at=at))
    return question
