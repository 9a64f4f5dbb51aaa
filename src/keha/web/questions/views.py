"""Asking: one field, the answer card, headings, the team."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.agreements import meeting
from keha.agreements import queries as agreements
from keha.agreements.models import Rule
from keha.agreements.policies import may_tend
from keha.agreements.queries import Standing
from keha.foundation import audit
from keha.presence import queries as presence
from keha.questions import actions, policies
from keha.questions.emergency import is_emergency
from keha.questions.queries import finder, lists, teams
from keha.questions.queries import questions as queries
from keha.questions.queries.questions import Asked as AskedQuestion
from keha.web.agreements.cards import card_of
from keha.web.questions import climbing, rows, sending
from keha.web.questions.forms import AnswerForm, AskForm, GiveBackForm, SendForm
from keha.web.questions.shown import shown
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked, unkeyed

RECENT, OPEN, OFTEN = 5, 8, 5


def _site(request: Asked) -> Any:
    stint = presence.stint_of(request.actor.person, at=timezone.now())
    return stint.site if stint else request.actor.person.home_site


def _team_now(request: Asked) -> int:
    others = presence.at_work(request.actor.working_team_ids, at=timezone.now())
    return sum(1 for row in others if row.person_id != request.actor.id)


def _often(request: Asked, size: int, now: datetime) -> list[lists.Often]:
    """For who keeps a team: what is asked again and again though it may be settled by oneself."""
    actor = request.actor
    if not actor.own_team or not policies.may_see_often(actor, members=size):
        return []
    return lists.asked_often([actor.own_team.pk], at=now, limit=OFTEN, language=reader_language())


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Asked) -> HttpResponse:
    """The field; sent, it keeps the question and leads to its page."""
    form, now = AskForm(request.POST or None), timezone.now()
    if request.method == "POST" and form.is_valid():
        asked = actions.ask(
            text=form.cleaned_data["text"], language=reader_language(), site=_site(request),
            by=request.actor, at=now, today=timezone.localdate(now),
        )  # fmt: skip
        return HttpResponseRedirect(reverse("questions:question", args=[asked.pk]), status=303)
    actor = request.actor
    desk = queries.desk(actor, own=RECENT, of_teams=OPEN, at=now)
    size = teams.size(actor.own_team, on=timezone.localdate(now))
    context = {
        "form": form,
        "recent": [rows.row(one, actor) for one in desk.own],
        "team_open": [rows.row(one, actor) for one in desk.open],
        "team_now": _team_now(request),
        "reached": [rows.row(one, actor) for one in desk.reached],
        "may_hide": bool(policies.may_ask_unnamed(actor, members=size)),
        "often": _often(request, size, now),
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
    headings = agreements.headings([rule.rule_id for rule in found], language=reader_language())
    return render(request, "questions/_suggestions.html", {"headings": headings})


def _found(request: Asked, question_id: UUID) -> AskedQuestion:
    found = queries.asked(question_id, request.actor)
    if found is None:
        raise Http404
    return found


def _grown(asked: AskedQuestion) -> Any:
    """The rules that were made from its answers."""
    return lists.grown_from(asked.question.pk, language=reader_language()) if asked.answers else []


def _may_rule(request: Asked, asked: AskedQuestion) -> bool:
    """Whether the reader may make a rule for the team from what was answered."""
    made_for = Rule(team=asked.question.team)
    return bool(asked.answers and asked.question.team and may_tend(request.actor, made_for))


def page(
    request: Asked,
    asked: AskedQuestion,
    form: AnswerForm | None = None,
    *,
    back: GiveBackForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """A question with its road. form, back: what somebody wrote that could not be sent."""
    now, mine = timezone.now(), asked.is_by(request.actor.id)
    may = rows.buttons(asked, request.actor)
    context = {
        "question": rows.row(asked, request.actor),
        "is_emergency": is_emergency(asked.question.text),
        "path": rows.hops(asked, at=now) if asked.was_handed_over else [],
        "is_past_team": asked.is_past_team(now),
        "answers": rows.replies(asked, request.actor),
        "answer_form": form or AnswerForm(),
        "hand_back": climbing.hand_back(request, asked, back, at=now),
        "meanwhile": climbing.numbers_meanwhile(request, asked, at=now),
        "send": SendForm(),
        "noticed": sending.noticed(asked.question.text) if mine and may["may_send"].allowed else [],
        "team_now": _team_now(request) if mine else 0,
        "grown": _grown(asked),
        "may_rule": _may_rule(request, asked),
        **may,
        **shown(request, asked),
    }
    return render(request, "questions/question.html", context, status=status)


@require_GET
def question(request: Asked, question_id: UUID) -> HttpResponse:
    """A question with what answers it, its road and what may be done."""
    asked = _found(request, question_id)
    # Of a question without a name no look is noted: the one who is missing among the lookers would be the asker.
    if not asked.is_unnamed and not asked.is_by(request.actor.id):
        audit.record(
            "questions.read", actor=request.actor.id, at=timezone.now(), thing=("question", question_id),
            whose=asked.question.asker_id,
        )  # fmt: skip
    return page(request, asked)


@require_GET
def choice(request: Asked, question_id: UUID, rule_id: UUID) -> HttpResponse:
    """The whole card of a heading that was offered for a question."""
    asked = _found(request, question_id)
    if not asked.is_by(request.actor.id) or rule_id not in queries.choices_of(question_id):
        raise Http404
    place = actions.place_of(request.actor, asked.question.site)
    today = timezone.localdate()
    story = agreements.story(rule_id, place, today=today)
    if story is None:
        raise Http404
    context = {
        "question": rows.row(asked, request.actor),
        "card": card_of(
            story,
            language=reader_language(),
            actor=request.actor,
            today=today,
            question=asked.question.text,
            together=meeting.around(story, place, today=today),
        ),
        "team_now": _team_now(request),
        "send": SendForm(),
        **rows.buttons(asked, request.actor),
    }
    return render(request, "questions/choice.html", context)


def quietly(request: Asked, asked: AskedQuestion) -> None:
    """Of a question without a name the session keeps no new time of its own: written beside it, it would tell who."""
    if asked.is_unnamed:
        request.session.modified = False


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


def _gone(request: Asked, question_id: UUID, form: AnswerForm) -> HttpResponse:
    """While somebody wrote, the asker took it back: said calmly, with what she wrote; else there is nothing."""
    if not lists.was_taken_back(question_id, request.actor):
        raise Http404
    return render(request, "questions/gone.html", {"text": form["text"].value()}, status=409)


@require_POST
def answer(request: Asked, question_id: UUID) -> HttpResponse:
    """A colleague's answer."""
    form = AnswerForm(request.POST)
    asked = queries.asked(question_id, request.actor)
    if asked is None:
        return _gone(request, question_id, form)
    if not form.is_valid():
        return page(request, asked, form, status=422)
    verdict = policies.may_answer(request.actor, asked)
    if not verdict:
        # Settled while she wrote: what she wrote is still there to be copied.
        return page(request, asked, form, status=403)
    actions.answer(question_id=question_id, text=form.cleaned_data["text"], by=request.actor, at=timezone.now())
    messages.success(request, _("Your answer was sent. The one who asked tells whether it solved it."))
    if asked.answers:
        messages.info(request, _("Others have answered too. The one who asked sees all the answers."))
    return _back(question_id)


