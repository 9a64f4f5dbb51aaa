"""For the generated tests: one thing of each kind of shared tablets, and what each form sends."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from keha.foundation.context import acting_for, door
from keha.organisation import tablets as reads
from keha.organisation.actions import door as door_actions
from keha.organisation.actions import tablets as actions
from keha.organisation.models import Device, Membership, Role, Team
from keha.organisation.rules import RoleKind
from tests.support.people import Who, client_of

PIN = "730518"
# Which of a person's things an address is tried with; the first one is where its form does something.
THINGS: Mapping[str, tuple[str, ...]] = {
    "tablets:tablet": ("tablet",),
    "tablets:unpair": ("tablet",),
    "tablets:unlock": ("tablet",),
    "door:pin": ("tablet",),
    "door:first_pin": ("tablet",),
}
# Whose form it is, where it is not the worker's.
DOERS: Mapping[str, str] = {
    "tablets:pair": "administrator",
    "tablets:new": "supervisor",
    "tablets:unpair": "supervisor",
    "tablets:unlock": "supervisor",
}


def keeper_of(who: Who) -> Who:
    """An administrator of her employer; inside it."""
    return Who(who.employer, Role.objects.filter(kind=RoleKind.ADMINISTRATOR).values_list("person_id", flat=True)[0])


def things(who: Who, mate: Who, rule: Any) -> dict[str, Any]:
    """Ids by name, made inside the person's employer; rule: one of her team's."""
    by, now = keeper_of(who).actor(), timezone.now()
    team = Team.objects.get(pk=who.actor().teams[0].pk)
    tablet = actions.open_pairing(team=team, name="Koetabletti", by=by, at=now)
    Device.objects.filter(pk=tablet.pk).update(paired_at=now, browser="Chrome, Android")
    # Its code outlives the run.
    waits = actions.open_pairing(team=team, name="Odottava", by=by, at=now + timedelta(days=1))
    return {
        "tablet": tablet.pk,
        "tablet_mate": mate.person,
        "tablet_team": team.pk,
        "pairing_code": actions.pairing_code(waits),
    }


def values(ids: Mapping[str, Any], thing: str) -> dict[str, Any]:
    """The parameters of addresses by name, for one of a person's things."""
    return {"device_id": ids.get("tablet"), "person_id": ids.get("tablet_mate")}


def bodies(own: Mapping[str, Any], world: Any) -> dict[str, dict[str, str]]:
    """What each form sends when it is filled in rightly, by the address's name."""
    return {
        "tablets:new": {"team": str(own["tablet_team"]), "name": "Uusi tabletti"},
        "tablets:pair": {"code": own["pairing_code"]},
        "tablets:pin": {"pin": PIN, "again": PIN},
        "tablets:unpair": {},
        "tablets:unlock": {},
        "me:end_sessions": {},
    }


def tablet_of(who: Who, *, name: str = "Keittiön tabletti") -> tuple[Client, Device]:
    """A tablet paired with somebody's team, on which nobody is signed in."""
    now = timezone.now()
    with acting_for(who.employer):
        team = Team.objects.get(pk=who.actor().teams[0].pk)
        device = actions.open_pairing(team=team, name=name, by=keeper_of(who).actor(), at=now)
    with door():
        found, verdict = actions.pair(actions.pairing_code(device), browser="Chrome, Android", network="x", at=now)
        assert verdict
        assert found
    client = client_of(None)
    client.cookies[settings.TABLET_COOKIE_NAME] = reads.token_of(found)
    return client, found


def give_pin(who: Who, device: Device, *, pin: str = PIN) -> None:
    """Somebody has a PIN on a tablet."""
    with door():
        account = door_actions.account_of(person_id=who.person, employer_id=who.employer)
        actions.set_pin(account=account, device_ids=[device.pk], pin=pin, at=timezone.now())


def account_of(who: Who) -> Any:
    """The account that somebody signs in with; at the door."""
    return Membership.objects.get(person_id=who.person, employer_id=who.employer).account
