"""Shared tablets, for those who look after them: which there are, a new one, who is locked out, taking one away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation.context import door
from keha.foundation.languages import said
from keha.organisation import policies, queries, rules
from keha.organisation import tablets as reads
from keha.organisation.actions import tablets as actions
from keha.organisation.models import Device, Person, Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked, asking_again, fetching
from keha.web.tablets.forms import NewTabletForm


def _seen_teams(actor: Actor) -> frozenset[UUID] | None:
    """Whose tablets she sees; None: everybody's."""
    return None if RoleKind.ADMINISTRATOR in actor.roles else actor.working_team_ids


@require_GET
def tablets(request: Asked) -> HttpResponse:
    """The tablets of one's own teams."""
    actor, language = request.actor, reader_language()
    rows = [
        {
            "id": one.pk, "name": one.name, "team": said(one.team, "name", language).text, "browser": one.browser,
            "paired_at": one.paired_at, "may_keep": bool(policies.may_keep_tablets(actor, team_id=one.team_id)),
        }
        for one in reads.tablets_of(_seen_teams(actor))
    ]  # fmt: skip
    context = {
        "rows": rows, "may_pair": bool(policies.may_pair_tablets(actor)),
        "may_pin": not actor.on_tablet and any(one.team_id in actor.team_ids for one in reads.tablets_of(actor.team_ids)),
    }  # fmt: skip
    return render(request, "tablets/tablets.html", context)


def _kept_teams(actor: Actor) -> list[Team]:
    """The teams whose tablets she looks after. One query for an administrator, else none."""
    everybody = RoleKind.ADMINISTRATOR in actor.roles
    return list(Team.objects.order_by("name_fi")) if everybody else list(actor.led_teams)


@asking_again
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked) -> HttpResponse:
    """A tablet is to be paired: for which team, and under what name."""
    policies.may_pair_tablets(request.actor).or_refuse()
    teams, language = {str(team.pk): team for team in _kept_teams(request.actor)}, reader_language()
    choices = [(pk, said(team, "name", language).text) for pk, team in teams.items()]
    form = NewTabletForm(request.POST if request.method == "POST" else None, teams=choices)
    if request.method == "POST" and form.is_valid():
        team, name = teams[form.cleaned_data["team"]], form.cleaned_data["name"]
        device = actions.open_pairing(team=team, name=name, by=request.actor, at=timezone.now())
        return HttpResponseRedirect(reverse("tablets:tablet", args=[device.pk]), status=303)
    return render(request, "tablets/new.html", {"form": form}, status=422 if form.errors else 200)


def _locked(request: HttpRequest) -> dict[UUID, bool]:
    """Who has a PIN on the tablet of this address, and whether she is locked out."""
    return reads.locked_on(resolve(request.path_info).kwargs["device_id"], at=timezone.now())


def _kept(request: Asked, device_id: UUID) -> Device:
    """A tablet that the reader looks after; for others it is not there. Raises Http404."""
    device = Device.objects.select_related("team").filter(pk=device_id, unpaired_at__isnull=True).first()
    is_kept = device and policies.may_keep_tablets(request.actor, team_id=device.team_id)
    if device is None or not is_kept:
        raise Http404
    return device


@fetching(_locked)
@require_GET
def tablet(request: Asked, device_id: UUID) -> HttpResponse:
    """One tablet: its code while it waits for it; then its people, and who is locked out."""
    device, now, language = _kept(request, device_id), timezone.now(), reader_language()
    people: list[Any] = queries.people_of([device.team_id], on=timezone.localdate(now)) if device.paired_at else []
    found: dict[UUID, bool] = request.from_door
    context = {
        "tablet": {
            "id": device.pk, "name": device.name, "team": said(device.team, "name", language).text,
            "paired_at": device.paired_at, "browser": device.browser, "is_old": device.expires_at <= now,
            "valid_until": device.expires_at, "address": request.get_host() + reverse("tablets:pair"),
            "code": rules.in_groups(actions.pairing_code(device)) if not device.paired_at else "",
        },
        "people": [
            {"id": one.pk, "name": one.name, "has_pin": one.pk in found, "is_locked": found.get(one.pk, False)}
            for one in people
        ],
    }  # fmt: skip
    return render(request, "tablets/tablet.html", context)


@asking_again
@require_POST
def unpair(request: Asked, device_id: UUID) -> HttpResponse:
    """The tablet opens Kehä no more."""
    device = _kept(request, device_id)
    actions.unpair(device=device, by=request.actor, at=timezone.now())
    request.afterwards.append(lambda: _forget(device_id))
    messages.success(request, _("The tablet no longer opens Kehä. Whoever was signed in on it is out."))
    return HttpResponseRedirect(reverse("tablets:tablets"), status=303)


def _forget(device_id: UUID) -> None:
    with door():
        actions.forget_tablet(device_id)


@require_POST
def unlock(request: Asked, device_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody who has mistyped her PIN may try again at once."""
    device = _kept(request, device_id)
    team = {one.pk: one for one in queries.people_of([device.team_id], on=timezone.localdate())}
    if person_id not in team:
        raise Http404
    person: Person = team[person_id]
    actions.may_unlock(device=device, person=person, by=request.actor, at=timezone.now())
    request.afterwards.append(lambda: _unlock(device_id, person_id))
    messages.success(request, _("{name} can try again now.").format(name=person.name))
    return HttpResponseRedirect(reverse("tablets:tablet", args=[device_id]), status=303)


def _unlock(device_id: UUID, person_id: UUID) -> None:
    with door():
        actions.unlock(device_id=device_id, person_id=person_id)
