"""Inductions at sites: told by who gave them, by who got them, or by the supervisor; confirmed, taken away, given back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from keha.foundation import audit
from keha.foundation.verdict import all_of, any_of, holds
from keha.notices.actions import call_off
from keha.organisation.models import Person, Site
from keha.organisation.queries import Actor
from keha.presence.rules import local_date
from keha.skills import policies, queries
from keha.skills.actions import telling
from keha.skills.actions.holding import lock
from keha.skills.models import Induction


@dataclass(frozen=True, slots=True)
class InductionTold:
    """Who was inducted where, by whom and when. until: the last day on which it counts; none: for the time being."""

    person_id: UUID
    site_id: UUID
    inducted_by_id: UUID
    on: date
    until: date | None = None


@transaction.atomic
def induct(told: InductionTold, *, by: Actor, at: datetime) -> Induction:
    """Writes an induction down, in place of an earlier one at the same site. Locks the person.

    Told by whoever gave it, or by the supervisor, it counts at once; else it waits for whoever gave it.
    Raises Refused, Person.DoesNotExist, Site.DoesNotExist.
    """
    person, site = lock(told.person_id), Site.objects.get(pk=told.site_id)
    inductor = Person.objects.get(pk=told.inducted_by_id)
    teams = queries.teams_of(person.pk, on=local_date(at))
    _may_tell(told, teams, by, at)
    row = Induction.objects.filter(person=person, site=site, removed_at__isnull=True).first()
    row = row or Induction(person=person, site=site)
    call_off(thing=("induction", row.pk), at=at)
    row.inducted_by, row.on_date, row.until_date, row.by, row.at = inductor, told.on, told.until, by.person, at
    counts = bool(policies.may_confirm_induction(by, person.pk, teams, inductor.pk))
    row.seen_by, row.seen_at = (by.person, at) if counts else (None, None)
    row.save()
    audit.record("skills.induct", actor=by.id, at=at, thing=("induction", row.pk), whose=person.pk)
    if not counts:
        telling.induction_waits(row, at=at)
    return row


def _may_tell(told: InductionTold, teams: set[UUID], by: Actor, at: datetime) -> None:
    all_of(
        policies.may_tell_induction(by, told.person_id, teams),
        holds(told.inducted_by_id != told.person_id, otherwise="skills.inducts-oneself"),
        holds(told.on <= local_date(at), otherwise="skills.not-yet"),
        holds(told.until is None or told.on <= told.until, otherwise="skills.ends-before-it-begins"),
    ).or_refuse()


@transaction.atomic
def confirm_induction(*, induction_id: UUID, by: Actor, at: datetime) -> None:
    """Whoever gave an induction, or the supervisor, says that it was given. Twice is as good as once.

    Raises Refused, Induction.DoesNotExist. Locks its row.
    """
    row = Induction.objects.select_for_update(of=("self",)).get(pk=induction_id, removed_at__isnull=True)
    teams = queries.teams_of(row.person_id, on=local_date(at))
    policies.may_confirm_induction(by, row.person_id, teams, row.inducted_by_id).or_refuse()
    if row.seen_at is None:
        Induction.objects.filter(pk=row.pk).update(seen_by=by.person, seen_at=at)
        call_off(thing=("induction", row.pk), at=at)
        audit.record("skills.confirm_induction", actor=by.id, at=at, thing=("induction", row.pk), whose=row.person_id)


@transaction.atomic
def remove_induction(*, induction_id: UUID, by: Actor, at: datetime) -> None:
    """An induction is taken away, by the person, whoever gave it or the supervisor; for a week it can be given back.

    Raises Refused, Induction.DoesNotExist. Locks its row.
    """
    row = _near(induction_id, by, at)
    if row.removed_at is None:
        Induction.objects.filter(pk=row.pk).update(removed_at=at, by=by.person)
        call_off(thing=("induction", row.pk), at=at)
        audit.record("skills.remove_induction", actor=by.id, at=at, thing=("induction", row.pk), whose=row.person_id)


@transaction.atomic
def restore_induction(*, induction_id: UUID, by: Actor, at: datetime) -> None:
    """What one took away is there again, as it was. Raises Refused, Induction.DoesNotExist. Locks person and row."""
    row = _near(induction_id, by, at)
    lock(row.person_id)
    if row.removed_at is None:
        return
    again = Induction.objects.filter(person_id=row.person_id, site_id=row.site_id, removed_at__isnull=True).exists()
    policies.may_restore(by, row.by_id, row.removed_at, at=at, again=again).or_refuse()
    Induction.objects.filter(pk=row.pk).update(removed_at=None)
    audit.record("skills.restore_induction", actor=by.id, at=at, thing=("induction", row.pk), whose=row.person_id)


def _near(induction_id: UUID, by: Actor, at: datetime) -> Induction:
    row = Induction.objects.select_for_update(of=("self",)).get(pk=induction_id)
    teams = queries.teams_of(row.person_id, on=local_date(at))
    any_of(
        holds(by.id == row.person_id, otherwise="skills.not-the-inductor"),
        policies.may_confirm_induction(by, row.person_id, teams, row.inducted_by_id),
    ).or_refuse()
    return row
