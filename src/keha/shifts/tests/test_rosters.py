"""Rosters: drawn up, published, fed down to who is at work when."""

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.organisation.models import Person, Site, Team
from keha.organisation.queries import actor
from keha.presence import queries as presence
from keha.presence.models import Planned, Stint
from keha.presence.rules import HELSINKI, local_date
from keha.shifts import actions, queries, rules
from keha.shifts.models import Assignment, Roster
from keha.shifts.rules import Shift

NOW = timezone.now()
TODAY = local_date(NOW)
FIRST = rules.period_of(TODAY + timedelta(weeks=9))[0]
DAYS = (FIRST, FIRST + timedelta(days=20))


def _actor(person_id):
    return actor(Person.objects.get(pk=person_id), on=TODAY)


def _site(world):
    return world.sites["aurinkorinne"]


def _shift(world, day=0, begin=6, end=14, person=None, letter="A"):
    start = datetime.combine(FIRST + timedelta(days=day), time(begin), HELSINKI)
    stop = datetime.combine(FIRST + timedelta(days=day + (end <= begin)), time(end), HELSINKI)
    return Shift(person or world.aino, _site(world), start, stop, letter)


@pytest.fixture
def draft(world):
    with acting_for(world.employer):
        team = Team.objects.get(pk=world.teams["aurinkokeittio"])
        yield actions.begin(team=team, days=DAYS, by=_actor(world.bertta), at=NOW)


def _stints(world):
    begin = datetime.combine(FIRST, time(0), HELSINKI)
    return presence.shifts_of([world.aino], since=begin, until=begin + timedelta(days=21)).get(world.aino, [])


def test_a_draft_says_nothing_of_who_is_at_work_and_a_published_one_says_all(world, draft) -> None:
    shift = _shift(world, letter="A")
    roster = actions.fill(
        actions.Filling([shift], [world.aino], [(world.aino, FIRST + timedelta(days=1))]), roster_id=draft.pk,
        by=_actor(world.bertta), at=NOW,
    )  # fmt: skip
    assert _stints(world) == []
    with pytest.raises(Refused, match="supervisor-publishes"):
        actions.publish(roster_id=draft.pk, edition=roster.edition, by=_actor(world.bertta), at=NOW)
    with pytest.raises(Refused, match="changed-meanwhile"):
        actions.publish(roster_id=draft.pk, edition=roster.edition - 1, by=_actor(world.cecilia), at=NOW)
    actions.publish(roster_id=draft.pk, edition=roster.edition, by=_actor(world.cecilia), at=NOW)
    assert _stints(world) == [(shift.starts_at, shift.ends_at)]
    assert queries.away_on([world.aino], days=DAYS) == {(world.aino, FIRST + timedelta(days=1))}


def test_a_published_roster_keeps_the_typed_weeks_silent_and_changes_follow(world, draft) -> None:
    actions.publish(roster_id=draft.pk, edition=draft.edition, by=_actor(world.cecilia), at=NOW)
    from keha.presence import actions as presence_actions

    presence_actions.write_out(since=FIRST, until=DAYS[1])
    assert _stints(world) == []
    made = actions.assign(_shift(world, 2, 7, 15), roster_id=draft.pk, by=_actor(world.bertta), at=NOW)
    assert [one[0].astimezone(HELSINKI).hour for one in _stints(world)] == [7]
    actions.change(
        _shift(world, 2, 22, 6), assignment_id=made.pk, edition=1, by=_actor(world.bertta), at=NOW
    )  # fmt: skip
    assert [one[0].astimezone(HELSINKI).hour for one in _stints(world)] == [22]
    actions.drop(assignment_id=made.pk, edition=2, by=_actor(world.bertta), at=NOW)
    assert _stints(world) == []


def test_of_two_who_change_the_same_shift_the_later_one_is_told(world, draft) -> None:
    made = actions.assign(_shift(world), roster_id=draft.pk, by=_actor(world.bertta), at=NOW)
    changed = {"assignment_id": made.pk, "edition": 1, "at": NOW}
    actions.change(_shift(world, 0, 7, 15), by=_actor(world.bertta), **changed)
    with pytest.raises(Refused, match="changed-meanwhile"):
        actions.change(_shift(world, 0, 9, 17), by=_actor(world.cecilia), **changed)
    with pytest.raises(Refused, match="changed-meanwhile"):
        actions.drop(assignment_id=made.pk, edition=1, by=_actor(world.cecilia), at=NOW)
    assert Assignment.objects.get(pk=made.pk).period.lower.astimezone(HELSINKI).hour == 7


