"""Important numbers, and when somebody answers them."""

from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models.people import Person
from keha.organisation.models.places import Area, Site
from keha.organisation.rules import NumberKind


class Number(EmployerModel):
    """An important number of an area, of a site, or with neither of the whole employer.

    phone: as it is dialled, see duty.dialled. position: its place among the equally near, the least first.
    """

    area = EmployerKey(Area, models.CASCADE, null=True, related_name="+")
    site = EmployerKey(Site, models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in NumberKind])
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField(default=0)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(area__isnull=True) | models.Q(site__isnull=True), name="number_one_scope"
            ),
            models.CheckConstraint(condition=models.Q(phone__regex=r"^\+?[0-9]{3,15}$"), name="number_can_be_dialled"),
        ]

    def __str__(self) -> str:
        return f"{self.name_fi} {self.phone}"


class DutyHours(EmployerModel):
    """A number is answered on this weekday (ISO, 1 to 7) between local times; without any row: always."""

    number = EmployerKey(Number, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "number", "weekday"], name="duty_hours_once"),
            models.CheckConstraint(condition=models.Q(weekday__range=(1, 7)), name="duty_hours_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H.%M}-{self.ends:%H.%M}"
