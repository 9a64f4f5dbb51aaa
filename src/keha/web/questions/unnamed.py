"""Asking without a name: nothing is kept before it is sent, and then nothing that says who asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.agreements import queries as agreements
from keha.foundation.verdict import Verdict
from keha.language.documents import Outcome
from keha.questions import actions, policies
from keha.questions.emergency import is_emergency
from keha.questions.queries import finder, teams
from keha.web.agreements.cards import topic_name
from keha.web.questions import sending
from keha.web.questions.forms import UnnamedForm
from keha.web.questions.shown import found_card
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked, unkeyed
from keha.web.shell.reasons import sentences


def _verdict(request: Asked) -> Verdict:
    members = teams.size(request.actor.team, on=timezone.localdate())
    return policies.may_ask_unnamed(request.actor, members=members)


def _page(request: Asked, form: UnnamedForm, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {"form": form, "reasons": sentences(_verdict(request)), **shown}
    return render(request, "questions/unnamed.html", context, status=status)


def _answer(request: Asked, text: str) -> dict[str, Any]:
    """What the rules say to it; looked up, and nothing kept."""
    today, place = timezone.localdate(), actions.place_unnamed(request.actor)
    found = finder.find(text, place, employer_id=request.employer_id, today=today)
    if found.outcome is Outcome.ANSWER:
        card = found_card(request, found, text)
        return {"card": card, "urgent": bool(card and card.direct_route)}
    headings = agreements.headings([rule.rule_id for rule in found.rules], language=reader_language())
    return {"headings": [{"rule_id": h.rule_id, "title": h.title, "topic": topic_name(h.topic)} for h in headings]}


@require_http_methods(["GET", "HEAD", "POST"])
def unnamed(request: Asked) -> HttpResponse:
    """The field; sent, the question goes to the team at once, without a name."""
    form = UnnamedForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, form, {})
    request.session.modified = False
    _verdict(request).or_refuse()
    if not form.is_valid():
        return _page(request, form, {}, status=422)
    text, now = form.cleaned_data["text"], timezone.now()
    found = None if form.cleaned_data["anyway"] else sending.warning(text)
    if found:
        return _page(request, form, _looked(request, text) | {"warning": found}, status=422)
    asked = actions.ask_unnamed(
        text=text, language=reader_language(), urgency=form.cleaned_data["urgency"], by=request.actor, at=now,
        today=timezone.localdate(now),
    )  # fmt: skip
    messages.success(request, _("Your question is with the team, without your name. You see the answer here."))
    return HttpResponseRedirect(reverse("questions:question", args=[asked.pk]), status=303)


def _looked(request: Asked, text: str) -> dict[str, Any]:
    return {"looked": True, "is_emergency": is_emergency(text), **_answer(request, text)}


@unkeyed
@require_POST
def look(request: Asked) -> HttpResponse:
    """What has been agreed already, and what had better stay out. It changes nothing."""
    form = UnnamedForm(request.POST)
    request.session.modified = False
    if not form.is_valid():
        return _page(request, form, {}, status=422)
    text = form.cleaned_data["text"]
    return _page(request, form, _looked(request, text) | {"warning": sending.warning(text)})
