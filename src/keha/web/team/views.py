"""The team: who decides what, who we are, what we agreed lately."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.agreements import queries as agreements
from keha.agreements.queries import Listed
from keha.agreements.rules import Decider, Place
from keha.foundation import audit
from keha.foundation.languages import said
from keha.insights.policies import may_see_load
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.organisation.wording import SITE_KINDS
from keha.presence import queries as presence
from keha.presence.policies import may_keep_weeks
from keha.questions.queries import questions as asked
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

RECENT = 3


@dataclass(frozen=True, slots=True)
class Circle:
    """How many matters are whose to decide."""

    mine: int
    ours: int
    ask_first: int
    fixed: int


def _circle(found: list[Listed]) -> Circle:
    fixed = sum(1 for v in found if v.fixed and v.verdict in {"may_not", "must", "info"})
    free = [v for v in found if not (v.fixed and v.verdict in {"may_not", "must", "info"})]
    of = {decider: sum(1 for v in free if v.decider == decider) for decider in Decider}
    return Circle(of[Decider.WORKER], of[Decider.TEAM], of[Decider.SUPERVISOR], fixed)


def _people(team: Team, request: Asked) -> list[dict[str, Any]]:
    now = timezone.now()
    until = presence.at_work_until(team.pk, at=now)
    people = organisation.people_of([team.pk], on=timezone.localdate(now))
    audit.record("organisation.read", actor=request.actor.id, at=now, thing=("team", team.pk))
    return [
        {
            "name": p.name, "at_work_until": until.get(p.pk),
            "share": "" if p.share_percent == 100 else _("part-time {share} %").format(share=p.share_percent),
        }
        for p in people
    ]  # fmt: skip


@require_GET
def team(request: Asked) -> HttpResponse:
    """The actor's own team; for a supervisor the first one she leads; else the first she may see."""
    seen = organisation.teams_seen_by(request.actor)
    return _page(request, seen[0] if seen else None, seen)


@require_GET
def of(request: Asked, team_id: UUID) -> HttpResponse:
    """Another team that the reader may see; anything else is not there for her."""
    seen = organisation.teams_seen_by(request.actor)
    chosen = next((one for one in seen if one.pk == team_id), None)
    if chosen is None:
        raise Http404
    return _page(request, chosen, seen)


def _page(request: Asked, chosen: Team | None, seen: list[Team]) -> HttpResponse:
    language, today = reader_language(), timezone.localdate()
    place = Place(area_ids={chosen.area_id}, team_ids={chosen.pk}) if chosen else Place()
    in_force = [row for row in agreements.readable(place) if row.is_in_force(today)]
    recent = sorted(in_force, key=lambda v: v.adopted_at, reverse=True)[:RECENT]
    context = {
        "circle": _circle(in_force),
        "name": said(chosen, "name", language).text if chosen else "",
        "people": _people(chosen, request) if chosen else [],
        "others": [{"id": t.pk, "name": said(t, "name", language).text} for t in seen if t != chosen],
        "sites": [
            {"name": said(site, "name", language).text, "kind": SITE_KINDS[site.kind]}  # type: ignore[index]
            for site in (organisation.sites_of(chosen) if chosen else [])
        ],
        "recent": [
            {"id": v.rule_id, "title": said(v, "title", language).text, "date": timezone.localdate(v.adopted_at)}
            for v in recent
        ],
        "team_id": chosen.pk if chosen else None,
        "has_load": bool(chosen and may_see_load(request.actor, chosen)),
        "keeps_weeks": bool(chosen and may_keep_weeks(request.actor, chosen)),
        "open_questions": asked.count_open(request.actor),
    }
    return render(request, "team/team.html", context)
