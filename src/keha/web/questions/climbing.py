"""A question that has reached its supervisor: what she may do, what the asker may do meanwhile, and a rule from an answer."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from keha.agreements import actions as agreements
from keha.agreements.queries.rights import levels_of
from keha.agreements.rights import Level
from keha.agreements.rules import Decider
from keha.foundation.languages import said
from keha.organisation import duty
from keha.organisation import queries as organisation
from keha.organisation.rules import NumberKind
from keha.questions import actions, policies
from keha.questions.queries import lists
from keha.questions.queries.questions import Asked as AskedQuestion
from keha.questions.rules import State, Urgency
from keha.questions.wording import READY_WORDS
from keha.web.agreements.sheets import of_answer
from keha.web.questions import rows, sending
from keha.web.questions.forms import GiveBackForm
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


@dataclass(frozen=True, slots=True)
class HandBack:
    """The supervisor's second choice. is_first: the team may decide this, so it is offered before answering."""

    may: rows.May
    is_first: bool
    form: GiveBackForm


def hand_back(request: Asked, asked: AskedQuestion, form: GiveBackForm | None, *, at: datetime) -> HandBack | None:
    """For the supervisor whom the question has reached; None for others. Two queries, else none."""
    reader = request.actor
    if asked.is_by(reader.id) or not asked.is_past_team(at) or not policies.answers_as_supervisor(reader, asked):
        return None
    verdict = policies.may_give_back(reader, asked, at=at, has_time=actions.has_time(asked, at=at))
    level = _level(asked)
    ready = READY_WORDS["worker" if level is Level.WORKER else "team"]
    with translation.override(asked.question.language):
        words = str(ready)
    is_first = bool(verdict) and level is not None and level.is_the_teams
    return HandBack(rows.may(verdict), is_first, form or back_form(words=words))


def back_form(sent: QueryDict | None = None, *, words: str = "") -> GiveBackForm:
    """Its field has a name of its own on the page, where the answer's field is another."""
    return GiveBackForm(sent, auto_id="back_%s", initial={"text": words})


def _level(asked: AskedQuestion) -> Level | None:
    """Who decides the matter: the team's list by its topic, else the rule that was shown; None where none was."""
    version = asked.question.version
    if version is None or asked.question.team_id is None:
        return None
    held = levels_of(asked.question.team_id).get(version.rule.topic)
    return held or {Decider.WORKER: Level.WORKER, Decider.TEAM: Level.TEAM}.get(Decider(version.decider))


def numbers_meanwhile(request: Asked, asked: AskedQuestion, *, at: datetime) -> list[dict[str, str]]:
    """Whom its asker may call, when an answer is needed at once and the team had no time. One query, else none."""
    waits = asked.state is State.WAITING and asked.question.urgency == Urgency.NOW
    if not waits or not asked.is_by(request.actor.id) or not asked.is_past_team(at):
        return []
    found = organisation.numbers_of([NumberKind.SUPERVISOR_ON_DUTY], team=asked.question.team)
    language = reader_language()
    return [
        {"name": said(one, "name", language).text, "dial": one.phone, "shown": duty.spaced(one.phone)} for one in found
    ]


@require_POST
def make_rule(request: Asked, question_id: UUID) -> HttpResponse:
    """A draft of a rule for the team grows from an answered question; an open one of it is gone on with."""
    asked = sending.own(request, question_id)
    if not asked.answers or asked.question.team is None:
        raise Http404
    draft_id = lists.draft_grown(question_id, asked.question.team.pk)
    if draft_id is None:
        draft = agreements.start_draft(
            of_answer(asked.question.text, asked.answers[-1].text, language=asked.question.language),
            scope=asked.question.team, by=request.actor, at=timezone.now(), source=("question", question_id),
        )  # fmt: skip
        draft_id = draft.pk
        messages.success(
            request, _("A draft was made of the question and its answer. Nothing holds before it is agreed.")
        )
    return HttpResponseRedirect(reverse("agreements:draft", args=[draft_id]), status=303)
