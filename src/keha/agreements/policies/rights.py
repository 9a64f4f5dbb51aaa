"""Who may adopt, grant, ask for and hand back what, and who takes part in a round about it."""

from uuid import UUID

from keha.agreements import rights
from keha.agreements.rights import Level
from keha.foundation.verdict import Verdict, all_of, any_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind


def may_adopt_alone(team_level: Level | None) -> Verdict:
    """Whether a team makes a rule hold by itself: only in a topic that its decision list gives it."""
    return holds(team_level is not None and team_level.is_the_teams, otherwise="agreements.not-the-teams-topic")


def is_of_team(actor: Actor, team_id: UUID) -> Verdict:
    """A team's own business belongs to its members."""
    return holds(team_id in actor.team_ids, otherwise="agreements.members-only")


def _leads(actor: Actor, team: Team) -> bool:
    return team.pk in actor.led_team_ids or team.area_id in actor.managed_area_ids


def may_grant(actor: Actor, team: Team, topic: str, *, is_common: bool) -> Verdict:
    """A supervisor grants her teams, the area's manager the teams of the area; a common topic the manager alone."""
    by_area = team.area_id in actor.managed_area_ids
    return all_of(
        holds(_leads(actor, team), otherwise="agreements.not-yours-to-grant"),
        rights.is_grantable(topic, is_common=is_common, by_area=by_area),
    )


def may_ask(actor: Actor, team_id: UUID, topic: str) -> Verdict:
    """A team's member asks for the team; for a topic of law nobody does."""
    law = holds(topic not in rights.LAW_TOPICS, otherwise="agreements.law-decides")
    return all_of(is_of_team(actor, team_id), law)


def may_hand_back(actor: Actor, team: Team, topic: str) -> Verdict:
    """Any member of the team, and whoever gave it: less is always safe."""
    giver = holds(_leads(actor, team), otherwise="agreements.members-only")
    law = holds(topic not in rights.LAW_TOPICS, otherwise="agreements.law-decides")
    return all_of(any_of(is_of_team(actor, team.pk), giver), law)


def may_see_readiness(actor: Actor, team: Team, *, is_asked: bool) -> Verdict:
    """The team sees its own ticks; whoever may grant sees them while the team asks for the right."""
    giver = holds(is_asked and _leads(actor, team), otherwise="agreements.members-only")
    return any_of(is_of_team(actor, team.pk), giver)


def may_set_common(actor: Actor, area_id: UUID) -> Verdict:
    """The area's manager says what is common to the area."""
    return holds(area_id in actor.managed_area_ids, otherwise="agreements.not-yours-to-grant")


def may_host(actor: Actor, *, team_id: UUID, host_id: UUID) -> Verdict:
    """Whoever began a round hosts it; the team's lead may take it over."""
    lead = RoleKind.TEAM_LEAD in actor.roles
    return all_of(
        is_of_team(actor, team_id), holds(actor.id == host_id or lead, otherwise="agreements.the-host-does-this")
    )
