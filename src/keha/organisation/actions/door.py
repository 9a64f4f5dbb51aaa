"""Coming in: a code is handed over, used once, and leads to a person."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings

from keha.foundation import audit
from keha.foundation.context import door
from keha.foundation.verdict import Verdict, holds
from keha.organisation import policies, queries, rules
from keha.organisation.models import Account, Attempt, Invitation, Membership, Person, Session, UsedState
from keha.organisation.queries import Actor
from keha.organisation.sessions import SessionStore


@dataclass(frozen=True, slots=True)
class Entrance:
    """Who came in, and whose person she is."""

    account: Account
    employer_id: UUID
    person_id: UUID


def _keyed(text: str) -> bytes:
    return hmac.new(settings.CODE_KEY, text.encode(), hashlib.sha256).digest()


def invite(*, person: Person, by: Actor, at: datetime) -> tuple[Invitation, str]:
    """Makes a one-time code for a person; the code itself is told only here. Raises Refused."""
    policies.may_invite(by, person, on=at.date()).or_refuse()
    return invite_first(person=person, at=at, by=by.id)


def invite_first(*, person: Person, at: datetime, by: UUID | None = None) -> tuple[Invitation, str]:
    """The same for an employer's first person, whom nobody inside can invite."""
    invitation = Invitation(person=person, made_by_id=by, made_at=at, expires_at=at + rules.CODE_LIFETIME)
    code = code_of(invitation)
    invitation.code_hash = _keyed(code)
    invitation.save(force_insert=True)
    audit.record("organisation.invite", actor=by, at=at, thing=("invitation", invitation.pk), whose=person.pk)
    return invitation, code


def code_of(invitation: Invitation) -> str:
    """The code of an invitation: worked out from its random id and the installation's secret, so nothing keeps it."""
    number = int.from_bytes(_keyed(f"code {invitation.pk}")[:8])
    return f"{number % 10**rules.CODE_DIGITS:0{rules.CODE_DIGITS}}"


def look_at_code(code: str, *, network: str, at: datetime) -> tuple[Invitation | None, Verdict]:
    """Whether a code opens the door, at the door. Counts a wrong one. Locks the invitation.

    network: where the request came from; only its keyed hash is kept.
    """
    tries = Attempt.objects.filter(network=_keyed(network), at__gt=at - rules.WRONG_TRIES_WINDOW).count()
    if not (verdict := rules.may_try(tries)):
        return None, verdict
    invitation = queries.invitation_of(_keyed(rules.only_digits(code)))
    if invitation is None:
        Attempt.objects.create(network=_keyed(network), at=at)
        return None, holds(False, otherwise="organisation.code-unknown")
    return invitation, rules.may_be_used(expires_at=invitation.expires_at, used_at=invitation.used_at, at=at)


def enter(invitation: Invitation, *, at: datetime) -> Entrance:
    """Uses up a code, at the door: the person gets an account if she had none. Raises Refused when it was used."""
    rules.may_be_used(expires_at=invitation.expires_at, used_at=invitation.used_at, at=at).or_refuse()
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    employer_id, person_id = cast(UUID, invitation.employer_id), invitation.person_id
    account = account_of(person_id=person_id, employer_id=employer_id)
    return Entrance(account=account, employer_id=employer_id, person_id=person_id)


def account_of(*, person_id: UUID, employer_id: UUID) -> Account:
    """The account of a person, made when there is none yet, at the door."""
    found = Membership.objects.filter(person_id=person_id, employer_id=employer_id).select_related("account").first()
    if found:
        return found.account
    account = Account()
    account.set_unusable_password()
    account.save(force_insert=True)
    Membership.objects.create(employer_id=employer_id, account=account, person_id=person_id)
    return account


def end_session(*, account_id: UUID, session: Session) -> None:
    """Ends one of one's own sessions at once, at the door. Raises Refused."""
    policies.may_end_session(account_id, session).or_refuse()
    session.delete()


def end_sessions(*, account_id: UUID, employer_id: UUID) -> int:
    """Takes away an account's sessions at one employer, in a transaction of its own at the door. Returns how many."""
    with door():
        own, store = Session.objects.filter(account_id=account_id), SessionStore()
        dead = [row.pk for row in own if store.decode(row.session_data).get("employer") == str(employer_id)]
        return Session.objects.filter(pk__in=dead).delete()[0]


def forget_old_tries(*, at: datetime) -> int:
    """Drops, at the door, wrong tries that no longer count, codes of yesterday and dead sessions. Returns how many."""
    tries = Attempt.objects.filter(at__lt=at - rules.WRONG_TRIES_WINDOW).delete()[0]
    tries += UsedState.objects.filter(at__lt=at - rules.STATE_KEPT).delete()[0]
    codes = Invitation.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()[0]
    return tries + codes + Session.objects.filter(expire_date__lt=at).delete()[0]
