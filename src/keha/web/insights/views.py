"""The load of a team's supervisor as a picture, with the same figures beside it. Never by person."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.foundation.languages import said
from keha.insights import policies, queries, rules
from keha.insights.queries import Load
from keha.insights.rules import Assumed
from keha.insights.wording import ANSWERED, CHANGES, CHOICES, ENDINGS
from keha.integrations.rule_sheets.writing import as_csv
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.questions.policies import may_tally
from keha.web.insights import shown
from keha.web.insights.chart import picture
from keha.web.insights.forms import AssumedForm, BeginForm
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

MINUTES, SHARE = 10, 50


def _seen(request: Asked) -> list[Team]:
    """The teams whose figures the reader may see, her own first. One query; none for a plain worker."""
    return [team for team in organisation.teams_seen_by(request.actor) if policies.may_see_load(request.actor, team)]


@require_GET
def load(request: Asked) -> HttpResponse:
    """The first of the teams whose figures the reader may see: her own, or one that she leads."""
    teams = _seen(request)
    own = [team for team in teams if team.pk in request.actor.working_team_ids]
    return _page(request, next(iter([*own, *teams]), None), teams)


@require_GET
def of(request: Asked, team_id: UUID) -> HttpResponse:
    """Another team's; what she may not see is not there."""
    teams = _seen(request)
    return _page(request, _chosen(teams, team_id), teams)


@require_GET
def table(request: Asked, team_id: UUID) -> HttpResponse:
    """The same figures as a file."""
    now = timezone.now()
    team = _chosen(_seen(request), team_id)
    policies.may_have_figures(members=queries.members(team, on=timezone.localdate(now))).or_refuse()
    headings = [
        _("what"),
        _("which"),
        _("count"),
        _("shifts"),
        _("for 100 shifts"),
        _("interval from"),
        _("interval to"),
    ]
    body = as_csv(headings, list(shown.file_rows(queries.load(team, at=now))))
    return HttpResponse(
        body, content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="load.csv"'},
    )  # fmt: skip


def _chosen(teams: list[Team], team_id: UUID) -> Team:
    chosen = next((team for team in teams if team.pk == team_id), None)
    if chosen is None:
        raise Http404
    return chosen


def _page(request: Asked, team: Team | None, teams: list[Team]) -> HttpResponse:
    language, now = reader_language(), timezone.now()
    context: dict[str, Any] = {
        "team": team,
        "name": said(team, "name", language).text if team else "",
        "teams": [{"id": one.pk, "name": said(one, "name", language).text, "is_current": one == team} for one in teams],
        "may_tally": bool(team and may_tally(request.actor, team)),
    }
    if team:
        verdict = policies.may_have_figures(members=queries.members(team, on=timezone.localdate(now)))
        context["reasons"] = sentences(verdict)
        if verdict:
            context |= _figures(request, team, queries.load(team, at=now))
    return render(request, "insights/load.html", context)


def _figures(request: Asked, team: Team, found: Load) -> dict[str, Any]:
    burden = found.burden
    return {
        "load": found,
        "picture": picture(burden),
        "now": _rate(burden.after),
        "before": _rate(burden.before),
        "change": CHANGES[burden.change] if burden.change else "",
        "weeks": shown.week_rows(found),
        "answered": shown.parts(found.answered, ANSWERED),
        "has_endings": any(found.endings.cells.values()),
        "endings": shown.parts(found.endings, ENDINGS),
        "minutes": shown.spell(found.minutes),
        "topics": shown.topic_rows(found),
        "next_rules": [{"name": CHOICES.get(topic, topic), "count": count} for topic, count in found.next_rules],
        "could": found.heard.cells.get(True),
        "heard": found.heard.total,
        "may_propose": team.pk in request.actor.working_team_ids,
        "begin_form": BeginForm(initial={"start": burden.start}),
        **_saving(request, found),
    }


def _rate(rate: Any) -> dict[str, str] | None:
    return {"value": shown.figure(rate.value), "interval": shown.interval(rate)} if rate else None


def _saving(request: Asked, found: Load) -> dict[str, Any]:
    """A supervisor's hours a year: now, before, and what would be left, with what they are worked out from."""
    usual = Assumed(minutes=MINUTES, shifts=max(1, queries.weeks_shifts(found)), share=SHARE)
    wanted = request.GET if {"minutes", "shifts", "share"} & set(request.GET) else None
    form = AssumedForm(wanted, usual=usual)
    assumed, burden = form.assumed(usual), found.burden
    if burden.after is None:
        return {"saving": None, "assumed_form": form}
    now = [rules.hours_a_year(rate, assumed) for rate in (burden.after.value, burden.after.low, burden.after.high)]
    left = [hours * (100 - assumed.share) / 100 for hours in now]
    before = rules.hours_a_year(burden.before.value, assumed) if burden.before else None
    return {
        "assumed_form": form,
        "assumed": assumed,
        "saving": {
            "now": shown.figure(now[0]), "now_interval": f"{shown.figure(now[1])}–{shown.figure(now[2])}",
            "saved": shown.figure(now[0] - left[0]),
            "saved_interval": f"{shown.figure(now[1] - left[1])}–{shown.figure(now[2] - left[2])}",
            "before": shown.figure(before) if before is not None else "",
        },
    }  # fmt: skip
