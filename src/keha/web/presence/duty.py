"""Who answers for a team when."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.organisation.models import Person
from keha.presence import actions, policies, queries
from keha.presence.models import Duty
from keha.web.components.templatetags.keha_look import spoken_hours
from keha.web.presence.forms import DutyDayForm, DutyForm
from keha.web.presence.places import Kept, frame, kept
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


def _keeper(request: Asked, team_id: UUID) -> tuple[Kept, list[Person], list[Duty]]:
    """The team, its supervisors and their duty. Raises Http404, Refused."""
    found, today = kept(request, team_id), timezone.localdate()
    policies.may_keep_duty(request.actor, found.team).or_refuse()
    return found, queries.leaders_of(team_id, on=today), queries.duty_of(team_id, since=today)


@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: Asked, team_id: UUID) -> HttpResponse:
    """The weekly hours of each supervisor of the team."""
    found, people, rows = _keeper(request, team_id)
    form = DutyForm(request.POST if request.method == "POST" else None, people=people, rows=rows)
    if request.method == "POST" and form.is_valid():
        for person in people:
            actions.set_duty(
                team=found.team, person=person, hours=form.hours(person), by=request.actor, at=timezone.now()
            )
        return _back(request, team_id, _("The duty hours were saved."))
    return _page(request, found, rows, form, DutyDayForm(people=people))


@require_http_methods(["GET", "HEAD", "POST"])
def day(request: Asked, team_id: UUID) -> HttpResponse:
    """One day is otherwise."""
    found, people, rows = _keeper(request, team_id)
    form = DutyDayForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        person = next(one for one in people if str(one.pk) == told["person"])
        actions.set_duty_day(
            team=found.team, person=person, day=told["day"], hours=told["hours"], by=request.actor, at=timezone.now()
        )
        return _back(request, team_id, _("The day was written down."))
    return _page(request, found, rows, DutyForm(people=people, rows=rows), form)


@require_POST
def remove_day(request: Asked, team_id: UUID, duty_id: UUID) -> HttpResponse:
    """The day is as its weekday again."""
    found, _people, rows = _keeper(request, team_id)
    if not any(row.pk == duty_id and row.day for row in rows):
        raise Http404
    try:
        actions.remove_duty_day(duty_id=duty_id, by=request.actor, at=timezone.now())
    except Duty.DoesNotExist:  # taken away in another window meanwhile
        raise Http404 from None
    return _back(request, found.team.pk, _("The day is as usual again."))


def _page(request: Asked, found: Kept, rows: list[Duty], form: DutyForm, day_form: DutyDayForm) -> HttpResponse:
    wrong = day_form if day_form.errors else form
    context = frame(request, found, "duty") | {
        "form": wrong, "week_form": form, "day_form": day_form,
        "days": [_row(row) for row in rows if row.day],
    }  # fmt: skip
    return render(request, "presence/duty.html", context, status=422 if wrong.errors else 200)


def _row(row: Duty) -> dict[str, Any]:
    language = reader_language()
    hours = spoken_hours(row.starts, row.ends, language=language) if row.starts and row.ends else ""
    return {"id": row.pk, "name": row.person.name, "day": row.day, "hours": hours}


def _back(request: Asked, team_id: UUID, told: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse("presence:duty", args=[team_id]), status=303)
