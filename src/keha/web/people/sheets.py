"""Files of people: brought, columns told, looked through, taken in, taken back. A page shows how far one has come."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation.verdict import Verdict
from keha.integrations import actions, newcomers, policies
from keha.integrations.models import PeopleApplied, PeopleRow, PeopleSheet
from keha.integrations.newcomers import PeopleStory
from keha.integrations.people_sheets.columns import recognised
from keha.integrations.rule_sheets.table import Trouble
from keha.integrations.rules import RowState
from keha.integrations.wording import PERSON_CHANGES, TROUBLES
from keha.web.integrations.forms import BringForm, TabForm
from keha.web.integrations.rows import Heap
from keha.web.people.forms import SHOWN_COLUMNS, ColumnsForm
from keha.web.people.guarded import keepers
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

HEAPS = (
    ("eye", gettext_lazy("Needs your eye"), RowState.EYE),
    ("new", gettext_lazy("New people"), RowState.NEW),
    ("change", gettext_lazy("Changes"), RowState.CHANGE),
    ("same", gettext_lazy("Same as now"), RowState.SAME),
    ("skipped", gettext_lazy("Left out"), RowState.SKIPPED),
)
PAGE = 50


def sheet_of(sheet_id: UUID) -> PeopleSheet:
    """A sheet of the employer's. Raises Http404."""
    found = PeopleSheet.objects.select_related("by").filter(pk=sheet_id).first()
    if found is None:
        raise Http404
    return found


def to(sheet_id: UUID) -> HttpResponse:
    """On to a sheet's page."""
    return HttpResponseRedirect(reverse("people:sheet", args=[sheet_id]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def sheets(request: Asked) -> HttpResponse:
    """Where a file is brought; the latest ones."""
    form = BringForm(request.POST, request.FILES) if request.method == "POST" else BringForm()
    if request.method == "POST" and form.is_valid():
        name, body = form.brought()
        return to(actions.take_people(name=name, body=body, by=request.actor, at=timezone.now()).pk)
    context = {"form": form, "earlier": newcomers.latest_people_sheets()}
    return render(request, "people/sheets.html", context, status=422 if form.errors else 200)


@require_GET
@keepers
def sheet(request: Asked, people_sheet_id: UUID) -> HttpResponse:
    """A sheet, and what it waits for."""
    return _page(request, newcomers.people_story(sheet_of(people_sheet_id)))


def _page(request: Asked, story: PeopleStory, form: Any = None) -> HttpResponse:
    sheet = story.sheet
    context: dict[str, Any] = {"sheet": sheet, "stage": story.stage, "is_working": story.is_working}
    match story.stage:
        case "unreadable":
            context["trouble"] = TROUBLES[Trouble(sheet.trouble)]
        case "placing":
            context |= _placing(sheet, form)
        case "looking":
            wants_placing = form is not None or "columns" in request.GET
            context |= _placing(sheet, form) if wants_placing else _looking(request, story)
        case "applied" | "undoing" | "undone":
            context |= _applied(request, story)
    return render(request, "people/sheet.html", context, status=422 if form is not None and form.errors else 200)


def _placing(sheet: PeopleSheet, form: Any) -> dict[str, Any]:
    headings, tabs = list(sheet.headings), list(sheet.tabs)
    if form is None:
        told = sheet.columns or [one or "" for one in recognised(headings, newcomers.remembered_columns())]
        form = ColumnsForm(headings=headings, initial={f"col-{n}": name for n, name in enumerate(told)})
    first = list(PeopleRow.objects.filter(sheet=sheet).order_by("number")[:3])
    return {
        "placing": True, "form": form, "left_out": max(0, len(headings) - SHOWN_COLUMNS), "how": sheet.how,
        "tab_form": TabForm(tabs=tabs, initial={"tab": sheet.tab}) if len(tabs) > 1 else None,
        "columns": [
            {"field": field, "samples": [row.cells[n][:60] for row in first if len(row.cells) > n and row.cells[n]]}
            for n, field in enumerate(form)
        ],
    }  # fmt: skip


def _looking(request: Asked, story: PeopleStory) -> dict[str, Any]:
    heaps = [Heap(key, name, (state,), story.counts.get(state, 0)) for key, name, state in HEAPS]
    chosen = next((heap for heap in heaps if heap.key == request.GET.get("show")), None)
    chosen = chosen or next((heap for heap in heaps if heap.count), heaps[0])
    page = Paginator(newcomers.people_rows(story.sheet, chosen.states), PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "number": row.number, "title": row.title, "reasons": sentences(Verdict(tuple(row.reasons))),
            "changes": [PERSON_CHANGES[name] for name in row.changes],
        }
        for row in page
    ]  # fmt: skip
    ready = sum(story.counts.get(state, 0) for state in (RowState.NEW, RowState.CHANGE))
    left = story.counts.get(RowState.EYE, 0)
    return {"heaps": heaps, "chosen": chosen, "page": page, "rows": rows, "ready": ready, "left": left}


def _applied(request: Asked, story: PeopleStory) -> dict[str, Any]:
    sheet = story.sheet
    made = PeopleApplied.objects.filter(sheet=sheet).select_related("person").order_by("number")
    page = Paginator(made, PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "id": one.person_id, "name": one.person.name, "is_new": one.is_new, "undone": one.undone_at,
            "trouble": sentences(Verdict((one.trouble,)))[0] if one.trouble else "",
        }
        for one in page
    ]  # fmt: skip
    until = (sheet.apply_at or sheet.at) + policies.UNDO
    return {
        "sums": newcomers.people_sums(sheet), "page": page, "made": rows, "undone": sheet.undone_at, "undo_until": until,
        "may_undo": sheet.undo_at is None and timezone.now() <= until,
        "same": story.counts.get(RowState.SAME, 0), "skipped": story.counts.get(RowState.SKIPPED, 0),
    }  # fmt: skip


