"""Who may propose, speak, take care of a round, and decide what a team has agreed on."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from keha.agreements.models import Draft, Round, Rule
from keha.agreements.policies.adopting import topic_of
from keha.agreements.policies.rights import may_adopt_alone
from keha.agreements.policies.ruling import may_tend
from keha.agreements.queries.rights import levels_of
from keha.foundation.verdict import Verdict, all_of, any_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind


def may_propose(actor: Actor, thing: Rule | Draft) -> Verdict:
    """Whoever keeps the place, of what is not fixed: no team can consent to loosen law or an instruction."""
    return all_of(may_tend(actor, thing), holds(not thing.fixed, otherwise="agreements.round-fixed"))


def may_speak(actor: Actor, team_ids: Collection[UUID]) -> Verdict:
    """The people of the teams that are asked, each for herself; who leads a team is not asked."""
    return holds(bool(actor.team_ids & set(team_ids)), otherwise="agreements.round-not-asked")


def may_lead(actor: Actor, found: Round, team_ids: Collection[UUID]) -> Verdict:
    """The proposer, whoever it was handed to, and the team lead of a team that is asked."""
    leads = RoleKind.TEAM_LEAD in actor.roles and bool(actor.team_ids & set(team_ids))
    return any_of(
        holds(actor.id in {found.by_id, found.lead_id}, otherwise="agreements.round-not-yours"),
        holds(leads, otherwise="agreements.round-not-yours"),
    )


def may_decide(actor: Actor, teams: Collection[Team]) -> Verdict:
    """The supervisor of the one team that agreed, or the manager of the area where several did."""
    areas = {team.area_id for team in teams}
    supervises = len(teams) == 1 and {team.pk for team in teams} <= actor.led_team_ids
    return any_of(
        holds(supervises, otherwise="agreements.round-not-decider"),
        holds(bool(areas) and areas <= actor.managed_area_ids, otherwise="agreements.round-not-decider"),
    )


def teams_adopt(found: Round, teams: Collection[Team], *, on: date) -> Verdict:
    """Whether what these teams agree on holds by itself: each has the topic in its list that day. A query a team."""
    topic = topic_of(found)
    return all_of(*(may_adopt_alone(levels_of(team.pk, on=on).get(topic)) for team in teams))
