"""Signing out takes the notices from a device at once."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.notices.actions import choosing
from keha.organisation.models import Membership

# Which subscription this browser has; nothing else.
COOKIE = "keha-push" if settings.STORY else "__Host-keha-push"
COOKIE_AGE = 400 * 24 * 3600


def take_notices_away(request: Any, *, device: str = "") -> None:
    """After the commit, none come any more: to this browser; or, with a device's name, to those of that name but this.

    A sign-in lasts hours and a subscription months, so an ended session of another device is known by the device's name.
    """
    employer, account_id, own = request.session.get("employer"), request.user.pk, _id(request.COOKIES.get(COOKIE, ""))
    if not employer:
        return

    def forget() -> None:
        with acting_for(UUID(employer)):
            person = Membership.objects.filter(account_id=account_id).values_list("person_id", flat=True).first()
            if person:
                choosing.sign_off(person_id=person, browser=own, device=device, at=timezone.now())

    request.afterwards.append(forget)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
