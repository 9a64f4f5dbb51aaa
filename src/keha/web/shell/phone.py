"""Whose a phone is now: a mark that says the same person and the same sign-in, and nothing else about her."""

from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

SIGNS = 16


def phone_mark(request: Any) -> str:
    """ "person.sign-in", as two short digests; empty when nobody is signed in, or the page does not ask who it is.

    The first half stays the same for a person, and what she has written waits under it; the second changes with each
    sign-in and with her language, and what the phone keeps for reading lies under both.
    """
    actor = getattr(request, "actor", None)
    if actor is None:
        return ""
    device = (request.session.get("device") or {}).get("id", "")
    return f"{_digest(str(actor.id))}.{_digest(f'{device} {get_language()}')}"


def _digest(text: str) -> str:
    return salted_hmac("keha.phone", text, algorithm="sha256").hexdigest()[:SIGNS]
