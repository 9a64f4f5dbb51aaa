"""A file of people, its rows while they are kept, and what was done with them."""

from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.integrations.models.brought import Brought
from keha.integrations.rules import RowState
from keha.organisation.models import Person


class PeopleSheet(Brought):
    """A file of people that an administrator brought."""

    thing = "people-sheet"

    class Meta:
        indexes = [models.Index(fields=["employer", "at"], name="people_sheet_at")]


class PeopleFile(EmployerModel):
    """The bytes of a sheet, until it is applied, discarded or a week old."""

    sheet = EmployerKey(PeopleSheet, models.CASCADE, related_name="files")
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet"], name="people_file_once")]

    def __str__(self) -> str:
        return str(self.sheet_id)


class PeopleRow(EmployerModel):
    """A row of a sheet. mended: what a person wrote over cells, by field. key: the name as it is compared.

    meant: blank, "new", or the id of the person whom somebody said this is. person: whom it is the same as or changes.
    """

    sheet = EmployerKey(PeopleSheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    mended = models.JSONField(default=dict)
    meant = models.CharField(max_length=36, blank=True)
    skipped_at = models.DateTimeField(null=True)
    title = models.CharField(max_length=130, blank=True)
    state = models.CharField(max_length=10, blank=True, choices=[(state.value, state.value) for state in RowState])
    reasons = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    person = EmployerKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet", "number"], name="people_row_number")]
        indexes = [models.Index(fields=["employer", "sheet", "state"], name="people_row_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class PeopleApplied(EmployerModel):
    """A row became a person, or changed one. before: what was otherwise, for taking it back. trouble: why it was not."""

    sheet = EmployerKey(PeopleSheet, models.CASCADE, related_name="applied")
    number = models.PositiveIntegerField()
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    is_new = models.BooleanField()
    before = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet", "number"], name="people_applied_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.person_id}"
