"""Intervals of being at work and away, what they are written from, and who is on duty for a team."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField
from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person, Site, Team
from keha.presence.rules import ExceptionKind


class Stint(EmployerModel):
    """A person is at work at a site, for a team, from an instant up to another (not included)."""

    person = EmployerKey(Person, models.CASCADE, related_name="stints")
    team = EmployerKey(Team, models.CASCADE, related_name="+")
    site = EmployerKey(Site, models.CASCADE, related_name="+")
    period = DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="stint_one_at_a_time", expressions=[("employer", "="), ("person", "="), ("period", "&&")]
            )
        ]
        indexes = [models.Index(fields=["employer", "team"], name="stint_team")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"


class WeeklyPattern(EmployerModel):
    """A typed weekly rhythm: on a weekday (0 Monday .. 6 Sunday) from a time to a time, local time.

    A time of end that is not after the start belongs to the next day.
    """

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    team = EmployerKey(Team, models.CASCADE, related_name="+")
    site = EmployerKey(Site, models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__range=(0, 6)), name="pattern_weekday"),
            models.UniqueConstraint(fields=["employer", "person", "weekday", "starts"], name="pattern_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.weekday} {self.starts}"


class RosterSpan(EmployerModel):
    """On these days a roster says who of a team is at work, and the team's weekly patterns are silent."""

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    days = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(name="roster_span_once", expressions=[("employer", "="), ("team", "="), ("days", "&&")])
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.days}"


class Planned(EmployerModel):
    """What a roster says of a day: a person at a site for a team, before exceptions and absences are taken off."""

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    team = EmployerKey(Team, models.CASCADE, related_name="+")
    site = EmployerKey(Site, models.CASCADE, related_name="+")
    day = models.DateField()
    period = DateTimeRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="planned_one_at_a_time", expressions=[("employer", "="), ("person", "="), ("period", "&&")]
            )
        ]
        indexes = [models.Index(fields=["employer", "day"], name="planned_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"


class DayException(EmployerModel):
    """A typed exception of one day: a day off, other times than the pattern's, or a shift beside them. See rules."""

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    team = EmployerKey(Team, models.CASCADE, related_name="+")
    site = EmployerKey(Site, models.CASCADE, null=True, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=5, choices=[(kind.value, kind.value) for kind in ExceptionKind])
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "person", "day", "starts"], name="exception_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(kind=ExceptionKind.OFF, starts=None, ends=None, site=None)
                | (~models.Q(kind=ExceptionKind.OFF) & models.Q(starts__isnull=False, ends__isnull=False))
                & models.Q(site__isnull=False),
                name="exception_has_times_unless_off",
            ),
        ]
        indexes = [models.Index(fields=["employer", "day"], name="exception_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day} {self.kind}"


class Away(EmployerModel):
    """A person is away from an instant up to an expected end. Why is never kept."""

    person = EmployerKey(Person, models.CASCADE, related_name="+")
    period = DateTimeRangeField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="away_once_at_a_time", expressions=[("employer", "="), ("person", "="), ("period", "&&")]
            ),
            models.CheckConstraint(
                condition=models.Q(period__startswith__isnull=False, period__endswith__isnull=False),
                name="away_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"


class Duty(EmployerModel):
    """A supervisor answers for a team: on a weekday (0 Monday .. 6 Sunday), or on one day instead of the weekday's.

    Local times. starts, ends: none on a day when she does not, though the weekday says so.
    """

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField(null=True)
    day = models.DateField(null=True)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "team", "person", "weekday", "day", "starts"], name="duty_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__range=(0, 6), day=None, starts__isnull=False, ends__isnull=False)
                | models.Q(weekday=None, day__isnull=False, starts__isnull=False, ends__isnull=False)
                | models.Q(weekday=None, day__isnull=False, starts=None, ends=None),
                name="duty_on_a_weekday_or_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.team_id} {self.person_id}"
