"""Important numbers are written down, changed and taken away by those who keep them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from keha.foundation import audit
from keha.foundation.verdict import all_of, holds
from keha.organisation import duty, policies, queries
from keha.organisation.duty import Hours
from keha.organisation.models import DutyHours, Number
from keha.organisation.queries import Actor
from keha.organisation.rules import NumberKind


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a number. names: by language, Finnish needed. phone: as it was written. hours: one a weekday.

    area_id, site_id: one of them at most; neither: of the whole employer.
    """

    kind: NumberKind
    names: Mapping[str, str]
    phone: str
    hours: tuple[Hours, ...] = ()
    area_id: UUID | None = None
    site_id: UUID | None = None
    position: int = 0


@transaction.atomic
def add_number(told: Told, *, by: Actor, at: datetime) -> Number:
    """Adds an important number. Raises Refused."""
    _may_tell(told, queries.kept_places(by))
    number = Number(**_fields(told), by=by.person, at=at)
    number.save(force_insert=True)
    _write_hours(number, told)
    audit.record("organisation.add_number", actor=by.id, at=at, thing=("number", number.pk))
    return number


@transaction.atomic
def change_number(told: Told, *, number_id: UUID, by: Actor, at: datetime) -> Number:
    """Writes a number anew; both its place before and after must be hers. Raises Refused, Number.DoesNotExist.

    Locks its row.
    """
    number = _kept(number_id, by)
    _may_tell(told, queries.kept_places(by))
    for field, value in _fields(told).items():
        setattr(number, field, value)
    number.by, number.at = by.person, at
    number.save(force_update=True)
    DutyHours.objects.filter(number=number).delete()
    _write_hours(number, told)
    audit.record("organisation.change_number", actor=by.id, at=at, thing=("number", number.pk))
    return number


@transaction.atomic
def remove_number(*, number_id: UUID, by: Actor, at: datetime) -> None:
    """Takes a number away. Raises Refused, Number.DoesNotExist. Locks its row."""
    _kept(number_id, by).delete()
    audit.record("organisation.remove_number", actor=by.id, at=at, thing=("number", number_id))


def _kept(number_id: UUID, by: Actor) -> Number:
    # The rows she may see stand in a query of their own: a lock takes no join.
    seen = queries.visible_numbers(by).values("pk")
    number = Number.objects.select_for_update(of=("self",)).get(pk=number_id, pk__in=seen)
    kept = queries.kept_places(by)
    policies.may_keep_number(kept, area_id=number.area_id, site_id=number.site_id).or_refuse()
    return number


def _may_tell(told: Told, kept: queries.KeptPlaces) -> None:
    all_of(
        policies.may_keep_number(kept, area_id=told.area_id, site_id=told.site_id),
        holds(bool(told.names.get("fi", "").strip()), otherwise="organisation.number-without-name"),
        holds(bool(duty.dialled(told.phone)), otherwise="organisation.not-a-phone-number"),
    ).or_refuse()


def _fields(told: Told) -> dict[str, object]:
    names = {f"name_{language}": told.names.get(language, "").strip() for language in ("fi", "sv", "en")}
    return names | {
        "kind": told.kind.value, "phone": duty.dialled(told.phone), "position": told.position,
        "area_id": told.area_id, "site_id": told.site_id,
    }  # fmt: skip


def _write_hours(number: Number, told: Told) -> None:
    DutyHours.objects.bulk_create(
        [DutyHours(number=number, weekday=one.weekday, starts=one.starts, ends=one.ends) for one in told.hours]
    )
