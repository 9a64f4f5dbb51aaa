"""What the clock does: each job opens its own contexts, and does no harm when it runs twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from keha.agreements import actions as agreements
from keha.foundation import idempotency
from keha.foundation.context import acting_for, door
from keha.foundation.jobs import hand_in
from keha.integrations import actions as integrations
from keha.notices.actions import keeping, sending, telling
from keha.organisation.actions import door as door_actions
from keha.organisation.models import Employer
from keha.presence import actions as presence
from keha.questions import actions as questions
from keha.questions.queries import ladder
from keha.skills import actions as skills

CLIMB_BATCH = 200


def every_employer() -> list[UUID]:
    """The employers of this installation. One query, at the door."""
    with door():
        return list(Employer.objects.values_list("pk", flat=True))


def _for_each(do: Callable[[], object]) -> None:
    for employer_id in every_employer():
        with acting_for(employer_id):
            do()


@app.periodic(cron="17 2 * * *")
@app.task(name="keep_house", queueing_lock="keep_house")
def keep_house(timestamp: int) -> None:
    """Each night: forgets what is no longer kept, and writes the weekly patterns out for four weeks more."""
    now = timezone.now()
    with door():
        idempotency.forget_old_keys(at=now)
        door_actions.forget_old_tries(at=now)
    _for_each(lambda: _keep_employer(now))


def _keep_employer(now: datetime) -> None:
    idempotency.forget_old_keys(at=now)
    questions.forget_texts(at=now)
    integrations.forget_sheets(at=now)
    keeping.forget_old(at=now)
    integrations.forget_people_sheets(at=now)
    integrations.forget_roster_sheets(at=now)
    questions.break_seals(at=now)
    skills.forget_removed(at=now)
    today = timezone.localdate(now)
    presence.write_out(since=today, until=today + timedelta(days=28))


@app.periodic(cron="*/5 * * * *")
@app.task(name="read_rules", queueing_lock="read_rules")
def read_rules(timestamp: int) -> None:
    """Reads for the ranking what a new analyser, or a kill, has left unread."""
    for employer_id in every_employer():
        read_rules_of(employer_id)


def read_rules_of(employer_id: UUID, tell: Callable[[int], object] = bool) -> None:
    """Reads an employer's unread rules, a few in each transaction. tell: takes how many were read just now."""
    while True:
        with acting_for(employer_id):
            read = questions.analyse_missing(limit=20)
        if not read:
            return
        tell(read)


@app.task(name=integrations.JOB, retry=RetryStrategy(max_attempts=3, wait=5))
def carry_on_sheet(employer: str, sheet: str) -> None:
    """Goes on with a rule sheet that somebody brought: reads it, looks its rows through, adopts, takes back."""
    now = timezone.now()
    integrations.carry_on(UUID(employer), UUID(sheet), at=now, today=timezone.localdate(now))


@app.periodic(cron="23 * * * *")
@app.task(name="tick_rounds", queueing_lock="tick_rounds")
def tick_rounds(timestamp: int) -> None:
    """Each hour: asks newcomers, reminds whoever is at work, and closes or ends the rounds whose time is up."""
    now = timezone.now()
    _for_each(lambda: agreements.tick_rounds(at=now))


@app.periodic(cron="41 3 * * *")
@app.task(name="remind_certificates", queueing_lock="remind_certificates")
def remind_certificates(timestamp: int) -> None:
    """Each morning: last days of certificates and keys that are near or over are told, each step of each once."""
    now = timezone.now()
    _for_each(lambda: skills.remind(at=now))


SENDING = timedelta(seconds=2)  # then the queue is asked again: something urgent may have come into it


@app.task(name=telling.JOB)
def send_notices(employer: str) -> None:
    """Sends an employer's notices that are due; the rest, if time runs out, is a next job's."""
    _send(UUID(employer))


@app.task(name=telling.URGENT_JOB)
def send_urgent_notices(employer: str) -> None:
    """Sends an employer's urgent notices; beside a sending that waits for a slow peer."""
    _send(UUID(employer), urgent_only=True)


@app.periodic(cron="* * * * *")
@app.task(name="send_due_notices", queueing_lock="send_due_notices")
def send_due_notices(timestamp: int) -> None:
    """Each minute: what has become due, as at a shift's beginning, and what is to be tried again."""
    for employer_id in every_employer():
        _send(employer_id)


def _send(employer_id: UUID, *, urgent_only: bool = False) -> None:
    if sending.send_due(employer_id, clock=timezone.now, lasting=SENDING, urgent_only=urgent_only):
        with acting_for(employer_id):
            hand_in(telling.URGENT_JOB if urgent_only else telling.JOB, employer=str(employer_id))


@app.task(name=questions.JOB, retry=RetryStrategy(max_attempts=5, wait=10))
def climb(employer: str, question: str) -> None:
    """A question whose time with its team is over goes on to the supervisor."""
    with acting_for(UUID(employer)):
        questions.climb(UUID(question), at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="climb_due", queueing_lock="climb_due")
def climb_due(timestamp: int) -> None:
    """Each minute: questions whose own job was lost, or had no worker to do it, go on all the same."""
    now = timezone.now()
    for employer_id in every_employer():
        climb_due_of(employer_id, at=now)


def climb_due_of(employer_id: UUID, *, at: datetime) -> int:
    """The same for one employer; returns how many went on. Each is a transaction of its own.

    One that cannot go on keeps no other back; at the end it is raised.
    """
    went, failed = 0, dict[UUID, Exception]()
    while True:
        with acting_for(employer_id):
            due = ladder.due(at=at, but=failed, limit=CLIMB_BATCH)
        for question_id in due:
            try:
                with acting_for(employer_id):
                    went += questions.climb(question_id, at=at)
            except Exception as error:
                failed[question_id] = error
        if not due:
            break
    if failed:
        raise ExceptionGroup("questions that could not go on", list(failed.values()))
    return went


SENDING = timedelta(seconds=2)  # then the queue is asked again: something urgent may have come into it


@app.task(name=integrations.PEOPLE_JOB, retry=RetryStrategy(max_attempts=3, wait=5))
def carry_on_people(employer: str, sheet: str) -> None:
    """Goes on with a file of people that an administrator brought: reads it, looks its rows through, hires, takes back."""
    now = timezone.now()
    integrations.carry_on_people(UUID(employer), UUID(sheet), at=now, today=timezone.localdate(now))


@app.task(name=integrations.ROSTER_JOB, retry=RetryStrategy(max_attempts=3, wait=5))
def carry_on_roster(employer: str, sheet: str) -> None:
    """Goes on with a roster's file: reads it, looks its rows through, takes them in, takes them back."""
    now = timezone.now()
    integrations.carry_on_roster(UUID(employer), UUID(sheet), at=now, today=timezone.localdate(now))


@app.periodic(cron="*/2 * * * *")
@app.task(name="rescue_stalled", queueing_lock="rescue_stalled", pass_context=True)
async def rescue_stalled(context: object, timestamp: int) -> None:
    """Jobs of a worker that died are run again."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)
