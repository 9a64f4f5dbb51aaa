"""Double taps at the pages' edge: the same form gives the first reply, another body under its key is refused."""

import hmac
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from keha.foundation import idempotency
from keha.foundation.context import is_inside
from keha.web.shell import errors

APART = ("csrfmiddlewaretoken", "form_key")


def _whose(request: Any, key: UUID) -> str:
    """Who sends the form, so that nobody else's key works; keyed, so that no row tells by trial who it was."""
    actor = getattr(request, "actor", None)
    return hmac.digest(settings.CODE_KEY, b"form key" + key.bytes + actor.id.bytes, "sha256").hex() if actor else ""


class FormKeys:
    """Runs inside the page's own transaction, so that the key and the effect stand or fall together."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        claim = getattr(request, "claim", None)
        if claim is not None and claim.first:
            if response.status_code in (302, 303):
                idempotency.settle(claim, location=response.headers["Location"])
            elif getattr(response, "keeps_writes", False):
                # Refused, and yet committed: the second tap must say the same, and not lead to an empty form.
                idempotency.release(claim)
        return response

    def process_view(self, request: Any, view: object, args: Any, kwargs: Any) -> HttpResponse | None:
        """Claims the key before the view runs, when the view changes something."""
        if request.method != "POST" or getattr(view, "unkeyed", False) or not is_inside():
            return None
        try:
            key = UUID(request.POST.get("form_key", ""))
        except ValueError:
            return errors.broken_form(request)
        parts = [(name, value) for name in request.POST if name not in APART for value in request.POST.getlist(name)]
        parts += [("", request.path_info), ("", _whose(request, key))]
        try:
            request.claim = idempotency.claim(key, body=idempotency.digest(parts), at=timezone.now())
        except idempotency.KeyReused:
            return errors.key_reused(request)
        except idempotency.StillRunning:
            return errors.still_running(request)
        if request.claim.first:
            return None
        return HttpResponseRedirect(request.claim.location or request.path_info, status=303)
