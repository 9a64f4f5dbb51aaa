"""A directory that talks to the house by SCIM, as Entra does."""

import json
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.organisation.actions import machines
from keha.organisation.models import Role
from tests.support.people import Who, by_role

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Directory:
    """One with a key of an employer; token: another key, blank for none."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.client = Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1", enforce_csrf_checks=True)

    def send(self, method: str, path: str, body: Any = None, *, raw: bytes | None = None) -> Any:
        """A request below /scim/v2/."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        sent = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        return self.client.generic(
            method, f"/scim/v2/{path}", sent, content_type="application/scim+json", headers=headers
        )

    def post(self, name: str, **more: Any) -> Any:
        """A new person, as Entra tells of her."""
        user = {
            "schemas": [USER], "userName": f"{name}@kunta.example", "displayName": name, "active": True,
            "emails": [{"primary": True, "type": "work", "value": f"{name}@kunta.example"}],
            "meta": {"resourceType": "User"}, "externalId": name,
        }  # fmt: skip
        return self.send("POST", "Users", user | more)

    def patch(self, place: str, *operations: dict[str, Any]) -> Any:
        """A PATCH of these operations."""
        return self.send("PATCH", place, {"schemas": [PATCH], "Operations": list(operations)})


def administrator(world: Any) -> Who:
    """The employer's."""
    found = by_role(world)["administrator"]
    assert found
    return found


def county_administrator(world: Any) -> Who:
    """The other employer's administrator."""
    with acting_for(world.county):
        holder = Role.objects.filter(kind="administrator").values_list("person_id", flat=True).first()
        assert holder
        return Who(world.county, holder)


def directory_of(who: Who) -> Directory:
    """A directory with a new key, made by this administrator."""
    with acting_for(who.employer):
        key = machines.make_key(by=who.actor(), at=timezone.now())
        return Directory(machines.token_of(key))


def follow(who: Who, *, follows: bool = True) -> None:
    """The administrator has the directory's groups followed."""
    with acting_for(who.employer):
        machines.follow_groups(follows=follows, by=who.actor(), at=timezone.now())


def person_id(reply: Any) -> UUID:
    """Of a person that was told of."""
    return UUID(reply.json()["id"])
