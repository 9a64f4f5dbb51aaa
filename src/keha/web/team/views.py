"""The team: who decides what, who we are, what we agreed lately."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.agreements.queries.circle import circle_of
from keha.agreements.rules import Place
from keha.foundation import audit
from keha.foundation.languages import said
from keha.insights.policies import may_see_load
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.organisation.rules import RoleKind
from keha.organisation.wording import SITE_KINDS
from keha.presence import queries as presence
from keha.presence.policies import may_keep_weeks
from keha.questions.queries import topics as asked
from keha.skills.policies import may_see_team as may_see_skills
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.team import circle
from keha.web.team.circle import Reader

RECENT = 3


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
    today, reader = timezone.localdate(), _reader(request, chosen)
    place = Place(area_ids={chosen.area_id}, team_ids={chosen.pk}) if chosen else Place()
    since = circle.since_of(today, reader.months)
    found = circle_of(place, chosen.pk if chosen else None, since=since, today=today)
    context = {
        **circle.shown(found, reader),
        "since": since, "since_months": reader.months, "months_first": circle.MONTHS_FIRST,
        "topic": circle.chosen(found, request.GET.get("topic", ""), reader),
        "name": said(chosen, "name", reader.language).text if chosen else "",
        "people": _people(chosen, request) if chosen else [],
        "others": [{"id": t.pk, "name": said(t, "name", reader.language).text} for t in seen if t != chosen],
        "sites": [
            {"name": said(site, "name", reader.language).text, "kind": SITE_KINDS[site.kind]}  # type: ignore[index]
            for site in (organisation.sites_of(chosen) if chosen else [])
        ],
        "recent": circle.recent(found, reader, limit=RECENT),
        "team_id": chosen.pk if chosen else None,
        "has_load": bool(chosen and may_see_load(request.actor, chosen)),
        "has_skills": bool(chosen and may_see_skills(request.actor, chosen)),
        "keeps_weeks": bool(chosen and may_keep_weeks(request.actor, chosen)),
    }  # fmt: skip
    return render(request, "team/team.html", context)


def _reader(request: Asked, chosen: Team | None) -> Reader:
    """Who reads: what rules of this team she may open, and its open questions, when it is one that she works with."""
    actor, teams = request.actor, set(request.actor.working_team_ids)
    if chosen and (chosen.area_id in actor.managed_area_ids or RoleKind.ADMINISTRATOR in actor.roles):
        teams.add(chosen.pk)
    areas = {team.area_id for team in (*actor.teams, *actor.led_teams)} | actor.managed_area_ids
    if chosen and RoleKind.ADMINISTRATOR in actor.roles:
        areas = areas | {chosen.area_id}
    wanted = circle.topic_of(request.GET.get("topic", ""))
    is_hers = chosen is not None and chosen.pk in actor.working_team_ids
    return Reader(
        language=reader_language(), months=circle.months_of(request.GET.get("months", "")),
        place=Place(area_ids=areas, team_ids=teams),
        waiting=asked.open_of(chosen.pk, telling=wanted) if chosen and is_hers else (),
    )  # fmt: skip
