"""A team's rosters: a new draft, its shifts, publishing it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation import audit
from keha.foundation.languages import said
from keha.foundation.verdict import Refused
from keha.shifts import actions, policies, queries, rules
from keha.shifts.models import Roster
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences
from keha.web.shifts.forms import BeginForm
from keha.web.shifts.rosters import seen_team
from keha.web.shifts.shown import days_of, short, site_name

PAST = timedelta(weeks=4)


def planned_roster(request: Asked, roster_id: UUID) -> Roster:
    """A roster that the reader draws up. One query. Raises Http404, Refused."""
    roster = Roster.objects.select_related("team").filter(pk=roster_id).first()
    if roster is None or not policies.may_see_roster(request.actor, roster.team):
        raise Http404
    policies.may_plan(request.actor, roster.team).or_refuse()
    return roster


@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: Asked, team_id: UUID) -> HttpResponse:
    """The team's rosters, and the form for the next one."""
    team = seen_team(request, team_id)
    policies.may_plan(request.actor, team).or_refuse()
    today = timezone.localdate()
    rows = queries.rosters_of(team, since=today - PAST)
    form = BeginForm(request.POST) if request.method == "POST" else BeginForm(initial=_next(rows, today))
    if request.method == "POST" and form.is_valid():
        try:
            roster = actions.begin(team=team, days=form.days(), by=request.actor, at=timezone.now())
            actions.fill_from(form.cleaned_data["source"], roster=roster, by=request.actor, at=timezone.now())
        except Refused as refused:
            form.add_error("first", [str(one) for one in sentences(refused.verdict)])
        else:
            messages.success(request, _("The draft is ready. Nobody else sees it before it is published."))
            return HttpResponseRedirect(reverse("shifts:roster", args=[roster.pk]), status=303)
    context = {"team": team, "name": said(team, "name", reader_language()).text, "rows": rows, "form": form}
    return render(request, "shifts/drafts.html", context, status=422 if form.errors else 200)


def _next(rows: list[queries.RosterLine], today: Any) -> dict[str, Any]:
    first = rows[-1].last + timedelta(days=1) if rows else rules.period_of(today)[1] + timedelta(days=1)
    return {"first": first, "weeks": str(rules.WEEKS), "source": "before" if rows else "weeks"}


@require_GET
def roster(request: Asked, roster_id: UUID) -> HttpResponse:
    """A roster's shifts, each a way to change it. Eight queries."""
    found, language = planned_roster(request, roster_id), reader_language()
    now = timezone.now()
    days = queries.days_of(found)
    audit.record("shifts.read", actor=request.actor.id, at=now, thing=("roster", found.pk))
    published = queries.publication_of(found)
    context = {
        "roster": found, "team": found.team, "name": said(found.team, "name", language).text,
        "first": days[0], "last": days[1], "published": published, "edition": found.edition,
        "days": days_of(days, language=language, today=timezone.localdate(now)), "lines": _lines(found, language),
        "may_publish": bool(policies.may_publish(request.actor, found.team)),
    }  # fmt: skip
    return render(request, "shifts/roster.html", context)


def _lines(found: Roster, language: str) -> list[dict[str, Any]]:
    """Each person with a cell for each day: her shifts with their ids, or that she is away. Four queries."""
    days = queries.days_of(found)
    cells: dict[Any, list[dict[str, Any]]] = {}
    names: dict[UUID, str] = queries.members_of([found.team_id], days=days).get(found.team_id, {})
    for one in queries.assignments_of(found):
        begin, end = timezone.localtime(one.period.lower), timezone.localtime(one.period.upper)
        text = f"{one.letter} {_clock(begin)}–{_clock(end)}".strip()
        cell = {"id": one.pk, "text": text, "site": short(site_name(one.site, language))}
        cells.setdefault((one.person_id, begin.date()), []).append(cell)
        names.setdefault(one.person_id, one.person.name)
    away = queries.away_days_of(found)
    span = [days[0] + timedelta(days=n) for n in range((days[1] - days[0]).days + 1)]
    return [
        {
            "id": pk, "name": name,
            "cells": [
                {"day": day, "shifts": cells.get((pk, day), []), "is_away": (pk, day) in away} for day in span
            ],
        }
        for pk, name in names.items()
    ]  # fmt: skip


def _clock(at: Any) -> str:
    return f"{at.hour}.{at.minute:02}" if at.minute else str(at.hour)


@require_POST
def publish(request: Asked, roster_id: UUID) -> HttpResponse:
    """From now on the team sees it."""
    found = planned_roster(request, roster_id)
    text = request.POST.get("edition", "")
    edition = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    actions.publish(roster_id=found.pk, edition=edition, by=request.actor, at=timezone.now())
    messages.success(request, _("The roster is published. Everybody sees her own shifts now."))
    return HttpResponseRedirect(reverse("shifts:roster", args=[roster_id]), status=303)


@require_POST
def take_away(request: Asked, roster_id: UUID) -> HttpResponse:
    """A draft goes away."""
    found = planned_roster(request, roster_id)
    actions.take_away(roster_id=found.pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The draft was taken away."))
    return HttpResponseRedirect(reverse("shifts:drafts", args=[found.team_id]), status=303)
