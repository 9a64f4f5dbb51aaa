"""Reads: who is who, and where they belong. Each says how many queries it takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import Q, QuerySet, Value

from keha.organisation.models import (
    Account,
    Area,
    Invitation,
    Membership,
    Number,
    Person,
    Role,
    Session,
    Site,
    Team,
    TeamMembership,
)
from keha.organisation.rules import NumberKind, RoleKind


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: a person with her teams and roles of today. Policies ask it, and no database.

    on_tablet: she came in by PIN on a shared tablet, and acts as a worker: see without_power.
    """

    person: Person
    team_ids: frozenset[UUID] = frozenset()
    led_team_ids: frozenset[UUID] = frozenset()
    managed_area_ids: frozenset[UUID] = frozenset()
    roles: frozenset[RoleKind] = frozenset()
    teams: tuple[Team, ...] = field(default=(), compare=False)
    led_teams: tuple[Team, ...] = field(default=(), compare=False)
    on_tablet: bool = False

    @property
    def id(self) -> UUID:
        """The person's id."""
        return self.person.pk

    @property
    def employer_id(self) -> UUID:
        """Whose person she is."""
        return cast(UUID, self.person.employer_id)

    @property
    def team(self) -> Team | None:
        """Her own team: the one she joined first."""
        return self.teams[0] if self.teams else None

    @property
    def own_team(self) -> Team | None:
        """The team that she belongs to, or else the first she leads: where she asks, and what Team opens."""
        return next(iter((*self.teams, *self.led_teams)), None)

    @property
    def working_team_ids(self) -> frozenset[UUID]:
        """The teams that she belongs to or leads."""
        return self.team_ids | self.led_team_ids

    @property
    def is_supervisor(self) -> bool:
        """Whether she leads at least one team."""
        return bool(self.led_team_ids)

    def sees_team(self, team: Team) -> bool:
        """A team is seen by its members, its supervisor, its area's manager, and the representatives."""
        return (
            team.pk in self.team_ids | self.led_team_ids
            or team.area_id in self.managed_area_ids
            or bool(self.roles & {RoleKind.STEWARD, RoleKind.SAFETY, RoleKind.FLOAT, RoleKind.ADMINISTRATOR})
        )


def without_power(actor: Actor) -> Actor:
    """The same person by PIN on a shared tablet: what a role lets her do waits for her own phone."""
    nothing: frozenset[UUID] = frozenset()
    roles = actor.roles & {RoleKind.FLOAT}
    return replace(actor, led_team_ids=nothing, managed_area_ids=nothing, roles=roles, led_teams=(), on_tablet=True)


def _on(day: date) -> Q:
    return Q(from_date__lte=day) & (Q(until_date__isnull=True) | Q(until_date__gte=day))


def actor(person: Person, *, on: date) -> Actor:
    """A person with her teams and roles of a day. One query."""
    names = [f"team__{field}" for field in ("area_id", "code", "name_fi", "name_sv", "name_en")]
    belongs = TeamMembership.objects.filter(_on(on), person=person).order_by()
    holds = Role.objects.filter(_on(on), person=person).order_by()
    rows = belongs.values_list(Value("member"), "team_id", "team__area_id", "from_date", *names).union(
        holds.values_list("kind", "team_id", "area_id", "from_date", *names), all=True
    )
    found = sorted(rows, key=lambda row: row[3])
    teams = tuple(_team(person, row) for row in found if row[0] == "member")
    roles = [row for row in found if row[0] != "member"]
    return Actor(
        person=person,
        teams=teams,
        team_ids=frozenset(team.pk for team in teams),
        led_team_ids=frozenset(row[1] for row in roles if row[0] == RoleKind.SUPERVISOR and row[1]),
        led_teams=tuple(_team(person, row) for row in roles if row[0] == RoleKind.SUPERVISOR and row[1]),
        managed_area_ids=frozenset(row[2] for row in roles if row[0] == RoleKind.AREA_MANAGER and row[2]),
        roles=frozenset(RoleKind(row[0]) for row in roles),
    )


