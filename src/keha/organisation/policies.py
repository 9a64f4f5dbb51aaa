"""Who may do what among the people and at the door."""

from datetime import date
from uuid import UUID

from keha.foundation.verdict import Verdict, all_of, any_of, holds
from keha.organisation.models import Membership, Person, Role, Session, Team, TeamMembership
from keha.organisation.queries import Actor, KeptPlaces, _on
from keha.organisation.rules import RoleKind


def may_invite(actor: Actor, person: Person, *, on: date) -> Verdict:
    """A supervisor or an administrator hands over a code, and a team mate the very first one.

    A code opens the account, so a new phone's code comes from oneself, on a phone that is in, or from the supervisor.
    """
    teams = set(TeamMembership.objects.filter(_on(on), person=person).values_list("team_id", flat=True))
    has_entered = Membership.objects.filter(person=person).exists()
    is_admin = RoleKind.ADMINISTRATOR in actor.roles
    # A role's power does not pass through a team mate's phone: only an administrator lets a supervisor in.
    powerful = (
        Role.objects.filter(_on(on), person=person).exclude(kind__in=[RoleKind.FLOAT, RoleKind.TEAM_LEAD]).exists()
    )
    leads, mate = bool(teams & actor.led_team_ids), bool(teams & actor.team_ids) and not has_entered
    if powerful and not is_admin and actor.id != person.pk:
        return holds(False, otherwise="organisation.not-same-team")
    return any_of(
        holds(leads or is_admin or actor.id == person.pk, otherwise="organisation.new-phone"),
        holds(mate, otherwise="organisation.new-phone" if teams & actor.team_ids else "organisation.not-same-team"),
    )


def may_see_team(actor: Actor, team: Team) -> Verdict:
    """See Actor.sees_team."""
    return holds(actor.sees_team(team), otherwise="organisation.not-same-team")


def may_end_session(account_id: UUID, session: Session) -> Verdict:
    """Only one's own sessions."""
    return holds(session.account_id == account_id, otherwise="organisation.not-your-session")


def may_keep_tablets(actor: Actor, *, team_id: UUID) -> Verdict:
    """The team's supervisor or an administrator pairs a tablet, takes the pairing away and unlocks."""
    is_keeper = team_id in actor.led_team_ids or RoleKind.ADMINISTRATOR in actor.roles
    return all_of(may_act_in_role(actor), holds(is_keeper, otherwise="organisation.not-your-tablets"))


def may_pair_tablets(actor: Actor) -> Verdict:
    """Whether she keeps the tablets of any team at all."""
    is_keeper = bool(actor.led_team_ids) or RoleKind.ADMINISTRATOR in actor.roles
    return all_of(may_act_in_role(actor), holds(is_keeper, otherwise="organisation.not-your-tablets"))


def may_act_in_role(actor: Actor) -> Verdict:
    """A role acts from one's own phone; a PIN on a shared tablet opens a worker's rights only."""
    return holds(not actor.on_tablet, otherwise="organisation.own-phone")


def may_keep_number(kept: KeptPlaces, *, area_id: UUID | None, site_id: UUID | None) -> Verdict:
    """An important number is written by those who keep the numbers of its place."""
    return holds(kept.holds(area_id=area_id, site_id=site_id), otherwise="organisation.not-your-numbers")


def may_keep_numbers(kept: KeptPlaces) -> Verdict:
    """Whether she keeps the numbers of any place at all."""
    return holds(bool(kept), otherwise="organisation.not-your-numbers")


def may_keep_people(actor: Actor) -> Verdict:
    """People, their registers and sign-in services are kept by the administrator."""
    return holds(RoleKind.ADMINISTRATOR in actor.roles, otherwise="organisation.not-administrator")


def may_let_go(actor: Actor, person: Person) -> Verdict:
    """The administrator says that somebody has left; not of herself, or nobody could take it back."""
    return all_of(may_keep_people(actor), holds(actor.id != person.pk, otherwise="organisation.not-oneself"))
