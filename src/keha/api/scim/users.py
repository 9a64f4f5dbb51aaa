"""People, as a directory sees them: only those whom it has told of."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from keha.api.scim import filters, resources
from keha.api.scim.entrance import Told as Asked
from keha.api.scim.entrance import answered, machine
from keha.api.scim.patching import patched
from keha.api.scim.protocol import COUNT_MAX, ScimError, bad_value
from keha.organisation import registers
from keha.organisation.actions import directory
from keha.organisation.actions.directory import Taken, Told
from keha.organisation.models import Person

FILTERS = {"username": "user_key", "externalid": "external_id", "id": "person_id"}


def window(request: Any) -> tuple[int, int]:
    """From which result on, counted from one, and how many. Raises ScimError."""
    found = []
    for name, otherwise in (("startIndex", 1), ("count", COUNT_MAX)):
        try:
            found.append(int(request.GET.get(name, otherwise)))
        except ValueError:
            raise bad_value(f"{name} has to be a number.") from None
    return min(max(1, found[0]), 2**31), min(max(0, found[1]), COUNT_MAX)


def id_of(written: str) -> UUID:
    """An id as it stands in an address. Raises ScimError: there is nothing of that id."""
    try:
        return UUID(written)
    except ValueError:
        raise ScimError(404, "There is nothing of this id.") from None


def _state(one: registers.Listed, request: Asked) -> Told:
    known = one.identity
    return Told(
        name=one.person.name, user_name=known.user_name if known else "", number=known.number if known else "",
        external_id=known.external_id if known else "", active=one.is_active(at=request.at),
    )  # fmt: skip


def _shown(one: registers.Listed, request: Asked) -> dict[str, Any]:
    return resources.user(one.person.pk, _state(one, request), base=request.base)


@machine("GET", "POST")
def users(request: Asked) -> HttpResponse:
    """A page of people, or one person more."""
    return _arrives(request) if request.method == "POST" else _listed(request)


def _listed(request: Asked) -> HttpResponse:
    rows = registers.told_people()
    for name, value in filters.terms(request.GET["filter"], known=FILTERS) if "filter" in request.GET else ():
        rows = rows.filter(**{FILTERS[name]: _wanted(name, value)})
    start, count = window(request)
    total = rows.count()
    found = [_shown(one, request) for one in registers.listed(rows[start - 1 : start - 1 + count])]
    return answered(resources.page(found, total=total, start=start))


def _wanted(name: str, value: str) -> Any:
    if name == "id":
        try:
            return UUID(value)
        except ValueError:
            return UUID(int=0)
    return value.casefold()[:200] if name == "username" else value[:201].replace("\0", "")


def _arrives(request: Asked) -> HttpResponse:
    told = resources.told(request.body_told)
    try:
        person = directory.arrive(told, on=timezone.localdate(request.at), at=request.at)
    except Taken as taken:
        raise _known_already(taken) from None
    shown = resources.user(person.pk, told, base=request.base)
    return answered(shown, status=201, Location=shown["meta"]["location"])


def _known_already(taken: Taken) -> ScimError:
    return ScimError(409, f"Known already: {taken.person_id or 'another person'}.", "uniqueness")


@machine("GET", "PUT", "PATCH", "DELETE")
def user(request: Asked, scim_user: str) -> HttpResponse:
    """One person: shown, told anew, changed, let go."""
    one = registers.told_person(id_of(scim_user), locked=request.method not in {"GET", "HEAD"})
    if one is None:
        raise ScimError(404, "There is nothing of this id.")
    if request.method == "DELETE":
        directory.forget(one.person, at=request.at)
        return HttpResponse(status=204)
    if request.method in {"PUT", "PATCH"}:
        _changes(one.person, _state(one, request), request)
        one = registers.told_person(one.person.pk) or one
    return answered(_shown(one, request))


def _changes(person: Person, before: Told, request: Asked) -> None:
    body = request.body_told
    after = resources.told(body, before=before) if request.method == "PUT" else patched(before, body)
    if after == before:
        return
    try:
        directory.change(person, after, at=request.at)
    except Taken as taken:
        raise _known_already(taken) from None
