"""Who may tell, confirm, read and lay down what."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from keha.foundation.verdict import Verdict, all_of, any_of, holds
from keha.organisation.models import Team
from keha.organisation.policies import may_act_in_role
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind
from keha.skills.rules import UNDO, SkillKind


def may_tell(actor: Actor, person_id: UUID, teams: Collection[UUID], kind: SkillKind) -> Verdict:
    """Everybody of herself; her supervisor writes down a certificate or a key, never what somebody else can."""
    is_own = actor.id == person_id
    if kind is SkillKind.ABILITY:
        return holds(is_own, otherwise="skills.told-by-oneself")
    return any_of(holds(is_own, otherwise="skills.not-her-supervisor"), may_supervise(actor, person_id, teams))


def may_supervise(actor: Actor, person_id: UUID, teams: Collection[UUID]) -> Verdict:
    """Restricted facts are read, and certificates confirmed, by a supervisor of a team that she is in; never by herself.

    teams: those that the person belongs to today.
    """
    return all_of(
        holds(actor.id != person_id, otherwise="skills.another-sees-it"),
        holds(bool(set(teams) & actor.led_team_ids), otherwise="skills.not-her-supervisor"),
    )


def may_tell_induction(actor: Actor, person_id: UUID, teams: Collection[UUID]) -> Verdict:
    """Of oneself, and of the people of one's own and one's led teams."""
    near = actor.id == person_id or bool(set(teams) & actor.working_team_ids)
    return holds(near, otherwise="skills.not-your-team")


def may_confirm_induction(actor: Actor, person_id: UUID, teams: Collection[UUID], inductor_id: UUID) -> Verdict:
    """Whoever inducted her, or her supervisor; never herself."""
    inductor = holds(actor.id == inductor_id != person_id, otherwise="skills.not-the-inductor")
    return any_of(inductor, may_supervise(actor, person_id, teams))


def may_restore(actor: Actor, taken_by: UUID | None, removed_at: datetime, *, at: datetime, again: bool) -> Verdict:
    """What was taken away is brought back by whoever took it, within a week, unless it has been told again since."""
    return all_of(
        holds(taken_by == actor.id, otherwise="skills.another-took-it-away"),
        holds(not again, otherwise="skills.told-again"),
        holds(at - removed_at <= UNDO, otherwise="skills.too-late-to-restore"),
    )


def may_see_team(actor: Actor, team: Team) -> Verdict:
    """A team's picture is its own, its supervisor's and its area's manager's."""
    near = team.pk in actor.working_team_ids or team.area_id in actor.managed_area_ids
    return holds(near, otherwise="skills.not-your-team")


def may_keep_needs(actor: Actor, team: Team) -> Verdict:
    """What a team's sites and tasks need is laid down by its supervisor or its area's manager."""
    leads = team.pk in actor.led_team_ids or team.area_id in actor.managed_area_ids
    return holds(leads, otherwise="skills.not-your-needs")


def may_keep_catalogue(actor: Actor) -> Verdict:
    """The catalogue is the employer's: the administrator keeps it."""
    keeps = holds(RoleKind.ADMINISTRATOR in actor.roles, otherwise="skills.not-administrator")
    return all_of(may_act_in_role(actor), keeps)
