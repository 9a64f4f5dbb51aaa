"""What holds in a topic on a day, read from everything that was ever written."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from keha.agreements.models import LevelChange
from keha.agreements.policies.rights import may_adopt_alone
from keha.agreements.queries.rights import changes_since, levels_of
from keha.agreements.rights import ChangeKind, Level
from keha.foundation.context import acting_for

TOPIC = "a topic of this test"


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


@pytest.fixture
def write(world):
    def write(level: Level, *, written: date, begins: date | None = None, trial_until: date | None = None) -> None:
        LevelChange.objects.create(
            team_id=world.teams["aurinkokeittio"], topic=TOPIC, kind=ChangeKind.GRANTED, level=level, granted=level,
            from_date=begins or written, trial_until=trial_until, by_id=world.cecilia, at=at(written),
        )  # fmt: skip

    with acting_for(world.employer):
        yield write


def test_the_last_written_holds_and_a_topic_without_a_row_is_absent(world, write) -> None:
    today = timezone.localdate()
    assert TOPIC not in levels_of(world.teams["aurinkokeittio"])
    write(Level.SUPERVISOR, written=today - timedelta(days=9))
    write(Level.TEAM, written=today - timedelta(days=2))
    assert levels_of(world.teams["aurinkokeittio"])[TOPIC] is Level.TEAM
    assert levels_of(world.teams["aurinkokeittio"], on=today - timedelta(days=3))[TOPIC] is Level.SUPERVISOR


def test_what_begins_later_does_not_hold_yet_and_a_trial_ends_by_itself(
    world, write, django_assert_num_queries
) -> None:
    today = timezone.localdate()
    write(Level.SUPERVISOR, written=today - timedelta(days=30))
    write(Level.TEAM, written=today - timedelta(days=20), trial_until=today - timedelta(days=1))
    write(Level.WORKER, written=today - timedelta(days=1), begins=today + timedelta(days=3))
    with django_assert_num_queries(1):
        assert levels_of(world.teams["aurinkokeittio"])[TOPIC] is Level.SUPERVISOR
    assert levels_of(world.teams["aurinkokeittio"], on=today - timedelta(days=1))[TOPIC] is Level.TEAM
    assert levels_of(world.teams["aurinkokeittio"], on=today + timedelta(days=3))[TOPIC] is Level.WORKER


def test_what_moved_since_is_told_with_what_was_before(world, write, django_assert_num_queries) -> None:
    today = timezone.localdate()
    write(Level.SUPERVISOR, written=today - timedelta(days=30))
    write(Level.TEAM, written=today - timedelta(days=20))
    write(Level.TEAM, written=today - timedelta(days=10))
    write(Level.SUPERVISOR_HEARS, written=today - timedelta(days=5))
    with django_assert_num_queries(1):
        found = [
            one
            for one in changes_since([world.teams["aurinkokeittio"]], at(today - timedelta(days=20)))
            if one.topic == TOPIC
        ]
    assert [(one.level, one.before, one.is_inward) for one in found] == [
        (Level.SUPERVISOR_HEARS, Level.TEAM, False), (Level.TEAM, Level.SUPERVISOR, True),
    ]  # fmt: skip


def test_a_team_adopts_alone_only_where_its_list_gives_it_the_topic() -> None:
    alone = {level for level in Level if may_adopt_alone(level)}
    assert alone == {Level.WORKER, Level.TEAM, Level.TEAM_INFORMS}
    assert may_adopt_alone(None).reasons == ("agreements.not-the-teams-topic",)
