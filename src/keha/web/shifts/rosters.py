"""The roster of a team and of everybody whom the reader may see: one week or three."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from keha.foundation import audit
from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.shifts import policies, queries
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shifts.shown import Days, Sheet, days_of

FAR = timedelta(weeks=60)


def asked_days(request: Asked, *, today: date) -> Days:
    """The weeks that the address asks for: one or three from a Monday; anything odd is this week."""
    weeks = 3 if request.GET.get("weeks") == "3" else 1
    try:
        day = date.fromisoformat(request.GET.get("from", ""))
    except ValueError:
        day = today
    day = day if abs(day - today) <= FAR else today
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=7 * weeks - 1)


@require_GET
def team(request: Asked, team_id: UUID) -> HttpResponse:
    """A team's roster. Eight queries."""
    chosen = seen_team(request, team_id)
    return _page(request, [chosen], team=chosen)


@require_GET
def area(request: Asked) -> HttpResponse:
    """The roster of every team that the reader may see. Eight queries."""
    return _page(request, organisation.teams_seen_by(request.actor), team=None)


def seen_team(request: Asked, team_id: UUID) -> Team:
    """A team whose roster the reader may see. One query. Raises Http404."""
    team = Team.objects.filter(pk=team_id).first()
    if team is None or not policies.may_see_roster(request.actor, team):
        raise Http404
    return team


def _page(request: Asked, teams: Sequence[Team], *, team: Team | None) -> HttpResponse:
    now, language = timezone.now(), reader_language()
    today = timezone.localdate(now)
    days = asked_days(request, today=today)
    weeks = ((days[1] - days[0]).days + 1) // 7
    audit.record("shifts.read", actor=request.actor.id, at=now, thing=("team", team.pk if team else None))
    context = {
        **table(teams, days=days, today=today, language=language),
        "team": team, "first": days[0], "last": days[1], "weeks": weeks, "broad": weeks > 1,
        "before": days[0] - timedelta(weeks=weeks), "after": days[0] + timedelta(weeks=weeks),
        "name": said(team, "name", language).text if team else "",
        "may_plan": bool(team and policies.may_plan(request.actor, team)),
        "sees_several": bool(request.actor.roles),
    }  # fmt: skip
    return render(request, "shifts/table.html", context)


def table(teams: Sequence[Team], *, days: Days, today: date, language: str) -> dict[str, Any]:
    """The teams with their rows, and the days with their shifts. Six queries."""
    members = queries.members_of([one.pk for one in teams], days=days)
    shifts = queries.worked([one.pk for one in teams], days=days)
    away = queries.away_on([pk for people in members.values() for pk in people], days=days)
    sheet = Sheet(days_of(days, language=language, today=today), away, queries.sites_by_id(), language)
    groups = []
    for one in teams:
        own = [shift for shift in shifts if shift.team_id == one.pk]
        people = members.get(one.pk, {}) | {shift.person_id: shift.name for shift in own}
        groups.append({"name": said(one, "name", language).text, "lines": sheet.lines(people, own)})
    everybody = {pk: name for people in members.values() for pk, name in people.items()}
    return {
        "days": sheet.days, "groups": groups, "by_day": sheet.by_day(everybody, shifts), "has_shifts": bool(shifts),
        "people": len(everybody),
    }  # fmt: skip