def _team(person: Person, row: Any) -> Team:
    _kind, pk, area_id, _since, own_area_id, code, fi, sv, en = row
    area_id = area_id or own_area_id
    return Team(pk=pk, employer_id=person.employer_id, area_id=area_id, code=code, name_fi=fi, name_sv=sv, name_en=en)


def membership_of(account_id: str | UUID, employer_id: UUID) -> Membership | None:
    """Whose person an account is at an employer, with the account, at the door. One query."""
    found = Membership.objects.filter(account_id=account_id, employer_id=employer_id, account__is_active=True)
    return found.select_related("account").first()


def present_person(person_id: UUID, *, at: datetime) -> Person | None:
    """The person, unless she has left. One query."""
    people = Person.objects.exclude(departures__at__lte=at).select_related("employer", "home_site")
    return people.filter(pk=person_id).first()


def employers_of(account_id: UUID) -> list[Membership]:
    """The employers that an account may choose from, at the door. One query."""
    return list(
        Membership.objects.filter(account_id=account_id).select_related("employer").order_by("employer__name_fi")
    )


def people_of(team_ids: Iterable[UUID], *, on: date) -> list[Person]:
    """The people of these teams on a day, by name. One query."""
    inside = TeamMembership.objects.filter(_on(on), team_id__in=list(team_ids)).values("person_id")
    present = Person.objects.filter(pk__in=inside).exclude(departures__at__date__lte=on)
    return list(present.only("name", "share_percent").order_by("name"))


def sites_of(team: Team) -> list[Site]:
    """The sites that a team serves, by name. One query."""
    return list(Site.objects.filter(served_by__team=team).order_by("name_fi"))


def teams_seen_by(seer: Actor) -> list[Team]:
    """The teams whose pages a person may open: her own first, then by name. One query; none for a plain worker."""
    if not seer.roles:
        return list(seer.teams)
    teams = [team for team in Team.objects.order_by("name_fi") if seer.sees_team(team)]
    return sorted(teams, key=lambda team: team.pk not in seer.team_ids)


def holders(kinds: Iterable[RoleKind], *, team: Team | None, on: date) -> list[Role]:
    """Who holds a role for a team: of the team, of its area or of the whole employer. One query."""
    of_team = Q(team__isnull=True) | Q(team=team)
    of_area = Q(area__isnull=True) | Q(area_id=team.area_id if team else None)
    roles = Role.objects.filter(_on(on), of_team, of_area, kind__in=list(kinds)).select_related("person")
    return list(roles.order_by("kind", "person__name"))


def without_login(people: Iterable[Person]) -> set[UUID]:
    """Which of these people have no account yet. One query."""
    ids = {person.pk for person in people}
    return ids - set(Membership.objects.filter(person_id__in=ids).values_list("person_id", flat=True))


def sessions_of(account: Account) -> QuerySet[Session]:
    """An account's own sessions, the newest first, at the door. One query."""
    return Session.objects.filter(account=account).order_by("-created_at")


def invitation_of(code_hash: bytes) -> Invitation | None:
    """The newest invitation with this code, at the door. Locks its row. One query."""
    found = Invitation.objects.select_for_update(of=("self",)).filter(code_hash=code_hash)
    return found.order_by("-made_at").first()


@dataclass(frozen=True, slots=True)
class Member:
    """A person with her first team and her roles of a day."""

    person: Person
    team: Team | None
    roles: tuple[str, ...]


