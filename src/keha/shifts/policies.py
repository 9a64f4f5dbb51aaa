"""Who may see, draw up and publish a roster."""

from keha.foundation.verdict import Verdict, any_of, holds
from keha.organisation import policies as organisation
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.presence import policies as presence


def may_see_roster(actor: Actor, team: Team) -> Verdict:
    """A published roster is seen by whoever sees the team."""
    return organisation.may_see_team(actor, team)


def may_plan(actor: Actor, team: Team) -> Verdict:
    """A roster is drawn up by the team lead, the supervisor or the area's manager, like the typed weeks."""
    planned = presence.may_keep_weeks(actor, team)
    return holds(bool(planned), otherwise="shifts.not-your-roster")


def may_publish(actor: Actor, team: Team) -> Verdict:
    """A roster is published by the team's supervisor or its area's manager."""
    return any_of(
        holds(team.pk in actor.led_team_ids, otherwise="shifts.supervisor-publishes"),
        holds(team.area_id in actor.managed_area_ids, otherwise="shifts.supervisor-publishes"),
    )


def may_own_feed(actor: Actor) -> Verdict:
    """Everybody makes and ends the calendar address of her own shifts, on her own phone."""
    return organisation.may_act_in_role(actor)
