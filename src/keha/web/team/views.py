"""The team: who decides what, who we are, what we agreed lately."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.agreements import queries as agreements
from keha.agreements.models import Version
from keha.agreements.rules import Decider
from keha.foundation import audit
from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.organisation.wording import SITE_KINDS
from keha.presence import queries as presence
from keha.questions import actions as questions
from keha.questions.queries import questions as asked
from keha.web.shell.places import Asked

RECENT = 3


@dataclass(frozen=True, slots=True)
class Circle:
    """How many matters are whose to decide."""

    mine: int
    ours: int
    ask_first: int
    fixed: int


def _circle(found: list[Version]) -> Circle:
    fixed = sum(1 for v in found if v.rule.fixed and v.verdict in {"may_not", "must", "info"})
    free = [v for v in found if not (v.rule.fixed and v.verdict in {"may_not", "must", "info"})]
    of = {decider: sum(1 for v in free if v.decider == decider) for decider in Decider}
    return Circle(of[Decider.WORKER], of[Decider.TEAM], of[Decider.SUPERVISOR], fixed)


def _people(team: Team, request: Asked) -> list[dict[str, Any]]:
    now = timezone.now()
    until = {row.person_id: row.ends_at for row in presence.at_work(team, at=now)}
    people = organisation.people_of(team, on=timezone.localdate(now))
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
    """The actor's own team; for a supervisor the first one she leads."""
    actor, language = request.actor, (get_language() or "fi")[:2]
    own = actor.team or next(iter(organisation.teams_seen_by(actor)), None)
    today = timezone.localdate()
    readable = agreements.readable(questions.place_of(actor, None))
    in_force = [v for v in readable if v.valid_until is None or v.valid_until >= today]
    recent = sorted(in_force, key=lambda v: v.adopted_at, reverse=True)[:RECENT]
    context = {
        "circle": _circle(in_force),
        "name": said(own, "name", language).text if own else "",
        "people": _people(own, request) if own else [],
        "sites": [
            {"name": said(site, "name", language).text, "kind": SITE_KINDS[site.kind]}  # type: ignore[index]
            for site in (organisation.sites_of(own) if own else [])
        ],
        "recent": [
            {"id": v.rule_id, "title": said(v, "title", language).text, "date": timezone.localdate(v.adopted_at)}
            for v in recent
        ],
        "open_questions": asked.count_open(actor),
    }
    return render(request, "team/team.html", context)
