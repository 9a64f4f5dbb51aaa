"""Somebody of the story signs in, as the door would let her in."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from keha.foundation.context import acting_for, door
from keha.foundation.ids import uuid7
from keha.organisation.actions import door as door_actions
from keha.organisation.actions import people as people_actions
from keha.organisation.models import Departure, Membership, Person, Role, TeamMembership
from keha.organisation.queries import Actor, actor
from keha.organisation.rules import RoleKind

# Columns of the access matrix: role in code, Finnish, Swedish, English.
ROLES = (
    ("anonymous", "kirjautumaton", "inte inloggad", "not signed in"),
    ("worker", "kysyjä itse", "frågaren själv", "the asker herself"),
    ("mate", "työkaveri", "arbetskamrat", "team mate"),
    ("lead", "tiimivastaava", "teamansvarig", "team lead"),
    ("other_team", "toisen tiimin työntekijä", "medarbetare i ett annat team", "other team's worker"),
    ("supervisor", "esihenkilö", "chef", "supervisor"),
    ("area_manager", "aluepäällikkö", "områdeschef", "area manager"),
    ("steward", "luottamusmies", "förtroendeman", "shop steward"),
    ("safety", "työsuojeluvaltuutettu", "arbetarskyddsfullmäktig", "safety representative"),
    ("administrator", "pääkäyttäjä", "administratör", "administrator"),
    ("other_employer", "toisen työnantajan työntekijä", "annan arbetsgivares medarbetare", "other employer's worker"),
    ("leaver", "lähtenyt", "har slutat", "leaver"),
)


PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"


@dataclass(frozen=True, slots=True)
class Who:
    """A person of an employer."""

    employer: UUID
    person: UUID

    def actor(self) -> Actor:
        """The person as actions take her; to be called inside acting_for(employer)."""
        return actor(
            Person.objects.select_related("employer", "home_site").get(pk=self.person), on=timezone.localdate()
        )


def supervisor_of(who: Who) -> Who:
    """The supervisor of somebody's first team; inside acting_for(employer)."""
    role = Role.objects.filter(kind=RoleKind.SUPERVISOR, team=who.actor().teams[0].pk).order_by("from_date")[0]
    return Who(who.employer, role.person_id)


def _holder(kind: RoleKind) -> UUID:
    found = Role.objects.filter(kind=kind).order_by("from_date", "pk").values_list("person_id", flat=True).first()
    assert found, kind
    return found


def _mates(world: Any) -> list[UUID]:
    team = TeamMembership.objects.filter(person_id=world.aino).values_list("team_id", flat=True)[:1]
    inside = TeamMembership.objects.filter(team_id=team[0]).exclude(person_id__in=[world.aino, world.bertta])
    return list(inside.order_by("person__name").values_list("person_id", flat=True))


def by_role(world: Any) -> dict[str, Who | None]:
    """One person for each role. The leaver has not left yet: see `leaves`."""
    with acting_for(world.employer):
        mate, leaver = _mates(world)[:2]
        people = {
            "worker": world.aino, "mate": mate, "lead": world.bertta, "other_team": world.daavid,
            "supervisor": world.cecilia, "area_manager": _holder(RoleKind.AREA_MANAGER),
            "steward": _holder(RoleKind.STEWARD), "safety": _holder(RoleKind.SAFETY),
            "administrator": _holder(RoleKind.ADMINISTRATOR), "leaver": leaver,
        }  # fmt: skip
    found: dict[str, Who | None] = {role: Who(world.employer, person) for role, person in people.items()}
    return {"anonymous": None, **found, "other_employer": Who(world.county, world.eeva)}


def leaves(who: Who) -> None:
    """The person leaves now."""
    with acting_for(who.employer):
        if not Departure.objects.filter(person_id=who.person).exists():
            people_actions.depart(person=Person.objects.get(pk=who.person), at=timezone.now() - timedelta(seconds=1))


@cache
def _handler(enforce_csrf_checks: bool) -> ClientHandler:
    return ClientHandler(enforce_csrf_checks)


def client_of(who: Who | None, *, language: str | None = "fi", **options: Any) -> Client:
    """A phone on which somebody (None: nobody) is signed in. language: of her screens; None leaves it."""
    headers = {"accept-language": "fi", "user-agent": PHONE}
    client = Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1", headers=headers, **options)
    # A handler loads the middleware at its first request, and a third of a short request's time goes there.
    client.handler = _handler(client.handler.enforce_csrf_checks)
    if who is None:
        return client
    if language:
        with acting_for(who.employer):
            Person.objects.filter(pk=who.person).update(language=language)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(who)
    return client


def session_of(who: Who, *, since: timedelta = timedelta(), seen: timedelta = timedelta()) -> str:
    """The key of a new session for somebody, begun and last seen so long ago."""
    with door():
        account = door_actions.account_of(person_id=who.person, employer_id=who.employer)
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        now = timezone.now()
        store.update(
            {
                SESSION_KEY: str(account.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: account.get_session_auth_hash(), "employer": str(who.employer),
                "device": {
                    "id": str(uuid7()), "name": "Chrome, Android", "since": (now - since).isoformat(),
                    "seen": (now - seen).isoformat(),
                },
            }
        )  # fmt: skip
        store.save(must_create=True)
    return str(store.session_key)


def account_id(who: Who) -> UUID:
    """The account that somebody signs in with."""
    with door():
        return Membership.objects.get(person_id=who.person, employer_id=who.employer).account_id
