"""Writes: asking without a name. No row of it says who asked."""

from datetime import date, datetime
from uuid import uuid4

from keha.agreements.rules import Place
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.foundation.verdict import all_of, holds
from keha.language.documents import Outcome
from keha.organisation.queries import Actor
from keha.questions import policies
from keha.questions.actions import ladder
from keha.questions.events import QuestionHandedOver
from keha.questions.models import Choice, Question, Seal, ShownOutcome, Step
from keha.questions.queries import clocks, finder, teams
from keha.questions.rules import StepKind, Urgency
from keha.questions.sealing import seal_of


def place_unnamed(by: Actor) -> Place:
    """Where somebody without a name stands: in her team and its area. Another team of hers would tell who she is."""
    team = by.team
    return Place(area_ids={team.area_id}, team_ids={team.pk}) if team else Place()


def ask_unnamed(*, text: str, language: str, urgency: Urgency, by: Actor, at: datetime, today: date) -> Question:
    """A question goes to the asker's team without her name. Raises Refused.

    Neither the question, its step, its seal nor the trail holds her; ids are random. The clock runs by the team's
    shifts, and not by hers, which would tell.
    """
    found = finder.find(text, place_unnamed(by), employer_id=by.employer_id, today=today)
    shown = found.rules[0] if found.outcome is Outcome.ANSWER else None
    urgent = shown is not None and teams.has_direct_route([shown.rule_id, *(rule.rule_id for rule in found.beside)])
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
    beside = enumerate(found.beside if shown else ())
    Choice.objects.bulk_create(
        Choice(id=uuid4(), question=question, position=n, rule_id=rule.rule_id) for n, rule in beside
    )
    Step.objects.create(id=uuid4(), question=question, kind=StepKind.HANDED_OVER, by=None, at=at)
    Seal.objects.create(question=question, seal=seal_of(by.id, question.pk))
    audit.record("questions.ask-unnamed", actor=None, at=at, thing=("question", question.pk))
    publish(QuestionHandedOver(question_id=question.pk, team_id=team.pk, at=at))
    ladder.to_team(question.pk, at=at)
    return question
