"""Who employs, and where the work is done."""

from django.db import models

from keha.foundation.ids import uuid7
from keha.foundation.tenancy import EmployerKey, EmployerModel, Wall
from keha.organisation.rules import SiteKind


class Employer(models.Model):
    """The tenant: everything else belongs to one. Names in Swedish and English may be empty: then Finnish stands."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [Wall(name="organisation_employer_wall", rule="hall", column="id")]

    def __str__(self) -> str:
        return self.name_fi


class _Place(EmployerModel):
    code = models.CharField(max_length=40)
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name_fi


class Area(_Place):
    """A service area."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "code"], name="area_code")]


class Site(_Place):
    """A place where the work is done; it belongs to an area and is served by teams."""

    area = EmployerKey(Area, models.PROTECT, related_name="sites")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in SiteKind])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "code"], name="site_code")]


class Team(_Place):
    """Four to twelve people who agree about their own work."""

    area = EmployerKey(Area, models.PROTECT, related_name="teams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "code"], name="team_code")]


class TeamSite(EmployerModel):
    """A team serves a site."""

    team = EmployerKey(Team, models.CASCADE, related_name="served")
    site = EmployerKey(Site, models.CASCADE, related_name="served_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "team", "site"], name="team_site_once")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.site_id}"