def everybody(*, on: date) -> list[Member]:
    """Everybody who is at the employer on a day, by name. Three queries."""
    roles: dict[UUID, list[str]] = {}
    for person_id, kind in Role.objects.filter(_on(on)).values_list("person_id", "kind").distinct():
        roles.setdefault(person_id, []).append(kind)
    teams = {
        row.person_id: row.team
        for row in TeamMembership.objects.filter(_on(on)).select_related("team").order_by("-from_date")
    }
    people = Person.objects.exclude(departures__at__date__lte=on).order_by("name")
    return [Member(p, teams.get(p.pk), tuple(sorted(roles.get(p.pk, ())))) for p in people]


def _nearest_first(number: Number) -> tuple[int, int, int, str]:
    kinds = list(NumberKind)
    distance = 0 if number.site_id else 1 if number.area_id else 2
    return distance, number.position, kinds.index(NumberKind(number.kind)), number.name_fi


def visible_numbers(actor: Actor) -> QuerySet[Number]:
    """The numbers of the employer, of the areas she works in or manages, and of their sites that concern her."""
    if actor.roles & {RoleKind.STEWARD, RoleKind.SAFETY, RoleKind.FLOAT, RoleKind.ADMINISTRATOR}:
        return Number.objects.all()
    areas = {team.area_id for team in (*actor.teams, *actor.led_teams)} | actor.managed_area_ids
    sites = Site.objects.filter(
        Q(served_by__team_id__in=actor.working_team_ids)
        | Q(area_id__in=actor.managed_area_ids)
        | Q(pk=actor.person.home_site_id)
    )
    whole = Q(area__isnull=True, site__isnull=True)
    return Number.objects.filter(whole | Q(area_id__in=areas) | Q(site_id__in=sites.values("pk")))


def numbers_for(actor: Actor) -> list[Number]:
    """The numbers that concern a person with their hours, the nearest first. Two queries."""
    found = visible_numbers(actor).select_related("area", "site").prefetch_related("hours")
    return sorted(found, key=_nearest_first)


def numbers_of(kinds: Iterable[NumberKind], *, team: Team | None) -> list[Number]:
    """Of each kind the numbers nearest to a team: of its sites, else of its area, else of the employer. One query."""
    whole = Q(area__isnull=True, site__isnull=True)
    near = Q(area_id=team.area_id) | Q(site__served_by__team=team) if team else whole
    found = sorted(Number.objects.filter(whole | near, kind__in=list(kinds)).distinct(), key=_nearest_first)
    nearest: dict[str, int] = {}
    for number in found:
        nearest.setdefault(number.kind, _nearest_first(number)[0])
    return [number for number in found if _nearest_first(number)[0] == nearest[number.kind]]


@dataclass(frozen=True, slots=True)
class KeptPlaces:
    """Where a person keeps the important numbers. whole: for the whole employer too."""

    whole: bool
    areas: tuple[Area, ...]
    sites: tuple[Site, ...]

    def __bool__(self) -> bool:
        return self.whole or bool(self.areas or self.sites)

    def holds(self, *, area_id: UUID | None, site_id: UUID | None) -> bool:
        """Whether a place is among them; neither id: the whole employer."""
        if site_id:
            return area_id is None and any(site.pk == site_id for site in self.sites)
        return any(area.pk == area_id for area in self.areas) if area_id else self.whole


def kept_places(actor: Actor) -> KeptPlaces:
    """An administrator keeps them all, an area's manager her areas', a supervisor those of the sites her teams serve.

    Two queries; none for others.
    """
    whole = RoleKind.ADMINISTRATOR in actor.roles
    if not (whole or actor.managed_area_ids or actor.led_team_ids):
        return KeptPlaces(False, (), ())
    areas, sites = Area.objects.order_by("name_fi"), Site.objects.order_by("name_fi")
    if not whole:
        areas = areas.filter(pk__in=actor.managed_area_ids)
        served = Site.objects.filter(served_by__team_id__in=actor.led_team_ids).values("pk")
        sites = sites.filter(Q(area_id__in=actor.managed_area_ids) | Q(pk__in=served))
    return KeptPlaces(whole, tuple(areas), tuple(sites))
