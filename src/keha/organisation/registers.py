"""Reads for who keeps an employer's people: what registers call them, who comes in how, and what machines may do."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet

from keha.foundation.models import AuditEntry
from keha.organisation.models import (
    Departure,
    GroupsChoice,
    Identity,
    MachineKey,
    Membership,
    Person,
    SignInService,
    Team,
    TeamMembership,
)
from keha.organisation.queries import _on


def identities(*, external_id: str = "", user_name: str = "", number: str = "") -> list[Identity]:
    """Whoever is known by one of these; blank ones are nobody's. One query, none when all are blank."""
    given = {"external_id": external_id, "user_key": user_name.casefold()[:200], "number": number}
    wanted = Q()
    for name, value in given.items():
        wanted |= Q(**{name: value}) if value else Q()
    return list(Identity.objects.filter(wanted)) if wanted else []


def identity_by_number(number: str) -> Identity | None:
    """Whose employee number this is. Locks her row. One query, none for a blank one."""
    if not number:
        return None
    return Identity.objects.select_for_update(of=("self",)).select_related("person").filter(number=number).first()


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as a directory or an administrator sees her. departed_at: empty while she works here."""

    person: Person
    identity: Identity | None
    departed_at: datetime | None

    def is_active(self, *, at: datetime) -> bool:
        """Whether she works here."""
        return self.departed_at is None or self.departed_at > at


def _listed(identity: Identity) -> Listed:
    departures = list(identity.person.departures.all())
    return Listed(identity.person, identity, departures[0].at if departures else None)


def told_people() -> QuerySet[Identity]:
    """Everybody whom the employer's directory has told of, in a lasting order. Give a slice of it to `listed`."""
    rows = Identity.objects.exclude(user_key="").select_related("person").prefetch_related("person__departures")
    return rows.order_by("person_id")


def listed(rows: Iterable[Identity]) -> list[Listed]:
    """These people with whether they have left. Two queries."""
    return [_listed(identity) for identity in rows]


def told_person(person_id: UUID, *, locked: bool = False) -> Listed | None:
    """One of them. locked: her identity's row, for whoever writes. Two queries."""
    rows = told_people().select_for_update(of=("self",)) if locked else told_people()
    found = rows.filter(person_id=person_id).first()
    return _listed(found) if found else None


def follows_groups() -> bool:
    """Whether groups of the directory say who is in which team. One query."""
    newest = GroupsChoice.objects.order_by("-at", "-pk").values_list("follows", flat=True).first()
    return bool(newest)


def told_members(team_ids: Collection[UUID]) -> dict[UUID, list[Person]]:
    """Who of a directory's people is in each of these teams for the time being, by team. One query."""
    told = Identity.objects.exclude(user_key="").values("person_id")
    rows = TeamMembership.objects.filter(team_id__in=team_ids, until_date__isnull=True, person_id__in=told)
    found: dict[UUID, list[Person]] = {team_id: [] for team_id in team_ids}
    for row in rows.select_related("person").order_by("person_id"):
        found[row.team_id].append(row.person)
    return found


def told_ids(person_ids: Collection[UUID]) -> set[UUID]:
    """Which of these a directory has told of. One query."""
    return set(
        Identity.objects.exclude(user_key="").filter(person_id__in=person_ids).values_list("person_id", flat=True)
    )


def teams_named(name: str) -> list[Team]:
    """Teams whose code or name in any language this is, large and small letters alike. One query."""
    fields = ("code", "name_fi", "name_sv", "name_en")
    wanted = Q()
    for field in fields:
        wanted |= Q(**{f"{field}__iexact": name})
    return list(Team.objects.filter(wanted).order_by("pk")) if name else []


def known_by(external_id: str, number: str, *, at: datetime) -> Person | None:
    """Who works here under an external id, or else under an employee number that no external id belongs to.

    Two queries at most.
    """
    for wanted in ({"external_id": external_id}, {"number": number, "external_id": ""}):
        if not next(iter(wanted.values())):
            continue
        found = Identity.objects.filter(**wanted).select_related("person").first()
        if found:
            has_left = Departure.objects.filter(person_id=found.person_id, at__lte=at).exists()
            return None if has_left else found.person
    return None


def services() -> list[SignInService]:
    """The sign-in services of all employers with their names, at the door. One query."""
    return list(SignInService.objects.select_related("employer").order_by("employer__name_fi"))


def service_of(employer_id: UUID) -> SignInService | None:
    """An employer's own. One query."""
    return SignInService.objects.filter(employer_id=employer_id).first()


def keys_of(employer_id: UUID) -> list[MachineKey]:
    """The keys that work, the newest first. One query."""
    rows = MachineKey.objects.filter(employer_id=employer_id, ended_at__isnull=True).select_related("made_by")
    return list(rows.order_by("-made_at"))


@dataclass(frozen=True, slots=True)
class Kept:
    """A person in the administrator's list. changed_at: when something of hers was last written; never: when seen."""

    person: Person
    teams: tuple[Team, ...]
    has_login: bool
    departed_at: datetime | None
    changed_at: datetime | None


def kept_person(person_id: UUID) -> Any:
    """One person as in kept_people, whether she has left or not; None for nobody. One query."""
    return Person.objects.annotate(departed_at=F("departures__at")).filter(pk=person_id).first()


def kept_people(words: str = "", *, gone: bool = False) -> QuerySet[Any]:
    """Everybody, or with gone those who have left, by name. words: a part of the name. Give a slice to `kept`."""
    rows = Person.objects.annotate(departed_at=F("departures__at")).filter(departures__isnull=not gone)
    return (rows.filter(name__icontains=words) if words else rows).order_by("name", "pk")


def kept(rows: Iterable[Any], *, on: date) -> list[Kept]:
    """These people with what an administrator may know of each. Four queries."""
    people = list(rows)
    ids = [person.pk for person in people]
    teams: dict[UUID, list[Team]] = {}
    for row in TeamMembership.objects.filter(_on(on), person_id__in=ids).select_related("team").order_by("from_date"):
        teams.setdefault(row.person_id, []).append(row.team)
    with_login = set(Membership.objects.filter(person_id__in=ids).values_list("person_id", flat=True))
    written = AuditEntry.objects.filter(whose__in=ids, action__startswith="organisation.", thing_kind__in=_WRITTEN)
    changed = dict(written.values_list("whose").annotate(Max("at")).values_list("whose", "at__max"))
    return [
        Kept(p, tuple(teams.get(p.pk, ())), p.pk in with_login, p.departed_at, cast(Any, changed.get(p.pk)))
        for p in people
    ]


_WRITTEN = ("person", "team", "role")
