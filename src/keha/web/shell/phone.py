"""Whose a phone is now: a mark that says the same person and the same sign-in, and nothing else about her."""

from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import get_language

SIGNS = 16
UNKNOWN_DEVICE = "?"
BROWSERS = (("Edg/", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


def device_name(agent: str) -> str:
    """ "Chrome, Android": enough to know one's own phone by."""
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return ", ".join(part for part in (browser, system) if part) or UNKNOWN_DEVICE


def phone_mark(request: Any) -> str:
    """ "person.sign-in", as two short digests; empty when nobody is signed in, or the page does not ask who it is, and
    on a shared tablet, which keeps nothing of anybody.

    The first half stays the same for a person, and what she has written waits under it; the second changes with each
    sign-in and with her language, and what the phone keeps for reading lies under both.
    """
    actor = getattr(request, "actor", None)
    if actor is None or actor.on_tablet:
        return ""
    device = (request.session.get("device") or {}).get("id", "")
    return f"{_digest(str(actor.id))}.{_digest(f'{device} {get_language()}')}"


def _digest(text: str) -> str:
    return salted_hmac("keha.phone", text, algorithm="sha256").hexdigest()[:SIGNS]
