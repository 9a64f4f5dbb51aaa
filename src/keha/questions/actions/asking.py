"""Writes: asking, handing over, answering, confirming, taking back, opening again."""

from datetime import date, datetime
from uuid import UUID, uuid4

from keha.agreements.models import Version
from keha.agreements.rules import Place
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.language.documents import Outcome
from keha.organisation.models import Site
from keha.organisation.queries import Actor
from keha.questions import policies
from keha.questions.actions import ladder, telling
from keha.questions.events import QuestionAnswered, QuestionHandedOver, QuestionSettled
from keha.questions.models import Answer, Choice, Question, Seal, Step
from keha.questions.queries import clocks, finder
from keha.questions.queries import questions as queries
from keha.questions.queries.questions import Asked
from keha.questions.rules import StepKind, Urgency


def place_of(actor: Actor, site: Site | None) -> Place:
    """Where an asker stands: her teams and their areas, and the site she asks about."""
    return Place(
        area_ids=frozenset(team.area_id for team in (*actor.teams, *actor.led_teams)) | actor.managed_area_ids,
        team_ids=actor.working_team_ids,
        site_ids=frozenset([site.pk]) if site else frozenset(),
    )


def ask(*, text: str, language: str, site: Site | None, by: Actor, at: datetime, today: date) -> Question:
    """Keeps a question with what answers it at once: one rule, up to three headings, or nothing.

    today: the day in Finland, on which rules must be in force.
    """
    found = finder.find(text, place_of(by, site), employer_id=by.employer_id, today=today)
    question = Question.objects.create(
        asker=by.person, team=by.own_team, site=site, text=text, language=language, asked_at=at,
        outcome=found.outcome.value, version_id=_alone(found),
    )  # fmt: skip
    _offer(question, found)
    audit.record("questions.ask", actor=by.id, at=at, thing=("question", question.pk), whose=by.id)
    return question


def _alone(found: finder.Found) -> UUID | None:
    return found.rules[0].version_id if found.outcome is Outcome.ANSWER else None


def _offer(question: Question, found: finder.Found) -> None:
    """Keeps the headings offered; of an answer the rules beside it, of a contradiction the rules that disagree."""
    offered = found.rules if found.outcome is Outcome.CHOICES else found.beside
    if offered:
        Choice.objects.bulk_create(
            Choice(question=question, position=n, rule_id=rule.rule_id) for n, rule in enumerate(offered)
        )


def reword(*, question_id: UUID, text: str, by: Actor, at: datetime, today: date) -> Question:
    """The asker writes anew a question that nobody else has seen; it is looked up again. Raises Refused.

    Locks the question. today: as in ask.
    """
    asked = queries.locked(question_id, by)
    policies.may_reword(by, asked).or_refuse()
    question = asked.question
    found = finder.find(text, place_of(by, question.site), employer_id=by.employer_id, today=today)
    Choice.objects.filter(question=question).delete()
    Question.objects.filter(pk=question_id).update(text=text, outcome=found.outcome.value, version_id=_alone(found))
    _offer(question, found)
    audit.record("questions.reword", actor=by.id, at=at, thing=("question", question_id), whose=by.id)
    return question


def _step(asked: Asked, kind: StepKind, *, by: Actor, at: datetime, version_id: UUID | None = None) -> None:
    # Of a question without a name nothing says who took the step, and the id does not tell when.
    person, own = (None, {"id": uuid4()}) if asked.is_unnamed else (by.person, {})
    Step.objects.create(question=asked.question, kind=kind, by=person, at=at, version_id=version_id, **own)
    actor = None if asked.is_unnamed else by.id
    audit.record(f"questions.{kind}", actor=actor, at=at, thing=("question", asked.question.pk))


def say_helped(*, question_id: UUID, rule_id: UUID | None, by: Actor, at: datetime) -> Question:
    """The asker says that the rule shown, or one she opened, answered her. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_say_helped(by, asked).or_refuse()
    chosen = Version.objects.filter(rule_id=rule_id).order_by("-number").first() if rule_id else None
    version_id = asked.question.version_id or (chosen.pk if chosen else None)
    _step(asked, StepKind.HELPED, by=by, at=at, version_id=version_id)
    publish(QuestionSettled(question_id=question_id, at=at))
    return asked.question


def hand_over(*, question_id: UUID, by: Actor, at: datetime, urgency: Urgency = Urgency.SHIFT) -> Question:
    """The question goes to the asker's team, with her name. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_hand_over(by, asked).or_refuse()
    team = (*by.teams, *by.led_teams)[0]
    team_id = asked.question.team_id or team.pk
    until = clocks.answer_until(urgency, team_id, person=by.person, at=at)
    Question.objects.filter(pk=question_id).update(team_id=team_id, urgency=urgency, answer_by=until)
    _step(asked, StepKind.HANDED_OVER, by=by, at=at)
    publish(QuestionHandedOver(question_id=question_id, team_id=team_id, at=at))
    ladder.to_team(question_id, at=at)
    return asked.question


def answer(*, question_id: UUID, text: str, by: Actor, at: datetime) -> Answer:
    """A colleague answers in her own name, or the supervisor as such. Raises Refused. Locks the question."""
    if by.is_supervisor:
        ladder.climb(question_id, at=at)
    asked = queries.locked(question_id, by)
    policies.may_answer(by, asked).or_refuse()
    given = Answer.objects.create(
        question=asked.question, by=by.person, text=text, at=at, by_supervisor=policies.answers_as_supervisor(by, asked)
    )
    ladder.stop_clock(question_id)
    audit.record("questions.answer", actor=by.id, at=at, thing=("question", question_id), whose=asked.question.asker_id)
    telling.answered(asked.question, answer_id=given.pk, at=at)
    publish(QuestionAnswered(question_id=question_id, answer_id=given.pk, at=at))
    return given


def confirm(*, question_id: UUID, by: Actor, at: datetime) -> Question:
    """The asker says that a colleague's answer solved it. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_confirm(by, asked).or_refuse()
    _step(asked, StepKind.SOLVED, by=by, at=at)
    telling.past(question_id, at=at)
    publish(QuestionSettled(question_id=question_id, at=at))
    return asked.question


def withdraw(*, question_id: UUID, by: Actor, at: datetime) -> Question:
    """The asker takes her question back: the team no longer sees it. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_withdraw(by, asked).or_refuse()
    _step(asked, StepKind.WITHDRAWN, by=by, at=at)
    ladder.stop_clock(question_id)
    telling.past(question_id, at=at)
    if asked.is_unnamed:
        # Nobody could bring it back: what nobody needs is not kept.
        Seal.objects.filter(question_id=question_id).delete()
        Question.objects.filter(pk=question_id).update(text="")
    return asked.question


def reopen(*, question_id: UUID, by: Actor, at: datetime) -> Question:
    """The asker opens it again. Raises Refused. Locks the question."""
    asked = queries.locked(question_id, by)
    policies.may_reopen(by, asked).or_refuse()
    _step(asked, StepKind.REOPENED, by=by, at=at)
    person = None if asked.is_unnamed else by.person
    urgency = Urgency(asked.question.urgency or Urgency.SHIFT)
    until = clocks.answer_until(urgency, asked.question.team_id, person=person, at=at)
    Question.objects.filter(pk=question_id).update(answer_by=until)
    telling.past(question_id, at=at)
    ladder.to_team(question_id, at=at)
    return asked.question
