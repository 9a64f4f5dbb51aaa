"""The weeks of a team's people, typed in one form."""

from collections.abc import Iterable
from datetime import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.organisation.models import Person
from keha.presence import actions, queries
from keha.presence.actions import WorkDay
from keha.presence.models import WeeklyPattern
from keha.web.presence.forms import WeeksForm
from keha.web.presence.places import Kept, frame, kept, kept_teams
from keha.web.shell.places import Asked

SALT = "keha.presence.undo"
UNDO_SECONDS = 3600
TOKEN_MAX = 4000
Weeks = list[tuple[Person, list[WorkDay]]]


@require_GET
def first(request: Asked) -> HttpResponse:
    """Leads to the first team whose weeks the reader keeps."""
    return HttpResponseRedirect(reverse("presence:weeks", args=[kept_teams(request)[0].pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def weeks(request: Asked, team_id: UUID) -> HttpResponse:
    """Everybody's week; what is changed holds for shifts that have not begun."""
    found, patterns = kept(request, team_id), queries.patterns_of(team_id)
    wanted = request.POST if request.method == "POST" else None
    form = WeeksForm(wanted, people=found.people, patterns=patterns, sites=found.sites)
    if request.method == "POST" and form.is_valid():
        return saved(request, found, form.changed_weeks(), patterns)
    token = request.GET.get("undo", "")
    context = frame(request, found, "weeks") | {"form": form, "undo": token if _undone(token, found) else ""}
    return render(request, "presence/weeks.html", context, status=422 if form.errors else 200)


def saved(request: Asked, found: Kept, changed: Weeks, patterns: Iterable[WeeklyPattern]) -> HttpResponse:
    """Writes the changed weeks down, and leads back to the page with what takes them back."""
    token = undo_token(found.team.pk, {person.pk for person, _days in changed}, patterns)
    _write(request, found, changed)
    if changed:
        messages.success(request, _("Weeks changed: {count}").format(count=len(changed)))
    else:
        messages.info(request, _("Nothing was different."))
    undo = f"?undo={token}" if changed and len(token) <= TOKEN_MAX else ""
    return HttpResponseRedirect(reverse("presence:weeks", args=[found.team.pk]) + undo, status=303)


def _write(request: Asked, found: Kept, changed: Weeks) -> None:
    for person, days in changed:
        actions.set_week(person=person, team=found.team, days=days, by=request.actor, at=timezone.now())


def undo_token(team_id: UUID, person_ids: set[UUID], patterns: Iterable[WeeklyPattern]) -> str:
    """The weeks of these people as they stand, signed: sent back, they hold again."""
    was: dict[str, list[list[Any]]] = {str(person_id): [] for person_id in sorted(person_ids)}
    for row in patterns:
        if row.person_id in person_ids:
            line = [row.weekday, f"{row.starts:%H:%M}", f"{row.ends:%H:%M}", str(row.site_id)]
            was[str(row.person_id)].append(line)
    return signing.dumps([str(team_id), was], salt=SALT, compress=True)


def _undone(token: str, found: Kept) -> Weeks | None:
    """The weeks that a token holds; none when it is old, of another team, or of somebody who is no longer here."""
    try:
        team_id, was = signing.loads(token, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature:
        return None
    people, sites = {str(one.pk): one for one in found.people}, {str(one.pk): one for one in found.sites}
    if team_id != str(found.team.pk) or not was.keys() <= people.keys():
        return None
    return [
        (
            people[person_id],
            [
                WorkDay(weekday, time.fromisoformat(starts), time.fromisoformat(ends), sites[site])
                for weekday, starts, ends, site in lines
                if site in sites
            ],
        )
        for person_id, lines in was.items()
    ]


@require_POST
def undo(request: Asked, team_id: UUID) -> HttpResponse:
    """The weeks as they were."""
    found = kept(request, team_id)
    was = _undone(request.POST.get("undo", ""), found)
    if was is None:
        raise Http404
    _write(request, found, was)
    messages.success(request, _("The weeks are as they were."))
    return HttpResponseRedirect(reverse("presence:weeks", args=[team_id]), status=303)
