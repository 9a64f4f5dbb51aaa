"""A roster's file: brought, its letters told, looked over, taken in, taken back."""

from collections.abc import Mapping
from datetime import date
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

from keha.foundation.verdict import holds
from keha.integrations import actions, incoming, policies
from keha.integrations.incoming import RosterStory
from keha.integrations.models import RosterApplied, RosterRow, RosterSheet
from keha.integrations.roster_sheets.rows import signs
from keha.integrations.rules import RowState
from keha.integrations.wording import ROSTER_TROUBLES, TROUBLES
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.shifts import policies as planning
from keha.web.integrations.forms import TabForm
from keha.web.shell.places import Asked
from keha.web.shell.reasons import SENTENCES
from keha.web.shifts.importforms import BringRosterForm, ColumnsForm, LettersForm, MeantForm

HEAPS = (
    ("eye", gettext_lazy("Need your eye"), RowState.EYE),
    ("new", gettext_lazy("New"), RowState.NEW),
    ("change", gettext_lazy("Will change"), RowState.CHANGE),
    ("same", gettext_lazy("Already the same"), RowState.SAME),
    ("skipped", gettext_lazy("Left out"), RowState.SKIPPED),
)
PAGE, DOUBTS = 60, 6
UNSURE = frozenset({"integrations.roster-unknown", "integrations.roster-several"})


def sheet_of(request: Asked, sheet_id: UUID) -> RosterSheet:
    """A sheet of a team whose rosters the reader draws up. One query. Raises Http404, Refused."""
    found = RosterSheet.objects.select_related("by", "team").filter(pk=sheet_id).first()
    if found is None or not planning.may_see_roster(request.actor, found.team):
        raise Http404
    planning.may_plan(request.actor, found.team).or_refuse()
    return found


def to(sheet_id: UUID) -> HttpResponse:
    """On to a sheet's page."""
    return HttpResponseRedirect(reverse("shifts:sheet", args=[sheet_id]), status=303)


def _planned(request: Asked) -> list[Team]:
    """The teams whose rosters the reader draws up, her own first. One query. Raises Refused."""
    found = [team for team in organisation.teams_seen_by(request.actor) if planning.may_plan(request.actor, team)]
    holds(bool(found), otherwise="shifts.not-your-roster").or_refuse()
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: Asked) -> HttpResponse:
    """Where a file is brought; the latest ones of the team."""
    teams = _planned(request)
    team = next((one for one in teams if str(one.pk) == request.GET.get("team")), teams[0])
    if request.method == "POST":
        form = BringRosterForm(request.POST, request.FILES, teams=teams)
        if form.is_valid():
            name, body = form.brought()
            taken = actions.take_roster(name=name, body=body, team=form.team(), by=request.actor, at=timezone.now())
            return to(taken.pk)
    else:
        form = BringRosterForm(teams=teams, initial={"team": str(team.pk)})
    context = {"form": form, "team": team, "earlier": incoming.latest_roster_sheets(team)}
    return render(request, "shifts/bring.html", context, status=422 if form.errors else 200)


@require_GET
def sheet(request: Asked, roster_sheet_id: UUID) -> HttpResponse:
    """A sheet, and what it waits for."""
    return _page(request, incoming.roster_story(sheet_of(request, roster_sheet_id)))


def _page(request: Asked, story: RosterStory, form: Any = None) -> HttpResponse:
    sheet = story.sheet
    context: dict[str, Any] = {
        "sheet": sheet, "stage": story.stage, "is_working": story.is_working, "team": sheet.team,
        "tab_form": TabForm(tabs=list(sheet.tabs), initial={"tab": sheet.tab}) if len(sheet.tabs) > 1 else None,
    }  # fmt: skip
    match story.stage:
        case "unreadable":
            context |= _unreadable(sheet, form)
        case "placing":
            context |= _placing(sheet, form)
        case "looking":
            wants_letters = form is not None or "letters" in request.GET
            context |= _placing(sheet, form) if wants_letters else _looking(request, story)
        case "applied" | "undoing" | "undone":
            context |= _applied(request, sheet, story)
    return render(request, "shifts/sheet.html", context, status=422 if form is not None and form.errors else 200)


def _unreadable(sheet: RosterSheet, form: Any) -> dict[str, Any]:
    known: Mapping[Any, Any] = {**TROUBLES, **ROSTER_TROUBLES}
    columns = form or (ColumnsForm(headings=list(sheet.headings)) if len(sheet.headings) > 1 else None)
    return {"trouble": known[sheet.trouble], "form": columns}


def _placing(sheet: RosterSheet, form: Any) -> dict[str, Any]:
    letters = incoming.letters_of(sheet.team)
    rows = list(RosterRow.objects.filter(sheet=sheet))
    unknown = signs((incoming.entries_of(row) for row in rows), letters)
    return {"placing": True, "form": form or LettersForm(signs=unknown), "people": len(rows)}


def _looking(request: Asked, story: RosterStory) -> dict[str, Any]:
    heaps: list[dict[str, Any]] = [
        {"key": key, "name": name, "state": state, "count": story.counts.get(state, 0)} for key, name, state in HEAPS
    ]
    chosen = next((heap for heap in heaps if heap["key"] == request.GET.get("show")), None)
    chosen = chosen or next((heap for heap in heaps if heap["count"]), heaps[0])
    page = Paginator(incoming.roster_rows(story.sheet, [chosen["state"]]), PAGE).get_page(request.GET.get("page"))
    return {
        "heaps": heaps, "chosen": chosen, "page": page, "rows": [_row(row, story.sheet) for row in page],
        "ready": sum(story.counts.get(state, 0) for state in (RowState.NEW, RowState.CHANGE)),
        "left": story.counts.get(RowState.EYE, 0),
    }  # fmt: skip


