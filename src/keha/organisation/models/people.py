"""People, their teams and their roles."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models.places import Area, Site, Team
from keha.organisation.rules import Language, RoleKind


class Person(EmployerModel):
    """Somebody who works for an employer. share_percent: share of a full contract, 1 to 100.

    weekly_minutes: the contract's working time in a week; empty: not told.
    """

    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=[(k.value, k.value) for k in Language], default=Language.FI.value)
    home_site = EmployerKey(Site, models.PROTECT, null=True, related_name="+")
    share_percent = models.PositiveSmallIntegerField(
        default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    weekly_minutes = models.PositiveSmallIntegerField(null=True)
    joined_date = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(share_percent__range=(1, 100)), name="person_share_of_contract"),
            models.CheckConstraint(condition=models.Q(weekly_minutes__range=(1, 3000)), name="person_weekly_minutes"),
        ]

    def __str__(self) -> str:
        return self.name


class Departure(EmployerModel):
    """A person has left the employer: from this instant no click of hers is served."""

    person = EmployerKey(Person, models.CASCADE, related_name="departures")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "person"], name="departure_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.at:%Y-%m-%d}"


class TeamMembership(EmployerModel):
    """A person belongs to a team between two dates, the last one included; no last date: for the time being."""

    person = EmployerKey(Person, models.CASCADE, related_name="teams")
    team = EmployerKey(Team, models.CASCADE, related_name="members")
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "person", "team", "from_date"], name="team_membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.team_id}"


class Role(EmployerModel):
    """A role, of one team (team lead, supervisor), of an area (area manager) or of the whole employer."""

    person = EmployerKey(Person, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in RoleKind])
    team = EmployerKey(Team, models.CASCADE, null=True, related_name="+")
    area = EmployerKey(Area, models.CASCADE, null=True, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "person", "kind", "team", "area", "from_date"],
                name="role_once", nulls_distinct=False,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
