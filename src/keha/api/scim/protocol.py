"""Pure: names of the protocol, its errors, and how a value of it is read."""

import unicodedata
from collections.abc import Mapping
from typing import Any

CONTENT = "application/scim+json"
CORE = "urn:ietf:params:scim:schemas:core:2.0:"
USER, GROUP = CORE + "User", CORE + "Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
MESSAGES = "urn:ietf:params:scim:api:messages:2.0:"
NAME_MAX, KEY_MAX, NUMBER_MAX = 120, 200, 40
COUNT_MAX, OPERATIONS_MAX, MEMBERS_MAX = 200, 200, 2_000


class ScimError(Exception):
    """An answer that says what was wrong, as RFC 7644 section 3.12 has it. kind: its scimType, blank for none."""

    def __init__(self, status: int, detail: str, kind: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.kind = status, detail, kind

    def body(self) -> dict[str, Any]:
        """The error as it is sent."""
        found: dict[str, Any] = {"schemas": [MESSAGES + "Error"], "status": str(self.status), "detail": self.detail}
        return found | ({"scimType": self.kind} if self.kind else {})


def bad_value(detail: str) -> ScimError:
    """A value that cannot be taken."""
    return ScimError(400, detail, "invalidValue")


def got(resource: Mapping[str, Any], name: str) -> Any:
    """An attribute by its name, large and small letters alike; None when it is not there."""
    wanted = name.casefold()
    return next((value for key, value in resource.items() if key.casefold() == wanted), None)


def has(resource: Mapping[str, Any], name: str) -> bool:
    """Whether an attribute is told at all."""
    return any(key.casefold() == name.casefold() for key in resource)


def text(value: Any, name: str, *, most: int) -> str:
    """A short text on one line; a missing one is blank. Raises ScimError."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise bad_value(f"{name} has to be a text.")
    found = " ".join(value.split())
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Cn"} for sign in found):
        raise bad_value(f"{name} has signs that no name has.")
    if len(found) > most:
        raise bad_value(f"{name} is longer than {most} characters.")
    return found


def flag(value: Any, name: str) -> bool:
    """Yes or no: true, "True", "false" and "False", as Entra sends them. Raises ScimError."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping) and has(value, "value"):
        return flag(got(value, "value"), name)
    if isinstance(value, str) and value.strip().casefold() in {"true", "false"}:
        return value.strip().casefold() == "true"
    raise bad_value(f"{name} has to be true or false.")