@require_POST
def give_back(request: Asked, question_id: UUID) -> HttpResponse:
    """The supervisor gives it back to the team, with a few words."""
    asked, form = _found(request, question_id), climbing.back_form(request.POST)
    if not policies.answers_as_supervisor(request.actor, asked):
        raise Http404
    if not form.is_valid():
        return page(request, asked, back=form, status=422)
    actions.give_back(question_id=question_id, words=form.cleaned_data["text"], by=request.actor, at=timezone.now())
    messages.success(request, _("Given back to the team. Those at work and the one who asked have been told."))
    return _back(question_id)


@require_POST
def solved(request: Asked, question_id: UUID) -> HttpResponse:
    """The answer solved it."""
    quietly(request, _found(request, question_id))
    actions.confirm(question_id=question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Good. The question is settled. You can open it again if you need to."))
    return _back(question_id)


@require_POST
def withdraw(request: Asked, question_id: UUID) -> HttpResponse:
    """The asker takes it back."""
    asked = _found(request, question_id)
    quietly(request, asked)
    actions.withdraw(question_id=question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The question was taken back. The team no longer sees it."))
    return HttpResponseRedirect(reverse("questions:ask"), status=303) if asked.is_unnamed else _back(question_id)


@require_POST
def reopen(request: Asked, question_id: UUID) -> HttpResponse:
    """It was not solved after all."""
    quietly(request, _found(request, question_id))
    actions.reopen(question_id=question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The question is open again. The team sees it."))
    return _back(question_id)
