"""Who may give, accept and withdraw a standing approval."""

from collections.abc import Collection
from uuid import UUID

from keha.agreements.approvals import SignatureKind
from keha.foundation.verdict import Verdict, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind


def signs_as(actor: Actor, team: Team) -> SignatureKind | None:
    """As what somebody signs for a team: its supervisor, or its area's manager; None: not at all."""
    if team.pk in actor.led_team_ids:
        return SignatureKind.SUPERVISOR
    return SignatureKind.AREA_MANAGER if team.area_id in actor.managed_area_ids else None


def accepts_as(actor: Actor) -> tuple[SignatureKind, ...]:
    """As what somebody accepts: an administrator for HR, a shop steward for the staff."""
    kinds = ((RoleKind.ADMINISTRATOR, SignatureKind.HR), (RoleKind.STEWARD, SignatureKind.STEWARD))
    return tuple(signature for role, signature in kinds if role in actor.roles)


def may_prepare(actor: Actor, teams: Collection[Team]) -> Verdict:
    """An approval is begun by whoever signs for at least one of its teams."""
    return holds(any(signs_as(actor, team) for team in teams), otherwise="agreements.not-yours-to-approve")


def may_withdraw(actor: Actor, teams: Collection[Team]) -> Verdict:
    """Whoever signs for one of its teams, or accepts for HR or the staff: each alone ends it."""
    able = bool(accepts_as(actor)) or any(signs_as(actor, team) for team in teams)
    return holds(able, otherwise="agreements.not-yours-to-approve")


def sees(actor: Actor, teams: Collection[Team]) -> bool:
    """An approval is seen by whoever sees one of its teams."""
    return any(actor.sees_team(team) for team in teams)


def both_roles_apart(actor: Actor, kind: SignatureKind, accepted: Collection[UUID]) -> Verdict:
    """HR's and the steward's acceptance come from two people."""
    accepting = kind in {SignatureKind.HR, SignatureKind.STEWARD}
    return holds(not accepting or actor.id not in accepted, otherwise="agreements.two-people-accept")
