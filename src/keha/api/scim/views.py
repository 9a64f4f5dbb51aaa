"""What the service says of itself, and where there is nothing."""

from typing import Any

from django.http import HttpResponse

from keha.api.scim import about, resources
from keha.api.scim.entrance import Told, answered, machine
from keha.api.scim.protocol import ScimError


@machine("GET")
def service(request: Told) -> HttpResponse:
    """What is supported."""
    return answered(about.service(base=request.base))


def _all_or_one(found: list[dict[str, Any]], one: str) -> HttpResponse:
    if not one:
        return answered(resources.page(found, total=len(found), start=1))
    for resource in found:
        if resource["id"] == one:
            return answered(resource)
    raise ScimError(404, "There is nothing of this id.")


@machine("GET")
def resource_types(request: Told, scim_name: str = "") -> HttpResponse:
    """Users and Groups."""
    return _all_or_one(about.resource_types(base=request.base), scim_name)


@machine("GET")
def schemas(request: Told, scim_name: str = "") -> HttpResponse:
    """Their attributes."""
    return _all_or_one(about.schemas(base=request.base), scim_name)


@machine("GET", "POST", "PUT", "PATCH", "DELETE")
def nothing(request: Told, scim_rest: str = "") -> HttpResponse:
    """Any other address under the protocol's."""
    raise ScimError(404, "There is nothing here.")
