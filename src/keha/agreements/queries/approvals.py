"""Reads: standing approvals as they stand, with who signed and accepted them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from keha.agreements.approvals import ApprovalClass, Limits, SignatureKind, Standing
from keha.agreements.models import Approval, ApprovalTeam, Signature, Withdrawal
from keha.organisation.models import Team


@dataclass(frozen=True, slots=True)
class Told:
    """An approval with its teams, signatures and end."""

    approval: Approval
    teams: tuple[Team, ...]
    signatures: tuple[Signature, ...]
    withdrawal: Withdrawal | None

    @property
    def limits(self) -> Limits:
        """Its limits, as the rules take them."""
        row = self.approval
        return Limits(row.same_site, row.same_length, row.same_period, row.most_moved, row.notice_hours)

    @property
    def standing(self) -> Standing:
        """How it stands, as the rules take it."""
        row, accepted = self.approval, {one.kind: one.at for one in self.signatures if one.team_id is None}
        return Standing(
            kind=ApprovalClass(row.kind), limits=self.limits, from_date=row.from_date, until_date=row.until_date,
            teams=frozenset(team.pk for team in self.teams),
            signed=frozenset(one.team_id for one in self.signatures if one.team_id),
            hr_at=accepted.get(SignatureKind.HR), steward_at=accepted.get(SignatureKind.STEWARD),
            withdrawn_at=self.withdrawal.at if self.withdrawal else None,
        )  # fmt: skip

    @property
    def missing(self) -> tuple[tuple[SignatureKind, Team | None], ...]:
        """Whose name is missing: for each team its supervisor's (or the area manager's), HR's and the steward's."""
        standing = self.standing
        unsigned = [(SignatureKind.SUPERVISOR, team) for team in self.teams if team.pk not in standing.signed]
        hr = [] if standing.hr_at else [(SignatureKind.HR, None)]
        return (*unsigned, *hr, *([] if standing.steward_at else [(SignatureKind.STEWARD, None)]))


def _whole(rows: QuerySet[Approval]) -> list[Told]:
    teams = ApprovalTeam.objects.select_related("team").order_by("team__name_fi")
    signatures = Signature.objects.select_related("by", "team").order_by("at", "pk")
    withdrawals = Withdrawal.objects.select_related("by")
    found = rows.select_related("by").prefetch_related(
        Prefetch("teams", teams), Prefetch("signatures", signatures), Prefetch("withdrawals", withdrawals)
    )
    return [
        Told(row, tuple(one.team for one in row.teams.all()), tuple(row.signatures.all()), next(iter(row.withdrawals.all()), None))
        for row in found
    ]  # fmt: skip


def approvals_of(team_ids: Collection[UUID]) -> list[Told]:
    """The approvals that concern these teams, the newest first, ended ones too. Four queries."""
    concerned = ApprovalTeam.objects.filter(team_id__in=list(team_ids)).values("approval_id")
    return _whole(Approval.objects.filter(pk__in=concerned).order_by("-at", "-pk"))


def approval(approval_id: UUID) -> Told | None:
    """One approval; None: no such. Four queries."""
    return next(iter(_whole(Approval.objects.filter(pk=approval_id))), None)
