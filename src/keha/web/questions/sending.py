"""From the asker to her team: what is noticed first, how soon an answer is needed, writing it anew."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.questions import actions, policies, sensitive
from keha.questions.emergency import is_emergency
from keha.questions.queries import ladder, teams
from keha.questions.queries import questions as queries
from keha.questions.queries.questions import Asked as AskedQuestion
from keha.questions.wording import SENSITIVE
from keha.web.questions import rows
from keha.web.questions.forms import AskForm, SendForm
from keha.web.shell.places import Asked


def noticed(text: str) -> list[Any]:
    """What kinds of words in a text had better stay out, in words; nothing where life is in danger. One query."""
    return [] if is_emergency(text) else kinds(sensitive.find(text, names=teams.names()))


def kinds(found: tuple[sensitive.Finding, ...]) -> list[Any]:
    """The kinds of what was found, each once."""
    return [SENSITIVE[kind] for kind in dict.fromkeys(one.kind for one in found)]


def warning(text: str) -> dict[str, Any] | None:
    """The words with what was found marked; None when nothing was. One query."""
    found = () if is_emergency(text) else sensitive.find(text, names=teams.names())
    return {"pieces": sensitive.pieces(text, found), "kinds": kinds(found)} if found else None


def own(request: Asked, question_id: UUID) -> AskedQuestion:
    """A question that the reader may see; else there is nothing."""
    found = queries.asked(question_id, request.actor)
    if found is None:
        raise Http404
    return found


def _to(question_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("questions:question", args=[question_id]), status=303)


def where(question_id: UUID) -> str:
    """Who has a question that was sent just now: the team, or already its supervisor. One query."""
    if ladder.is_with_team(question_id):
        return _("Your question is with the team. You see the answer here and under Today.")
    return _("Nobody of the team could answer this now, so your supervisor has your question. You see the answer here.")


@require_POST
def to_team(request: Asked, question_id: UUID) -> HttpResponse:
    """The question goes to the team; first a page with what was noticed, when something was."""
    asked, form = own(request, question_id), SendForm(request.POST)
    policies.may_hand_over(request.actor, asked).or_refuse()
    found = None
    if form.is_valid() and not form.cleaned_data["anyway"]:
        found = warning(asked.question.text)
    if found or not form.is_valid():
        context = {"question": rows.row(asked, request.actor), "send": form, "warning": found}
        return render(request, "questions/before_sending.html", context, status=422)
    urgency = form.cleaned_data["urgency"]
    actions.hand_over(question_id=question_id, urgency=urgency, by=request.actor, at=timezone.now())
    messages.success(request, where(question_id))
    return _to(question_id)


@require_http_methods(["GET", "HEAD", "POST"])
def reword(request: Asked, question_id: UUID) -> HttpResponse:
    """The asker writes her question anew before anybody else has seen it."""
    asked = own(request, question_id)
    policies.may_reword(request.actor, asked).or_refuse()
    form = AskForm(request.POST if request.method == "POST" else None, initial={"text": asked.question.text})
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        text, today = form.cleaned_data["text"], timezone.localdate(now)
        actions.reword(question_id=question_id, text=text, by=request.actor, at=now, today=today)
        return _to(question_id)
    context = {"question": rows.row(asked, request.actor), "form": form}
    return render(request, "questions/reword.html", context, status=422 if form.errors else 200)
