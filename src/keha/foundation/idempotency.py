"""Double taps: one form is carried out once, whatever the network does."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction

from keha.foundation.context import is_at_door
from keha.foundation.models import DoorKey, FormKey

KEPT = timedelta(days=7)


class KeyReused(Exception):
    """The same key came with another body: somebody wrote it by hand, or a page was copied."""


class StillRunning(Exception):
    """The first one with this key has not ended in the time that a statement waits for a lock."""


LOCK_NOT_AVAILABLE = "55P03"


@dataclass(frozen=True, slots=True)
class Claim:
    """first: this request carries the form out; otherwise location says where the first reply led."""

    key: UUID
    first: bool
    location: str = ""


def digest(parts: Iterable[tuple[str, str]]) -> bytes:
    """A fingerprint of what a form says: name and value pairs, in any order."""
    sha = hashlib.sha256()
    for name, value in sorted(parts):
        for text in (name, value):
            raw = text.encode("utf-8", "surrogatepass")
            sha.update(len(raw).to_bytes(8) + raw)
    return sha.digest()


def claim(key: UUID, *, body: bytes, at: datetime) -> Claim:
    """Takes the key for this request, or tells what the first one answered.

    A second request in parallel waits here for the first one's end, on the unique index.
    Raises KeyReused when the body is another, StillRunning when the first one takes too long.
    One insert; one select more when the key is taken.
    """
    model = DoorKey if is_at_door() else FormKey
    try:
        with transaction.atomic():
            model.objects.create(key=key, body=body, location="", at=at)
    except OperationalError as trouble:
        if getattr(trouble.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            raise StillRunning(str(key)) from trouble
        raise
    except IntegrityError:
        row = model.objects.get(key=key)
        if bytes(row.body) != body:
            raise KeyReused(str(key)) from None
        return Claim(key, first=False, location=row.location)
    return Claim(key, first=True)


def settle(claim: Claim, *, location: str) -> None:
    """Writes down where the first reply leads. One update."""
    model = DoorKey if is_at_door() else FormKey
    model.objects.filter(key=claim.key).update(location=location)


def release(claim: Claim) -> None:
    """Gives the key back, for a form that was not carried out. One delete."""
    model = DoorKey if is_at_door() else FormKey
    model.objects.filter(key=claim.key).delete()


def forget_old_keys(*, at: datetime) -> int:
    """Drops the keys of an employer's (or the door's) forms older than a week. Returns how many."""
    model = DoorKey if is_at_door() else FormKey
    return model.objects.filter(at__lt=at - KEPT).delete()[0]
