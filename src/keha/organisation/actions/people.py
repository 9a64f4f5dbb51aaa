"""People come, belong, hold roles, choose a language and leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import cast
from uuid import UUID

from django.db import transaction

from keha.foundation import audit
from keha.foundation.facts import publish
from keha.organisation.actions import door
from keha.organisation.events import PersonDeparted
from keha.organisation.models import Area, Departure, Person, Role, Site, Team, TeamMembership
from keha.organisation.rules import RoleKind


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is told of a person when she is hired. share_percent, weekly_minutes: see models.Person."""

    name: str
    language: str = "fi"
    share_percent: int = 100
    home_site: Site | None = None
    weekly_minutes: int | None = None


def hire(newcomer: Newcomer, *, on: date, at: datetime, by: UUID | None = None) -> Person:
    """Adds a person to the employer."""
    person = Person.objects.create(
        name=newcomer.name, language=newcomer.language, share_percent=newcomer.share_percent,
        home_site=newcomer.home_site, joined_date=on, weekly_minutes=newcomer.weekly_minutes,
    )  # fmt: skip
    audit.record("organisation.hire", actor=by, at=at, thing=("person", person.pk), whose=person.pk)
    return person


def join_team(*, person: Person, team: Team, on: date, at: datetime, by: UUID | None = None) -> TeamMembership:
    """A person begins in a team on a day."""
    membership = TeamMembership.objects.create(person=person, team=team, from_date=on)
    audit.record("organisation.join_team", actor=by, at=at, thing=("team", team.pk), whose=person.pk)
    return membership


def leave_team(*, person: Person, team: Team, on: date, at: datetime, by: UUID | None = None) -> None:
    """A person is no longer in a team from a day on; without a word when she is not in it. At most three queries."""
    inside = TeamMembership.objects.filter(person=person, team=team).exclude(until_date__lt=on)
    gone, _kinds = inside.filter(from_date__gte=on).delete()
    if inside.update(until_date=on - timedelta(days=1)) or gone:
        audit.record("organisation.leave_team", actor=by, at=at, thing=("team", team.pk), whose=person.pk)


def give_role(
    *, person: Person, kind: RoleKind, of: Team | Area | None, on: date, at: datetime, by: UUID | None = None
) -> Role:
    """A person holds a role from a day on, for a team, an area or the whole employer."""
    role = Role.objects.create(
        person=person, kind=kind, from_date=on,
        team=of if isinstance(of, Team) else None, area=of if isinstance(of, Area) else None,
    )  # fmt: skip
    audit.record("organisation.give_role", actor=by, at=at, thing=("role", role.pk), whose=person.pk)
    return role


def choose_language(*, person: Person, language: str, at: datetime) -> None:
    """A person chooses the language of her screens: fi, sv or en."""
    Person.objects.filter(pk=person.pk).update(language=language)
    audit.record("organisation.choose_language", actor=person.pk, at=at, thing=("person", person.pk), whose=person.pk)


def depart(*, person: Person, at: datetime, by: UUID | None = None) -> None:
    """A person leaves: her next click is refused, whatever phone it comes from. Without a word when she has left.

    The refusal holds from this transaction's commit; what she came in by goes right after it.
    """
    departure, is_new = Departure.objects.get_or_create(person=person, defaults={"at": at})
    if not is_new:
        if departure.at <= at:
            return
        Departure.objects.filter(pk=departure.pk).update(at=at)
    gone = partial(door.shut_out, person_id=person.pk, employer_id=cast(UUID, person.employer_id))
    transaction.on_commit(gone, robust=True)
    audit.record("organisation.depart", actor=by, at=at, thing=("person", person.pk), whose=person.pk)
    publish(PersonDeparted(person_id=person.pk, at=at))


def come_back(*, person: Person, at: datetime, by: UUID | None = None) -> None:
    """A person who has left works here again, with the sign-in she had. Without a word when she has not left."""
    if Departure.objects.filter(person=person).delete()[0]:
        audit.record("organisation.come_back", actor=by, at=at, thing=("person", person.pk), whose=person.pk)


def rename(*, person: Person, name: str, at: datetime, by: UUID | None = None) -> None:
    """A person is called otherwise."""
    Person.objects.filter(pk=person.pk).update(name=name)
    person.name = name
    audit.record("organisation.rename", actor=by, at=at, thing=("person", person.pk), whose=person.pk)


def rewrite(*, person: Person, fields: Mapping[str, object], at: datetime, by: UUID | None = None) -> None:
    """Her share of contract, weekly minutes or home site (by id) become others."""
    unknown = fields.keys() - {"share_percent", "weekly_minutes", "home_site_id"}
    if unknown:
        raise ValueError(f"no such fields here: {sorted(unknown)}")
    Person.objects.filter(pk=person.pk).update(**fields)
    audit.record("organisation.rewrite", actor=by, at=at, thing=("person", person.pk), whose=person.pk)


def end_role(*, role_id: UUID, on: date, at: datetime, by: UUID | None = None) -> None:
    """A role is no longer held from a day on; without a word when it is not."""
    role = Role.objects.filter(pk=role_id).first()
    if role is None or (role.until_date is not None and role.until_date < on):
        return
    if role.from_date >= on:
        role.delete()
    else:
        Role.objects.filter(pk=role_id).update(until_date=on - timedelta(days=1))
    audit.record("organisation.end_role", actor=by, at=at, thing=("role", role_id), whose=role.person_id)
