"""Drafts: begun from nothing or from a question, changed, looked at as askers will see them, adopted, laid aside."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.agreements import actions, keeping, policies, proposals
from keha.agreements.models import Draft
from keha.agreements.proposals import DraftEnd
from keha.agreements.queries import rounds
from keha.agreements.rights import Level
from keha.agreements.rules import Words
from keha.foundation import audit
from keha.foundation.verdict import Refused, Verdict
from keha.questions.queries import questions as asked
from keha.web.agreements.cards import card_of
from keha.web.agreements.forms import AdoptForm
from keha.web.agreements.reading import draft_of, draft_rows, story_of, to_draft, to_rule, wants
from keha.web.agreements.scopes import ScopeForm, scope_name
from keha.web.agreements.sheets import EMPTY, WordingSheet, of_answer
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

EDITED = "agreements.draft-edited"


@require_GET
def choose(request: Asked) -> HttpResponse:
    """Where a new rule begins: the library, or nothing."""
    context = {"may": bool(keeping.grounds(request.actor)), "drafts": draft_rows(request)}
    return render(request, "agreements/new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked) -> HttpResponse:
    """A wording from nothing, or from a question and its answer; sent, it is a draft."""
    question_id = wants(request, "question")
    start = _start(request, question_id) if question_id else EMPTY
    grounds = keeping.grounds(request.actor)
    sent = request.POST if request.method == "POST" else None
    scope, sheet = ScopeForm(sent, grounds=grounds), WordingSheet(start, sent)
    if sent is not None and all([scope.is_valid(), sheet.is_valid()]):
        draft = actions.start_draft(
            sheet.proposal(), scope=scope.ground().place, by=request.actor, at=timezone.now(),
            source=("question", question_id) if question_id else None,
        )  # fmt: skip
        return to_draft(draft.pk)
    context = {"sheet": sheet, "scope": scope, "may": bool(grounds), "question": question_id}
    has_errors = bool(sent is not None and (scope.errors or sheet.has_errors))
    return render(request, "agreements/draft_new.html", context, status=422 if has_errors else 200)


def _start(request: Asked, question_id: UUID) -> proposals.Proposal:
    found = asked.asked(question_id, request.actor)
    if found is None:
        raise Http404
    if not found.is_unnamed and not found.is_by(request.actor.id):
        audit.record(
            "questions.read", actor=request.actor.id, at=timezone.now(), thing=("question", question_id),
            whose=found.question.asker_id,
        )  # fmt: skip
    answer = found.answers[-1].text if found.answers else ""
    return of_answer(found.question.text, answer, language=found.question.language)


@require_GET
def draft(request: Asked, draft_id: UUID) -> HttpResponse:
    """A draft as askers will see it, and what may be done with it."""
    found, today = draft_of(request, draft_id), timezone.localdate()
    proposal, ending = proposals.from_body(found.proposal), next(iter(found.endings.all()), None)
    looser = Verdict() if ending else keeping.is_no_looser(found, proposal, today=today)
    story = keeping.preview(found, at=timezone.now(), today=today)
    alone = Verdict() if ending else policies.alone_at(request.actor, found, found.level and Level(found.level))
    context = {
        "may_adopt": bool(alone), "why": sentences(alone), "draft": found, "card": card_of(story, language=reader_language(), actor=request.actor, today=today),
        "no_finnish": proposal.lacks_finnish, "missing": proposal.missing, "locked": keeping.is_locked(found), "has_figures": bool(proposal.figures),
        "scope": scope_name(found, reader_language()), "title": story.said("title", reader_language()).text,
        "ending": ending, "is_discarded": ending is not None and ending.kind == DraftEnd.DISCARDED,
        "round": None if ending else rounds.open_round_about(draft_id), "looser": sentences(looser), "newer": ending is None and keeping.has_newer(found),
    }  # fmt: skip
    return render(request, "agreements/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Asked, draft_id: UUID) -> HttpResponse:
    """The wording of a draft. When somebody else has saved in between, both wordings are shown and nothing is lost."""
    found = draft_of(request, draft_id)
    proposal = proposals.from_body(found.proposal)
    sent = request.POST if request.method == "POST" else None
    sheet = WordingSheet(proposal, sent)
    if sent is None or not sheet.is_valid():
        return _edit_page(request, found, sheet, status=422 if sheet.has_errors else 200)
    try:
        actions.edit_draft(
            sheet.proposal(), draft_id=draft_id, edition=edition_of(request), by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        if EDITED not in refused.verdict.reasons:
            raise
        return _edit_page(request, found, sheet, status=409, theirs=proposal)
    return to_draft(draft_id)


def edition_of(request: Asked) -> int:
    """The edition that was before the editor; 0 for nothing that is one."""
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _edit_page(
    request: Asked, found: Draft, sheet: WordingSheet, *, status: int, theirs: proposals.Proposal | None = None
) -> HttpResponse:
    context = {
        "draft": found, "sheet": sheet, "locked": keeping.is_locked(found), "theirs": theirs,
        "edition": found.edition if theirs or request.method != "POST" else edition_of(request),
        "has_figures": bool(found.proposal["figures"]),
    }  # fmt: skip
    return render(request, "agreements/draft_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Asked, draft_id: UUID) -> HttpResponse:
    """The last question before a rule holds: who agreed, and when."""
    found, today = draft_of(request, draft_id), timezone.localdate()
    policies.may_adopt(request.actor, found, on=today).or_refuse()
    first = {"agreed_date": today, "review_months": found.proposal["review_months"], "edition": found.edition}
    form = AdoptForm(request.POST or None, today=today, is_change=bool(found.based_on), initial=first)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        adoption = actions.Adoption(
            agreed_by=Words(given["agreed_by"], "", ""), agreed_date=given["agreed_date"], valid_from=today,
            review_months=given["review_months"], valid_until=given["valid_until"],
            change=Words(given["change"], "", "") if given.get("change") else None,
        )  # fmt: skip
        version = actions.adopt_draft(
            draft_id=draft_id, edition=given["edition"], adoption=adoption, by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Agreed. From now on this answers those who ask."))
        return to_rule(version.rule_id)
    story = keeping.preview(found, at=timezone.now(), today=today)
    context = {
        "draft": found, "form": form, "scope": scope_name(found, reader_language()), "has_ended": bool(found.endings.all()),
        "card": card_of(story, language=reader_language(), actor=request.actor, today=today),
        "title": story.said("title", reader_language()).text,
    }  # fmt: skip
    return render(request, "agreements/draft_adopt.html", context, status=422 if form.errors else 200)


@require_POST
def discard(request: Asked, draft_id: UUID) -> HttpResponse:
    """The draft is laid aside; its page offers to take it back."""
    draft_of(request, draft_id)
    actions.discard_draft(draft_id=draft_id, by=request.actor, at=timezone.now())
    return to_draft(draft_id)


@require_POST
def restore(request: Asked, draft_id: UUID) -> HttpResponse:
    """The draft is taken back."""
    draft_of(request, draft_id)
    actions.restore_draft(draft_id=draft_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The draft is back."))
    return to_draft(draft_id)


@require_POST
def renew(request: Asked, draft_id: UUID) -> HttpResponse:
    """The draft goes on after its rule's newest version."""
    draft_of(request, draft_id)
    actions.bring_up_to_date(draft_id=draft_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The draft now comes after the newest version."))
    return to_draft(draft_id)


@require_POST
def change(request: Asked, rule_id: UUID) -> HttpResponse:
    """The next version of a rule begins as a draft."""
    story_of(request, rule_id)
    found = actions.start_change(rule_id=rule_id, by=request.actor, at=timezone.now())
    return to_draft(found.pk)
