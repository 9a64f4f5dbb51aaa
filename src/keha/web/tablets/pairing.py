"""On the tablet: the code that pairs it. On one's own phone: a PIN for the tablets of one's teams."""

from dataclasses import dataclass
from functools import partial
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keha.foundation import audit
from keha.foundation.context import acting_for, door
from keha.organisation import queries
from keha.organisation import tablets as reads
from keha.organisation.actions import tablets as actions
from keha.organisation.models import Device
from keha.web.door import known
from keha.web.door.forms import CodeForm, NewPinForm
from keha.web.door.tablet import clean, keep_cookie
from keha.web.shell.phone import device_name
from keha.web.shell.places import asking_again, at_door, looking
from keha.web.shell.reasons import sentences


@at_door
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: Any) -> HttpResponse:
    """This tablet becomes a team's: the code stands on the supervisor's phone."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        device, verdict = actions.pair(
            form.cleaned_data["code"], browser=device_name(request.headers.get("User-Agent", "")),
            network=known.asker(request), at=timezone.now(),
        )  # fmt: skip
        if device:
            logout(request)
            request.afterwards.append(partial(_tell_of, device))
            response = clean(HttpResponseRedirect(reverse("door:login"), status=303))
            keep_cookie(response, reads.token_of(device))
            return response
        form.add_error("code", str(sentences(verdict)[0]))
    response = render(request, "tablets/pair.html", {"form": form}, status=422 if form.errors else 200)
    response.keeps_writes = True  # type: ignore[attr-defined]  # a wrong try is remembered
    return response


def _tell_of(device: Device) -> None:
    """The trail names whose code it was: on the tablet itself nobody is anybody yet."""
    with acting_for(cast(UUID, device.employer_id)):
        audit.record("organisation.pair", actor=device.made_by_id, at=timezone.now(), thing=("device", device.pk))


@dataclass(frozen=True, slots=True)
class OwnTablet:
    """A tablet that the reader may make a PIN for."""

    id: UUID
    name: str


def _own_tablets(request: Any) -> tuple[OwnTablet, ...]:
    """The tablets of the teams that she belongs to; none when nobody is signed in on this device, or by a PIN."""
    employer, account_id = request.session.get("employer"), request.session.get("_auth_user_id")
    if not employer or not account_id or "tablet" in (request.session.get("device") or {}):
        return ()
    with door():
        membership = queries.membership_of(account_id, UUID(employer))
    if membership is None:
        return ()
    with acting_for(UUID(employer)):
        person = queries.present_person(membership.person_id, at=timezone.now())
        actor = queries.actor(person, on=timezone.localdate()) if person else None
        found = reads.tablets_of(actor.team_ids) if actor else []
    return tuple(OwnTablet(one.pk, one.name) for one in found)


@at_door
@asking_again
@looking(_own_tablets)
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: Any) -> HttpResponse:
    """One's own PIN for the tablets of one's teams: a first one, or a new one."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("door:login"), status=303)
    own: tuple[OwnTablet, ...] = request.from_inside
    form = NewPinForm(request.POST if request.method == "POST" and own else None)
    if request.method == "POST" and form.is_valid():
        pin = form.cleaned_data["pin"]
        actions.set_pin(account=request.user, device_ids=[one.id for one in own], pin=pin, at=timezone.now())
        messages.success(request, _("Your PIN opens Kehä on your team's tablet from now on."))
        return HttpResponseRedirect(reverse("tablets:tablets"), status=303)
    return render(request, "tablets/pin.html", {"form": form, "own": own}, status=422 if form.errors else 200)