def test_nobody_has_two_shifts_at_once_whoever_writes_them(world, draft) -> None:
    actions.assign(_shift(world), roster_id=draft.pk, by=_actor(world.bertta), at=NOW)
    with pytest.raises(Refused, match="person-busy"):
        actions.assign(_shift(world, 0, 13, 20), roster_id=draft.pk, by=_actor(world.bertta), at=NOW)
    with pytest.raises(IntegrityError, match="assignment_one_at_a_time"), transaction.atomic():
        Assignment.objects.create(
            roster=draft, person_id=world.aino, team=draft.team, site_id=_site(world), by_id=world.bertta, at=NOW,
            period=DateTimeTZRange(_shift(world, 0, 13, 20).starts_at, _shift(world, 0, 13, 20).ends_at),
        )  # fmt: skip
    actions.assign(_shift(world, 0, 14, 20), roster_id=draft.pk, by=_actor(world.bertta), at=NOW)


def test_what_may_not_be_is_refused_with_its_reasons_and_nothing_is_written(world, draft) -> None:
    by = _actor(world.bertta)
    for shift, reason in (
        (_shift(world, 40), "outside-the-roster"),
        (_shift(world, 0, 6, 23), "too-long"),
        (_shift(world, person=world.daavid), "not-of-team"),
        (Shift(world.aino, world.sites["vanamo"], *_ends(world)), "not-a-site"),
    ):
        with pytest.raises(Refused, match=reason):
            actions.assign(shift, roster_id=draft.pk, by=by, at=NOW)
        with pytest.raises(Refused, match=reason):
            actions.fill(actions.Filling([shift], [shift.person_id]), roster_id=draft.pk, by=by, at=NOW)
    assert Assignment.objects.filter(roster=draft).count() == 0
    with pytest.raises(Refused, match="roster-already"):
        actions.begin(team=draft.team, days=DAYS, by=by, at=NOW)
    with pytest.raises(Refused, match="not-whole-weeks"):
        actions.begin(team=draft.team, days=(DAYS[0] + timedelta(1), DAYS[1]), by=by, at=NOW)
    with pytest.raises(Refused, match="not-your-roster"):
        actions.assign(_shift(world), roster_id=draft.pk, by=_actor(world.aino), at=NOW)


def _ends(world):
    one = _shift(world)
    return one.starts_at, one.ends_at


def test_a_new_draft_is_filled_from_the_typed_weeks_and_the_next_from_the_one_before(world, draft) -> None:
    by = _actor(world.bertta)
    actions.fill_from("weeks", roster=draft, by=by, at=NOW)
    own = list(Assignment.objects.filter(roster=draft, person_id=world.aino).order_by("period"))
    assert [one.letter for one in own] == ["A"] * 15
    days = (DAYS[1] + timedelta(days=1), DAYS[1] + timedelta(days=21))
    after = actions.begin(team=draft.team, days=days, by=by, at=NOW)
    actions.fill_from("before", roster=after, by=by, at=NOW)
    later = list(Assignment.objects.filter(roster=after, person_id=world.aino).order_by("period"))
    clock = [(one.period.lower.astimezone(HELSINKI) + timedelta(0)).time() for one in own]
    assert [one.period.lower.astimezone(HELSINKI).time() for one in later] == clock


def test_the_load_counts_the_shifts_that_rosters_say_were_worked(world) -> None:
    with acting_for(world.employer):
        team_id = world.teams["aurinkokeittio"]
        window = {"since": NOW - timedelta(days=7), "until": NOW}
        before = presence.worked_shifts([team_id], **window)[team_id]
        roster = queries.roster_on(Team.objects.get(pk=team_id), TODAY)
        past = Assignment.objects.filter(roster=roster, period__endswith__lt=NOW, period__endswith__gt=window["since"])
        worked = [one for one in past if Stint.objects.filter(person=one.person, period=one.period).exists()]
        if worked:
            actions.drop(assignment_id=worked[0].pk, edition=1, by=_actor(world.cecilia), at=NOW)
            assert presence.worked_shifts([team_id], **window)[team_id] == before - 1
        assert Planned.objects.filter(team_id=team_id).count() >= Assignment.objects.filter(roster=roster).count()


def test_the_story_has_rosters_of_all_seven_teams(world) -> None:
    with acting_for(world.employer):
        now = [roster for roster in Roster.objects.all() if roster.days.lower <= TODAY < roster.days.upper]
        assert len(now) == 7 and all(queries.is_published(one) for one in now)
        assert set(Assignment.objects.values_list("letter", flat=True)) == {"A", "I", "Y"}
        assert Site.objects.count() >= 16
