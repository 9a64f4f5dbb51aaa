"""What a person has: told by herself, a certificate or a key by her supervisor too; seen, taken away, given back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from keha.foundation import audit
from keha.foundation.verdict import all_of, holds
from keha.notices.actions import call_off
from keha.organisation.models import Person
from keha.organisation.queries import Actor
from keha.presence.rules import local_date
from keha.skills import policies, queries, rules
from keha.skills.actions import telling
from keha.skills.models import Held, Induction, Skill
from keha.skills.rules import Level, SkillKind


@dataclass(frozen=True, slots=True)
class HeldTold:
    """What is told. level: of an ability only; the days of a certificate or a key, the last one included."""

    level: Level | None = None
    since: date | None = None
    until: date | None = None


@transaction.atomic
def tell(told: HeldTold, *, person_id: UUID, skill_id: UUID, by: Actor, at: datetime) -> Held:
    """Writes down that a person has a thing, or writes it anew. Raises Refused, Person.DoesNotExist, Skill.DoesNotExist.

    By her supervisor it counts as seen; by herself a certificate with other days waits to be seen. Locks the person.
    """
    person = lock(person_id)
    skill = Skill.objects.get(pk=skill_id)
    _may_tell(told, person, skill, by, at)
    row = Held.objects.filter(person=person, skill=skill, removed_at__isnull=True).first()
    fields = _fields(told, skill)
    same = row is not None and all(getattr(row, name) == value for name, value in fields.items())
    row = row or Held(person=person, skill=skill)
    for name, value in fields.items():
        setattr(row, name, value)
    if not same:
        row.reminded, row.seen_by_id, row.seen_at = None, None, None
        call_off(thing=("held", row.pk), at=at)
    if by.id != person.pk:
        row.seen_by, row.seen_at = by.person, at
    row.by, row.at = by.person, at
    row.save()
    audit.record("skills.tell", actor=by.id, at=at, thing=("held", row.pk), whose=person.pk)
    if row.seen_at is None and not same and skill.kind == SkillKind.CERTIFICATE:
        telling.seen_waits(row, at=at)
    return row


def lock(person_id: UUID) -> Person:
    """Nobody else writes what this person has in this transaction. Raises Person.DoesNotExist. One query."""
    return Person.objects.select_for_update(of=("self",)).get(pk=person_id)


def _may_tell(told: HeldTold, person: Person, skill: Skill, by: Actor, at: datetime) -> None:
    today = local_date(at)
    teams = queries.teams_of(person.pk, on=today) if by.id != person.pk else set()
    all_of(
        policies.may_tell(by, person.pk, teams, SkillKind(skill.kind)),
        holds(skill.retired_at is None, otherwise="skills.retired"),
        holds(told.since is None or told.since <= today, otherwise="skills.not-yet"),
        holds(
            told.since is None or told.until is None or told.since <= told.until,
            otherwise="skills.ends-before-it-begins",
        ),
    ).or_refuse()


def _fields(told: HeldTold, skill: Skill) -> dict[str, object]:
    if skill.kind == SkillKind.ABILITY:
        return {"level": (told.level or Level.CAN).value, "since_date": None, "until_date": None}
    return {"level": "", "since_date": told.since, "until_date": told.until}


@transaction.atomic
def see(*, held_id: UUID, by: Actor, at: datetime) -> None:
    """A supervisor has seen a certificate. Twice is as good as once. Raises Refused, Held.DoesNotExist. Locks its row."""
    row = Held.objects.select_for_update(of=("self",)).get(pk=held_id, removed_at__isnull=True)
    teams = queries.teams_of(row.person_id, on=local_date(at))
    policies.may_supervise(by, row.person_id, teams).or_refuse()
    if row.seen_at is None:
        row.seen_by, row.seen_at = by.person, at
        row.save(update_fields=["seen_by", "seen_at"])
        telling.seen(row, at=at)
        audit.record("skills.see", actor=by.id, at=at, thing=("held", row.pk), whose=row.person_id)


@transaction.atomic
def remove(*, held_id: UUID, by: Actor, at: datetime) -> None:
    """A thing is taken away; for a week it can be given back. Raises Refused, Held.DoesNotExist. Locks its row."""
    row = _hers(held_id, by, at)
    if row.removed_at is None:
        Held.objects.filter(pk=row.pk).update(removed_at=at, by=by.person)
        call_off(thing=("held", row.pk), at=at)
        audit.record("skills.remove", actor=by.id, at=at, thing=("held", row.pk), whose=row.person_id)


@transaction.atomic
def restore(*, held_id: UUID, by: Actor, at: datetime) -> None:
    """What one took away is there again, as it was. Raises Refused, Held.DoesNotExist. Locks the person and the row."""
    row = _hers(held_id, by, at)
    lock(row.person_id)
    if row.removed_at is None:
        return
    again = Held.objects.filter(person_id=row.person_id, skill_id=row.skill_id, removed_at__isnull=True).exists()
    policies.may_restore(by, row.by_id, row.removed_at, at=at, again=again).or_refuse()
    Held.objects.filter(pk=row.pk).update(removed_at=None)
    audit.record("skills.restore", actor=by.id, at=at, thing=("held", row.pk), whose=row.person_id)


def _hers(held_id: UUID, by: Actor, at: datetime) -> Held:
    row = Held.objects.select_related("skill").select_for_update(of=("self",)).get(pk=held_id)
    teams = queries.teams_of(row.person_id, on=local_date(at)) if by.id != row.person_id else set()
    policies.may_tell(by, row.person_id, teams, SkillKind(row.skill.kind)).or_refuse()
    return row


def forget_removed(*, at: datetime) -> None:
    """What was taken away over a week ago goes for good. Two deletions."""
    Held.objects.filter(removed_at__lt=at - rules.UNDO).delete()
    Induction.objects.filter(removed_at__lt=at - rules.UNDO).delete()
