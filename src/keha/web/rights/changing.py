"""Rights are granted, asked for, answered, handed back and taken again; readiness is ticked."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.agreements import rights
from keha.agreements.actions import rights as actions
from keha.agreements.models import Wish
from keha.agreements.policies import rights as policies
from keha.agreements.queries import rights as queries
from keha.agreements.rights import Level, Step
from keha.agreements.wording import TOPICS
from keha.foundation.languages import said
from keha.organisation.models import Team
from keha.organisation.queries import teams_seen_by
from keha.web.rights.forms import AskForm, GrantForm, HandBackForm, ReasonForm, TickForm
from keha.web.rights.reading import carried_out, figure_words, known_topic, led, level_words, team_of
from keha.web.rights.views import topic_page
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


def _path(team_id: UUID, topic: str) -> str:
    return reverse("rights:topic", args=[team_id, topic])


def _page(request: Asked, template: str, team: Team, topic: str, form: Any, **more: Any) -> HttpResponse:
    context = {
        "form": form, "team_id": team.pk, "topic": topic, "title": TOPICS[topic],
        "name": said(team, "name", reader_language()).text, **more,
    }  # fmt: skip
    return render(request, f"rights/{template}.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: Asked, team_id: UUID, topic: str) -> HttpResponse:
    """A level is granted, by whoever may."""
    team, today = team_of(request, team_id), timezone.localdate()
    is_common = known_topic(topic) in queries.common_topics(team.area_id)
    policies.may_grant(request.actor, team, topic, is_common=is_common).or_refuse()
    held, wish = queries.held_row(team_id, topic, on=today), queries.open_wish(team_id, topic)
    first = {"from_date": today, "level": wish.level if wish else held.granted if held else rights.GRANTED_FIRST}
    if held:
        figure = None if held.limit_value is None else figure_words(held.limit_value)
        first |= {"limit_value": figure, "limit_unit": held.limit_unit, "limit_words": held.limit_words}
    form = GrantForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.grant(form.told(), team_id=team_id, topic=topic, by=request.actor, at=timezone.now()),
    ):
        return led(request, _path(team_id, topic), _("Written to the decision list."))
    more = {"level": level_words(held) if held else None, "wish": wish, "held": held}
    return _page(request, "grant", team, topic, form, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Asked, team_id: UUID, topic: str) -> HttpResponse:
    """The team asks for a right."""
    team = team_of(request, team_id)
    policies.may_ask(request.actor, team_id, known_topic(topic)).or_refuse()
    form = AskForm(request.POST if request.method == "POST" else None)
    held = queries.held_row(team_id, topic, on=timezone.localdate())
    granted = Level(held.granted) if held else rights.GRANTED_FIRST
    form.offer(granted)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.ask(
            team_id=team_id, topic=topic, level=Level(form.cleaned_data["level"]),
            reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now(),
        ),
    ):  # fmt: skip
        return led(request, _path(team_id, topic), _("Asked. The answer comes with its reasons."))
    return _page(request, "ask", team, topic, form)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: Asked, team_id: UUID, topic: str) -> HttpResponse:
    """A right is handed back for now; nobody has to say why."""
    team = team_of(request, team_id)
    policies.may_hand_back(request.actor, team, known_topic(topic)).or_refuse()
    form = HandBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.hand_back(
            team_id=team_id, topic=topic, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
        ),
    ):
        return led(request, _path(team_id, topic), _("Handed back for now. It can be taken again."))
    is_trial = (held := queries.held_row(team_id, topic, on=timezone.localdate())) and held.trial_until
    return _page(
        request, "hand_back", team, topic, form, is_trial=bool(is_trial), is_member=team_id in request.actor.team_ids
    )


@require_POST
def take_again(request: Asked, team_id: UUID, topic: str) -> HttpResponse:
    """The team takes again what it handed back."""
    team_of(request, team_id)
    actions.take_again(team_id=team_id, topic=known_topic(topic), by=request.actor, at=timezone.now())
    return led(request, _path(team_id, topic), _("Taken again."))


@require_POST
def tick(request: Asked, team_id: UUID, topic: str) -> HttpResponse:
    """A step of the readiness is ticked, or the tick is taken away."""
    team_of(request, team_id)
    form = TickForm(request.POST)
    if not form.is_valid():
        raise Http404
    step, is_ready = Step(form.cleaned_data["step"]), form.cleaned_data["is_ready"]
    actions.tick(
        team_id=team_id, topic=known_topic(topic), step=step, is_ready=is_ready, by=request.actor, at=timezone.now()
    )
    return led(request, _path(team_id, topic), _("Noted for the team.") if is_ready else _("The tick was taken away."))


@require_POST
def common(request: Asked, team_id: UUID, topic: str) -> HttpResponse:
    """The area's manager makes a topic common to the area, or no longer."""
    team, is_common = team_of(request, team_id), bool(request.POST.get("is_common"))
    actions.set_common(
        area_id=team.area_id, topic=known_topic(topic), is_common=is_common, by=request.actor, at=timezone.now()
    )
    return led(request, _path(team_id, topic), _("This topic is common to the area now.") if is_common else _("Each team has this topic of its own now."))  # fmt: skip


def _wish(request: Asked, wish_id: UUID) -> Wish:
    """What a team asks for, where the reader sees the team. Raises Http404."""
    wish = Wish.objects.select_related("team").filter(pk=wish_id).first()
    if wish is None or wish.team not in teams_seen_by(request.actor):
        raise Http404
    return wish


@require_POST
def not_yet(request: Asked, wish_id: UUID) -> HttpResponse:
    """What was asked for is not granted yet; the reason goes to the team."""
    wish, form = _wish(request, wish_id), ReasonForm(request.POST)
    if not form.is_valid():
        policies.may_grant(request.actor, wish.team, wish.topic, is_common=False).or_refuse()
        return topic_page(request, wish.team, wish.topic, status=422, form=form)
    actions.not_yet(wish_id=wish_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    return led(request, _path(wish.team_id, wish.topic), _("Answered. The team reads your reason."))


@require_POST
def withdraw_wish(request: Asked, wish_id: UUID) -> HttpResponse:
    """The team asks no longer."""
    wish = _wish(request, wish_id)
    actions.withdraw_wish(wish_id=wish_id, by=request.actor, at=timezone.now())
    return led(request, _path(wish.team_id, wish.topic), _("The team asks for this no longer."))
