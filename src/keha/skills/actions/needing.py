"""What a team's sites and tasks need is laid down by its supervisor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from keha.foundation import audit
from keha.foundation.verdict import all_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.skills import policies, queries
from keha.skills.models import Need, Skill, Task
from keha.skills.rules import Source


@transaction.atomic
def add_task(
    *, team: Team, names: Mapping[str, str], is_common: bool, by: Actor, at: datetime
) -> Task:  # fmt: skip
    """A team does something. names: by language, Finnish needed; is_common: in every shift. Raises Refused."""
    name = names.get("fi", "").strip()
    all_of(policies.may_keep_needs(by, team), holds(bool(name), otherwise="skills.without-name")).or_refuse()
    _lock(team)
    taken = Task.objects.filter(team=team, name_fi=name).exists()
    holds(not taken, otherwise="skills.task-already").or_refuse()
    fields = {f"name_{language}": names.get(language, "").strip() for language in ("fi", "sv", "en")}
    row = Task.objects.create(team=team, is_common=is_common, **fields)
    audit.record("skills.add_task", actor=by.id, at=at, thing=("task", row.pk))
    return row


@transaction.atomic
def remove_task(*, task_id: UUID, by: Actor, at: datetime) -> None:
    """A team no longer does it; what it needed goes with it. Raises Refused, Task.DoesNotExist."""
    row = Task.objects.select_related("team").get(pk=task_id)
    policies.may_keep_needs(by, row.team).or_refuse()
    row.delete()
    audit.record("skills.remove_task", actor=by.id, at=at, thing=("task", task_id))


@dataclass(frozen=True, slots=True)
class NeedTold:
    """What is needed and who says so; site_id or task_id: where, one of the two."""

    skill_id: UUID
    source: Source
    site_id: UUID | None = None
    task_id: UUID | None = None


@transaction.atomic
def add_need(told: NeedTold, *, team: Team, by: Actor, at: datetime) -> Need:
    """A site that the team serves, or a task of the team's, needs a thing. Raises Refused, Skill.DoesNotExist."""
    skill = Skill.objects.get(pk=told.skill_id)
    policies.may_keep_needs(by, team).or_refuse()
    _lock(team)
    where = {"site_id": told.site_id, "task_id": told.task_id}
    all_of(
        holds(_is_own(team, told.site_id, told.task_id), otherwise="skills.not-your-place"),
        holds(skill.retired_at is None, otherwise="skills.retired"),
        holds(not Need.objects.filter(**where, skill=skill).exists(), otherwise="skills.need-already"),
    ).or_refuse()
    row = Need.objects.create(**where, skill=skill, source=told.source.value)
    audit.record("skills.add_need", actor=by.id, at=at, thing=("need", row.pk))
    return row


def _is_own(team: Team, site_id: UUID | None, task_id: UUID | None) -> bool:
    """Whether a team serves the site, or does the task. One query."""
    if task_id:
        return Task.objects.filter(pk=task_id, team=team).exists()
    return queries.is_served(team, site_id) if site_id else False


@transaction.atomic
def remove_need(*, team: Team, need_id: UUID, by: Actor, at: datetime) -> None:
    """A site or a task no longer needs a thing. Raises Refused, Need.DoesNotExist."""
    row = Need.objects.get(pk=need_id)
    policies.may_keep_needs(by, team).or_refuse()
    if not _is_own(team, row.site_id, row.task_id):
        raise Need.DoesNotExist
    row.delete()
    audit.record("skills.remove_need", actor=by.id, at=at, thing=("need", need_id))


def _lock(team: Team) -> None:
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
