"""Coming in: a code is handed over, used once, and leads to a person."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.db import connection

from keha.foundation import audit
from keha.foundation.context import door
from keha.foundation.verdict import Verdict, all_of, holds
from keha.organisation import policies, queries, rules
from keha.organisation.models import Account, Attempt, Invitation, Membership, Person, Pin, Session, UsedState
from keha.organisation.queries import Actor
from keha.organisation.sessions import SessionStore
from keha.organisation.tablets import keyed


@dataclass(frozen=True, slots=True)
class Entrance:
    """Who came in, and whose person she is."""

    account: Account
    employer_id: UUID
    person_id: UUID


def invite(*, person: Person, by: Actor, at: datetime) -> tuple[Invitation, str]:
    """Makes a one-time code for a person; the code itself is told only here. Raises Refused."""
    policies.may_invite(by, person, on=at.date()).or_refuse()
    return invite_first(person=person, at=at, by=by.id)


def invite_first(*, person: Person, at: datetime, by: UUID | None = None) -> tuple[Invitation, str]:
    """The same for an employer's first person, whom nobody inside can invite."""
    invitation = Invitation(person=person, made_by_id=by, made_at=at, expires_at=at + rules.CODE_LIFETIME)
    code = code_of(invitation)
    invitation.code_hash = keyed(code)
    invitation.save(force_insert=True)
    audit.record("organisation.invite", actor=by, at=at, thing=("invitation", invitation.pk), whose=person.pk)
    return invitation, code


def code_of(invitation: Invitation) -> str:
    """The code of an invitation: worked out from its random id and the installation's secret, so nothing keeps it."""
    number = int.from_bytes(keyed(f"code {invitation.pk}")[:8])
    return f"{number % 10**rules.CODE_DIGITS:0{rules.CODE_DIGITS}}"


def look_at_code(code: str, *, network: str, at: datetime) -> tuple[Invitation | None, Verdict]:
    """Whether a code opens the door, at the door. Counts a wrong one. Locks the invitation.

    network: who asks, see rules.askers; only keyed hashes are kept.
    """
    if not (verdict := may_try(network, at=at)):
        return None, verdict
    invitation = queries.invitation_of(keyed(rules.only_digits(code)))
    if invitation is None:
        return None, count_wrong(network, at=at)
    return invitation, rules.may_be_used(expires_at=invitation.expires_at, used_at=invitation.used_at, at=at)


def may_try(asker: str, *, at: datetime) -> Verdict:
    """Whether somebody may try a code now, at the door. Locks whose tries are counted until the transaction ends.

    The lock comes after a first look, so that whoever may not try waits for nobody.
    """
    most = {keyed(mark): limit for mark, limit in rules.askers(asker).items()}
    if verdict := _may_try(most, at):
        lock(*most)
        verdict = _may_try(most, at)
    return verdict


def _may_try(most: dict[bytes, int], at: datetime) -> Verdict:
    recent = Attempt.objects.filter(network__in=list(most), at__gt=at - rules.WRONG_TRIES_WINDOW)
    wrong = Counter(bytes(mark) for mark in recent.values_list("network", flat=True))
    return all_of(*(rules.may_try(wrong[mark], limit) for mark, limit in most.items()))


def lock(*marks: bytes) -> None:
    """Whoever else counts the same tries waits until this transaction ends. One query each."""
    with connection.cursor() as cursor:
        for mark in sorted(marks):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(mark[:8], signed=True)])


def count_wrong(asker: str, *, at: datetime) -> Verdict:
    """Counts a code that nobody has, at the door."""
    Attempt.objects.bulk_create(Attempt(network=keyed(mark), at=at) for mark in rules.askers(asker))
    return holds(False, otherwise="organisation.code-unknown")


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


def end_other_sessions(*, account_id: UUID, but: str) -> int:
    """Ends all of one's own sessions but this one, at the door. but: its key. Returns how many."""
    return Session.objects.filter(account_id=account_id).exclude(session_key=but).delete()[0]


def shut_out(*, person_id: UUID, employer_id: UUID) -> None:
    """What a leaver could still come in by at this employer goes, in a transaction of its own at the door.

    Sessions, PINs, codes that are out. Her next click is refused without this too: each request reads whether she has
    left.
    """
    with door():
        theirs = Membership.objects.filter(person_id=person_id, employer_id=employer_id)
        for account_id in list(theirs.values_list("account_id", flat=True)):
            end_sessions(account_id=account_id, employer_id=employer_id)
            Pin.objects.filter(account_id=account_id, device__employer_id=employer_id).delete()
        Invitation.objects.filter(person_id=person_id, employer_id=employer_id).delete()


def end_sessions(*, account_id: UUID, employer_id: UUID) -> int:
    """Takes away an account's sessions at one employer, at the door. Returns how many."""
    own, store = Session.objects.filter(account_id=account_id), SessionStore()
    dead = [row.pk for row in own if store.decode(row.session_data).get("employer") == str(employer_id)]
    return Session.objects.filter(pk__in=dead).delete()[0]


def forget_old_tries(*, at: datetime) -> int:
    """Drops, at the door, wrong tries that no longer count, codes of yesterday and dead sessions. Returns how many."""
    tries = Attempt.objects.filter(at__lt=at - rules.WRONG_TRIES_WINDOW).delete()[0]
    tries += UsedState.objects.filter(at__lt=at - rules.STATE_KEPT).delete()[0]
    codes = Invitation.objects.filter(expires_at__lt=at - timedelta(days=1)).delete()[0]
    return tries + codes + Session.objects.filter(expire_date__lt=at).delete()[0]
