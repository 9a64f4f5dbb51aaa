"""The door of a shared tablet: whose name, her PIN, and a first PIN by a one-time code."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from keha.organisation.actions import door as door_actions
from keha.organisation.actions import tablets as actions
from keha.organisation.models import Invitation
from keha.organisation.rules import DEVICE
from keha.web.door import known
from keha.web.door.forms import FirstPinForm, PinForm
from keha.web.door.signin import sign_in
from keha.web.door.tablet import Name, Tablet, clean, keep_cookie, this_tablet
from keha.web.shell.places import at_door, looking
from keha.web.shell.reasons import sentences


def names(request: Any, tablet: Tablet) -> HttpResponse:
    """The names of the tablet's team; or, while somebody is still in, the way back to her page and out of it."""
    lapsed = known.has_session_cookie(request) and not request.user.is_authenticated
    context = {"tablet": tablet, "somebody": request.user.is_authenticated}
    response = render(request, "door/names.html", context)
    keep_cookie(response, request.COOKIES[settings.TABLET_COOKIE_NAME])
    return clean(response) if lapsed else response


def _to_names() -> HttpResponse:
    return HttpResponseRedirect(reverse("door:login"), status=303)


@at_door
@looking(this_tablet)
@require_http_methods(["GET", "HEAD", "POST"])
def pin(request: Any, person_id: UUID) -> HttpResponse:
    """Her PIN. One reply whatever was wrong."""
    tablet: Tablet | None = request.from_inside
    if tablet is None:
        return _to_names()
    form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        knock = actions.Knock(tablet.employer_id, tablet.id, person_id)
        account, verdict = actions.enter_by_pin(knock, pin=form.cleaned_data["pin"], at=timezone.now())
        if account and tablet.person(person_id):
            return _in(request, account, tablet, person_id)
        form.add_error("pin", str(sentences(verdict)[0]))
    return _page(request, "door/pin.html", form, tablet, person_id)


@at_door
@looking(this_tablet)
@require_http_methods(["GET", "HEAD", "POST"])
def first_pin(request: Any, person_id: UUID) -> HttpResponse:
    """A first PIN, or a new one for a forgotten: by a one-time code from the supervisor."""
    tablet: Tablet | None = request.from_inside
    if tablet is None:
        return _to_names()
    form = FirstPinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        asker = f"{DEVICE}{tablet.id} {person_id}"
        invitation, verdict = door_actions.look_at_code(form.cleaned_data["code"], network=asker, at=now)
        if verdict and invitation and not _is_for(invitation, tablet, person_id):
            verdict = door_actions.count_wrong(asker, at=now)
        if verdict and invitation:
            account = door_actions.enter(invitation, at=now).account
            actions.set_pin(account=account, device_ids=[tablet.id], pin=form.cleaned_data["pin"], at=now)
            actions.unlock(device_id=tablet.id, person_id=person_id)
            known.tell_of(request, account, tablet.employer_id, person_id, device=tablet.name)
            return _in(request, account, tablet, person_id)
        form.add_error("code", str(sentences(verdict)[0]))
    return _page(request, "door/first_pin.html", form, tablet, person_id)


def _is_for(invitation: Invitation, tablet: Tablet, person_id: UUID) -> bool:
    of_team = invitation.employer_id == tablet.employer_id and tablet.person(invitation.person_id)
    return bool(of_team) and invitation.person_id == person_id


def _in(request: Any, account: Any, tablet: Tablet, person_id: UUID) -> HttpResponse:
    sign_in(request, account, employer_id=tablet.employer_id, person_id=person_id, tablet=tablet.id)
    return HttpResponseRedirect(reverse("today:today"), status=303)


def _page(request: Any, template: str, form: Any, tablet: Tablet, person_id: UUID) -> HttpResponse:
    """The form, for whoever's name stands on the tablet; for an unknown one it looks the same, without a name."""
    person = tablet.person(person_id) or Name(person_id, "")
    context = {"form": form, "person": person, "tablet": tablet}
    response = render(request, template, context, status=422 if form.errors else 200)
    response.keeps_writes = True  # type: ignore[attr-defined]  # a wrong try is remembered
    return response
