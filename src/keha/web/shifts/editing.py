"""One shift of a roster is given, changed or taken away; who comes second sees both."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.foundation.verdict import Refused
from keha.organisation import queries as organisation
from keha.shifts import actions, queries
from keha.shifts.models import Assignment, Roster
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences
from keha.web.shifts.drafts import planned_roster
from keha.web.shifts.forms import ShiftForm, initial_of
from keha.web.shifts.shown import site_name

CHANGED = "shifts.changed-meanwhile"


def _form(request: Asked, roster: Roster, initial: dict[str, Any]) -> ShiftForm:
    people = queries.plannable(roster.team, days=queries.days_of(roster))
    data = request.POST if request.method == "POST" else None
    return ShiftForm(data, people=people, sites=organisation.sites_of(roster.team), initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked, roster_id: UUID) -> HttpResponse:
    """One shift more."""
    roster = planned_roster(request, roster_id)
    form = _form(request, roster, {"person": request.GET.get("person"), "day": request.GET.get("day")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(form.shift(), roster_id=roster.pk, by=request.actor, at=timezone.now())
        except Refused as refused:
            form.add_error("hours", [str(one) for one in sentences(refused.verdict)])
        else:
            return _back(request, roster.pk, _("The shift was added."))
    return _page(request, roster, form)


@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: Asked, assignment_id: UUID) -> HttpResponse:
    """A shift as it is, and the form that changes it."""
    found = _found(assignment_id)
    roster = planned_roster(request, found.roster_id)
    form = _form(request, roster, initial_of(found))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                form.shift(), assignment_id=found.pk, edition=form.edition, by=request.actor, at=timezone.now()
            )
        except Refused as refused:
            form.add_error("hours", [str(one) for one in sentences(refused.verdict)])
            if CHANGED in refused.verdict.reasons:
                theirs, form = _theirs(found), _once_more(form, found)
        else:
            return _back(request, roster.pk, _("The shift was changed."))
    return _page(request, roster, form, found=found, theirs=theirs)


def _found(assignment_id: UUID) -> Assignment:
    found = Assignment.objects.select_related("person", "site", "by").filter(pk=assignment_id).first()
    if found is None:
        raise Http404
    return found


def _theirs(found: Assignment) -> dict[str, Any]:
    """The shift as somebody else has made it meanwhile."""
    return {
        "name": found.person.name, "starts_at": found.period.lower, "ends_at": found.period.upper,
        "site": site_name(found.site, reader_language()), "letter": found.letter, "by": found.by.name, "at": found.at,
    }  # fmt: skip


def _once_more(form: ShiftForm, found: Assignment) -> ShiftForm:
    """The same words, now over the newest edition: saving again is meant."""
    form.data = {**dict(form.data.items()), "edition": str(found.edition)}
    return form


def _page(
    request: Asked, roster: Roster, form: ShiftForm, *, found: Assignment | None = None, theirs: Any = None
) -> HttpResponse:
    context = {"roster": roster, "form": form, "found": found, "theirs": theirs}
    return render(request, "shifts/shift.html", context, status=422 if form.errors else 200)


@require_POST
def drop(request: Asked, assignment_id: UUID) -> HttpResponse:
    """A shift is taken away."""
    found = _found(assignment_id)
    roster = planned_roster(request, found.roster_id)
    text = request.POST.get("edition", "")
    edition = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    actions.drop(assignment_id=found.pk, edition=edition, by=request.actor, at=timezone.now())
    return _back(request, roster.pk, _("The shift was taken away."))


def _back(request: Asked, roster_id: UUID, told: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse("shifts:roster", args=[roster_id]), status=303)
