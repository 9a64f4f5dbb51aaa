"""The way in: who asks is settled at the door, then the page runs inside one employer's transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from keha.foundation.context import acting_for, door
from keha.foundation.verdict import Refused, Verdict, all_of
from keha.organisation import pins, policies, queries, rules, tablets
from keha.organisation.queries import Actor
from keha.web.shell import errors
from keha.web.shell.phone import UNKNOWN_DEVICE, device_name
from keha.web.shell.places import Asked, Place, place_of

SEEN_EVERY = timedelta(minutes=5)


class Tenancy:
    """Opens the context of each request. A failed page, or one of status 400 and up, leaves no trace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Asked) -> HttpResponse:
        request.afterwards = []
        try:
            place = place_of(resolve(request.path_info).func)
        except Resolver404:
            return self.get_response(request)
        response = self._by_place(request, place)
        if response.status_code < 400:
            for job in request.afterwards:
                job()
        return _with_page(request, response)

    def _by_place(self, request: Asked, place: Place) -> HttpResponse:
        if place is Place.OUTSIDE:
            return self.get_response(request)
        return self._at_door(request) if place is Place.DOOR else self._inside(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal is a page with its reasons; anything else goes on to be a 500, and is rolled back."""
        if isinstance(exception, Refused):
            actor = getattr(request, "actor", None)
            own_phone = policies.may_act_in_role(actor) if actor else Verdict()
            return errors.refused(request, all_of(exception.verdict, own_phone))
        return None

    def _at_door(self, request: Asked) -> HttpResponse:
        view = resolve(request.path_info).func
        over = _is_over(request, timezone.now())
        look = getattr(view, "look", None)
        request.from_inside = look(request) if look else None
        with door():
            if over:
                logout(request)
            if _has_moved(request, view):
                return _sign_in_again(request)
            return self._answer(request)

    def _inside(self, request: Asked) -> HttpResponse:
        now = timezone.now()
        with door():
            found = _who(request, now)
            if found and (fetch := getattr(resolve(request.path_info).func, "fetch", None)):
                request.from_door = fetch(request)
        if found is None:
            return _to_login(request)
        if _has_moved(request, resolve(request.path_info).func):
            return _sign_in_again(request)
        employer_id, person_id = found
        with acting_for(employer_id):
            actor = _actor(request, person_id, now)
            if actor is not None:
                request.employer_id, request.actor = employer_id, actor
                translation.activate(actor.person.language)
                return self._answer(request)
        logout(request)
        return _to_login(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 400 and not getattr(response, "keeps_writes", False):
            transaction.set_rollback(True)
        return response


def _who(request: Any, now: datetime) -> tuple[UUID, UUID] | None:
    """The employer and the person of a living session; None: she has to sign in (again). Two queries, at the door."""
    session = request.session
    employer, device, account_id = session.get("employer"), session.get("device"), session.get(SESSION_KEY)
    if not employer or not device or not account_id:
        return None
    if not _is_alive(device, now):
        return None
    membership = queries.membership_of(account_id, UUID(employer))
    if membership is None:
        return None
    account = membership.account
    if not constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()):
        return None
    request.user = account
    # On a shared tablet each click counts: ten minutes are ten minutes.
    if "tablet" in device or now - datetime.fromisoformat(device["seen"]) > SEEN_EVERY:
        session["device"] = device | {"seen": now.isoformat()}
    return UUID(employer), membership.person_id


def _with_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A method that an address does not take is told with a page, and not with an empty one."""
    if response.status_code != 405 or response.content:
        return response
    page = errors.method_not_allowed(request)
    page.headers["Allow"] = response.headers["Allow"]
    return page


def _is_alive(device: Any, now: datetime) -> bool:
    since, seen = datetime.fromisoformat(device["since"]), datetime.fromisoformat(device["seen"])
    idle = pins.IDLE if "tablet" in device else rules.SESSION_IDLE
    return rules.is_alive(since=since, seen=seen, at=now, idle=idle)


def _actor(request: Any, person_id: UUID, now: datetime) -> Actor | None:
    """Who acts, unless she has left; on a shared tablet without power, and only while it is her team's.

    Two queries; three on a tablet.
    """
    person, today = queries.present_person(person_id, at=now), timezone.localdate(now)
    if person is None:
        return None
    actor, tablet = queries.actor(person, on=today), request.session["device"].get("tablet")
    if tablet is None:
        return actor
    device = tablets.paired(UUID(tablet))
    if device is None or device.team_id not in actor.team_ids:
        return None
    return queries.without_power(actor)


def _has_moved(request: Any, view: Any) -> bool:
    """Whether a dangerous form comes from another kind of device than the one that signed in: a cookie carried off."""
    device = request.session.get("device") if getattr(view, "asks_again", False) else None
    known = device["name"] if device else UNKNOWN_DEVICE
    return request.method == "POST" and known not in (
        UNKNOWN_DEVICE,
        device_name(request.headers.get("User-Agent", "")),
    )


def _sign_in_again(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.warning(request, _("For safety, sign in again on this device first. Nothing was changed."))
    return _to_login(request)


def _is_over(request: Any, now: datetime) -> bool:
    """Whether a session at the door is one of somebody who has left, or one that has ended by its age."""
    with door():
        device = request.session.get("device")
        if device is None:
            return False
        if not request.session.get("employer"):
            return not _is_alive(device, now)
        found = _who(request, now)
    if found is None:
        return True
    with acting_for(found[0]):
        return _actor(request, found[1], now) is None


def _to_login(request: HttpRequest) -> HttpResponse:
    address = reverse("door:login")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address, status=303)
