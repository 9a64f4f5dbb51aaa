"""Pure: a person and a team as resources of the protocol, and what a whole resource says."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from keha.api.scim.patching import Names, parts_of
from keha.api.scim.protocol import (
    ENTERPRISE,
    GROUP,
    KEY_MAX,
    MESSAGES,
    NUMBER_MAX,
    USER,
    bad_value,
    flag,
    got,
    has,
    text,
)
from keha.organisation.actions.directory import Told

LANGUAGES = ("fi", "sv", "en")


def told(body: Mapping[str, Any], *, before: Told | None = None) -> Told:
    """What a whole resource says of a person. before: who she was; what is not told of active stays. Raises ScimError."""
    user_name = text(got(body, "userName"), "userName", most=KEY_MAX)
    if not user_name:
        raise bad_value("userName is needed.")
    extension = got(body, ENTERPRISE)
    number = got(extension, "employeeNumber") if isinstance(extension, Mapping) else None
    active = flag(got(body, "active"), "active") if got(body, "active") is not None else before is None or before.active
    language = text(got(body, "preferredLanguage"), "preferredLanguage", most=40)[:2].casefold()
    return Told(
        name=_names(body).over(before.name if before else user_name), user_name=user_name, active=active,
        external_id=text(got(body, "externalId"), "externalId", most=KEY_MAX),
        number=text(number, "employeeNumber", most=NUMBER_MAX), language=language if language in LANGUAGES else "",
    )  # fmt: skip


def _names(body: Mapping[str, Any]) -> Names:
    names, name = Names(), got(body, "name")
    names.take("displayname", got(body, "displayName")) if has(body, "displayName") else None
    for inner, value in name.items() if isinstance(name, Mapping) else ():
        names.take(f"name.{inner.casefold()}", value)
    return names


def user(person_id: UUID, state: Told, *, base: str) -> dict[str, Any]:
    """A person as a resource. base: the address of the protocol, ending in a slash."""
    given, family = parts_of(state.name)
    found: dict[str, Any] = {
        "schemas": [USER, ENTERPRISE] if state.number else [USER], "id": str(person_id), "userName": state.user_name,
        "name": {"formatted": state.name, "givenName": given, "familyName": family}, "displayName": state.name,
        "active": state.active, "meta": _meta("User", f"Users/{person_id}", base),
    }  # fmt: skip
    if state.external_id:
        found["externalId"] = state.external_id
    if state.number:
        found[ENTERPRISE] = {"employeeNumber": state.number}
    return found


def group(team_id: UUID, name: str, members: Iterable[tuple[UUID, str]] | None, *, base: str) -> dict[str, Any]:
    """A team as a resource. members: id and name of each; None leaves them out."""
    found: dict[str, Any] = {
        "schemas": [GROUP], "id": str(team_id), "displayName": name, "meta": _meta("Group", f"Groups/{team_id}", base)
    }  # fmt: skip
    if members is not None:
        found["members"] = [
            {"value": str(pk), "display": shown, "$ref": f"{base}Users/{pk}", "type": "User"} for pk, shown in members
        ]
    return found


def _meta(kind: str, place: str, base: str) -> dict[str, str]:
    return {"resourceType": kind, "location": base + place}


def page(resources: Sequence[dict[str, Any]], *, total: int, start: int) -> dict[str, Any]:
    """A list of resources: these, of so many, from the start-th on."""
    return {
        "schemas": [MESSAGES + "ListResponse"], "totalResults": total, "startIndex": start,
        "itemsPerPage": len(resources), "Resources": list(resources),
    }  # fmt: skip
