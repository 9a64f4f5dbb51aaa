"""A rule sheet, its file while it is kept, its rows, and what was done with them."""

from django.db import models

from keha.agreements.models import Rule, Version
from keha.foundation.tenancy import EmployerKey, EmployerModel
from keha.integrations.rules import RowState
from keha.organisation.models import Area, Person, Site, Team


class Sheet(EmployerModel):
    """A file of rules that somebody brought. digest: SHA-256 of it. tab: which sheet of a workbook is read.

    The file itself and the rows are forgotten after a week; that it was brought, and by whom, stays.
    """

    name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    digest = models.BinaryField()
    tab = models.PositiveSmallIntegerField(default=0)
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["employer", "by", "at"], name="sheet_by")]

    def __str__(self) -> str:
        return self.name


class SheetFile(EmployerModel):
    """The bytes of a sheet, for as long as they are needed: until applied, discarded or a week old."""

    sheet = EmployerKey(Sheet, models.CASCADE, related_name="files")
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet"], name="sheet_file_once")]

    def __str__(self) -> str:
        return str(self.sheet_id)


class Reading(EmployerModel):
    """A sheet was read, or it was found why it cannot be. trouble: a code, blank when it went well; line: of the file."""

    sheet = EmployerKey(Sheet, models.CASCADE, related_name="readings")
    at = models.DateTimeField()
    trouble = models.CharField(max_length=30, blank=True)
    line = models.PositiveIntegerField(null=True)
    how = models.CharField(max_length=60, blank=True)
    tabs = models.JSONField(default=list)
    headings = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.trouble or 'read'}"


class Placing(EmployerModel):
    """What a person said of a sheet: what its columns hold, where the rules will hold, who agreed on them and when.

    columns: a field's name or "" for each column. verdict, decider: for rows that say nothing; blank: ask at each row.
    sorted_at: when the rows were looked through by it; empty: they wait.
    """

    sheet = EmployerKey(Sheet, models.CASCADE, related_name="placings")
    columns = models.JSONField()
    area = EmployerKey(Area, models.PROTECT, null=True, related_name="+")
    team = EmployerKey(Team, models.PROTECT, null=True, related_name="+")
    site = EmployerKey(Site, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(max_length=10, blank=True)
    decider = models.CharField(max_length=10, blank=True)
    topic = models.CharField(max_length=30)
    agreed_by = models.CharField(max_length=200)
    agreed_date = models.DateField()
    valid_from = models.DateField()
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sorted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "sheet"], name="placing_once"),
            models.CheckConstraint(
                name="placing_one_scope",
                condition=(
                    models.Q(team__isnull=True, site__isnull=True)
                    | models.Q(area__isnull=True, site__isnull=True)
                    | models.Q(area__isnull=True, team__isnull=True)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.agreed_by}"


class SheetRow(EmployerModel):
    """A row of a sheet. number: as a spreadsheet numbers it. mended: what a person wrote over cells, by field.

    key: the heading as it is compared. rule: which one it is the same as or changes. reasons: codes; accepted: those
    that a person has read and taken as they are.
    """

    sheet = EmployerKey(Sheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    mended = models.JSONField(default=dict)
    accepted = models.JSONField(default=list)
    skipped_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=130, blank=True)
    title = models.CharField(max_length=130, blank=True)
    state = models.CharField(max_length=10, blank=True, choices=[(state.value, state.value) for state in RowState])
    reasons = models.JSONField(default=list)
    rule = EmployerKey(Rule, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet", "number"], name="sheet_row_number")]
        indexes = [models.Index(fields=["employer", "sheet", "state"], name="sheet_row_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class ColumnChoice(EmployerModel):
    """What a column of this heading held the last time, at this employer. field: blank: nothing that is taken in."""

    heading = models.CharField(max_length=120)
    field = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "heading"], name="column_choice_once")]

    def __str__(self) -> str:
        return f"{self.heading}: {self.field}"


class Applying(EmployerModel):
    """A person asked for a sheet's ready rows to be adopted. ended_at: empty while the work goes on."""

    sheet = EmployerKey(Sheet, models.CASCADE, related_name="applyings")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    refused = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "sheet"], name="applying_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.at:%Y-%m-%d}"


class Applied(EmployerModel):
    """A row became a version of a rule. is_new: its first one. trouble: why it was not undone, a code."""

    applying = EmployerKey(Applying, models.CASCADE, related_name="applied")
    number = models.PositiveIntegerField()
    version = EmployerKey(Version, models.CASCADE, related_name="+")
    is_new = models.BooleanField()
    undone_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "applying", "number"], name="applied_once")]
        indexes = [models.Index(fields=["employer", "version"], name="applied_version")]

    def __str__(self) -> str:
        return f"{self.number} {self.version_id}"


class Undoing(EmployerModel):
    """A person took an import back. ended_at: empty while the work goes on."""

    applying = EmployerKey(Applying, models.CASCADE, related_name="undoings")
    by = EmployerKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["employer", "applying"], name="undoing_once")]

    def __str__(self) -> str:
        return f"{self.applying_id} {self.at:%Y-%m-%d}"
