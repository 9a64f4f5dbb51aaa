"""Exceptions, absences and duty: what is typed changes who is at work, and nothing else."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.organisation.models import Person, Team
from keha.organisation.queries import actor
from keha.presence import actions, queries
from keha.presence.actions import Told, WorkDay
from keha.presence.models import Planned, RosterSpan, Stint, WeeklyPattern
from keha.presence.rules import HELSINKI, ExceptionKind, local_date

NOW = timezone.now()
TODAY = local_date(NOW)


def _lead(world):
    return actor(Person.objects.get(pk=world.cecilia), on=TODAY)


def _coming(world):
    """Aino's first shift that has not begun."""
    coming = Stint.objects.filter(person_id=world.aino, period__startswith__gt=NOW).select_related("site", "team")
    return coming.order_by("period").first()


def _spans(world, day):
    begin = datetime.combine(day, time(0), HELSINKI)
    return queries.shifts_of([world.aino], since=begin, until=begin + timedelta(days=1)).get(world.aino, [])


def test_a_day_off_takes_a_written_shift_away_and_removing_it_brings_it_back(world) -> None:
    with acting_for(world.employer):
        stint, by = _coming(world), _lead(world)
        day = local_date(stint.period.lower)
        before = _spans(world, day)
        told = Told(day=day, kind=ExceptionKind.OFF)
        row = actions.add_exception(told, person=stint.person, team=stint.team, by=by, at=NOW)
        assert _spans(world, day) == []
        actions.write_out(since=TODAY, until=TODAY + timedelta(days=28))
        assert _spans(world, day) == []
        actions.remove_exception(exception_id=row.pk, by=by, at=NOW)
        assert _spans(world, day) == before


def test_other_times_replace_the_shift_and_an_extra_one_stands_beside(world) -> None:
    with acting_for(world.employer):
        stint, by = _coming(world), _lead(world)
        day = local_date(stint.period.lower)
        for kind, starts, ends in (
            (ExceptionKind.OTHER, time(9), time(11)),
            (ExceptionKind.EXTRA, time(17), time(19)),
        ):
            told = Told(day, kind, starts, ends, stint.site)
            actions.add_exception(told, person=stint.person, team=stint.team, by=by, at=NOW)
        hours = [[one.astimezone(HELSINKI).hour for one in span] for span in _spans(world, day)]
        assert hours == [[9, 11], [17, 19]]
        told = Told(day, ExceptionKind.EXTRA, time(10), time(12), stint.site)
        with pytest.raises(Refused, match="already-at-work"):
            actions.add_exception(told, person=stint.person, team=stint.team, by=by, at=NOW)


def test_an_absence_cuts_its_own_time_out_and_comes_back_when_removed(world) -> None:
    with acting_for(world.employer):
        stint, by = _coming(world), _lead(world)
        day, middle = local_date(stint.period.lower), stint.period.lower + timedelta(hours=2)
        span = {"since": middle, "until": middle + timedelta(days=6)}
        before = queries.shifts_of([world.aino], **span)
        away = actions.add_away(person=stint.person, team=stint.team, **span, by=by, at=NOW)
        assert _spans(world, day) == [(stint.period.lower, middle)]
        assert queries.shifts_of([world.aino], **span) == {}
        assert queries.away_of([world.aino], **span) == {world.aino: [(middle, span["until"])]}
        with pytest.raises(Refused, match="already-away"):
            actions.add_away(person=stint.person, team=stint.team, **span, by=by, at=NOW)
        actions.remove_away(away_id=away.pk, team=stint.team, by=by, at=NOW)
        assert queries.shifts_of([world.aino], **span) == before


