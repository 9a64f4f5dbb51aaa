"""Who may see a team's figures."""

from keha.foundation.verdict import Verdict, all_of, holds
from keha.insights.rules import PEOPLE_MIN
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind

REPRESENTATIVES = frozenset({RoleKind.STEWARD, RoleKind.SAFETY})


def may_see_load(actor: Actor, team: Team) -> Verdict:
    """A team sees its own figures; so do its supervisor, its area's manager and the representatives."""
    sees = (
        team.pk in actor.working_team_ids
        or team.area_id in actor.managed_area_ids
        or bool(actor.roles & REPRESENTATIVES)
    )
    return holds(sees, otherwise="insights.not-your-figures")


def may_have_figures(*, members: int) -> Verdict:
    """Only a team of five or more has figures: in a smaller one they would be somebody's. members: of today."""
    return all_of(holds(members >= PEOPLE_MIN, otherwise="insights.team-too-small"))
