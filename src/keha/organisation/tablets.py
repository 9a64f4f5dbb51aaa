"""Shared tablets: what the cookie of one says, which are paired, and who has a PIN on one."""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import cast
from uuid import UUID

from django.conf import settings

from keha.organisation.models import Attempt, Device, Membership, Pin
from keha.organisation.pins import WRONG_MAX, WRONG_WINDOW

_SIGNS = 32


def keyed(text: str) -> bytes:
    """What is kept of a code or of whose tries are counted: a hash under the installation's key."""
    return hmac.new(settings.CODE_KEY, text.encode(), hashlib.sha256).digest()


def _signed(*parts: bytes) -> bytes:
    return hmac.digest(settings.PIN_KEY, b" ".join(parts), "sha256")


def token_of(device: Device) -> str:
    """What the cookie of a paired tablet says: its employer, itself, and the house's signature."""
    return _token(cast(UUID, device.employer_id), device.pk)


def _token(employer_id: UUID, device_id: UUID) -> str:
    mark = _signed(b"tablet", employer_id.bytes, device_id.bytes).hex()
    return f"{employer_id.hex}{device_id.hex}{mark}"


def read_token(token: str) -> tuple[UUID, UUID] | None:
    """The employer and the tablet of a cookie; None when the house has not signed it. No query."""
    try:
        found = UUID(token[:_SIGNS]), UUID(token[_SIGNS : 2 * _SIGNS])
    except ValueError:
        return None
    return found if hmac.compare_digest(_token(*found).encode(), token.encode()) else None


def secret_of(device_id: UUID, account_id: UUID) -> bytes:
    """What a PIN is bound to: this tablet and this person. Worked out from the installation's key, kept nowhere."""
    return _signed(b"pin", device_id.bytes, account_id.bytes)


def tries_of(device_id: UUID, person_id: UUID) -> bytes:
    """Under what the wrong PINs of a person on a tablet are counted."""
    return keyed(f"pin {device_id} {person_id}")


def tries_on(device_id: UUID) -> bytes:
    """Under what all wrong PINs on a tablet are counted."""
    return keyed(f"pins {device_id}")


def paired(device_id: UUID) -> Device | None:
    """A tablet, as long as it is paired. One query."""
    living = Device.objects.filter(paired_at__isnull=False, unpaired_at__isnull=True)
    return living.select_related("team").filter(pk=device_id).first()


def tablets_of(team_ids: Collection[UUID] | None) -> list[Device]:
    """The paired tablets of these teams (None: of all), by team and name. One query."""
    living = Device.objects.filter(paired_at__isnull=False, unpaired_at__isnull=True)
    found = living if team_ids is None else living.filter(team_id__in=team_ids)
    return list(found.select_related("team").order_by("team__name_fi", "name"))


def locked_on(device_id: UUID, *, at: datetime) -> dict[UUID, bool]:
    """Who has a PIN on a tablet, and whether her wrong tries have locked it, at the door. Two queries."""
    accounts = Pin.objects.filter(device_id=device_id).values("account_id")
    whose = Device.objects.filter(pk=device_id).values("employer_id")
    inside = Membership.objects.filter(employer_id__in=whose, account_id__in=accounts)
    people = {tries_of(device_id, pk): pk for pk in inside.values_list("person_id", flat=True)}
    recent = Attempt.objects.filter(network__in=list(people), at__gt=at - WRONG_WINDOW)
    counted = Counter(bytes(mark) for mark in recent.values_list("network", flat=True))
    return {pk: counted[mark] >= WRONG_MAX for mark, pk in people.items()}