@require_POST
@keepers
def tab(request: Asked, people_sheet_id: UUID) -> HttpResponse:
    """Another sheet of the workbook."""
    form = TabForm(request.POST, tabs=list(sheet_of(people_sheet_id).tabs))
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["tab"]
    actions.choose_people_tab(sheet_id=people_sheet_id, tab=chosen, by=request.actor, at=timezone.now())
    return to(people_sheet_id)


@require_POST
@keepers
def columns(request: Asked, people_sheet_id: UUID) -> HttpResponse:
    """What the columns hold."""
    story = newcomers.people_story(sheet_of(people_sheet_id))
    if story.stage not in {"placing", "looking"}:
        return to(people_sheet_id)
    form = ColumnsForm(request.POST, headings=list(story.sheet.headings))
    if not form.is_valid():
        return _page(request, story, form)
    actions.place_people(form.columns(), sheet_id=people_sheet_id, by=request.actor, at=timezone.now())
    return to(people_sheet_id)


@require_POST
@keepers
def apply(request: Asked, people_sheet_id: UUID) -> HttpResponse:
    """The ready rows are taken in."""
    sheet_of(people_sheet_id)
    actions.apply_people(sheet_id=people_sheet_id, by=request.actor, at=timezone.now())
    return to(people_sheet_id)


@require_POST
@keepers
def undo(request: Asked, people_sheet_id: UUID) -> HttpResponse:
    """An import is taken back."""
    sheet_of(people_sheet_id)
    actions.undo_people(sheet_id=people_sheet_id, by=request.actor, at=timezone.now())
    return to(people_sheet_id)


@require_POST
@keepers
def discard(request: Asked, people_sheet_id: UUID) -> HttpResponse:
    """A file that was not taken in goes away."""
    sheet_of(people_sheet_id)
    actions.discard_people(sheet_id=people_sheet_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The file has been taken away. Nobody was added or changed."))
    return HttpResponseRedirect(reverse("people:sheets"), status=303)
