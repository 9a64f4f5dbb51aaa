"""People come, belong, hold roles, choose a language and leave."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from keha.foundation import audit
from keha.foundation.context import door
from keha.foundation.facts import publish
from keha.organisation.actions.door import shut_out
from keha.organisation.events import PersonDeparted
from keha.organisation.models import Area, Departure, Person, Role, Site, Team, TeamMembership
from keha.organisation.rules import RoleKind


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is told of a person when she is hired. share_percent: share of a full contract, 1 to 100."""

    name: str
    language: str = "fi"
    share_percent: int = 100
    home_site: Site | None = None


def hire(newcomer: Newcomer, *, on: date, at: datetime, by: UUID | None = None) -> Person:
    """Adds a person to the employer."""
    person = Person.objects.create(
        name=newcomer.name, language=newcomer.language, share_percent=newcomer.share_percent,
        home_site=newcomer.home_site, joined_date=on,
    )  # fmt: skip
    audit.record("organisation.hire", actor=by, at=at, thing=("person", person.pk), whose=person.pk)
    return person


def join_team(*, person: Person, team: Team, on: date, at: datetime, by: UUID | None = None) -> TeamMembership:
    """A person begins in a team on a day."""
    membership = TeamMembership.objects.create(person=person, team=team, from_date=on)
    audit.record("organisation.join_team", actor=by, at=at, thing=("team", team.pk), whose=person.pk)
    return membership


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
    """A person leaves: her next click is refused, whatever phone or tablet it comes from.

    After the commit what she came in by goes too.
    """
    Departure.objects.create(person=person, at=at)
    audit.record("organisation.depart", actor=by, at=at, thing=("person", person.pk), whose=person.pk)
    publish(PersonDeparted(person_id=person.pk, at=at))
    employer_id = cast(UUID, person.employer_id)
    transaction.on_commit(lambda: _shut_out(person.pk, employer_id))


def _shut_out(person_id: UUID, employer_id: UUID) -> None:
    with door():
        shut_out(person_id=person_id, employer_id=employer_id)
