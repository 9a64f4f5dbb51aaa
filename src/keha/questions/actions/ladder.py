"""Writes: the ladder. The team's clock starts and stops, a question goes on to the supervisor, she gives it back."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from procrastinate.contrib.django import app

from keha.foundation import audit
from keha.foundation.facts import publish
from keha.organisation.queries import Actor
from keha.questions import ladder, policies
from keha.questions.actions import telling
from keha.questions.events import QuestionReached
from keha.questions.models import Question, Receiver, Step
from keha.questions.queries import ladder as reads
from keha.questions.queries import questions as queries
from keha.questions.queries.questions import Asked
from keha.questions.rules import StepKind

JOB = "climb"
URGENT_FIRST = 50  # among waiting jobs; the others have 0
# After the step that brought it to the team, so that the order of the two can be told.
_NEXT = timedelta(microseconds=1)


def start_clock(question_id: UUID, *, at: datetime) -> bool:
    """The team's time begins: a job takes the question on when it is over, in the same transaction.

    Says whether the team has any time: where nobody of it could answer, the question goes on at once.
    """
    question = Question.objects.select_related("version__rule", "asker").get(pk=question_id)
    due = reads.climbs_at(question, at=at)
    Question.objects.filter(pk=question_id).update(climbs_at=due)
    if due <= at:
        climb(question_id, at=at + _NEXT)
        return False
    job = app.configure_task(JOB, schedule_at=due, priority=URGENT_FIRST)
    job.defer(employer=str(question.employer_id), question=str(question_id))
    return True


def to_team(question_id: UUID, *, at: datetime) -> None:
    """The question has come to its team: the clock starts, and who is at work and could answer is told."""
    if start_clock(question_id, at=at):
        telling.waits(question_id, at=at)


def stop_clock(question_id: UUID) -> None:
    """Somebody answered, or the asker needs no answer any more: it does not go on. Its job will find nothing to do."""
    Question.objects.filter(pk=question_id).update(climbs_at=None)


def climb(question_id: UUID, *, at: datetime) -> bool:
    """A question whose time with the team is over goes on to the supervisor on duty. Says whether it did.

    Twice does no harm: its clock stops with the first. Locks the question.
    """
    rows = Question.objects.select_for_update(of=("self",), no_key=True)
    if not list(rows.filter(pk=question_id, climbs_at__lte=at).values_list("pk")):
        return False
    asked = queries.as_asked(queries.whole(Question.objects.filter(pk=question_id)).get())
    hop = ladder.next_hop(asked.moments, climbs_at=asked.question.climbs_at)
    stop_clock(question_id)
    if hop is None:
        return False
    _reach(asked, at=at)
    return True


def _reach(asked: Asked, *, at: datetime) -> None:
    question = asked.question
    step = Step.objects.create(id=uuid4(), question=question, kind=StepKind.REACHED, by=None, at=at)
    people = reads.receivers(question.team, asker_id=question.asker_id, at=at)
    Receiver.objects.bulk_create(Receiver(id=uuid4(), step=step, person_id=person) for person in people)
    audit.record("questions.reached", actor=None, at=at, thing=("question", question.pk))
    telling.reached(question, step_id=step.pk, to=people, at=at)
    publish(QuestionReached(question_id=question.pk, team_id=question.team.pk, at=at))


def give_back(*, question_id: UUID, words: str, by: Actor, at: datetime) -> Question:
    """The supervisor hands a question back to its team with a few words; the team's time begins anew.

    Raises Refused. Locks the question.
    """
    climb(question_id, at=at - _NEXT)
    asked = queries.locked(question_id, by)
    question = asked.question
    policies.may_give_back(by, asked, at=at, has_time=has_time(asked, at=at)).or_refuse()
    step = Step.objects.create(
        id=uuid4(), question=question, kind=StepKind.GIVEN_BACK, by=by.person, at=at, words=words.strip()
    )
    audit.record(
        f"questions.{StepKind.GIVEN_BACK}", actor=by.id, at=at, thing=("question", question_id), whose=question.asker_id
    )
    telling.given_back(question, step_id=step.pk, by=by, at=at)
    start_clock(question_id, at=at)
    return question


def has_time(asked: Asked, *, at: datetime) -> bool:
    """Whether the team would have any time, were it handed back now. One query."""
    return reads.climbs_at(asked.question, at=at) > at
