"""Being at work: one place at a time, written out once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.organisation.models import Person, Team
from keha.presence import actions, queries
from keha.presence.models import Stint


def test_nobody_is_at_work_twice_at_once(world) -> None:
    with acting_for(world.employer):
        stint = Stint.objects.filter(person_id=world.aino).first()
        inside = DateTimeTZRange(stint.period.lower + timedelta(hours=1), stint.period.upper + timedelta(hours=1))
        with pytest.raises(IntegrityError), transaction.atomic():
            Stint.objects.create(person_id=world.aino, team=stint.team, site=stint.site, period=inside)


def test_writing_the_weeks_out_again_adds_nothing(world) -> None:
    today = timezone.localdate()
    with acting_for(world.employer):
        actions.write_out(since=today, until=today + timedelta(days=28))
        assert actions.write_out(since=today, until=today + timedelta(days=28)) == 0


def test_those_at_work_are_those_whose_interval_holds_the_instant(world) -> None:
    with acting_for(world.employer):
        stint = Stint.objects.filter(person_id=world.aino).select_related("team").order_by("period").first()
        begins, ends = stint.period.lower, stint.period.upper
        assert world.aino in {row.person_id for row in queries.at_work([stint.team_id], at=begins)}
        assert world.aino not in {row.person_id for row in queries.at_work([stint.team_id], at=ends)}


def test_the_next_shift_is_the_one_going_on_or_the_first_to_come(world) -> None:
    with acting_for(world.employer):
        person = Person.objects.get(pk=world.aino)
        now = timezone.now()
        stint = queries.stint_of(person, at=now)
        assert stint.period.upper > now
        assert all(
            row.person_id != person.pk for row in queries.around([stint.team_id], stint, at=stint.period.lower)[1]
        )
        assert {row.team_id for row in queries.around([stint.team_id], stint, at=stint.period.lower)[1]} <= {
            Team.objects.get(pk=stint.team_id).pk
        }
