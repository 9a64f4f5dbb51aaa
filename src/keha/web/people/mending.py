"""One row of a people's sheet: mended, told who is meant, or left out."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.foundation.languages import said
from keha.foundation.verdict import Verdict
from keha.integrations import actions, newcomers
from keha.integrations.models import PeopleRow
from keha.integrations.people_sheets import rows as pure
from keha.integrations.people_sheets.columns import Field
from keha.integrations.rules import RowState
from keha.organisation.models import Team
from keha.web.people.forms import PersonRowForm
from keha.web.people.guarded import keepers
from keha.web.people.sheets import to
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

MOST = 10


def _row(sheet_id: UUID, number: int) -> PeopleRow:
    found = PeopleRow.objects.select_related("sheet").filter(sheet_id=sheet_id, number=number).first()
    if found is None or not found.sheet.columns:
        raise Http404
    return found


def _people(row: PeopleRow, cells: dict[Field, str]) -> list[tuple[str, str]]:
    """Who may be meant: id, and her name with her team."""
    people = newcomers.everybody(on=timezone.localdate())
    line = pure.line_of(cells, pure.Places({}, {}))  # by name and number only
    language = reader_language()
    names = {team.pk: said(team, "name", language).text for team in Team.objects.all()}
    found = people.candidates(line)
    chosen = people.by_id.get(row.meant)
    if chosen is not None and chosen not in found:
        found.append(chosen)
    return [
        (str(one.id), ", ".join([one.name, *(names[pk] for pk in sorted(one.teams)), *([_("has left")] if one.has_left else [])]))
        for one in found[:MOST]
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def row(request: Asked, people_sheet_id: UUID, row: int) -> HttpResponse:
    """The row's cells, who is meant, and why it needs an eye."""
    found = _row(people_sheet_id, row)
    cells = newcomers.cells_of(found, found.sheet.columns)
    initial: dict[str, Any] = {one.value: text for one, text in cells.items()} | {"meant": found.meant}
    fields = [one for one in Field if one in cells]
    form = PersonRowForm(
        request.POST if request.method == "POST" else None, fields=fields, people=_people(found, cells), initial=initial
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        state = actions.mend_person(
            form.values(), row=(people_sheet_id, row), meant=form.cleaned_data["meant"], by=request.actor, at=now,
            today=timezone.localdate(now),
        )  # fmt: skip
        again = reverse("people:row", args=[people_sheet_id, row])
        return HttpResponseRedirect(again, status=303) if state is RowState.EYE else to(people_sheet_id)
    context = {
        "sheet_id": people_sheet_id, "number": row, "title": found.title, "state": found.state, "form": form,
        "reasons": sentences(Verdict(tuple(found.reasons))),
    }  # fmt: skip
    return render(request, "people/row.html", context, status=422 if form.errors else 200)


@require_POST
@keepers
def skip(request: Asked, people_sheet_id: UUID, row: int) -> HttpResponse:
    """The row is left out."""
    _row(people_sheet_id, row)
    now = timezone.now()
    actions.skip_person(row=(people_sheet_id, row), by=request.actor, at=now, today=timezone.localdate(now))
    return to(people_sheet_id)
