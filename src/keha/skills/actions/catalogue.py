"""The employer's catalogue of skills, certificates and keys is written by the administrator."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from keha.foundation import audit
from keha.foundation.ids import uuid7
from keha.foundation.verdict import all_of, holds
from keha.organisation.queries import Actor
from keha.skills import policies
from keha.skills.models import Held, Skill
from keha.skills.rules import USUAL, SkillKind


@dataclass(frozen=True, slots=True)
class SkillTold:
    """What is told of a thing. names: by language, Finnish needed. restricted: for the supervisor's eyes only."""

    kind: SkillKind
    names: Mapping[str, str]
    restricted: bool = False


@transaction.atomic
def add_skill(told: SkillTold, *, by: Actor, at: datetime) -> Skill:
    """Adds a thing to the catalogue. Raises Refused."""
    _may_tell(told, by)
    row = Skill.objects.create(code=f"own-{uuid7()}", kind=told.kind.value, **_fields(told))
    audit.record("skills.add_skill", actor=by.id, at=at, thing=("skill", row.pk))
    return row


@transaction.atomic
def change_skill(told: SkillTold, *, skill_id: UUID, by: Actor, at: datetime) -> Skill:
    """Renames a thing; its kind changes only while nobody has it. Raises Refused, Skill.DoesNotExist. Locks its row.

    What has been told under it is restricted, or is not any more, from the same instant.
    """
    _may_tell(told, by)
    row = Skill.objects.select_for_update(of=("self",)).get(pk=skill_id)
    is_held = row.kind != told.kind and Held.objects.filter(skill=row).exists()
    holds(not is_held, otherwise="skills.kind-stays").or_refuse()
    row.kind = told.kind.value
    for field, value in _fields(told).items():
        setattr(row, field, value)
    row.save(force_update=True)
    audit.record("skills.change_skill", actor=by.id, at=at, thing=("skill", row.pk))
    return row


@transaction.atomic
def retire(*, skill_id: UUID, by: Actor, at: datetime) -> None:
    """Nobody tells it anew from now on; what people have of it stays. Raises Refused, Skill.DoesNotExist."""
    _set_retired(skill_id, at, by=by, verb="retire", at=at)


@transaction.atomic
def bring_back(*, skill_id: UUID, by: Actor, at: datetime) -> None:
    """It is in use again. Raises Refused, Skill.DoesNotExist."""
    _set_retired(skill_id, None, by=by, verb="bring_back", at=at)


def _set_retired(skill_id: UUID, retired_at: datetime | None, *, by: Actor, verb: str, at: datetime) -> None:
    policies.may_keep_catalogue(by).or_refuse()
    row = Skill.objects.select_for_update(of=("self",)).get(pk=skill_id)
    Skill.objects.filter(pk=row.pk).update(retired_at=retired_at)
    audit.record(f"skills.{verb}", actor=by.id, at=at, thing=("skill", row.pk))


@transaction.atomic
def take_usual(*, by: Actor, at: datetime) -> int:
    """Adds what most employers have and this one lacks; twice is as good as once. Raises Refused. Three queries."""
    policies.may_keep_catalogue(by).or_refuse()
    known = set(Skill.objects.values_list("code", flat=True))
    new = [
        Skill(
            code=one.code, kind=one.kind.value, name_fi=one.fi, name_sv=one.sv, name_en=one.en,
            is_restricted=one.restricted,
        )
        for one in USUAL
        if one.code not in known
    ]  # fmt: skip
    Skill.objects.bulk_create(new, ignore_conflicts=True)
    audit.record("skills.take_usual", actor=by.id, at=at, thing=("skill", None))
    return len(new)


def _may_tell(told: SkillTold, by: Actor) -> None:
    all_of(
        policies.may_keep_catalogue(by),
        holds(bool(told.names.get("fi", "").strip()), otherwise="skills.without-name"),
        holds(not told.restricted or told.kind is SkillKind.CERTIFICATE, otherwise="skills.restricted-certificate"),
    ).or_refuse()


def _fields(told: SkillTold) -> dict[str, object]:
    names = {f"name_{language}": told.names.get(language, "").strip() for language in ("fi", "sv", "en")}
    return names | {"is_restricted": told.restricted}
