"""The rosters of the story: every team has the three weeks that are going on and the three that come."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from keha.presence.rules import HELSINKI, local_date
from keha.shifts import actions, rules
from keha.shifts.models import Roster
from keha.shifts.rules import Shift
from keha.story.cast import TeamLine, lahdenpera
from keha.story.founding import Scene, Stage
from keha.story.rhythm import shifts

DRAWN_UP, PUBLISHED = timedelta(days=16), timedelta(days=9)


def scenes(_stage: Stage) -> Iterator[Scene]:
    """None: the rosters are kept with the present."""
    yield from ()


def keep(stage: Stage) -> None:
    """The roster of these three weeks is published, and the next one is a draft until nine days before it begins."""
    if stage.cast is not lahdenpera():
        return
    first, last = rules.period_of(local_date(stage.at))
    periods = ((first, last), (last + timedelta(days=1), last + timedelta(days=7 * rules.WEEKS)))
    made = {
        (roster.team_id, roster.days.lower): roster
        for roster in Roster.objects.filter(publications=None) | Roster.objects.filter(days__endswith__gt=first)
    }
    published = set(Roster.objects.exclude(publications=None).values_list("pk", flat=True))
    for days in periods:
        for team in stage.cast.teams:
            roster = made.get((stage.teams[team.code].pk, days[0])) or _draw_up(stage, team, days)
            if roster.pk not in published and days[0] - PUBLISHED <= local_date(stage.at):
                _publish(stage, team, roster, days)


def _at(stage: Stage, day: date, clock: time) -> datetime:
    return min(stage.at, datetime.combine(day, clock, HELSINKI))


def _draw_up(stage: Stage, team: TeamLine, days: tuple[date, date]) -> Roster:
    """The team lead draws the roster up, from the rhythm of each of the team's people."""
    at = _at(stage, days[0] - DRAWN_UP, time(13, 20))
    lead = next(line.key for line in stage.cast.of_team(team.code) if "team-lead" in line.roles)
    by = stage.actor(lead)
    roster = actions.begin(team=stage.teams[team.code], days=days, by=by, at=at)
    people = {line.key: stage.people[line.key] for line in stage.cast.of_team(team.code)}
    found = [
        Shift(
            person.pk, stage.sites[one.site].pk, one.starts_at, one.ends_at, rules.letter_of(one.starts_at, one.ends_at)
        )
        for line in stage.cast.of_team(team.code)
        for person in (people[line.key],)
        for one in shifts(line.key, line.week, since=max(days[0], person.joined_date), until=days[1])
    ]
    whose = {person.pk for person in people.values()}
    return actions.fill(actions.Filling(found, whose), roster_id=roster.pk, by=by, at=at)


def _publish(stage: Stage, team: TeamLine, roster: Roster, days: tuple[date, date]) -> None:
    by = stage.actor(stage.cast.team(team.code).supervisor)
    at = _at(stage, days[0] - PUBLISHED, time(10, 5))
    actions.publish(roster_id=roster.pk, edition=roster.edition, by=by, at=at)
