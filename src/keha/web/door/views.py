"""The door: a code or a phone's own lock, and which employer today."""

from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation.context import acting_for, door
from keha.foundation.languages import said
from keha.organisation import queries, registers
from keha.organisation.actions import door as actions
from keha.web.door import known, passkeys, pins
from keha.web.door.forms import CodeForm
from keha.web.door.signin import choose as choose_employer
from keha.web.door.signin import sign_in
from keha.web.door.tablet import this_tablet
from keha.web.shell.languages import reader_language
from keha.web.shell.places import at_door, looking, outside, unkeyed
from keha.web.shell.reasons import sentences


def _today() -> HttpResponse:
    return HttpResponseRedirect(reverse("today:today"), status=303)


@at_door
@looking(this_tablet)
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: Any) -> HttpResponse:
    """The code field, and the phone's own lock; on a shared tablet the names of its team."""
    if request.from_inside:
        return pins.names(request, request.from_inside)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        invitation, verdict = actions.look_at_code(form.cleaned_data["code"], network=known.asker(request), at=now)
        if verdict and invitation:
            entrance = actions.enter(invitation, at=now)
            known.tell_of(request, entrance.account, entrance.employer_id, entrance.person_id)
            sign_in(request, entrance.account, employer_id=entrance.employer_id, person_id=entrance.person_id)
            return known.remember(request, _today(), entrance.account)
        form.add_error("code", str(sentences(verdict)[0]))
    context = {"form": form, "has_accounts": bool(registers.services())}
    response = render(request, "door/login.html", context, status=422 if form.errors else 200)
    response.keeps_writes = True  # type: ignore[attr-defined]  # a wrong try is remembered
    return response


@outside
@require_GET
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Where a QR code leads: a welcome, and a button, for opening an address changes nothing."""
    now = timezone.now()
    with door():
        invitation, verdict = actions.look_at_code(code, network=known.asker(request), at=now)
    if not verdict or invitation is None:
        form = CodeForm({"code": code})
        form.is_valid()
        form.add_error("code", str(sentences(verdict)[0]))
        return render(request, "door/login.html", {"form": form}, status=422)
    language = reader_language()
    with acting_for(cast(UUID, invitation.employer_id)):
        person = queries.present_person(invitation.person_id, at=now)
        actor = queries.actor(person, on=timezone.localdate(now)) if person else None
    if person is None or actor is None:
        raise Http404
    context = {
        "code": code, "employer": said(person.employer, "name", language).text,
        "person": {"name": person.name, "team": said(actor.team, "name", language).text if actor.team else ""},
    }  # fmt: skip
    return render(request, "door/confirm.html", context)


@at_door
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Any) -> HttpResponse:
    """Which employer, for an account that works for two."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("door:login"), status=303)
    memberships = queries.employers_of(request.user.pk)
    chosen = next((m for m in memberships if str(m.employer_id) == request.POST.get("employer")), None)
    if request.method == "POST" and chosen:
        choose_employer(request, cast(UUID, chosen.employer_id), chosen.person_id)
        return _today()
    language = reader_language()
    shown = [{"id": m.employer_id, "name": said(m.employer, "name", language).text} for m in memberships]
    return render(request, "door/choose.html", {"employers": shown}, status=422 if request.method == "POST" else 200)


@outside
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """The language before signing in, kept on this device."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    back = reverse("demo:demo") if settings.STORY and "/demo/" in request.headers.get("Referer", "") else None
    response = HttpResponseRedirect(back or reverse("door:login"), status=303)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", max_age=31_536_000)
    return response


@at_door
@unkeyed
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the phone is asked to confirm. Changes nothing but this session's own challenge."""
    kind = request.POST.get("kind", "get")
    if kind == "create" and not request.user.is_authenticated:
        raise Http404
    return JsonResponse(passkeys.options(request, kind))


@at_door
@looking(this_tablet)
@require_POST
def passkey_login(request: Any) -> HttpResponse:
    """The phone has confirmed. A shared tablet has no lock of anybody's own."""
    if request.from_inside:
        return HttpResponseRedirect(reverse("door:login"), status=303)
    account = passkeys.account_by(request, request.POST.get("credential", ""))
    memberships = queries.employers_of(account.pk) if account else []
    if account is None or not memberships:
        messages.warning(request, _("The phone did not confirm. Try again, or use a code."))
        return HttpResponseRedirect(reverse("door:login"), status=303)
    only = memberships[0] if len(memberships) == 1 else None
    for one in memberships:
        known.tell_of(request, account, cast(UUID, one.employer_id), one.person_id)
    sign_in(
        request, account, employer_id=only.employer_id if only else None, person_id=only.person_id if only else None
    )
    led = _today() if only else HttpResponseRedirect(reverse("door:choose"), status=303)
    return known.remember(request, led, account)
