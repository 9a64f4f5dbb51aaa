"""Who may do what among the people and at the door."""

from datetime import date
from uuid import UUID

from keha.foundation.verdict import Verdict, holds
from keha.organisation.models import Person, Role, Session, Team, TeamMembership
from keha.organisation.queries import Actor, _on
from keha.organisation.rules import RoleKind


def may_invite(actor: Actor, person: Person, *, on: date) -> Verdict:
    """A supervisor, a team mate or an administrator hands over a code; anybody gets one for her own new phone."""
    shared = TeamMembership.objects.filter(
        _on(on), person=person, team_id__in=actor.team_ids | actor.led_team_ids
    ).exists()
    is_admin = RoleKind.ADMINISTRATOR in actor.roles
    # A role's power does not pass through a team mate's phone: only an administrator lets a supervisor in.
    powerful = (
        Role.objects.filter(_on(on), person=person).exclude(kind__in=[RoleKind.FLOAT, RoleKind.TEAM_LEAD]).exists()
    )
    mate = shared and not powerful
    return holds(mate or is_admin or actor.id == person.pk, otherwise="organisation.not-same-team")


def may_see_team(actor: Actor, team: Team) -> Verdict:
    """See Actor.sees_team."""
    return holds(actor.sees_team(team), otherwise="organisation.not-same-team")


def may_end_session(account_id: UUID, session: Session) -> Verdict:
    """Only one's own sessions."""
    return holds(session.account_id == account_id, otherwise="organisation.not-your-session")
