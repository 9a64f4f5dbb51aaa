"""What a team's sites and tasks need: read by the team, laid down by the supervisor."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.skills import actions, policies, queries
from keha.skills.models import Need, Task
from keha.skills.rules import Source
from keha.skills.wording import SOURCES
from keha.web.rights.reading import team_of
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.skills.forms import NeedForm, TaskForm
from keha.web.skills.shown import carried_out, led


def seen_team(request: Asked, team_id: UUID) -> Team:
    """A team whose skills the reader may see. Raises Http404."""
    team = team_of(request, team_id)
    if not policies.may_see_team(request.actor, team):
        raise Http404
    return team


def _kept_team(request: Asked, team_id: UUID) -> Team:
    """A team whose needs the reader lays down. Raises Http404, Refused."""
    team = seen_team(request, team_id)
    policies.may_keep_needs(request.actor, team).or_refuse()
    return team


@require_GET
def needs(request: Asked, team_id: UUID) -> HttpResponse:
    """By site and task."""
    team, language = seen_team(request, team_id), reader_language()
    sites, tasks = organisation.sites_of(team), queries.tasks_of(team.pk)
    rows = queries.needs_of(site_ids=[site.pk for site in sites], task_ids=[task.pk for task in tasks])
    context = {
        "team": team, "name": said(team, "name", language).text,
        "sites": [_place(site.pk, said(site, "name", language).text, [r for r in rows if r.site_id == site.pk]) for site in sites],
        "tasks": [
            _place(task.pk, said(task, "name", language).text, [r for r in rows if r.task_id == task.pk])
            | {"is_common": task.is_common}
            for task in tasks
        ],
        "keeps": bool(policies.may_keep_needs(request.actor, team)),
    }  # fmt: skip
    return render(request, "skills/needs.html", context)


def _place(pk: UUID, name: str, rows: list[Need]) -> dict[str, Any]:
    language = reader_language()
    return {
        "id": pk, "name": name,
        "needs": [
            {"id": row.pk, "what": said(row.skill, "name", language).text, "source": SOURCES[Source(row.source)]}
            for row in rows
        ],
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked, team_id: UUID) -> HttpResponse:
    """Something is needed."""
    team, language = _kept_team(request, team_id), reader_language()
    first = {"where": request.GET.get("where", ""), "source": Source.LAW.value}
    form = NeedForm(request.POST if request.method == "POST" else None, initial=first)
    where = [(f"site:{site.pk}", said(site, "name", language).text) for site in organisation.sites_of(team)]
    where += [(f"task:{task.pk}", said(task, "name", language).text) for task in queries.tasks_of(team.pk)]
    form.offer(where=where, skills=[(str(row.pk), said(row, "name", language).text) for row in queries.catalogue()])
    if request.method == "POST" and carried_out(
        form, lambda: actions.add_need(form.told(), team=team, by=request.actor, at=timezone.now())
    ):
        return _back(request, team, _("Added."))
    return _form(request, form, team, "skills/need.html")


@require_POST
def remove(request: Asked, team_id: UUID, need_id: UUID) -> HttpResponse:
    """It is needed no longer."""
    team = _kept_team(request, team_id)
    try:
        actions.remove_need(team=team, need_id=need_id, by=request.actor, at=timezone.now())
    except Need.DoesNotExist:
        raise Http404 from None
    return _back(request, team, _("Taken away."))


@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request: Asked, team_id: UUID) -> HttpResponse:
    """The team does something more."""
    team = _kept_team(request, team_id)
    form = TaskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.add_task(
            team=team, names=form.names(), is_common=form.cleaned_data["is_common"], by=request.actor,
            at=timezone.now(),
        ),
    ):  # fmt: skip
        return _back(request, team, _("Added."))
    return _form(request, form, team, "skills/task.html")


@require_POST
def remove_task(request: Asked, team_id: UUID, task_id: UUID) -> HttpResponse:
    """The team does it no longer."""
    team = _kept_team(request, team_id)
    if not Task.objects.filter(pk=task_id, team=team).exists():
        raise Http404
    actions.remove_task(task_id=task_id, by=request.actor, at=timezone.now())
    return _back(request, team, _("Taken away."))


def _form(request: Asked, form: Any, team: Team, template: str) -> HttpResponse:
    context = {"form": form, "team": team, "name": said(team, "name", reader_language()).text}
    return render(request, template, context, status=422 if form.errors else 200)


def _back(request: Asked, team: Team, told: str) -> HttpResponse:
    return led(request, reverse("skills:needs", args=[team.pk]), told)
