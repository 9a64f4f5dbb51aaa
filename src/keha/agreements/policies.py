"""Who may make a rule hold."""

from keha.agreements.models import Rule
from keha.foundation.verdict import Verdict, any_of, holds
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind


def may_adopt(actor: Actor, rule: Rule) -> Verdict:
    """The scope's own keeper: a team's member or supervisor, an area's manager, the employer's administrator."""
    in_team = rule.team_id is not None and rule.team_id in actor.team_ids | actor.led_team_ids and not rule.fixed
    manages = rule.area_id in actor.managed_area_ids if rule.area_id else bool(actor.managed_area_ids)
    return any_of(
        holds(in_team, otherwise="agreements.not-your-scope"),
        holds(manages, otherwise="agreements.not-your-scope"),
        holds(RoleKind.ADMINISTRATOR in actor.roles, otherwise="agreements.not-your-scope"),
    )
