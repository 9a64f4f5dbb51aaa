"""The audit trail and the keys of forms: rows of the ground, one employer's or the door's."""

from django.db import models

from keha.foundation.ids import uuid7
from keha.foundation.tenancy import EmployerModel, Wall


class AuditEntry(EmployerModel):
    """Who did or read what, and whose it was. The application may add rows, never change or remove one.

    actor, thing_id and whose are plain ids: a trail outlives what it tells of, and holds no free text.
    """

    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    thing_kind = models.CharField(max_length=40)
    thing_id = models.UUIDField(null=True)
    whose = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["employer", "whose", "at"], name="audit_whose"),
            models.Index(fields=["employer", "thing_id", "at"], name="audit_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.thing_kind}"


class FormKey(EmployerModel):
    """One form, carried out once. location: where the first reply led."""

    key = models.UUIDField()
    body = models.BinaryField()
    location = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "key"], name="form_key_once")]
        indexes = [models.Index(fields=["employer", "at"], name="form_key_age")]

    def __str__(self) -> str:
        return str(self.key)


class DoorKey(models.Model):
    """The same for a form at the door, where there is no employer yet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    body = models.BinaryField()
    location = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [Wall(name="foundation_doorkey_wall", rule="door", column="id")]

    def __str__(self) -> str:
        return str(self.key)
