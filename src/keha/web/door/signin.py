"""Signing an account in on a device."""

from typing import Any
from uuid import UUID

from django.contrib.auth import login
from django.utils import timezone

from keha.foundation import audit
from keha.foundation.context import acting_for
from keha.foundation.ids import uuid7
from keha.organisation.models import Account
from keha.web.shell.phone import device_name


def sign_in(
    request: Any, account: Account, *, employer_id: UUID | None, person_id: UUID | None, tablet: UUID | None = None
) -> None:
    """A new session for an account on this device, at the door; the trail is written after the commit.

    tablet: the shared one this is. Whoever was signed in here, and be it herself, is out: her key opens nothing more.
    """
    request.session.flush()
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    now = timezone.now()
    request.session["device"] = {
        "id": str(uuid7()), "name": device_name(request.headers.get("User-Agent", "")),
        "since": now.isoformat(), "seen": now.isoformat(),
        **({"tablet": str(tablet)} if tablet else {}),
    }  # fmt: skip
    if employer_id:
        _choose(request, employer_id, person_id)


def choose(request: Any, employer_id: UUID, person_id: UUID | None) -> None:
    """The session is for one employer from now on, under a new key."""
    request.session.cycle_key()
    _choose(request, employer_id, person_id)


def _choose(request: Any, employer_id: UUID, person_id: UUID | None) -> None:
    request.session["employer"] = str(employer_id)
    now = timezone.now()

    def tell() -> None:
        with acting_for(employer_id):
            audit.record("door.enter", actor=person_id, at=now, thing=("person", person_id), whose=person_id)

    request.afterwards.append(tell)