def test_a_new_week_holds_for_shifts_that_have_not_begun_and_that_no_roster_tells(world) -> None:
    with acting_for(world.employer):
        stint, by = _coming(world), _lead(world)
        days = [WorkDay(weekday, time(22), time(6), stint.site) for weekday in range(7)]
        for span in RosterSpan.objects.filter(team=stint.team).order_by("days"):
            told = Planned.objects.filter(person_id=world.aino, day__lt=span.days.upper)
            before = Stint.objects.filter(person_id=world.aino, period__in=told.values("period")).count()
            actions.set_week(person=stint.person, team=stint.team, days=days, by=by, at=NOW)
            assert before == Stint.objects.filter(person_id=world.aino, period__in=told.values("period")).count() > 0
            actions.leave_roster(
                team=stint.team, days=(span.days.lower, span.days.upper - timedelta(days=1)), by=by, at=NOW
            )
        begun = list(
            Stint.objects.filter(person_id=world.aino, period__startswith__lte=NOW).values_list("pk", flat=True)
        )
        actions.set_week(person=stint.person, team=stint.team, days=days, by=by, at=NOW)
        assert Stint.objects.filter(pk__in=begun).count() == len(begun)
        later = Stint.objects.filter(person_id=world.aino, period__startswith__gt=NOW)
        assert {one.period.lower.astimezone(HELSINKI).hour for one in later} == {22}
        assert WeeklyPattern.objects.filter(person_id=world.aino).count() == 7


def test_the_team_lead_writes_her_own_teams_weeks_and_a_worker_none(world) -> None:
    with acting_for(world.employer):
        stint = _coming(world)
        told = Told(day=local_date(stint.period.lower), kind=ExceptionKind.OFF)
        for person_id in (world.aino, world.daavid):
            by = actor(Person.objects.get(pk=person_id), on=TODAY)
            with pytest.raises(Refused, match="not-your-team"):
                actions.add_exception(told, person=stint.person, team=stint.team, by=by, at=NOW)
        bertta = actor(Person.objects.get(pk=world.bertta), on=TODAY)
        actions.add_exception(told, person=stint.person, team=stint.team, by=bertta, at=NOW)


def test_on_duty_are_those_with_duty_hours_else_the_supervisors_and_nobody_away_while_another_is_there(world) -> None:
    with acting_for(world.employer):
        team, by = Team.objects.get(pk=world.teams["aurinkokeittio"]), _lead(world)
        noon = datetime.combine(TODAY + timedelta(days=1), time(12), HELSINKI)
        leader, other = by.person, Person.objects.get(pk=world.bertta)
        for person in (leader, other):
            actions.set_duty(team=team, person=person, hours=[], by=by, at=NOW)
        assert queries.on_duty([team.pk], at=noon) == {team.pk: (leader.pk,)}
        hours = (time(8), time(16))
        actions.set_duty_day(team=team, person=other, day=local_date(noon), hours=hours, by=by, at=NOW)
        assert queries.on_duty([team.pk], at=noon) == {team.pk: (other.pk,)}
        assert queries.on_duty([team.pk], at=noon + timedelta(hours=4)) == {team.pk: (leader.pk,)}
        span = {"since": noon - timedelta(hours=1), "until": noon + timedelta(hours=6)}
        actions.add_away(person=other, team=team, **span, by=by, at=NOW)
        assert queries.on_duty([team.pk], at=noon) == {team.pk: (leader.pk,)}
        actions.add_away(person=leader, team=team, **span, by=by, at=NOW)
        assert queries.on_duty([team.pk], at=noon) == {team.pk: (other.pk,)}


def test_duty_over_midnight_holds_in_the_morning_and_a_day_without_it_is_without(world) -> None:
    with acting_for(world.employer):
        team, by = Team.objects.get(pk=world.teams["aurinkokeittio"]), _lead(world)
        other = Person.objects.get(pk=world.bertta)
        night = [actions.DutyHours(TODAY.weekday(), time(22), time(6))]
        actions.set_duty(team=team, person=other, hours=night, by=by, at=NOW)
        morning = datetime.combine(TODAY + timedelta(days=1), time(5), HELSINKI)
        assert queries.on_duty([team.pk], at=morning) == {team.pk: (other.pk,)}
        actions.set_duty_day(team=team, person=other, day=TODAY, hours=None, by=by, at=NOW)
        assert queries.on_duty([team.pk], at=morning) == {team.pk: (by.id,)}


def test_worked_shifts_are_those_that_ended_inside_and_add_up_by_day(world) -> None:
    with acting_for(world.employer):
        team_id = world.teams["aurinkokeittio"]
        window = {"since": NOW - timedelta(days=14), "until": NOW}
        ended = [one for one in Stint.objects.filter(team_id=team_id) if window["since"] < one.period.upper <= NOW]
        assert queries.worked_shifts([team_id], **window) == {team_id: len(ended)}
        assert sum(queries.worked_by_day([team_id], **window).values()) == len(ended) > 0
