"""Writes: the ladder. The team's clock starts and stops, a question goes on to the supervisor, she gives it back."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from procrastinate.contrib.django import app

from keha.foundation import audit
from keha.foundation.facts import publish
from keha.organisation.models import Person
from keha.organisation.queries import Actor
from keha.questions import ladder, policies
from keha.questions.events import QuestionReached
from keha.questions.models import Question, Receiver, Step
from keha.questions.queries import ladder as reads
from keha.questions.queries import questions as queries
from keha.questions.queries.questions import Asked
from keha.questions.rules import StepKind, Urgency

JOB = "climb"
URGENT = 10
# After the step that brought it to the team, so that the order of the two can be told.
_NEXT = timedelta(microseconds=1)


def start_clock(question_id: UUID, *, asker: Person | None, at: datetime) -> None:
    """The team's time begins: a job takes the question on when it is over, in the same transaction.

    At once, when nobody of the team could answer: nobody is there, or the topic is not the team's. asker: None when
    she has no name.
    """
    question = Question.objects.select_related("version__rule").get(pk=question_id)
    due = at if _is_fixed(question) else _due(question, asker=asker, at=at)
    Question.objects.filter(pk=question_id).update(climbs_at=due)
    if due <= at:
        climb(question_id, at=at + _NEXT)
        return
    job = app.configure_task(JOB, schedule_at=due, priority=URGENT)
    job.defer(employer=str(question.employer_id), question=str(question_id))


def _is_fixed(question: Question) -> bool:
    return bool(question.version and question.version.rule.fixed)


def _due(question: Question, *, asker: Person | None, at: datetime) -> datetime:
    around = reads.around(question.team_id, asker=asker, at=at)
    return ladder.due_at(Urgency(question.urgency or Urgency.SHIFT), at=at, around=around)


def stop_clock(question_id: UUID) -> None:
    """Somebody answered, or the asker needs no answer any more: it does not go on. Its job will find nothing to do."""
    Question.objects.filter(pk=question_id).update(climbs_at=None)


def climb(question_id: UUID, *, at: datetime) -> bool:
    """A question whose time with the team is over goes on to the supervisor on duty. Says whether it did.

    Twice does no harm: its clock stops with the first. Locks the question.
    """
    rows = Question.objects.select_for_update(of=("self",), no_key=True)
    if not rows.filter(pk=question_id, climbs_at__lte=at).exists():
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
    publish(QuestionReached(question_id=question.pk, team_id=question.team_id, at=at))


def give_back(*, question_id: UUID, words: str, by: Actor, at: datetime) -> Question:
    """The supervisor hands a question back to its team with a few words; the team's time begins anew.

    Raises Refused. Locks the question.
    """
    climb(question_id, at=at - _NEXT)
    asked = queries.locked(question_id, by)
    question = asked.question
    has_time = not asked.is_fixed and _due(question, asker=question.asker, at=at) > at
    policies.may_give_back(by, asked, at=at, has_time=has_time).or_refuse()
    Step.objects.create(
        id=uuid4(), question=question, kind=StepKind.GIVEN_BACK, by=by.person, at=at, words=words.strip()
    )
    audit.record("questions.give-back", actor=by.id, at=at, thing=("question", question_id), whose=question.asker_id)
    start_clock(question_id, asker=question.asker, at=at)
    return question


def has_time_left(asked: Asked, *, at: datetime) -> bool:
    """Whether the team would have any time, were the question handed back now. One query."""
    return not asked.is_fixed and _due(asked.question, asker=asked.question.asker, at=at) > at
