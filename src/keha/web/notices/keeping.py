"""The administrator's pages: messages that are stuck, and the employer's gateways."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keha.foundation.languages import said
from keha.notices import policies, queries
from keha.notices.actions import keeping as actions
from keha.notices.models import Parcel
from keha.notices.rules import ChannelKind
from keha.notices.wording import CHANNELS
from keha.notices.wording import trouble as trouble_words
from keha.organisation.models import Team
from keha.web.notices.forms import GatewayForm, TeamsForm
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Stuck:
    """A message that did not go, without its words and without whose it is."""

    id: UUID
    channel: Any
    stuck_at: datetime | None
    tries: int
    code: str
    why: Any


@require_GET
def trouble(request: Asked) -> HttpResponse:
    """What did not go, and why."""
    policies.may_keep_gateways(request.actor).or_refuse()
    rows = [
        Stuck(one.pk, CHANNELS[ChannelKind(one.channel)], one.stuck_at, one.tries, one.why, trouble_words(one.why))
        for one in queries.stuck(limit=SHOWN)
    ]
    return render(request, "notices/trouble.html", {"rows": rows, "waiting": queries.count_waiting(at=timezone.now())})


@require_POST
def again(request: Asked, parcel_id: UUID) -> HttpResponse:
    """A stuck message is tried again."""
    return _done(request, actions.try_again, parcel_id, _("The message is tried again."))


@require_POST
def drop(request: Asked, parcel_id: UUID) -> HttpResponse:
    """A stuck message is given up."""
    return _done(request, actions.give_up, parcel_id, _("The message is not sent any more."))


def _done(request: Asked, act: Any, parcel_id: UUID, told: str) -> HttpResponse:
    try:
        act(parcel_id=parcel_id, by=request.actor, at=timezone.now())
    except Parcel.DoesNotExist:
        raise Http404 from None
    messages.success(request, told)
    return HttpResponseRedirect(reverse("notices:trouble"), status=303)


@require_GET
def channels(request: Asked) -> HttpResponse:
    """By what the employer sends."""
    policies.may_keep_gateways(request.actor).or_refuse()
    return _channels(request)


def _channels(request: Asked, *, sms: Any = None, teams: Any = None) -> HttpResponse:
    found, language = queries.gateways(), reader_language()
    context = {
        "sms": sms or GatewayForm(auto_id="sms_%s"), "teams": teams or TeamsForm(auto_id="teams_%s", teams=_teams()),
        "has_sms": any(one.channel == ChannelKind.SMS for one in found),
        "with_teams": [said(one.team, "name", language).text for one in found if one.team],
        "mail_goes": bool(settings.SMTP_URL),
    }  # fmt: skip
    form = next((one for one in (sms, teams) if one is not None and one.errors), None)
    context["form"] = form
    return render(request, "notices/channels.html", context, status=422 if form else 200)


def _teams() -> list[Team]:
    return list(Team.objects.order_by("name_fi"))


@require_POST
def sms(request: Asked) -> HttpResponse:
    """The SMS gateway is written down, or taken away."""
    policies.may_keep_gateways(request.actor).or_refuse()
    form = GatewayForm(request.POST, auto_id="sms_%s")
    if not form.is_valid():
        return _channels(request, sms=form)
    address, secret = form.cleaned_data["address"], form.cleaned_data["secret"]
    actions.set_gateway(ChannelKind.SMS, address=address, secret=secret, team=None, by=request.actor, at=timezone.now())
    return _kept(request, address)


@require_POST
def teams(request: Asked) -> HttpResponse:
    """A team's channel is written down, or taken away."""
    policies.may_keep_gateways(request.actor).or_refuse()
    every = _teams()
    form = TeamsForm(request.POST, auto_id="teams_%s", teams=every)
    if not form.is_valid():
        return _channels(request, teams=form)
    team = next(one for one in every if str(one.pk) == form.cleaned_data["team"])
    address = form.cleaned_data["address"]
    actions.set_gateway(ChannelKind.TEAMS, address=address, secret="", team=team, by=request.actor, at=timezone.now())
    return _kept(request, address)


def _kept(request: Asked, address: str) -> HttpResponse:
    messages.success(
        request, _("The channel was saved.") if address else _("Nothing is sent by that channel any more.")
    )
    return HttpResponseRedirect(reverse("notices:channels"), status=303)
