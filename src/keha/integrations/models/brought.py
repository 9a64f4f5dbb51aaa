"""What every brought sheet keeps, whatever stands in it."""

from typing import ClassVar

from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.organisation.models import Person


class Brought(EmployerModel):
    """A file that somebody brought; each step has its instant, by: who took the latest.

    trouble: why it was not read, a code. columns: a field's name or "" for each. left: how many were not taken in.
    thing: its name in the trail.
    """

    thing: ClassVar[str]

    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    digest = models.BinaryField()
    tab = models.PositiveSmallIntegerField(default=0)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=30, blank=True)
    line = models.PositiveIntegerField(null=True)
    how = models.CharField(max_length=60, blank=True)
    tabs = models.JSONField(default=list)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    sorted_at = models.DateTimeField(null=True)
    apply_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    left = models.PositiveIntegerField(default=0)
    undo_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