def _row(row: RosterRow, sheet: RosterSheet) -> dict[str, Any]:
    doubts = [
        {"sentence": SENTENCES[reason], "row": number, "day": _day(day), "text": text}
        for reason, number, day, text in row.doubts[:DOUBTS]
    ]
    asks = any(one[0] in UNSURE for one in row.doubts) and row.state == RowState.EYE
    return {
        "number": row.number, "name": row.name, "person": row.person.name if row.person else "", "doubts": doubts,
        "more": max(0, len(row.doubts) - DOUBTS), "shifts": len(row.shifts), "away": len(row.away), "is_eye": row.state == RowState.EYE,
        "form": MeantForm(people=incoming.people_of(sheet), prefix=f"r{row.number}") if asks else None,
    }  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _applied(request: Asked, sheet: RosterSheet, story: RosterStory) -> dict[str, Any]:
    made = RosterApplied.objects.filter(sheet=sheet).select_related("person").order_by("person__name")
    page = Paginator(made, PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "name": one.person.name, "shifts": len(one.after.get("shifts", ())), "undone": one.undone_at,
            "trouble": SENTENCES[one.trouble] if one.trouble else "",
        }
        for one in page
    ]  # fmt: skip
    until = (sheet.apply_at or sheet.at) + policies.UNDO
    return {
        "page": page, "made": rows, "undone": sheet.undone_at, "undo_until": until, "roster_id": sheet.roster_id,
        "may_undo": sheet.undo_at is None and timezone.now() <= until, "same": story.counts.get(RowState.SAME, 0),
        "skipped": story.counts.get(RowState.SKIPPED, 0),
    }  # fmt: skip


@require_POST
def tab(request: Asked, roster_sheet_id: UUID) -> HttpResponse:
    """Another sheet of the workbook."""
    form = TabForm(request.POST, tabs=list(sheet_of(request, roster_sheet_id).tabs))
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["tab"]
    actions.choose_roster_tab(sheet_id=roster_sheet_id, tab=chosen, by=request.actor, at=timezone.now())
    return to(roster_sheet_id)


@require_POST
def columns(request: Asked, roster_sheet_id: UUID) -> HttpResponse:
    """What the columns of a list hold."""
    story = incoming.roster_story(sheet_of(request, roster_sheet_id))
    form = ColumnsForm(request.POST, headings=list(story.sheet.headings))
    if story.stage != "unreadable" or len(story.sheet.headings) < 2:
        return to(roster_sheet_id)
    if not form.is_valid():
        return _page(request, story, form)
    actions.choose_roster_columns(form.columns(), sheet_id=roster_sheet_id, by=request.actor, at=timezone.now())
    return to(roster_sheet_id)


@require_POST
def letters(request: Asked, roster_sheet_id: UUID) -> HttpResponse:
    """What unknown letters mean."""
    story = incoming.roster_story(sheet_of(request, roster_sheet_id))
    if story.stage not in {"placing", "looking"}:
        return to(roster_sheet_id)
    known = incoming.letters_of(story.sheet.team)
    rows = RosterRow.objects.filter(sheet=story.sheet)
    form = LettersForm(request.POST, signs=signs((incoming.entries_of(row) for row in rows), known))
    if not form.is_valid():
        return _page(request, story, form)
    actions.place_roster(form.letters(), sheet_id=roster_sheet_id, by=request.actor, at=timezone.now())
    return to(roster_sheet_id)


@require_POST
def meant(request: Asked, roster_sheet_id: UUID, row: int) -> HttpResponse:
    """Whom a row means."""
    found = sheet_of(request, roster_sheet_id)
    _row_of(found, row)
    people = incoming.people_of(found)
    chosen = request.POST.get(f"r{row}-meant", "")
    if chosen not in {str(person.pk) for person in people}:
        raise Http404
    actions.name_roster_row(row=(roster_sheet_id, row), meant=chosen, by=request.actor, at=timezone.now())
    return to(roster_sheet_id)


def _row_of(sheet: RosterSheet, row: int) -> None:
    if not RosterRow.objects.filter(sheet=sheet, number=row).exists():
        raise Http404


@require_POST
def skip(request: Asked, roster_sheet_id: UUID, row: int) -> HttpResponse:
    """A row is left out."""
    _row_of(sheet_of(request, roster_sheet_id), row)
    actions.skip_roster_row(row=(roster_sheet_id, row), by=request.actor, at=timezone.now())
    return to(roster_sheet_id)


@require_POST
def apply(request: Asked, roster_sheet_id: UUID) -> HttpResponse:
    """The ready rows are taken in."""
    sheet_of(request, roster_sheet_id)
    actions.apply_roster(sheet_id=roster_sheet_id, by=request.actor, at=timezone.now())
    return to(roster_sheet_id)


@require_POST
def undo(request: Asked, roster_sheet_id: UUID) -> HttpResponse:
    """An import is taken back."""
    sheet_of(request, roster_sheet_id)
    actions.undo_roster(sheet_id=roster_sheet_id, by=request.actor, at=timezone.now())
    return to(roster_sheet_id)


@require_POST
def discard(request: Asked, roster_sheet_id: UUID) -> HttpResponse:
    """A file that was not taken in goes away."""
    team_id = sheet_of(request, roster_sheet_id).team_id
    actions.discard_roster(sheet_id=roster_sheet_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The file has been taken away. No roster was changed."))
    return HttpResponseRedirect(f"{reverse('shifts:bring')}?team={team_id}", status=303)
