"""Signing in with a work account: out to the employer's own service and back. It opens the door, and makes nobody."""

import json
import logging
import secrets
from datetime import datetime
from hmac import compare_digest
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from keha.foundation.context import acting_for, door
from keha.foundation.languages import said
from keha.integrations.sign_in import provider
from keha.integrations.sign_in.outward import Unreachable
from keha.integrations.sign_in.provider import Attempt, Client
from keha.integrations.sign_in.tokens import Untrusted
from keha.organisation import registers
from keha.organisation.actions import door as door_actions
from keha.organisation.actions import machines
from keha.organisation.models import Account, SignInService
from keha.organisation.rules import STATE_LIFETIME
from keha.organisation.sealing import Broken, opened, seal
from keha.web.door.signin import sign_in
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked, at_door, outside

log = logging.getLogger("keha.door")
COOKIE = "keha-account" if settings.STORY else "__Host-keha-account"
USE = "sign-in"
STATUS = {"unknown": 403, "failed": 403, "silent": 503}


@at_door
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """The employers whose own accounts lead in."""
    language = reader_language()
    shown = [{"id": one.pk, "name": said(one.employer, "name", language).text} for one in registers.services()]
    return render(request, "door/accounts.html", {"services": shown})


def _service(written: str) -> SignInService:
    try:
        wanted = UUID(written)
    except ValueError:
        raise Http404 from None
    with door():
        found = SignInService.objects.filter(pk=wanted).first()
    if found is None:
        raise Http404
    return found


def _client(request: HttpRequest, service: SignInService, *, secret: str = "") -> Client:
    # An address of its own for each service: an answer of one never counts as another's.
    back = request.build_absolute_uri(reverse("door:account_back", args=[service.pk]))
    return Client(service.client_id, secret, back)


def _no(request: HttpRequest, why: str, trouble: object = "") -> HttpResponse:
    """Why the door stays shut, in plain words; the log has the reason, and nobody's name."""
    log.warning("a sign-in through a service ended: %s %s", why, trouble)
    response = render(request, "door/account_no.html", {"why": why}, status=STATUS[why])
    response.delete_cookie(COOKIE)
    return response


@outside
@require_GET
def begin(request: HttpRequest, service_key: str) -> HttpResponse:
    """Off to the employer's service. Nothing is written: what must be known again, the phone keeps, sealed."""
    found, now = _service(service_key), timezone.now()
    attempt = Attempt(*(secrets.token_urlsafe(48) for _ in range(3)))
    try:
        place = provider.discover(found.issuer, at=now, loopback=settings.TESTING)
    except Unreachable as trouble:
        return _no(request, "silent", trouble)
    response = HttpResponseRedirect(provider.asking(place, _client(request, found), attempt))
    kept = seal(json.dumps([str(found.pk), attempt.state, attempt.nonce, attempt.verifier]), use=USE, at=now)
    response.set_cookie(
        COOKIE, kept.decode(), max_age=int(STATE_LIFETIME.total_seconds()), httponly=True, samesite="Lax",
        secure=not settings.STORY,
    )  # fmt: skip
    return response


def _attempt(request: HttpRequest, service: SignInService, *, at: datetime) -> Attempt | None:
    """The sign-in that this phone began with this service, when the answer's state is its own."""
    try:
        kept = request.COOKIES.get(COOKIE, "").encode("ascii", "replace")
        whose, *parts = json.loads(opened(kept, use=USE, at=at, life=STATE_LIFETIME))
    except (Broken, ValueError):
        return None
    attempt = Attempt(*parts)
    state, issuer = request.GET.get("state", ""), request.GET.get("iss", service.issuer)
    same = compare_digest(state.encode("utf-8", "replace"), attempt.state.encode())
    return attempt if same and whose == str(service.pk) and issuer == service.issuer else None


@outside
@require_GET
def back(request: Asked, service_key: str) -> HttpResponse:
    """Back from the employer's service, once."""
    found, now = _service(service_key), timezone.now()
    attempt = _attempt(request, found, at=now)
    if attempt is None:
        return _no(request, "failed", "not begun here")
    with door():
        is_first = machines.use_up(attempt.state, at=now)
    if not is_first or not request.GET.get("code"):
        return _no(request, "failed", "used before" if not is_first else "no code")
    try:
        place = provider.discover(found.issuer, at=now, loopback=settings.TESTING)
        client = _client(request, found, secret=machines.secret_of(found))
        code = request.GET["code"]
        claims = provider.claims(place, client, code=code, attempt=attempt, at=now, loopback=settings.TESTING)
    except Unreachable as trouble:
        return _no(request, "silent", trouble)
    except (Untrusted, Broken) as trouble:
        return _no(request, "failed", trouble)
    return _let_in(request, found, claims, at=now)


def _let_in(request: Asked, service: SignInService, claims: Any, *, at: datetime) -> HttpResponse:
    """Whom the claims name at the service's own employer, and nobody else's."""
    employer_id = cast(UUID, service.employer_id)
    external_id, number = (_text(claims.get(name)) if name else "" for name in (service.claim, service.number_claim))
    with acting_for(employer_id):
        person = registers.known_by(external_id, number, at=at)
    if person is None:
        return _no(request, "unknown")
    with door():
        account: Account = door_actions.account_of(person_id=person.pk, employer_id=employer_id)
        if not account.is_active:
            return _no(request, "unknown")
        sign_in(request, account, employer_id=employer_id, person_id=person.pk)
    response = HttpResponseRedirect(reverse("today:today"), status=303)
    response.delete_cookie(COOKIE)
    return response


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= 200 and "\0" not in value else ""
