"""A round taken care of: what is in the way, questions, amendments, time, who cares for it, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.agreements import actions, consent, policies, proposals
from keha.agreements.queries import rounds as reads
from keha.foundation.verdict import Refused
from keha.web.agreements.sheets import WordingSheet
from keha.web.rounds import shown
from keha.web.rounds.forms import AnswerForm, DecideForm, ExtendForm, HandForm, NoteForm, ReasonForm
from keha.web.rounds.views import edition_of, page, to_round
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

OLD = "agreements.round-edition-old"


def _led(request: Asked, round_id: UUID) -> shown.Whole:
    """A round that the reader takes care of. Raises Http404, Refused."""
    one = shown.whole(request, round_id)
    shown.may_lead(request, one).or_refuse()
    return one


@require_GET
def care(request: Asked, round_id: UUID) -> HttpResponse:
    """The page of whoever takes care of a round."""
    return _care(request, _led(request, round_id))


def _care(request: Asked, one: shown.Whole, *, status: int = 200, **forms: Form) -> HttpResponse:
    now, found = timezone.now(), one.round
    course = reads.course_of(found)
    may = consent.may_close(one.asked.stood, course, proposer=found.by_id, at=now)
    waiting = [row for row in one.questions if not row.answer]
    context = {
        "round": found, "title": shown.title_of(found), "is_open": one.is_open, "may_close": bool(may),
        "hinders": sentences(may), "tally": shown.tally(one.asked.stood), "said": shown.said_aloud(one, request.actor),
        "waiting": [(row, _answer_form(row.pk, forms.get("answer"))) for row in waiting],
        "is_retirement": found.draft_id is None, "rows": shown.rows(one) if one.is_inside(request.actor) else [],
        "extending": forms.get("extending", ExtendForm(initial={"until": timezone.localdate(course.closes_at)})),
        "handing": forms.get("handing", _hand_form(one)), "withdrawing": forms.get("withdrawing", ReasonForm()),
        "alone": bool(policies.teams_adopt(found, one.teams, on=timezone.localdate())), "ends_at": course.ends_at,
    }  # fmt: skip
    return render(request, "rounds/care.html", context, status=status)


def _answer_form(question_id: UUID, sent: Form | None) -> Form:
    if sent is not None and sent.data.get("question") == str(question_id):
        return sent
    return AnswerForm(initial={"question": question_id}, auto_id=f"id_{question_id}_%s")


def _hand_form(one: shown.Whole, given: Any = None) -> HandForm:
    people = sorted(one.asked.people.values(), key=lambda person: person.name)
    return HandForm(given, people=[(person.pk, person.name) for person in people if person.pk != one.round.lead_id])


@require_POST
def answer(request: Asked, round_id: UUID) -> HttpResponse:
    """A question is answered for everybody to read."""
    one = _led(request, round_id)
    known = {str(row.pk) for row in one.questions}
    mark = request.POST.get("question", "")
    form = AnswerForm(request.POST, auto_id=f"id_{mark}_%s" if mark in known else "id_%s")
    if not form.is_valid():
        return _care(request, one, status=422, answer=form)
    question_id = form.cleaned_data["question"]
    if question_id not in {row.pk for row in one.questions}:
        raise Http404
    actions.answer_in_round(form.cleaned_data["answer"], question_id=question_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Answered. Everybody in the round can read it."))
    return to_round(round_id, "care")


@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: Asked, round_id: UUID) -> HttpResponse:
    """The proposal is changed. When somebody else changed it in between, both are shown and nothing is lost."""
    one = _led(request, round_id)
    if one.round.draft is None:
        raise Http404
    proposal = shown.proposal_of(one.round)
    sent = request.POST if request.method == "POST" else None
    sheet, note = WordingSheet(proposal, sent), NoteForm(sent)
    if sent is None or not all([sheet.is_valid(), note.is_valid()]):
        return _amend(request, one, sheet, note, status=422 if sent is not None else 200)
    given = proposals.in_free_words(proposal, sheet.proposal())
    try:
        actions.amend_round(
            given, note=note.cleaned_data["note"], round_id=round_id, edition=edition_of(request), by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        if OLD not in refused.verdict.reasons:
            raise
        return _amend(request, one, sheet, note, status=409)
    asks_anew = not proposals.is_same_substance(proposal, given)
    messages.success(
        request,
        _("Changed. Everybody is asked anew.") if asks_anew else _("Mended. What people have said stands."),
    )
    return to_round(round_id)


def _amend(request: Asked, one: shown.Whole, sheet: WordingSheet, note: NoteForm, *, status: int) -> HttpResponse:
    theirs = shown.proposal_of(one.round) if status == 409 else None
    context = {
        "round": one.round, "title": shown.title_of(one.round), "sheet": sheet, "note": note, "theirs": theirs,
        "has_errors": sheet.has_errors or bool(note.errors), "forms": [*sheet.forms, note],
        "objections": [said for said in shown.said_aloud(one, request.actor) if said.is_open],
        "edition": one.round.edition if theirs or request.method != "POST" else edition_of(request),
    }  # fmt: skip
    return render(request, "rounds/amend.html", context, status=status)


@require_POST
def extend(request: Asked, round_id: UUID) -> HttpResponse:
    """People get longer to answer."""
    one, form = _led(request, round_id), ExtendForm(request.POST)
    if not form.is_valid():
        return _care(request, one, status=422, extending=form)
    until = (
        min(form.instant(), max(one.round.last_at, one.round.closes_at)) if _is_last_day(one, form) else form.instant()
    )
    actions.extend_round(until, round_id=round_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The round is longer now."))
    return to_round(round_id, "care")


def _is_last_day(one: shown.Whole, form: ExtendForm) -> bool:
    """Whether the very last day was chosen: the round then lasts to its last minute."""
    last: Any = timezone.localdate(one.round.last_at)
    return bool(form.cleaned_data["until"] == last)


@require_POST
def hand(request: Asked, round_id: UUID) -> HttpResponse:
    """Somebody else takes care of it."""
    one = _led(request, round_id)
    form = _hand_form(one, request.POST)
    if not form.is_valid():
        return _care(request, one, status=422, handing=form)
    actions.hand_round_on(form.cleaned_data["to"], round_id=round_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Handed on."))
    return to_round(round_id)


@require_POST
def withdraw(request: Asked, round_id: UUID) -> HttpResponse:
    """The proposal is taken back."""
    one, form = _led(request, round_id), ReasonForm(request.POST)
    if not form.is_valid():
        return _care(request, one, status=422, withdrawing=form)
    actions.withdraw_round(form.cleaned_data["reason"], round_id=round_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The proposal is taken back. The draft is still there."))
    return to_round(round_id)


@require_POST
def close(request: Asked, round_id: UUID) -> HttpResponse:
    """The round is closed as agreed."""
    _led(request, round_id)
    actions.close_round(round_id=round_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Agreed. From now on this answers those who ask."))
    return to_round(round_id)


@require_POST
def decide(request: Asked, round_id: UUID) -> HttpResponse:
    """The one who decides answers the team."""
    one = shown.whole(request, round_id)
    policies.may_decide(request.actor, one.teams).or_refuse()
    form = DecideForm(request.POST)
    if not form.is_valid():
        return page(request, one, status=422, deciding=form)
    accepted = form.cleaned_data["accepted"] == "yes"
    actions.decide_on_round(
        accepted, round_id=round_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
    )
    messages.success(request, _("The team is told what you decided."))
    return to_round(round_id)
