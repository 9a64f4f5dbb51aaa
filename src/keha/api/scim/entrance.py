"""The way in for a directory: a bearer key says whose it is, then the view runs inside that employer's transaction.

No session, no cookie and no form: so no CSRF token is asked for, and none would help.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from keha.api.scim.protocol import CONTENT, ScimError
from keha.foundation.context import acting_for, door
from keha.organisation.actions import machines

BODY_BYTES = 400_000
PER_MINUTE, UNKNOWN_PER_MINUTE = 1_200, 120
Answer = Callable[..., HttpResponse]


class Counter:
    """How often somebody has come in the present minute, in this process."""

    def __init__(self) -> None:
        self._lock, self._minute, self._counts = Lock(), 0, dict[str, int]()

    def is_over(self, who: str, *, most: int, at: datetime) -> bool:
        """Counts one more, and says whether it was one too many."""
        minute = int(at.timestamp()) // 60
        with self._lock:
            if minute != self._minute or len(self._counts) > 10_000:
                self._minute, self._counts = minute, {}
            self._counts[who] = self._counts.get(who, 0) + 1
            return self._counts[who] > most


counter = Counter()
_NO_KEY = ScimError(401, "A key is needed.")


class Told(HttpRequest):
    """A directory's request. at: now; base: the protocol's address; body_told: the JSON object it sent."""

    at: datetime
    base: str
    body_told: Mapping[str, Any]


def answered(body: Any, *, status: int = 200, **headers: str) -> HttpResponse:
    """An answer of the protocol."""
    return JsonResponse(body, status=status, content_type=CONTENT, headers=headers)


def machine(*methods: str) -> Callable[[Answer], Answer]:
    """The view is a directory's: by these methods, with a key."""

    def mark(view: Answer) -> Answer:
        @csrf_exempt
        @wraps(view)
        def entered(request: Any, **given: Any) -> HttpResponse:
            try:
                return _inside(request, view, methods, given)
            except ScimError as wrong:
                headers = {"WWW-Authenticate": 'Bearer realm="scim"'} if wrong.status == 401 else {}
                headers |= {"Retry-After": "60"} if wrong.status == 429 else {}
                headers |= {"Allow": ", ".join(methods)} if wrong.status == 405 else {}
                return answered(wrong.body(), status=wrong.status, **headers)

        entered.opens_own_contexts = True  # type: ignore[attr-defined]
        return entered

    return mark


def _inside(request: Any, view: Answer, methods: tuple[str, ...], given: Any) -> HttpResponse:
    request.at, request.base = timezone.now(), request.build_absolute_uri("/scim/v2/")
    found = _whose(request)
    if request.method not in {*methods, *(("HEAD",) if "GET" in methods else ())}:
        raise ScimError(405, "This is not done here.")
    request.body_told = _json(request) if request.method in {"POST", "PUT", "PATCH"} else {}
    employer_id, key_id = found
    with acting_for(employer_id):
        machines.note_use(key_id=key_id, at=request.at)
        response = view(request, **given)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        return response


def _whose(request: Any) -> Any:
    """The employer and the key. Raises ScimError: the same for no key, a wrong one and one that has ended."""
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() != "bearer" or not 0 < len(token) <= 200:
        raise _NO_KEY
    with door():
        found = machines.employer_of(token.strip())
    who, most = (str(found[1]), PER_MINUTE) if found else (request.META.get("REMOTE_ADDR", ""), UNKNOWN_PER_MINUTE)
    if counter.is_over(who, most=most, at=request.at):
        raise ScimError(429, "Too many requests. Wait a minute.")
    if found is None:
        raise _NO_KEY
    return found


def _json(request: Any) -> Mapping[str, Any]:
    if len(request.body) > BODY_BYTES:
        raise ScimError(413, f"A body of at most {BODY_BYTES} bytes is taken.")
    try:
        found = json.loads(request.body, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ScimError(400, "The body is not JSON.", "invalidSyntax") from None
    if not isinstance(found, dict):
        raise ScimError(400, "The body has to be a JSON object.", "invalidSyntax")
    return found


def _refuse(word: str) -> Any:
    raise ValueError(word)
