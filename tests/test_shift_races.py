"""Fifty at the same instant on real connections: one person gets one of fifty overlapping shifts. Source: bars C2, C5."""

import threading
from collections import Counter
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.organisation.models import Team, TeamSite
from keha.presence.rules import HELSINKI
from keha.shifts import actions, rules
from keha.shifts.models import Assignment, Roster
from keha.shifts.rules import Shift
from tests.support.people import Who

FIFTY, CONNECTIONS = 50, 25  # the database of the tests takes sixty in all
FIRST = rules.period_of(timezone.localdate() + timedelta(weeks=40))[0]


@pytest.fixture
def drafts(world_once: Any, django_db_blocker: Any) -> Any:
    """Two teams' drafts of the same weeks, each with one of the team's sites; the float worker fits into both."""
    by, made = Who(world_once.employer, world_once.cecilia), []
    with django_db_blocker.unblock():
        connections["default"].close()
        with acting_for(by.employer):
            for code in ("aurinkokeittio", "jokikeittio"):
                team = Team.objects.get(pk=world_once.teams[code])
                days = (FIRST, FIRST + timedelta(days=20))
                roster = actions.begin(team=team, days=days, by=by.actor(), at=timezone.now())
                made.append((roster.pk, TeamSite.objects.filter(team=team).values_list("site_id", flat=True)[0]))
        yield by, world_once.people["fatima"], made
        with acting_for(by.employer):
            Roster.objects.filter(pk__in=[pk for pk, _site in made]).delete()
        connections["default"].close()


def _shift(person: Any, site: Any, number: int) -> Shift:
    begin = datetime.combine(FIRST, time(6), HELSINKI) + timedelta(minutes=5 * number)
    return Shift(person, site, begin, begin + timedelta(hours=8), "A")


@pytest.mark.database
def test_of_fifty_overlapping_shifts_given_at_once_one_is_kept_and_the_others_are_told(drafts: Any) -> None:
    by, person, rosters = drafts
    told: list[tuple[str, ...]] = []
    gate, room = threading.Barrier(FIFTY), threading.BoundedSemaphore(CONNECTIONS)

    def do(number: int) -> None:
        roster, site = rosters[number % 2]
        gate.wait(30)
        with room:
            try:
                with acting_for(by.employer):
                    actions.assign(_shift(person, site, number), roster_id=roster, by=by.actor(), at=timezone.now())
                told.append(())
            except Refused as refused:
                told.append(refused.verdict.reasons)
            finally:
                connections["default"].close()

    threads = [threading.Thread(target=do, args=[number]) for number in range(FIFTY)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(told) == {(): 1, ("shifts.person-busy",): FIFTY - 1}
    with acting_for(by.employer):
        assert Assignment.objects.filter(roster_id__in=[pk for pk, _site in rosters]).count() == 1


def test_the_database_itself_keeps_a_person_from_two_shifts_at_once(world: Any) -> None:
    with acting_for(world.employer), connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'assignment_one_at_a_time'")
        definition = cursor.fetchone()[0]
    assert definition.startswith("EXCLUDE USING gist")
    assert all(part in definition for part in ("employer_id WITH =", "person_id WITH =", "period WITH &&"))
