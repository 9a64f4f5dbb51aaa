"""Single days that are otherwise, and absences. Why is never asked."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.foundation.languages import said
from keha.foundation.verdict import Refused
from keha.presence import actions, queries
from keha.presence.actions import Told
from keha.presence.models import Away, DayException
from keha.presence.rules import ExceptionKind, day_span, local_date
from keha.presence.wording import EXCEPTIONS
from keha.web.components.templatetags.keha_look import spoken_hours
from keha.web.presence.forms import AwayForm, DayForm
from keha.web.presence.places import Kept, frame, kept
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

SHOWN = timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
def days(request: Asked, team_id: UUID) -> HttpResponse:
    """What has been written of single days, and the form for one more."""
    found = kept(request, team_id)
    form = DayForm(request.POST if request.method == "POST" else None, people=found.people, sites=found.sites)
    if request.method == "POST" and form.is_valid() and _add_day(request, found, form):
        return _back(request, team_id, _("The day was written down."))
    return _page(request, found, form, AwayForm(people=found.people))


def _add_day(request: Asked, found: Kept, form: DayForm) -> bool:
    told, kind = form.cleaned_data, ExceptionKind(form.cleaned_data["kind"])
    starts, ends = told["hours"][0] if kind is not ExceptionKind.OFF else (None, None)
    site = next((one for one in found.sites if str(one.pk) == told["site"]), next(iter(found.sites), None))
    told_day = Told(told["day"], kind, starts, ends, site if kind is not ExceptionKind.OFF else None)
    try:
        actions.add_exception(
            told_day, person=found.person(told["person"]), team=found.team, by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        form.add_error("day", [str(one) for one in sentences(refused.verdict)])
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def away(request: Asked, team_id: UUID) -> HttpResponse:
    """Somebody is away."""
    found = kept(request, team_id)
    form = AwayForm(request.POST if request.method == "POST" else None, people=found.people)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        since, until = day_span(told["first"], told["last"])
        try:
            actions.add_away(
                person=found.person(told["person"]), team=found.team, since=since, until=until, by=request.actor,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("first", [str(one) for one in sentences(refused.verdict)])
        else:
            return _back(request, team_id, _("The absence was written down. Why was not asked, and is not kept."))
    return _page(request, found, DayForm(people=found.people, sites=found.sites), form)


@require_POST
def remove_day(request: Asked, team_id: UUID, exception_id: UUID) -> HttpResponse:
    """The day is as usual again."""
    found = kept(request, team_id)
    if not DayException.objects.filter(pk=exception_id, team=found.team).exists():
        raise Http404
    try:
        actions.remove_exception(exception_id=exception_id, by=request.actor, at=timezone.now())
    except DayException.DoesNotExist:  # taken away in another window meanwhile
        raise Http404 from None
    return _back(request, team_id, _("The day is as usual again."))


@require_POST
def remove_away(request: Asked, team_id: UUID, away_id: UUID) -> HttpResponse:
    """She is not away after all."""
    found = kept(request, team_id)
    row = Away.objects.filter(pk=away_id, person_id__in=[one.pk for one in found.people]).first()
    if row is None:
        raise Http404
    try:
        actions.remove_away(away_id=away_id, team=found.team, by=request.actor, at=timezone.now())
    except Away.DoesNotExist:  # taken away in another window meanwhile
        raise Http404 from None
    return _back(request, team_id, _("The absence was taken away."))


def _page(request: Asked, found: Kept, day_form: DayForm, away_form: AwayForm) -> HttpResponse:
    now = timezone.now()
    form = away_form if away_form.errors else day_form
    context = frame(request, found, "days") | {
        "form": form,
        "day_form": day_form,
        "away_form": away_form,
        "several_sites": len(found.sites) > 1,
        "exceptions": [
            _exception(row) for row in queries.exceptions_of(found.team.pk, since=local_date(now - SHOWN))
        ],
        "away": [
            {"id": row.pk, "name": row.person.name, "first": local_date(row.period.lower), "last": _last(row)}
            for row in queries.away_rows([one.pk for one in found.people], since=now - SHOWN)
        ],
    }  # fmt: skip
    return render(request, "presence/days.html", context, status=422 if form.errors else 200)


def _last(row: Away) -> Any:
    return local_date(row.period.upper - timedelta(seconds=1))


def _exception(row: DayException) -> dict[str, Any]:
    language = reader_language()
    hours = spoken_hours(row.starts, row.ends, language=language) if row.starts and row.ends else ""
    return {
        "id": row.pk, "name": row.person.name, "day": row.day, "kind": EXCEPTIONS[ExceptionKind(row.kind)],
        "hours": hours, "site": said(row.site, "name", language).text if row.site else "",
    }  # fmt: skip


def _back(request: Asked, team_id: UUID, told: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse("presence:days", args=[team_id]), status=303)
