"""Rule sheets: brought, placed, looked through, applied, taken back. A page shows how far a sheet has come."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.integrations import actions, policies, queries
from keha.integrations.actions import Placed
from keha.integrations.models import Sheet
from keha.integrations.queries import Story
from keha.integrations.rule_sheets.columns import recognised
from keha.integrations.rule_sheets.table import Trouble
from keha.integrations.rules import RowState
from keha.integrations.wording import TROUBLES
from keha.web.agreements.scopes import ScopeForm
from keha.web.integrations.forms import SHOWN_COLUMNS, BringForm, PlaceForm, TabForm, first_placing
from keha.web.integrations.rows import applied_of, heaps_of, row_lines
from keha.web.shell.places import Asked


def _sheet(request: Asked, sheet_id: UUID) -> Sheet:
    found = queries.visible_to(request.actor).select_related("by").filter(pk=sheet_id).first()
    if found is None:
        raise Http404
    return found


def _to(sheet_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("integrations:sheet", args=[sheet_id]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def sheets(request: Asked) -> HttpResponse:
    """Where a file is brought; the latest ones, and the rules as a file."""
    grounds = queries.grounds(request.actor)
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        policies.may_bring(grounds).or_refuse()
        form = BringForm(request.POST, request.FILES)
        if form.is_valid():
            name, body = form.brought()
            return _to(actions.take(name=name, body=body, by=request.actor, at=timezone.now()).pk)
    context = {"form": form, "may": bool(grounds), "earlier": queries.bringers(request.actor)}
    return render(request, "integrations/sheets.html", context, status=422 if form.errors else 200)


@require_GET
def sheet(request: Asked, sheet_id: UUID) -> HttpResponse:
    """A sheet, and what it waits for."""
    found = _sheet(request, sheet_id)
    return _page(request, queries.story(found, counting="place" not in request.GET))


def _page(request: Asked, story: Story, form: Any = None, scope: Any = None) -> HttpResponse:
    context: dict[str, Any] = {"sheet": story.sheet, "stage": story.stage, "is_working": story.is_working}
    match story.stage:
        case "unreadable":
            context["trouble"], context["line"] = _trouble(story)
        case "placing":
            context |= _placing(request, story, form, scope)
        case "looking":
            wants_placing = form is not None or "place" in request.GET
            context |= _placing(request, story, form, scope) if wants_placing else _looking(request, story)
        case "applied" | "undoing" | "undone":
            context |= applied_of(story, at=timezone.now(), page=request.GET.get("page", "1"))
    failed = form is not None and (form.errors or scope.errors)
    return render(request, "integrations/sheet.html", context, status=422 if failed else 200)


def _trouble(story: Story) -> tuple[Any, int | None]:
    reading = story.reading
    return (TROUBLES[Trouble(reading.trouble)], reading.line) if reading else ("", None)


def _looking(request: Asked, story: Story) -> dict[str, Any]:
    heaps = heaps_of(story)
    chosen = next((heap for heap in heaps if heap.key == request.GET.get("show")), None)
    chosen = chosen or next((heap for heap in heaps if heap.count), heaps[0])
    states = [RowState(state) for state in chosen.states]
    paginator = Paginator(queries.rows_of(story.sheet, states), 50)
    paginator.count = chosen.count  # counted already
    page = paginator.get_page(request.GET.get("page"))
    ready = sum(story.counts.get(state, 0) for state in (RowState.NEW, RowState.CHANGE))
    left = story.counts.get(RowState.EYE, 0)
    return {"heaps": heaps, "chosen": chosen, "page": page, "rows": row_lines(page), "ready": ready, "left": left}


def _placing(request: Asked, story: Story, form: Any, scope: Any) -> dict[str, Any]:
    reading, grounds = story.reading, queries.grounds(request.actor)
    headings = list(reading.headings) if reading else []
    if form is None:
        form = PlaceForm(headings=headings, initial=_said_before(story, headings))
        scope = _asking(ScopeForm(grounds=grounds, initial=_place_before(story)))
    tabs = list(reading.tabs) if reading else []
    first = queries.first_rows(story.sheet)
    return {
        "placing": True, "form": form, "scope": scope, "left_out": max(0, len(headings) - SHOWN_COLUMNS),
        "forms": [scope, form], "has_errors": bool(form.errors or scope.errors), "how": reading.how if reading else "",
        "tab_form": TabForm(tabs=tabs, initial={"tab": story.sheet.tab}) if len(tabs) > 1 else None,
        "columns": [
            {"field": field, "samples": [row.cells[n][:60] for row in first if len(row.cells) > n and row.cells[n]]}
            for n, field in enumerate(form.column_fields)
        ],
    }  # fmt: skip


def _said_before(story: Story, headings: list[str]) -> dict[str, Any]:
    """What the form says first: what was said of this sheet, else what its headings tell."""
    placing = story.placing
    if placing is None:
        return first_placing(recognised(headings, queries.remembered()), today=timezone.localdate())
    names = ("agreed_by", "agreed_date", "valid_from", "topic", "verdict", "decider")
    columns = {f"col-{number}": name for number, name in enumerate(placing.columns)}
    return columns | {name: getattr(placing, name) for name in names}


def _place_before(story: Story) -> dict[str, str]:
    placing = story.placing
    if placing is None:
        return {}
    place = placing.area or placing.team or placing.site
    return {"scope": f"{type(place).__name__.lower()}:{place.pk}" if place else "employer"}


def _asking(scope: Any) -> Any:
    """Where there is something to choose from, nothing is chosen beforehand."""
    if not scope.has_one:
        scope.fields["scope"].choices = [("", "–"), *scope.fields["scope"].choices]
    return scope


@require_POST
def tab(request: Asked, sheet_id: UUID) -> HttpResponse:
    """Another sheet of the workbook."""
    found = _sheet(request, sheet_id)
    reading = queries.story(found).reading
    form = TabForm(request.POST, tabs=list(reading.tabs) if reading else [])
    if not form.is_valid():
        raise Http404
    actions.choose_tab(sheet_id=sheet_id, tab=form.cleaned_data["tab"], by=request.actor, at=timezone.now())
    return _to(sheet_id)


@require_POST
def place(request: Asked, sheet_id: UUID) -> HttpResponse:
    """What the columns hold, where the rules will hold, who agreed."""
    story = queries.story(_sheet(request, sheet_id))
    if story.reading is None or story.stage not in {"placing", "looking"}:
        return _to(sheet_id)
    form = PlaceForm(request.POST, headings=list(story.reading.headings))
    scope = _asking(ScopeForm(request.POST, grounds=queries.grounds(request.actor)))
    if not (form.is_valid() and scope.is_valid()):
        return _page(request, story, form, scope)
    given = form.cleaned_data
    placed = Placed(
        columns=form.columns(), scope=scope.ground().place, verdict=given["verdict"], decider=given["decider"],
        topic=given["topic"], agreed_by=given["agreed_by"], agreed_date=given["agreed_date"],
        valid_from=given["valid_from"],
    )  # fmt: skip
    actions.place(placed, sheet_id=sheet_id, by=request.actor, at=timezone.now())
    return _to(sheet_id)


@require_POST
def apply(request: Asked, sheet_id: UUID) -> HttpResponse:
    """The ready rows begin to hold."""
    _sheet(request, sheet_id)
    actions.apply(sheet_id=sheet_id, by=request.actor, at=timezone.now())
    return _to(sheet_id)


@require_POST
def undo(request: Asked, sheet_id: UUID) -> HttpResponse:
    """An import is taken back."""
    _sheet(request, sheet_id)
    actions.undo(sheet_id=sheet_id, by=request.actor, at=timezone.now())
    return _to(sheet_id)


@require_POST
def discard(request: Asked, sheet_id: UUID) -> HttpResponse:
    """A file that was not applied is taken away."""
    _sheet(request, sheet_id)
    actions.discard(sheet_id=sheet_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The file has been taken away. No rule was changed."))
    return HttpResponseRedirect(reverse("integrations:sheets"), status=303)
