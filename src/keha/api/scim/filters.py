"""Pure: the filters that directories really send: one or several `attribute eq "value"`, joined by `and`."""

import json
import re
from collections.abc import Collection

from keha.api.scim.protocol import CORE, ScimError

_TERM = re.compile(r'\s*([A-Za-z][\w.:\-$]*)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false|\d+)\s*', re.IGNORECASE)
_AND = re.compile(r"and\s+", re.IGNORECASE)
LENGTH = 1_000


def terms(written: str, *, known: Collection[str]) -> list[tuple[str, str]]:
    """The attribute, in small letters, and the value of each term. Raises ScimError for any other filter."""
    found: list[tuple[str, str]] = []
    place = 0
    while place < len(written) or not found:
        match = _TERM.match(written, place) if len(written) <= LENGTH else None
        if match is None:
            raise ScimError(400, 'Only filters like userName eq "value" are known, joined by and.', "invalidFilter")
        found.append((_known(match[1], known), _value(match[2])))
        place = match.end()
        if place < len(written):
            joined = _AND.match(written, place)
            if joined is None or joined.end() == len(written):
                raise ScimError(400, "Filters are joined by and.", "invalidFilter")
            place = joined.end()
    return found


def _known(name: str, known: Collection[str]) -> str:
    plain = name.casefold()
    for kind in ("user:", "group:"):
        plain = plain.removeprefix((CORE + kind).casefold())
    if plain not in known:
        raise ScimError(400, f"There is no filter by {name}.", "invalidFilter")
    return plain


def _value(written: str) -> str:
    if not written.startswith('"'):
        return written.casefold()
    try:
        return str(json.loads(written))
    except ValueError:
        raise ScimError(400, "The value of the filter cannot be read.", "invalidFilter") from None
