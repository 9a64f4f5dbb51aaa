"""The shapes of what is said of a file: the file itself, its columns and place, a row mended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keha.agreements.rules import RulingVerdict
from keha.integrations.rule_sheets.columns import NEEDED, Field
from keha.integrations.rule_sheets.table import CELL_LENGTH, FILE_BYTES
from keha.integrations.rule_sheets.values import Unclear, decider_of, verdict_of
from keha.integrations.wording import FIELDS
from keha.web.agreements.forms import CHOOSE, DECIDERS, ERRORS, REQUIRED, TOPICS, VERDICTS

SHOWN_COLUMNS = 60
PASTED = 500_000
DAY = {"required": REQUIRED, "invalid": _("Write the day like 24.11.2026.")}


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, widget=widget, error_messages=DAY, input_formats=["%Y-%m-%d", "%d.%m.%Y"]
    )  # fmt: skip


class BringForm(forms.Form):
    """A file, or a table pasted from a spreadsheet."""

    file = forms.FileField(
        label=_("File (CSV or Excel)"), required=False, allow_empty_file=True, max_length=500,
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        error_messages={"max_length": _("The name of the file is too long."), "invalid": _("Choose the file again.")},
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Or paste the table here"), required=False, max_length=PASTED, strip=False, error_messages=ERRORS,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Copied from a spreadsheet, headings first."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two, and not too large."""
        given: dict[str, Any] = super().clean() or {}
        file = given.get("file")
        if file is not None and file.size > FILE_BYTES:
            self.add_error("file", _("The file is larger than 10 megabytes. Save only the sheet of the rules."))
        elif not self.errors and file is None and not given.get("pasted", "").strip():
            self.add_error("file", _("Choose a file, or paste the table."))
        return given

    def brought(self) -> tuple[str, bytes]:
        """The name and the bytes."""
        file = self.cleaned_data["file"]
        if file is not None:
            return str(file.name), file.read()
        return str(_("Pasted table")), self.cleaned_data["pasted"].encode("utf-8", "replace")


class TabForm(forms.Form):
    """Which sheet of a workbook."""

    tab = forms.TypedChoiceField(label=_("Sheet of the workbook"), coerce=int, error_messages=CHOOSE)

    def __init__(self, *args: Any, tabs: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["tab"]
        field.choices = list(enumerate(tabs))


COLUMN = [("", _("Not taken in")), *((field.value, name) for field, name in FIELDS.items())]


class PlaceForm(forms.Form):
    """What the columns hold, what is meant where the file is silent, and who agreed on the rules."""

    agreed_by = forms.CharField(label=_("Who agreed on these rules?"), max_length=200, error_messages=ERRORS)
    agreed_date = _day(_("When were they agreed on?"))
    valid_from = _day(_("From when do they hold, where the file does not say?"))
    topic = forms.ChoiceField(label=_("Topic, where the file does not say"), choices=TOPICS, error_messages=CHOOSE)
    verdict = forms.ChoiceField(
        label=_("What a rule says, where the file does not say"), required=False, error_messages=CHOOSE,
        choices=[("", _("Ask me at each row")), (RulingVerdict.INFO.value, _("Only information: no yes or no"))],
    )  # fmt: skip
    decider = forms.ChoiceField(
        label=_("Who decides, where the file does not say"), required=False, error_messages=CHOOSE,
        choices=[("", _("Ask me at each row")), *DECIDERS],
    )  # fmt: skip

    def __init__(self, *args: Any, headings: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._count = len(headings)
        for number, heading in enumerate(headings[:SHOWN_COLUMNS]):
            label = heading or _("Column %(number)s") % {"number": number + 1}
            self.fields[f"col-{number}"] = forms.ChoiceField(
                label=label, choices=COLUMN, required=False, error_messages=CHOOSE
            )

    @property
    def column_fields(self) -> list[Any]:
        """The columns' fields, bound, in the order of the file."""
        return [self[name] for name in self.fields if name.startswith("col-")]

    @property
    def other_fields(self) -> list[Any]:
        """The rest, bound."""
        return [self[name] for name in self.fields if not name.startswith("col-")]

    def clean(self) -> dict[str, Any]:
        """Each field once, and the two that a rule cannot do without."""
        given: dict[str, Any] = super().clean() or {}
        taken: set[str] = set()
        for number in range(min(self._count, SHOWN_COLUMNS)):
            name = given.get(f"col-{number}", "")
            if name and name in taken:
                self.add_error(f"col-{number}", _("Another column holds this already."))
            taken.add(name)
        for field in NEEDED:
            if field.value not in taken and self._count:
                self.add_error("col-0", _("Choose which column holds: %(what)s.") % {"what": FIELDS[field]})
        return given

    def columns(self) -> list[str]:
        """A field's name or "" for each column of the file."""
        return [self.cleaned_data.get(f"col-{number}", "") for number in range(self._count)]


VERDICT_OR_NONE = [("", "–"), *VERDICTS]
DECIDER_OR_NONE = [("", "–"), *DECIDERS]
LONG = {Field.TEXT: 5, Field.TEXT_SV: 4, Field.TEXT_EN: 4, Field.WHY: 2}


class RowForm(forms.Form):
    """A row's cells, as far as the file has them; warnings that may be taken as read."""

    def __init__(self, *args: Any, fields: Sequence[Field], warnings: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in fields:
            self.fields[one.value] = _cell(one)
        for code, words in warnings:
            self.fields[f"accept-{code.partition('.')[2]}"] = forms.BooleanField(label=words, required=False)
        self._warnings = [code for code, _words in warnings]

    @property
    def cells(self) -> list[Any]:
        """The cells' fields, bound."""
        return [self[name] for name in self.fields if not name.startswith("accept-")]

    @property
    def accepts(self) -> list[Any]:
        """The warnings' fields, bound."""
        return [self[name] for name in self.fields if name.startswith("accept-")]

    def values(self) -> dict[Field, str]:
        """What was written, by field."""
        return {Field(name): str(text) for name, text in self.cleaned_data.items() if not name.startswith("accept-")}

    def accepted(self) -> list[str]:
        """The warnings that were taken as read."""
        return [code for code in self._warnings if self.cleaned_data.get(f"accept-{code.partition('.')[2]}")]


def _cell(one: Field) -> forms.Field:
    label = FIELDS[one]
    if one is Field.VERDICT:
        return forms.ChoiceField(label=label, choices=VERDICT_OR_NONE, required=False, error_messages=CHOOSE)
    if one is Field.DECIDER:
        return forms.ChoiceField(label=label, choices=DECIDER_OR_NONE, required=False, error_messages=CHOOSE)
    widget = forms.Textarea(attrs={"rows": LONG[one]}) if one in LONG else forms.TextInput()
    return forms.CharField(label=label, max_length=CELL_LENGTH, required=False, widget=widget, error_messages=ERRORS)


def readable(values: dict[Field, str]) -> dict[str, str]:
    """A row's values as its form shows them first: what could be read stands chosen, the rest is left to choose."""
    found = {one.value: text for one, text in values.items()}
    for one, read in ((Field.VERDICT, verdict_of), (Field.DECIDER, decider_of)):
        try:
            found[one.value] = str(read(values.get(one, "")))
        except Unclear:
            found[one.value] = ""
    return found


def first_placing(columns: Sequence[Field | None], *, today: date) -> dict[str, Any]:
    """What the form of a new sheet says first."""
    return {
        "agreed_date": today, "valid_from": today, "topic": "everyday",
        **{f"col-{number}": field.value if field else "" for number, field in enumerate(columns)},
    }  # fmt: skip
