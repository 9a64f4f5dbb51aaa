"""The job that sends is handed in with the transaction of what happened, and with it it falls."""

import random

import pytest
from django.db import connection

from keha.config import jobs as config
from keha.foundation.context import acting_for
from keha.notices.actions import tell
from keha.notices.models import KeptNotice
from keha.notices.rules import NoticeKind
from keha.notices.tests.conftest import HOUR, MORNING
from keha.organisation.actions import people


class Abort(Exception):
    """Something went wrong somewhere."""


def handed_in(employer) -> int:
    with acting_for(employer), connection.cursor() as cursor:
        cursor.execute("SELECT count(id) FROM procrastinate_jobs")
        return cursor.fetchone()[0]


def test_over_500_transactions_of_which_some_abort_the_jobs_are_those_that_were_committed(post) -> None:
    post.shift(MORNING)
    post.subscribe()
    draw, before, committed = random.Random(7), handed_in(post.employer), 0
    for number in range(500):
        place = draw.choice(("before", "after", "never"))
        try:
            with acting_for(post.employer):
                if place == "before":
                    raise Abort
                post_one(post, number)
                if place == "after":
                    raise Abort
            committed += 1
        except Abort:
            pass
        if number % 50 == 49:
            assert handed_in(post.employer) - before == committed
    with acting_for(post.employer):
        assert KeptNotice.objects.filter(key__startswith="abort ").count() == committed
    assert 100 < committed < 250


def post_one(post, number) -> None:
    from uuid import uuid4

    from keha.notices.actions import Notice, Told

    notice = Notice(
        NoticeKind.QUESTION_WAITS, lambda _language: Told("Kysymys odottaa tiimiä"), ("question", uuid4()), "/ask/",
        f"abort {number}",
    )  # fmt: skip
    tell(notice, to=[post.person.pk], at=MORNING + HOUR)


@pytest.mark.parametrize(
    ("given", "jobs"), [({}, 1), ({"urgent": True}, 1), ({"kind": NoticeKind.ROUND_ASKS}, 0), ({"at": MORNING + 10 * HOUR}, 0)]
)  # fmt: skip
def test_what_is_due_now_hands_in_one_job_and_what_is_due_later_none(post, given, jobs) -> None:
    post.shift(MORNING)
    post.shift(MORNING + 24 * HOUR)
    post.subscribe()
    before = handed_in(post.employer)
    post.tell(**given)
    assert handed_in(post.employer) - before == jobs


def test_nobody_to_reach_outside_the_pages_hands_in_nothing(post) -> None:
    before = handed_in(post.employer)
    post.tell()
    assert handed_in(post.employer) == before


def test_the_minutes_job_and_the_handed_in_ones_send_what_is_due(post) -> None:
    # The jobs ask the clock themselves: whoever chose any time is reached now.
    from django.utils import timezone

    from keha.notices.actions import choosing
    from keha.notices.actions.choosing import Chosen
    from keha.organisation import queries as organisation

    post.subscribe()
    with acting_for(post.employer):
        actor = organisation.actor(post.person, on=MORNING.date())
        choosing.choose(Chosen(wanted=list(NoticeKind), at_any_time=True, gathered=True), by=actor, at=timezone.now())
    post.tell(at=timezone.now(), urgent=True)
    config.send_urgent_notices(employer=str(post.employer))
    assert len(post.peer.got) == 1
    post.tell(at=timezone.now())
    config.send_notices(employer=str(post.employer))
    assert len(post.peer.got) == 2
    post.tell(at=timezone.now())
    config.send_due_notices(timestamp=0)
    config.send_due_notices(timestamp=0)
    assert len(post.peer.got) == 3


def test_who_leaves_is_told_nothing_by_the_fact_itself(post) -> None:
    post.subscribe()
    post.shift(MORNING)
    post.tell(at=MORNING - HOUR)
    with acting_for(post.employer):
        people.depart(person=post.person, at=MORNING - HOUR / 2)
    assert [bool(one.dropped_at) for one in post.deliveries()] == [True]
