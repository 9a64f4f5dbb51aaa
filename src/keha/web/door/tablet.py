"""A shared tablet at the door: its cookie, and whose names stand on it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.languages import said
from keha.organisation import queries, tablets
from keha.web.shell.languages import reader_language

LIFETIME = 400 * 86_400  # the longest that browsers keep a cookie; each visit to the door renews it


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody whose name stands on the tablet."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Tablet:
    """A paired tablet, as the door shows it. people: of its team, today."""

    id: UUID
    employer_id: UUID
    name: str
    team: str
    people: tuple[Name, ...]

    def person(self, person_id: UUID) -> Name | None:
        """Somebody of the team."""
        return next((one for one in self.people if one.id == person_id), None)


def this_tablet(request: Any) -> Tablet | None:
    """The paired tablet that asks; None for every other device. Opens its own context. At most three queries."""
    found = tablets.read_token(request.COOKIES.get(settings.TABLET_COOKIE_NAME, ""))
    if found is None:
        return None
    employer_id, device_id = found
    with acting_for(employer_id):
        device = tablets.paired(device_id)
        if device is None:
            return None
        people = queries.people_of([device.team_id], on=timezone.localdate())
        team = said(device.team, "name", reader_language()).text
        names = tuple(Name(person.pk, person.name) for person in people)
    return Tablet(device_id, employer_id, device.name, team, names)


def keep_cookie(response: HttpResponse, token: str) -> None:
    """The tablet knows itself by this cookie; scripts do not see it."""
    response.set_cookie(
        settings.TABLET_COOKIE_NAME, token, max_age=LIFETIME, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def clean(response: HttpResponse) -> HttpResponse:
    """Nothing of whoever was here stays on the device: kept pages, stores, the program that works without a net."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    response.delete_cookie("messages", samesite="Lax")
    return response
