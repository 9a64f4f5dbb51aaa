"""The audit trail: one row for each write, and for each read of another person's data."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from keha.foundation.models import AuditEntry

Thing = tuple[str, UUID | None]


def record(action: str, *, actor: UUID | None, at: datetime, thing: Thing, whose: UUID | None = None) -> None:
    """Adds a row to the trail, in the same transaction as what it tells of.

    action: "room.verb"; thing: its kind and id; whose: the person whose data it was. One query.
    """
    AuditEntry.objects.create(at=at, actor=actor, action=action, thing_kind=thing[0], thing_id=thing[1], whose=whose)


def record_reads(action: str, *, actor: UUID, at: datetime, thing: Thing, whose: Collection[UUID]) -> None:
    """One row for each person whose data was read at once, one's own left out. One query."""
    rows = (
        AuditEntry(at=at, actor=actor, action=action, thing_kind=thing[0], thing_id=thing[1], whose=one)
        for one in whose
        if one != actor
    )
    AuditEntry.objects.bulk_create(rows)


def lookups_of(person_id: UUID, *, limit: int = 50) -> list[AuditEntry]:
    """Who looked at a person's data or made a code to her account, newest first, her own left out. One query."""
    looks = Q(action__endswith=".read") | Q(action__endswith=".invite")
    rows = AuditEntry.objects.filter(looks, whose=person_id).exclude(actor=person_id)
    return list(rows.order_by("-at")[:limit])
