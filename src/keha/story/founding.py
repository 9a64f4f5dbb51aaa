"""An employer of the story is founded: its places, its people, their roles and their weeks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from keha.agreements.rules import Words
from keha.organisation.actions import people as people_actions
from keha.organisation.actions import places
from keha.organisation.models import Area, Person, Site, Team
from keha.organisation.queries import Actor
from keha.organisation.queries import actor as actor_of
from keha.organisation.rules import RoleKind
from keha.presence import actions as presence
from keha.presence.rules import HELSINKI, local_date
from keha.story.cast import Cast, PersonLine

FOUNDED = timedelta(weeks=12)
NEWCOMERS = timedelta(days=5)
PAST = timedelta(days=21)
COMING = presence.HORIZON
EMPLOYER_WIDE = frozenset({RoleKind.STEWARD, RoleKind.SAFETY, RoleKind.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Scene:
    """Something that happens at an instant of the story."""

    at: datetime
    play: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Stage:
    """An employer of the story with its rows, by key and code. at: the present of the story."""

    employer_id: UUID
    cast: Cast
    at: datetime
    area: Area
    sites: dict[str, Site]
    teams: dict[str, Team]
    people: dict[str, Person]

    def actor(self, key: str, *, on: date | None = None) -> Actor:
        """Somebody of the story with her teams and roles of a day. Two queries."""
        return actor_of(self.people[key], on=on or local_date(self.at))

    def manager(self) -> Actor:
        """The area's manager. Two queries."""
        return self.actor(self.first_with(RoleKind.AREA_MANAGER))

    def first_with(self, role: RoleKind) -> str:
        """The key of the first who holds a role. Raises StopIteration when nobody does."""
        return next(line.key for line in self.cast.people if role.value in line.roles)


def in_languages(words: Words) -> dict[str, str]:
    """The words by language, as the actions of places take them."""
    return {"fi": words.fi, "sv": words.sv, "en": words.en}


def days_before(at: datetime, days: float, *, clock: time) -> datetime:
    """A time of the clock in Finland, some days before."""
    return datetime.combine(local_date(at) - timedelta(days=days), clock, HELSINKI)


def found(cast: Cast, *, employer_id: UUID, at: datetime) -> Stage:
    """Founds the employer that is acted for, some weeks before; everybody comes but the newcomers."""
    then = days_before(at, FOUNDED.days, clock=time(9))
    area = places.add_area(code=cast.area_code, names=in_languages(cast.area), at=then)
    sites = {
        line.code: places.add_site(area=area, code=line.code, kind=line.kind, names=in_languages(line.name), at=then)
        for line in cast.sites
    }
    teams = {
        line.code: places.add_team(
            area=area, code=line.code, names=in_languages(line.name), at=then,
            sites=[sites[code] for code in line.sites],
        )
        for line in cast.teams
    }  # fmt: skip
    stage = Stage(employer_id, cast, at, area, sites, teams, people={})
    _hire(stage, (line for line in cast.people if not line.newcomer), then=then)
    _give_teams_to_lead(stage, then=then)
    write_out(stage)
    return stage


def stage_of(cast: Cast, *, employer_id: UUID, at: datetime) -> Stage:
    """The employer that is acted for, as it stands, found by codes and names. Four queries."""
    by_name = {person.name: person for person in Person.objects.all()}
    return Stage(
        employer_id=employer_id,
        cast=cast,
        at=at,
        area=Area.objects.get(code=cast.area_code),
        sites={site.code: site for site in Site.objects.all()},
        teams={team.code: team for team in Team.objects.all()},
        people={line.key: by_name[line.name] for line in cast.people},
    )


def welcome(stage: Stage) -> None:
    """The newcomers come, a few days before the present; nobody has let them in yet."""
    then = days_before(stage.at, NEWCOMERS.days, clock=time(8))
    _hire(stage, (line for line in stage.cast.people if line.newcomer), then=then)
    presence.write_out(since=local_date(then), until=local_date(stage.at) + COMING)


def write_out(stage: Stage) -> None:
    """Everybody's weeks become intervals, from three weeks before to four weeks after."""
    today = local_date(stage.at)
    presence.write_out(since=today - PAST, until=today + COMING)


def _hire(stage: Stage, lines: Iterable[PersonLine], *, then: datetime) -> None:
    for number, line in enumerate(lines):
        joined = local_date(then) if line.newcomer else local_date(then) - timedelta(days=40 + 157 * number)
        home = stage.sites[line.week[0].site] if line.week else None
        newcomer = people_actions.Newcomer(
            name=line.name, language=line.language, share_percent=line.share, home_site=home
        )
        person = people_actions.hire(newcomer, on=joined, at=then)
        stage.people[line.key] = person
        if line.team:
            people_actions.join_team(person=person, team=stage.teams[line.team], on=joined, at=then)
            _set_week(stage, line, then=then)
        for role in map(RoleKind, line.roles):
            people_actions.give_role(person=person, kind=role, of=_scope(stage, line, role), on=joined, at=then)


def _scope(stage: Stage, line: PersonLine, role: RoleKind) -> Team | Area | None:
    if role in EMPLOYER_WIDE:
        return None
    return stage.area if role is RoleKind.AREA_MANAGER else stage.teams[line.team]


def _set_week(stage: Stage, line: PersonLine, *, then: datetime) -> None:
    days = [presence.WorkDay(day.weekday, day.starts, day.ends, stage.sites[day.site]) for day in line.week]
    presence.set_pattern(person=stage.people[line.key], team=stage.teams[line.team], days=days, at=then)


def _give_teams_to_lead(stage: Stage, *, then: datetime) -> None:
    for line in stage.cast.teams:
        people_actions.give_role(
            person=stage.people[line.supervisor], kind=RoleKind.SUPERVISOR, of=stage.teams[line.code],
            on=stage.people[line.supervisor].joined_date, at=then,
        )  # fmt: skip
