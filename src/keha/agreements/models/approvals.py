"""Standing approvals: classes of roster changes that are confirmed beforehand, who accepted them, and their end."""

from django.db import models

from keha.agreements.approvals import ApprovalClass, SignatureKind
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person, Team


class Approval(EmployerModel):
    """A class of roster changes that is confirmed beforehand, within limits and dates. It is never changed.

    most_moved: how many minutes a start or an end may move; empty: not limited. notice_hours: how long before the
    start the change is made at the latest.
    """

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in ApprovalClass])
    same_site = models.BooleanField(default=True)
    same_length = models.BooleanField(default=True)
    same_period = models.BooleanField(default=True)
    most_moved = models.PositiveSmallIntegerField(null=True)
    notice_hours = models.PositiveSmallIntegerField(default=0)
    from_date = models.DateField()
    until_date = models.DateField()
    words = models.TextField(blank=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="approval_dates", condition=models.Q(until_date__gte=models.F("from_date")))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_date}"


class ApprovalTeam(EmployerModel):
    """A team whose people an approval concerns."""

    approval = EmployerKey(Approval, models.CASCADE, related_name="teams")
    team = EmployerKey(Team, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "approval", "team"], name="approval_team_once")]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.team_id}"


class Signature(EmployerModel):
    """Somebody signed: the supervisor for her team, the area's manager for it, HR, or the shop steward."""

    approval = EmployerKey(Approval, models.CASCADE, related_name="signatures")
    kind = models.CharField(max_length=15, choices=[(kind.value, kind.value) for kind in SignatureKind])
    team = EmployerKey(Team, models.CASCADE, null=True, related_name="+")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "approval", "kind", "team"], name="signature_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.kind}"


class Withdrawal(EmployerModel):
    """An approval was withdrawn: from this instant it confirms nothing."""

    approval = EmployerKey(Approval, models.CASCADE, related_name="withdrawals")
    reason = models.TextField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "approval"], name="withdrawal_once")]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.at:%Y-%m-%d}"
