"""Pure: what a PATCH makes of a person or of a team's members, Entra's own ways of saying it among them.

An attribute that is not kept here is passed over, in any well-formed way of naming it; a malformed one is told.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from keha.api.scim.protocol import (
    CORE,
    ENTERPRISE,
    KEY_MAX,
    MEMBERS_MAX,
    NAME_MAX,
    NUMBER_MAX,
    OPERATIONS_MAX,
    ScimError,
    bad_value,
    flag,
    got,
    text,
)
from keha.organisation.actions.directory import Told

_PATH = re.compile(r"[a-z][\w:.$\-]*(\[[^\[\]]*\])?(\.[a-z$][\w$\-]*)?", re.IGNORECASE)
_ONE_MEMBER = re.compile(r'members\s*\[\s*value\s+eq\s+"([^"\\]*)"\s*\]', re.IGNORECASE)
_NUMBER = f"{ENTERPRISE}:employeeNumber".casefold()


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute is written or, with is_removal, taken away. path: in small letters, without the core schema."""

    path: str
    value: Any
    is_removal: bool
    is_addition: bool


def changes(body: Mapping[str, Any]) -> Iterator[Change]:
    """The changes of a PATCH, in order, path-less ones taken apart. Raises ScimError."""
    operations = got(body, "Operations")
    if not isinstance(operations, list) or not 0 < len(operations) <= OPERATIONS_MAX:
        raise ScimError(400, f"Operations has to be a list of 1 to {OPERATIONS_MAX}.", "invalidSyntax")
    for one in operations:
        if not isinstance(one, Mapping) or not isinstance(got(one, "op"), str):
            raise ScimError(400, "Each operation has an op.", "invalidSyntax")
        yield from _of(got(one, "op").casefold(), got(one, "path"), got(one, "value"))


def _of(verb: str, path: Any, value: Any) -> Iterator[Change]:
    if verb not in {"add", "replace", "remove"}:
        raise ScimError(400, "An op is add, replace or remove.", "invalidSyntax")
    is_removal, is_addition = verb == "remove", verb == "add"
    if path is None or path == "":
        if is_removal:
            raise ScimError(400, "A removal needs a path.", "noTarget")
        if not isinstance(value, Mapping):
            raise bad_value("Without a path the value has to be an object.")
        for name, inner in value.items():
            yield from _spread(name, inner, is_addition)
        return
    if not isinstance(path, str) or not (_PATH.fullmatch(path.strip()) and len(path) < 300):
        raise ScimError(400, "The path cannot be read.", "invalidPath")
    yield from (
        _spread(path.strip(), value, is_addition)
        if not is_removal
        else (Change(_plain(path), value, is_removal, is_addition),)
    )


def _spread(name: str, value: Any, is_addition: bool) -> Iterator[Change]:
    """An object under a name (name, the enterprise extension) as its parts."""
    plain = _plain(name)
    if isinstance(value, Mapping) and plain in {"name", ENTERPRISE.casefold()}:
        sign = "." if plain == "name" else ":"
        for inner, one in value.items():
            yield Change(f"{plain}{sign}{inner.casefold()}", one, False, is_addition)
        return
    yield Change(plain, value, False, is_addition)


def _plain(path: str) -> str:
    found = path.strip().casefold()
    for kind in ("user:", "group:"):
        found = found.removeprefix((CORE + kind).casefold())
    return found


@dataclass(slots=True)
class Names:
    """What was said of a name; None for what was not. A whole name goes before its parts, the shown one first."""

    shown: str | None = None
    formatted: str | None = None
    given: str | None = None
    family: str | None = None
    of: dict[str, str] = field(
        default_factory=lambda: {
            "displayname": "shown", "name.formatted": "formatted", "name.givenname": "given", "name.familyname": "family",
        }
    )  # fmt: skip

    def take(self, path: str, value: Any) -> bool:
        """Whether the path was one of a name's. Raises ScimError."""
        if path not in self.of:
            return False
        setattr(self, self.of[path], text(value, path, most=NAME_MAX))
        return True

    def over(self, name: str) -> str:
        """The name that comes of it; the one before where nothing is said. Raises ScimError."""
        given, family = parts_of(name)
        given, family = given if self.given is None else self.given, family if self.family is None else self.family
        of_parts = f"{given} {family}".strip() if (self.given, self.family) != (None, None) else ""
        return text(self.shown or self.formatted or of_parts or name, "The name", most=NAME_MAX)


def parts_of(name: str) -> tuple[str, str]:
    """The given names and the family name of a whole name: the last word is the family's."""
    *given, family = name.split() or [""]
    return (" ".join(given), family) if given else (family, "")


def patched(before: Told, body: Mapping[str, Any]) -> Told:
    """What a person is after a PATCH, all of it or nothing. Raises ScimError."""
    after, names = before, Names()
    for one in changes(body):
        if names.take(one.path, None if one.is_removal else one.value):
            continue
        after = _written(after, one)
    return replace(after, name=names.over(after.name))


def _written(told: Told, one: Change) -> Told:
    value = None if one.is_removal else one.value
    match one.path:
        case "active":
            if one.is_removal:
                raise ScimError(400, "active is told as true or false.", "mutability")
            return replace(told, active=flag(value, "active"))
        case "username":
            name = text(value, "userName", most=KEY_MAX)
            if not name:
                raise bad_value("userName cannot be empty.")
            return replace(told, user_name=name)
        case "externalid":
            return replace(told, external_id=text(value, "externalId", most=KEY_MAX))
    if one.path == _NUMBER:
        return replace(told, number=text(value, "employeeNumber", most=NUMBER_MAX))
    return told


@dataclass(frozen=True, slots=True)
class GroupPatch:
    """What a PATCH makes of a group: who is in it then, and what it calls it."""

    members: frozenset[str]
    names: tuple[str, ...]


def patched_group(members: frozenset[str], body: Mapping[str, Any]) -> GroupPatch:
    """A group after a PATCH, all of it or nothing. members: ids. Raises ScimError."""
    names: list[str] = []
    for one in changes(body):
        single = _ONE_MEMBER.fullmatch(one.path)
        if one.path == "displayname" and not one.is_removal:
            names.append(text(one.value, "displayName", most=NAME_MAX))
        elif single and one.is_removal:
            members -= {single[1].casefold()}
        elif one.path == "members":
            members = _with_members(members, one)
    return GroupPatch(members, tuple(names))


def _with_members(members: frozenset[str], one: Change) -> frozenset[str]:
    if one.is_removal:
        return members - member_ids(one.value) if one.value else frozenset()
    told = member_ids(one.value)
    return members | told if one.is_addition else told


def member_ids(value: Any) -> frozenset[str]:
    """The ids of a list of members; one alone may stand without a list. Raises ScimError."""
    rows = value if isinstance(value, list) else [] if value is None else [value]
    if len(rows) > MEMBERS_MAX:
        raise bad_value(f"More than {MEMBERS_MAX} members at once.")
    found = set()
    for row in rows:
        single = got(row, "value") if isinstance(row, Mapping) else row
        found.add(text(single, "A member's value", most=KEY_MAX).casefold())
    return frozenset(found)
