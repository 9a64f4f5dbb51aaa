"""Passkeys by the library's own ceremony, at the door."""

import json
from typing import Any

from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from keha.organisation.models import Account


def of(account: Any) -> list[dict[str, Any]]:
    """An account's passkeys, the newest first. One query."""
    found = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).order_by("-created_at")
    return [
        {"id": key.pk, "name": key.wrap().name, "created": key.created_at, "last_used": key.last_used_at}
        for key in found
    ]


def options(request: HttpRequest, kind: str) -> dict[str, Any]:
    """What the phone is asked to confirm. kind: create (a signed-in account) or get."""
    with request_context(request):
        if kind == "create":
            made: dict[str, Any] = auth.begin_registration(request.user, True)
            return made
        asked: dict[str, Any] = auth.begin_authentication(None)
        return asked


def _read(credential: str) -> Any:
    try:
        found = json.loads(credential)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def add(request: HttpRequest, credential: str) -> bool:
    """Keeps the key that a phone has made. False when the phone's word does not hold."""
    told = _read(credential)
    if told is None:
        return False
    try:
        with request_context(request):
            auth.parse_registration_response(told)
            auth.complete_registration(told)
            auth.WebAuthn.add(request.user, request.session["device"]["name"], told)
    except (ValidationError, ValueError, KeyError, TypeError):
        return False
    return True


def account_by(request: HttpRequest, credential: str) -> Account | None:
    """The account whose phone has confirmed; None when its word does not hold."""
    told = _read(credential)
    if told is None:
        return None
    try:
        with request_context(request):
            auth.parse_authentication_response(told)
            account = auth.extract_user_from_response(told)
            auth.complete_authentication(account, told).record_usage()
    except (ValidationError, ValueError, KeyError, TypeError):
        return None
    return account if isinstance(account, Account) and account.is_active else None


def remove(account: Any, passkey_id: int) -> bool:
    """Takes one of an account's own keys away. False when there is none of that number."""
    own = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN, pk=passkey_id)
    return bool(own.delete()[0])
