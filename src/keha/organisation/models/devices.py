"""Shared tablets: which are paired to which team, and the PINs that open them."""

from django.db import models

from keha.foundation.ids import uuid7
from keha.foundation.tenancy import EmployerColumn, EmployerKey, Wall
from keha.organisation.models.accounts import Account
from keha.organisation.models.people import Person
from keha.organisation.models.places import Team


class Device(models.Model):
    """A shared tablet of a team: waits for its code, is paired, or is unpaired again. browser: "Chrome, Android".

    In the hall, like an invitation: at the door its code and its cookie are met before anybody is known.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    employer = EmployerColumn(rule="hall")
    team = EmployerKey(Team, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    browser = models.CharField(max_length=80, blank=True)
    code_hash = models.BinaryField()
    made_by = EmployerKey(Person, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    paired_at = models.DateTimeField(null=True)
    unpaired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "code_hash"], name="device_code")]
        indexes = [models.Index(fields=["code_hash"], name="device_by_code")]

    def __str__(self) -> str:
        return self.name


class Pin(models.Model):
    """Somebody's PIN on one tablet: a slow hash under a key that is not in the database."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="pins")
    device = models.ForeignKey(Device, models.CASCADE, related_name="pins")
    hash = models.CharField(max_length=160)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            Wall(name="organisation_pin_wall", rule="door", column="id"),
            models.UniqueConstraint(fields=["account", "device"], name="pin_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.device_id}"
