"""Writes: a standing approval is given, signed, accepted and withdrawn. It does nothing before everybody has signed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from keha.agreements.actions import telling
from keha.agreements.approvals import ApprovalClass, Limits, SignatureKind, terms_are_right
from keha.agreements.events import ApprovalChanged
from keha.agreements.models import Approval, ApprovalTeam, Signature, Withdrawal
from keha.agreements.policies import approvals as policies
from keha.agreements.queries import approvals as queries
from keha.agreements.queries.approvals import Told
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.foundation.verdict import all_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.presence.rules import local_date


@dataclass(frozen=True, slots=True)
class Terms:
    """What is approved beforehand: a class, its limits, its first and last day, and what else is said of it."""

    kind: ApprovalClass
    limits: Limits
    from_date: date
    until_date: date
    words: str = ""


def give(terms: Terms, *, team_ids: Collection[UUID], by: Actor, at: datetime) -> Approval:
    """An approval is begun and signed for each of its teams that is the giver's own.

    Raises Refused. Publishes ApprovalChanged.
    """
    teams, limits = list(Team.objects.filter(pk__in=list(team_ids)).order_by("name_fi")), terms.limits
    all_of(
        holds(bool(teams), otherwise="agreements.choose-a-team"),
        policies.may_prepare(by, teams),
        terms_are_right(
            terms.kind, limits, from_date=terms.from_date, until_date=terms.until_date, today=local_date(at)
        ),
    ).or_refuse()
    approval = Approval.objects.create(
        kind=terms.kind, same_site=limits.same_site, same_length=limits.same_length, same_period=limits.same_period,
        most_moved=limits.most_moved, notice_hours=limits.notice_hours, from_date=terms.from_date,
        until_date=terms.until_date, words=terms.words, by=by.person, at=at,
    )  # fmt: skip
    ApprovalTeam.objects.bulk_create(ApprovalTeam(approval=approval, team=team) for team in teams)
    own = [(kind, team) for team in teams if (kind := policies.signs_as(by, team))]
    Signature.objects.bulk_create(
        Signature(approval=approval, kind=kind, team=team, by=by.person, at=at) for kind, team in own
    )
    audit.record("agreements.give-approval", actor=by.id, at=at, thing=("approval", approval.pk))
    telling.approval_waits(approval, teams, at=at)
    publish(ApprovalChanged(approval_id=approval.pk, at=at))
    return approval


def _locked(approval_id: UUID) -> Told:
    """Raises Approval.DoesNotExist. Locks the approval."""
    Approval.objects.select_for_update(of=("self",)).get(pk=approval_id)
    told = queries.approval(approval_id)
    if told is None:
        raise Approval.DoesNotExist
    return told


def signable(told: Told, by: Actor) -> list[tuple[SignatureKind, Team | None]]:
    """What of the missing names somebody can give."""
    accepts = policies.accepts_as(by)
    found: list[tuple[SignatureKind, Team | None]] = []
    for kind, team in told.missing:
        if team is None and kind in accepts:
            found.append((kind, None))
        elif team is not None and (own := policies.signs_as(by, team)):
            found.append((own, team))
    return found


def sign(*, approval_id: UUID, by: Actor, at: datetime) -> None:
    """Somebody signs for all that is hers to sign: her teams, HR's or the steward's acceptance.

    Raises Refused: nothing of it is hers, it was withdrawn or has ended, or one person would accept for both sides.
    Locks the approval. Publishes ApprovalChanged.
    """
    told = _locked(approval_id)
    own = signable(told, by)
    accepted = {one.by_id for one in told.signatures if one.team_id is None}
    both = [kind for kind, team in own if team is None]
    all_of(
        holds(bool(own), otherwise="agreements.nothing-to-sign"),
        holds(len(both) <= 1, otherwise="agreements.two-people-accept"),
        *(policies.both_roles_apart(by, kind, accepted) for kind in both),
        holds(told.withdrawal is None, otherwise="agreements.approval-withdrawn"),
        holds(local_date(at) <= told.approval.until_date, otherwise="agreements.approval-ended"),
    ).or_refuse()
    Signature.objects.bulk_create(
        Signature(approval=told.approval, kind=kind, team=team, by=by.person, at=at) for kind, team in own
    )
    audit.record("agreements.sign-approval", actor=by.id, at=at, thing=("approval", approval_id))
    if len(told.missing) == len(own):
        telling.approval_changed(told.approval, told.teams, is_on=True, at=at)
    publish(ApprovalChanged(approval_id=approval_id, at=at))


def withdraw(*, approval_id: UUID, reason: str, by: Actor, at: datetime) -> Withdrawal:
    """An approval confirms nothing any more, from this instant. Raises Refused. Locks it. Publishes ApprovalChanged."""
    told = _locked(approval_id)
    all_of(
        policies.may_withdraw(by, told.teams),
        holds(told.withdrawal is None, otherwise="agreements.approval-withdrawn"),
        holds(bool(reason), otherwise="agreements.reason-missing"),
    ).or_refuse()
    withdrawal = Withdrawal.objects.create(approval=told.approval, reason=reason, by=by.person, at=at)
    audit.record("agreements.withdraw-approval", actor=by.id, at=at, thing=("approval", approval_id))
    telling.approval_changed(told.approval, told.teams, is_on=False, at=at)
    publish(ApprovalChanged(approval_id=approval_id, at=at))
    return withdrawal
