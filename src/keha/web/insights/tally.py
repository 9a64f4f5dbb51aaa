"""The tally: two taps for a question that came by phone or in the corridor, or a whole day at once."""

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
from keha.foundation.verdict import Refused, holds
from keha.insights.wording import CHOICES
from keha.organisation.models import Team
from keha.questions import actions
from keha.questions.models import Heard
from keha.questions.queries import heard
from keha.questions.rules import Channel
from keha.questions.wording import CHANNELS
from keha.web.insights.forms import BeginForm, DayForm, TallyForm, topic_of
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences


def _led(request: Asked) -> tuple[Team, ...]:
    """The teams that she leads. Raises Refused when she leads none."""
    holds(request.actor.is_supervisor, otherwise="questions.tally-not-yours").or_refuse()
    return request.actor.led_teams


def _team(teams: tuple[Team, ...], team_id: str) -> Team:
    return next(team for team in teams if str(team.pk) == team_id)


@require_http_methods(["GET", "HEAD", "POST"])
def tally(request: Asked) -> HttpResponse:
    """One question is counted."""
    teams = _led(request)
    wanted = {name: request.GET[name] for name in ("team", "channel") if request.GET.get(name)}
    form = TallyForm(request.POST if request.method == "POST" else None, teams=teams, initial=wanted)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        row = actions.hear(
            team=_team(teams, found["team"]), topic=topic_of(found["topic"]), channel=Channel(found["channel"]),
            could_team=found["could"] == "yes", by=request.actor, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Counted. No name, no words and no hour were kept."))
        return HttpResponseRedirect(
            f"{reverse('insights:tally')}?team={found['team']}&channel={row.channel}&last={row.pk}", status=303
        )
    return _tally_page(request, form, teams)


def _tally_page(request: Asked, form: TallyForm, teams: tuple[Team, ...]) -> HttpResponse:
    rows = heard.of_day([team.pk for team in teams], on=timezone.localdate())
    last = request.GET.get("last", "")
    context = {"form": form, "rows": [_row(row, teams, last) for row in rows]}
    context["chosen"] = _chosen(form)
    context["today"] = sum(row.count for row in rows)
    return render(request, "insights/tally.html", context, status=422 if form.errors else 200)


def _chosen(form: TallyForm) -> str:
    """The team and the way it came that are chosen when the page opens: "Aurinkokeittiö · Puhelimella"."""
    words = []
    for name in ("team", "channel"):
        field: Any = form.fields[name]
        words.append(str(dict(field.choices).get(form[name].value(), field.label)))
    return " · ".join(words)


def _row(row: Heard, teams: tuple[Team, ...], last: str) -> dict[str, Any]:
    name = said(_team(teams, str(row.team_id)), "name", reader_language()).text
    return {
        "id": row.pk, "team": name, "topic": CHOICES.get(row.topic, row.topic), "count": row.count,
        "channel": CHANNELS[Channel(row.channel)], "could": row.could_team, "is_last": str(row.pk) == last,
    }  # fmt: skip


@require_POST
def undo(request: Asked, heard_id: UUID) -> HttpResponse:
    """One less, when it was counted by mistake."""
    row = heard.own(heard_id, request.actor)
    if row is None:
        raise Http404
    try:
        actions.unhear(heard_id=heard_id, by=request.actor, at=timezone.now())
    except Heard.DoesNotExist:  # taken back in another window meanwhile
        raise Http404 from None
    messages.success(request, _("Taken back."))
    return HttpResponseRedirect(f"{reverse('insights:tally')}?team={row.team_id}", status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def day(request: Asked) -> HttpResponse:
    """A whole day, also one before the start."""
    teams = _led(request)
    form = DayForm(request.POST if request.method == "POST" else None, teams=teams)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            actions.count_day(
                team=_team(teams, found["team"]), on=found["day"], channel=Channel(found["channel"]),
                counts=form.counts(), by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("day", [str(sentence) for sentence in sentences(refused.verdict)])
        else:
            messages.success(request, _("The day was counted. What you write of it later replaces this."))
            return HttpResponseRedirect(reverse("insights:day"), status=303)
    return render(request, "insights/day.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def begin(request: Asked, team_id: UUID) -> HttpResponse:
    """Since when the team works with rules of its own."""
    team = next((team for team in request.actor.led_teams if team.pk == team_id), None)
    if team is None:
        raise Http404
    form = BeginForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "team_id": team_id}
        return render(request, "insights/begin.html", context, status=422)
    actions.begin(team=team, start_date=form.cleaned_data["start"], by=request.actor, at=timezone.now())
    messages.success(request, _("The start was written down. What is before it is compared with what is after."))
    return HttpResponseRedirect(reverse("insights:of", args=[team_id]), status=303)
