"""An employer's directory tells of its people: who comes, what she is called, in which teams she is, who leaves.

Nobody is an actor here: the trail's rows have none, and the key that was used stands in the machine key's own row.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from keha.foundation import audit
from keha.organisation import registers
from keha.organisation.actions import people
from keha.organisation.models import Departure, Identity, Person, Team, TeamMembership


@dataclass(frozen=True, slots=True)
class Told:
    """What a directory says of a person. See models.Identity for the names; language: fi, sv, en, blank for unknown."""

    name: str
    user_name: str
    external_id: str = ""
    number: str = ""
    active: bool = True
    language: str = ""


class Taken(Exception):
    """Another person is known by one of these names already. person_id: who, where it can be told."""

    def __init__(self, person_id: UUID | None) -> None:
        super().__init__(str(person_id))
        self.person_id = person_id


def arrive(told: Told, *, on: date, at: datetime) -> Person:
    """A person the directory did not know before; one with the same employee number is she herself. Raises Taken."""
    for taken in registers.identities(external_id=told.external_id, user_name=told.user_name):
        raise Taken(taken.person_id)
    known = registers.identity_by_number(told.number)
    if known is not None and known.user_name:
        raise Taken(known.person_id)
    if known is None:
        newcomer = people.Newcomer(name=told.name, language=told.language or "fi")
        known = Identity(person=people.hire(newcomer, on=on, at=at))
    person: Person = known.person
    _keep(known, told, at=at)
    _follow(person, told, at=at)
    return person


def change(person: Person, told: Told, *, at: datetime) -> None:
    """The directory says otherwise of a person it knows; leaving and coming back among it. Raises Taken."""
    known = Identity.objects.select_for_update(of=("self",)).get(person=person)
    before = (known.external_id, known.user_name, known.number)
    if before != (told.external_id, told.user_name, told.number):
        _keep(known, told, at=at)
    _follow(person, told, at=at)


def _keep(known: Identity, told: Told, *, at: datetime) -> None:
    known.external_id, known.number, known.at = told.external_id, told.number, at
    known.user_name, known.user_key = told.user_name, told.user_name.casefold()[:200]
    try:
        with transaction.atomic():
            known.save()
    except IntegrityError:
        others = registers.identities(external_id=told.external_id, user_name=told.user_name, number=told.number)
        raise Taken(next((one.person_id for one in others if one.person_id != known.person_id), None)) from None
    audit.record("organisation.identify", actor=None, at=at, thing=("person", known.person_id), whose=known.person_id)


def _follow(person: Person, told: Told, *, at: datetime) -> None:
    if told.name != person.name:
        people.rename(person=person, name=told.name, at=at)
    if not told.active:
        people.depart(person=person, at=at)
    elif Departure.objects.filter(person=person).exists():
        people.come_back(person=person, at=at)


def forget(person: Person, *, at: datetime) -> None:
    """The directory lets a person go: she leaves, and what it called her is forgotten; her employee number stays."""
    people.depart(person=person, at=at)
    Identity.objects.filter(person=person).update(external_id="", user_name="", user_key="", at=at)
    Identity.objects.filter(person=person, number="").delete()
    audit.record("organisation.forget_identity", actor=None, at=at, thing=("person", person.pk), whose=person.pk)


def add_members(team: Team, person_ids: Collection[UUID], *, on: date, at: datetime) -> None:
    """These people are in the team from a day on; those who are already stay as they are. Locks the team."""
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    inside = set(TeamMembership.objects.filter(team=team, until_date__isnull=True).values_list("person_id", flat=True))
    for person in Person.objects.filter(pk__in=set(person_ids) - inside).order_by("pk"):
        people.join_team(person=person, team=team, on=on, at=at)


def drop_members(team: Team, person_ids: Collection[UUID], *, on: date, at: datetime) -> None:
    """These people are not in the team any more from a day on. Locks the team."""
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    inside = TeamMembership.objects.filter(team=team, until_date__isnull=True, person_id__in=set(person_ids))
    for membership in inside.select_related("person").order_by("person_id"):
        people.leave_team(person=membership.person, team=team, on=on, at=at)
