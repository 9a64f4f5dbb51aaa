"""Rosters with their shifts and absences, what has been published, the letters, and calendar feeds."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db import models

from keha.foundation.ids import uuid7
from keha.foundation.tenancy import EmployerColumn, EmployerKey, EmployerModel
from keha.organisation.models import Person, Site, Team
from keha.shifts.rules import LETTER_LENGTH, Means


class Roster(EmployerModel):
    """A team's roster of some weeks; a draft until it has a publication. edition: grows with every change."""

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    days = DateRangeField()
    edition = models.PositiveIntegerField(default=1)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="roster_one_at_a_time", expressions=[("employer", "="), ("team", "="), ("days", "&&")]
            )
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.days}"


class Publication(EmployerModel):
    """A roster was published as it stood in an edition."""

    roster = EmployerKey(Roster, models.CASCADE, related_name="publications")
    edition = models.PositiveIntegerField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "roster", "edition"], name="publication_once")]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.edition}"


class Assignment(EmployerModel):
    """A person has a shift: a site from an instant up to another (not included), with its letter.

    edition: grows with every change of this shift; by, at: who changed it last.
    """

    roster = EmployerKey(Roster, models.CASCADE, related_name="assignments")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    team = EmployerKey(Team, models.CASCADE, related_name="+")
    site = EmployerKey(Site, models.PROTECT, related_name="+")
    period = DateTimeRangeField()
    letter = models.CharField(max_length=LETTER_LENGTH, blank=True)
    edition = models.PositiveIntegerField(default=1)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="assignment_one_at_a_time", expressions=[("employer", "="), ("person", "="), ("period", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(period__startswith__isnull=False, period__endswith__isnull=False),
                name="assignment_has_ends",
            ),
        ]
        indexes = [models.Index(fields=["employer", "roster"], name="assignment_roster")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"


class AwayDay(EmployerModel):
    """A roster says that a person is away on a day. Why is never kept."""

    roster = EmployerKey(Roster, models.CASCADE, related_name="away_days")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "roster", "person", "day"], name="away_day_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"


class Letter(EmployerModel):
    """What a letter of a team's rosters means. Local times; an end not after the start is the next day's."""

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    sign = models.CharField(max_length=LETTER_LENGTH)
    means = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Means])
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    site = EmployerKey(Site, models.CASCADE, null=True, related_name="+")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "team", "sign"], name="letter_once"),
            models.CheckConstraint(
                condition=models.Q(means=Means.WORK, starts__isnull=False, ends__isnull=False)
                | models.Q(means__in=[Means.FREE, Means.AWAY], starts=None, ends=None, site=None),
                name="letter_has_hours_for_work",
            ),
        ]

    def __str__(self) -> str:
        return self.sign


class Feed(models.Model):
    """The secret address of a person's shifts for her own calendar. Only a keyed hash of it is kept.

    In the hall, like a machine's key: at the door its address is met before anybody is known. ended_at: from then on it
    opens nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = EmployerColumn(rule="hall")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    token_hash = models.BinaryField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "token_hash"], name="feed_token"),
            models.UniqueConstraint(
                fields=["employer", "person"], condition=models.Q(ended_at=None), name="feed_one_living"
            ),
        ]
        indexes = [models.Index(fields=["token_hash"], name="feed_by_hash")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.made_at:%Y-%m-%d}"
