"""Who is where today: the holes first, then every site."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from keha.foundation import audit
from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.presence import queries as presence
from keha.presence.queries import AtWork
from keha.presence.rules import day_span
from keha.shifts import queries
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

FAR = timedelta(days=60)


def asked_day(request: Asked, *, today: date) -> date:
    """The day that the address asks for; anything odd is today."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today
    return day if abs(day - today) <= FAR else today


@require_GET
def whereabouts(request: Asked) -> HttpResponse:
    """The day, site by site. Six queries."""
    now, language = timezone.now(), reader_language()
    today = timezone.localdate(now)
    day = asked_day(request, today=today)
    teams = organisation.teams_seen_by(request.actor)
    ids, (begin, end) = [team.pk for team in teams], day_span(day, day)
    stints = presence.stints_between(ids, since=begin, until=end)
    sites = {pk: said(site, "name", language).text for pk, site in queries.sites_by_id().items()}
    audit.record("shifts.read", actor=request.actor.id, at=now, thing=("team", None))
    context = {
        "day": day, "before": day - timedelta(days=1), "after": day + timedelta(days=1), "is_today": day == today,
        "holes": [_row(one, sites, now) for one in presence.unfilled(ids, days=(day, day))],
        "places": _places(stints, sites, now), "people": len({one.person_id for one in stints}),
        "sees_several": len(teams) > 1,
    }  # fmt: skip
    return render(request, "shifts/whereabouts.html", context)


def _row(one: AtWork, sites: dict[Any, str], now: Any) -> dict[str, Any]:
    return {
        "name": one.name, "starts_at": one.starts_at, "ends_at": one.ends_at, "site": sites.get(one.site_id, ""),
        "is_now": one.starts_at <= now < one.ends_at,
    }  # fmt: skip


def _places(stints: Iterable[AtWork], sites: dict[Any, str], now: Any) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in stints:
        found.setdefault(sites.get(one.site_id, ""), []).append(_row(one, sites, now))
    return [{"site": site, "rows": rows} for site, rows in sorted(found.items())]
