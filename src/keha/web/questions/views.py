"""Asking: one field, the answer card, headings, the team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.agreements import queries as agreements
from keha.agreements.queries import Standing
from keha.foundation import audit
from keha.presence import queries as presence
from keha.questions import actions
from keha.questions.emergency import is_emergency
from keha.questions.queries import finder
from keha.questions.queries import questions as queries
from keha.questions.queries.questions import Asked as AskedQuestion
from keha.web.agreements.cards import card_of, topic_name
from keha.web.questions import rows
from keha.web.questions.forms import AnswerForm, AskForm
from keha.web.shell.places import Asked, unkeyed

RECENT, OPEN = 5, 8


def _site(request: Asked) -> Any:
    stint = presence.stint_of(request.actor.person, at=timezone.now())
    return stint.site if stint else request.actor.person.home_site


def _team_now(request: Asked) -> int:
    others = presence.at_work(request.actor.working_team_ids, at=timezone.now())
    return sum(1 for row in others if row.person_id != request.actor.id)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Asked) -> HttpResponse:
    """The field; sent, it keeps the question and leads to its page."""
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        asked = actions.ask(
            text=form.cleaned_data["text"], language=(get_language() or "fi")[:2], site=_site(request),
            by=request.actor, at=now, today=timezone.localdate(now),
        )  # fmt: skip
        return HttpResponseRedirect(reverse("questions:question", args=[asked.pk]), status=303)
    actor = request.actor
    desk = queries.desk(actor, own=RECENT, of_teams=OPEN)
    context = {
        "form": form,
        "recent": [rows.row(one, actor) for one in desk.own],
        "team_open": [rows.row(one, actor) for one in desk.open],
        "team_now": _team_now(request),
    }
    return render(request, "questions/ask.html", context, status=422 if form.errors else 200)


@unkeyed
@require_POST
def suggestions(request: Asked) -> HttpResponse:
    """Headings nearest to what is being typed. A POST, so that the words stand in no address; it changes nothing."""
    form = AskForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found: tuple[Standing, ...] = ()
    if len(text) > 2:
        place = actions.place_of(request.actor, _site(request))
        found = finder.nearest(text, place, employer_id=request.employer_id, today=timezone.localdate())
    headings = agreements.headings([rule.rule_id for rule in found], language=(get_language() or "fi")[:2])
    return render(request, "questions/_suggestions.html", {"headings": headings})


def _found(request: Asked, question_id: UUID) -> AskedQuestion:
    found = queries.asked(question_id, request.actor)
    if found is None:
        raise Http404
    return found


def _shown(request: Asked, asked: AskedQuestion) -> dict[str, Any]:
    """What the asker saw at once, in the reader's language."""
    language, today = (get_language() or "fi")[:2], timezone.localdate()
    question = asked.question
    if question.outcome == "answer" and question.version_id:
        story = agreements.story_of_version(question.version_id, today=today)
        card = card_of(story, language=language, actor=request.actor, today=today) if story else None
        mine = question.asker_id == request.actor.id
        return {"outcome": "answer", "card": card} if mine else {"outcome": "seen", "fixed_rule": card}
    if question.outcome == "choices" and question.asker_id == request.actor.id:
        offered = agreements.headings(queries.choices_of(question.pk), language=language)
        choices = [{"rule_id": h.rule_id, "title": h.title, "topic": topic_name(h.topic)} for h in offered]
        return {"outcome": "choices", "choices": choices}
    return {"outcome": "handover"}


def _page(request: Asked, asked: AskedQuestion, form: AnswerForm, status: int = 200) -> HttpResponse:
    shown = _shown(request, asked)
    context = {
        "question": rows.row(asked, request.actor),
        "is_emergency": is_emergency(asked.question.text),
        "path": rows.hops(asked) if asked.was_handed_over else [],
        "answers": rows.replies(asked, request.actor),
        "answer_form": form,
        "team_now": _team_now(request) if asked.question.asker_id == request.actor.id else 0,
        **rows.buttons(asked, request.actor),
        **shown,
    }
    return render(request, "questions/question.html", context, status=status)


@require_GET
def question(request: Asked, question_id: UUID) -> HttpResponse:
    """A question with what answers it, its road and what may be done."""
    asked = _found(request, question_id)
    if asked.question.asker_id != request.actor.id:
        audit.record(
            "questions.read", actor=request.actor.id, at=timezone.now(), thing=("question", question_id),
            whose=asked.question.asker_id,
        )  # fmt: skip
    return _page(request, asked, AnswerForm())


@require_GET
def choice(request: Asked, question_id: UUID, rule_id: UUID) -> HttpResponse:
    """The whole card of a heading that was offered for a question."""
    asked = _found(request, question_id)
    if asked.question.asker_id != request.actor.id or rule_id not in queries.choices_of(question_id):
        raise Http404
    place = actions.place_of(request.actor, asked.question.site)
    today = timezone.localdate()
    story = agreements.story(rule_id, place, today=today)
    if story is None:
        raise Http404
    context = {
        "question": rows.row(asked, request.actor),
        "card": card_of(story, language=(get_language() or "fi")[:2], actor=request.actor, today=today),
        "team_now": _team_now(request),
        **rows.buttons(asked, request.actor),
    }
    return render(request, "questions/choice.html", context)


def _back(question_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("questions:question", args=[question_id]), status=303)


@require_POST
def helped(request: Asked, question_id: UUID) -> HttpResponse:
    """The rule answered."""
    _found(request, question_id)
    chosen = request.POST.get("rule", "")
    try:
        rule_id = UUID(chosen) if chosen else None
    except ValueError:
        raise Http404 from None
    if rule_id and rule_id not in queries.choices_of(question_id):
        rule_id = None
    actions.say_helped(question_id=question_id, rule_id=rule_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Good. The rule answered you, and nobody else was needed."))
    return _back(question_id)


@require_POST
def to_team(request: Asked, question_id: UUID) -> HttpResponse:
    """The question goes to the team."""
    _found(request, question_id)
    actions.hand_over(question_id=question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Your question is with the team. You see the answer here and under Today."))
    return _back(question_id)


@require_POST
def answer(request: Asked, question_id: UUID) -> HttpResponse:
    """A colleague's answer."""
    asked = _found(request, question_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, asked, form, status=422)
    actions.answer(question_id=question_id, text=form.cleaned_data["text"], by=request.actor, at=timezone.now())
    messages.success(request, _("Your answer was sent. The one who asked tells whether it solved it."))
    return _back(question_id)


@require_POST
def solved(request: Asked, question_id: UUID) -> HttpResponse:
    """The answer solved it."""
    _found(request, question_id)
    actions.confirm(question_id=question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Good. The question is settled. You can open it again if you need to."))
    return _back(question_id)


@require_POST
def withdraw(request: Asked, question_id: UUID) -> HttpResponse:
    """The asker takes it back."""
    _found(request, question_id)
    actions.withdraw(question_id=question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The question was taken back. The team no longer sees it."))
    return _back(question_id)


@require_POST
def reopen(request: Asked, question_id: UUID) -> HttpResponse:
    """It was not solved after all."""
    _found(request, question_id)
    actions.reopen(question_id=question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The question is open again. The team sees it."))
    return _back(question_id)
