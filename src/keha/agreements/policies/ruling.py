"""Who keeps a rule: its drafts, words, translations and reviews."""

from uuid import UUID

from keha.agreements.models import Draft, Rule
from keha.foundation.verdict import Verdict, any_of, holds
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind


def may_tend(actor: Actor, thing: Rule | Draft) -> Verdict:
    """The scope's own keeper: a team's member or supervisor, an area's manager, the employer's administrator.

    One query more for an area's manager, when the team or site has not been read.
    """
    in_team = thing.team_id is not None and thing.team_id in actor.working_team_ids and not thing.fixed
    return any_of(
        holds(in_team, otherwise="agreements.not-your-scope"),
        holds(_manages(actor, thing), otherwise="agreements.not-your-scope"),
        holds(RoleKind.ADMINISTRATOR in actor.roles, otherwise="agreements.not-your-scope"),
    )


def _manages(actor: Actor, thing: Rule | Draft) -> bool:
    """Whether the rule's area is hers; a rule for the whole employer belongs to every area's manager."""
    if not actor.managed_area_ids:
        return False
    area_id: UUID | None = thing.area_id
    if thing.team:
        area_id = thing.team.area_id
    elif thing.site:
        area_id = thing.site.area_id
    return area_id is None or manages(actor, area_id)


def manages(actor: Actor, area_id: UUID) -> bool:
    """Whether she is the manager of an area."""
    return area_id in actor.managed_area_ids
