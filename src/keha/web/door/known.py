"""Devices that somebody has signed in on before: their wrong codes are their own, and a new one is told of."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from keha.foundation.context import acting_for
from keha.foundation.ids import uuid7
from keha.notices.actions import Notice, Told, tell
from keha.notices.rules import NoticeKind
from keha.organisation.rules import DEVICE
from keha.web.door.tablet import LIFETIME
from keha.web.shell.phone import device_name

SALT = "keha.known"
MOST = 6


def has_session_cookie(request: Any) -> bool:
    """Whether somebody has been signed in on this device and not signed out."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _read(request: Any) -> list[str]:
    """The device's own id, then the marks of the accounts that have signed in on it; empty when it is not known."""
    try:
        found = signing.loads(request.COOKIES.get(settings.KNOWN_COOKIE_NAME, ""), salt=SALT)
    except signing.BadSignature:
        return []
    return [str(one) for one in found]


def _mark(account: Any) -> str:
    return salted_hmac("keha.known.account", str(account.pk), algorithm="sha256").hexdigest()[:16]


def asker(request: Any) -> str:
    """Whose wrong tries are counted: a known device's own, else its network's."""
    own = _read(request)
    return f"{DEVICE}{own[0]}" if own else str(request.META.get("REMOTE_ADDR", ""))


def remember(request: Any, response: HttpResponse, account: Any) -> HttpResponse:
    """This device is known from now on, to this account too."""
    own, mark = _read(request) or [str(uuid7())], _mark(account)
    kept = [own[0], *[one for one in own[1:] if one != mark][-MOST + 1 :], mark]
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME, signing.dumps(kept, salt=SALT), max_age=LIFETIME, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def is_new(request: Any, account: Any) -> bool:
    """Whether an account that has been in before now comes on a device that does not know it."""
    return account.last_login is not None and _mark(account) not in _read(request)[1:]


def tell_of(request: Any, account: Any, employer_id: UUID, person_id: UUID, *, device: str = "") -> None:
    """The owner of an account that has been in before is told of a device that does not know it, after the commit.

    Called before signing in. device: its name; blank: what its browser says.
    """
    if not is_new(request, account):
        return
    name, now = device or device_name(request.headers.get("User-Agent", "")), timezone.now()

    def told(language: str) -> Told:
        with translation.override(language):
            return Told(
                title=_("A new device has signed in as you"),
                body=_("{device}. If it was not you, sign it out under Me, and tell your supervisor.").format(
                    device=name
                ),
            )

    notice = Notice(
        kind=NoticeKind.NEW_DEVICE, told=told, thing=("person", person_id), path=reverse("me:me"),
        key=f"new_device {uuid7()}", urgent=True,
    )  # fmt: skip

    def send() -> None:
        with acting_for(employer_id):
            tell(notice, to=[person_id], at=now)

    request.afterwards.append(send)
