"""Who may write whose weeks."""

from keha.foundation.verdict import Verdict, any_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind


def _leads(actor: Actor, team: Team) -> Verdict:
    return any_of(
        holds(team.pk in actor.led_team_ids, otherwise="presence.not-your-team"),
        holds(team.area_id in actor.managed_area_ids, otherwise="presence.not-your-team"),
    )


def may_keep_weeks(actor: Actor, team: Team) -> Verdict:
    """A team's weeks, exceptions and absences are written by its team lead, its supervisor or its area's manager."""
    leads = RoleKind.TEAM_LEAD in actor.roles and team.pk in actor.team_ids
    return any_of(holds(leads, otherwise="presence.not-your-team"), _leads(actor, team))


def may_keep_duty(actor: Actor, team: Team) -> Verdict:
    """Who answers for a team when is written by its supervisor or its area's manager."""
    return _leads(actor, team)
