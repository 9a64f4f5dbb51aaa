"""Weeks from a spreadsheet: pasted, looked over, then saved."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.integrations.rule_sheets import csv_files
from keha.integrations.rule_sheets.table import Unreadable
from keha.organisation.models import Person
from keha.presence import queries
from keha.presence.models import WeeklyPattern
from keha.presence.rules import NotHours, hours_in, written
from keha.web.components.templatetags.keha_look import WEEKDAYS
from keha.web.presence.forms import PasteForm, WeeksForm
from keha.web.presence.places import Kept, frame, kept
from keha.web.presence.views import saved
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked, unkeyed

DAYS = {
    name.casefold(): weekday for names in WEEKDAYS.values() for weekday, name in enumerate(names)
} | {
    name: weekday
    for names in (
        "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
        "måndag tisdag onsdag torsdag fredag lördag söndag",
        "monday tuesday wednesday thursday friday saturday sunday",
    )
    for weekday, name in enumerate(names.split())
}  # fmt: skip
ROWS_MAX = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the pasted table. person: none when the name is nobody's of the team. trouble: why it is not taken."""

    name: str
    person: Person | None
    hours: dict[int, str]
    trouble: str

    @property
    def week(self) -> str:
        """The week in words: "ma 6-14, ti 6-14"."""
        names = WEEKDAYS[reader_language()]
        return ", ".join(f"{names[day]} {text}" for day, text in sorted(self.hours.items()) if text)


def read(pasted: str, people: list[Person]) -> list[Line]:
    """The rows. Raises Unreadable when it is no table, or no column is a weekday."""
    table = csv_files.read(pasted.encode("utf-8", "replace"))
    columns = {n: DAYS[name] for n, head in enumerate(table.headings) if (name := head.strip(" .").casefold()) in DAYS}
    names = {" ".join(person.name.split()).casefold(): person for person in people}
    seen: set[str] = set()
    lines = []
    for row in table.rows[:ROWS_MAX]:
        key = " ".join(row.cells[0].split()).casefold() if row.cells else ""
        line = _line(row.cells, columns, names.get(key), is_second=key in seen)
        seen.add(key)
        lines.append(line)
    return lines


def _line(cells: tuple[str, ...], columns: dict[int, int], person: Person | None, *, is_second: bool) -> Line:
    hours, trouble = {}, ""
    for n, weekday in columns.items():
        text = cells[n] if n < len(cells) else ""
        try:
            hours[weekday] = written(hours_in(text))
        except NotHours:
            trouble = _("“{text}” is no hours. Write it like 6-14.").format(text=text[:30])
    if not columns:
        trouble = _("No column is a weekday.")
    elif person is None:
        trouble = _("Nobody of the team has this name.")
    elif is_second:
        trouble = _("This name came already.")
    return Line(cells[0][:80] if cells else "", person, hours, trouble)


def _lines(form: PasteForm, people: list[Person]) -> list[Line]:
    """The rows; what cannot be read is an error at the field."""
    try:
        return read(form.cleaned_data["pasted"], people)
    except Unreadable:
        form.add_error("pasted", _("This is no table with headings. Copy the cells with the row of headings."))
        return []


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: Asked, team_id: UUID) -> HttpResponse:
    """The field; sent, the weeks of the rows that were understood are saved."""
    found = kept(request, team_id)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        good = [line for line in _lines(form, found.people) if line.person and not line.trouble]
        if good:
            patterns = queries.patterns_of(team_id)
            return saved(request, found, _weeks(found, patterns, good), patterns)
        if not form.errors:
            form.add_error("pasted", _("No row could be taken. Look it over first."))
    return _page(request, found, form, [])


def _weeks(found: Kept, patterns: list[WeeklyPattern], lines: list[Line]) -> Any:
    """What the typed form would say of the same rows: the days that the table has no column for stay as they are."""
    typed = {
        name: field.initial
        for name, field in WeeksForm(None, people=found.people, patterns=patterns, sites=found.sites).fields.items()
    }
    for line in lines:
        if line.person:
            typed |= {f"d{day}_{line.person.pk}": text for day, text in line.hours.items()}
    form = WeeksForm(typed, people=found.people, patterns=patterns, sites=found.sites)
    form.is_valid()
    return form.changed_weeks()


@unkeyed
@require_POST
def look(request: Asked, team_id: UUID) -> HttpResponse:
    """What was understood, and what needs somebody's eye. It changes nothing."""
    found, form = kept(request, team_id), PasteForm(request.POST)
    lines = _lines(form, found.people) if form.is_valid() else []
    return _page(request, found, form, lines)


def _page(request: Asked, found: Kept, form: PasteForm, lines: list[Line]) -> HttpResponse:
    context = frame(request, found, "weeks") | {
        "form": form, "lines": [line for line in lines if not line.trouble],
        "troubles": [line for line in lines if line.trouble],
    }  # fmt: skip
    return render(request, "presence/paste.html", context, status=422 if form.errors else 200)
