"""Intervals of being at work, and the weekly pattern they are written from."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person, Site, Team


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
