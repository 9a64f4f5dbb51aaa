"""A file of a team's roster, what it says of each person while that is kept, and what was done with it."""

from django.db import models

from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.integrations.models.brought import Brought
from keha.integrations.rules import RowState
from keha.organisation.models import Person, Team
from keha.shifts.models import Roster


class RosterSheet(Brought):
    """A file of a team's roster. first, last: its days. roster: where it was taken in; is_new: begun for it. left: people."""

    thing = "roster-sheet"

    team = EmployerKey(Team, models.CASCADE, related_name="+")
    layout = models.CharField(max_length=4, blank=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    placed_at = models.DateTimeField(null=True)
    roster = EmployerKey(Roster, models.SET_NULL, null=True, related_name="+")
    is_new = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["employer", "team", "at"], name="roster_sheet_at")]


class RosterFile(EmployerModel):
    """The bytes of a sheet, until it has been read."""

    sheet = EmployerKey(RosterSheet, models.CASCADE, related_name="files")
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet"], name="roster_file_once")]

    def __str__(self) -> str:
        return str(self.sheet_id)


class RosterRow(EmployerModel):
    """All that a sheet says of one name. number: the row of the file where it begins; told: the employee number.

    cells: [row, day or null, text, site] each; what says why somebody is away has become "poissa" before it comes here.
    meant: blank, or the id of the person whom somebody said this is. doubts: [reason, row, day or null, text] each.
    """

    sheet = EmployerKey(RosterSheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=130)
    told = models.CharField(max_length=20, blank=True)
    cells = models.JSONField()
    meant = models.CharField(max_length=36, blank=True)
    skipped_at = models.DateTimeField(null=True)
    person = EmployerKey(Person, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, blank=True, choices=[(state.value, state.value) for state in RowState])
    doubts = models.JSONField(default=list)
    shifts = models.JSONField(default=list)
    away = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet", "number"], name="roster_row_number")]
        indexes = [models.Index(fields=["employer", "sheet", "state"], name="roster_row_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class RosterApplied(EmployerModel):
    """A person's days were taken in. before, after: her shifts and days away in the roster then. trouble: why it stayed."""

    sheet = EmployerKey(RosterSheet, models.CASCADE, related_name="applied")
    person = EmployerKey(Person, models.CASCADE, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet", "person"], name="roster_applied_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.person_id}"
