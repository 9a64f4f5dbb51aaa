"""A round begins: about a draft, about the end of a rule, or from the rule of another team."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from keha.agreements import actions, keeping, policies, proposals, wording
from keha.agreements.actions import Opening
from keha.agreements.models import Draft
from keha.agreements.queries.rights import levels_of
from keha.foundation.verdict import Refused, Verdict
from keha.web.agreements.cards import card_of
from keha.web.agreements.reading import borrower, draft_of, draft_rows, story_of, wants
from keha.web.agreements.scopes import scope_name
from keha.web.rounds.forms import NeedForm, ProposeForm
from keha.web.rounds.views import to_round
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Asked) -> HttpResponse:
    """A draft is put before its team; without one, where a proposal can begin."""
    draft_id = wants(request, "draft")
    if draft_id is None:
        if request.method == "POST":
            raise Http404
        context = {"drafts": draft_rows(request), "may": bool(keeping.grounds(request.actor))}
        return render(request, "rounds/begin.html", context)
    draft = draft_of(request, draft_id)
    form = ProposeForm(request.POST if request.method == "POST" else None, initial=_first(draft))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        opening = Opening(given["need"], given["days"], given["asked"])
        found = actions.start_round(opening, draft_id=draft_id, by=request.actor, at=timezone.now())
        return to_round(found.pk)
    story = keeping.preview(draft, at=timezone.now(), today=timezone.localdate())
    language = reader_language()
    context = {
        "form": form, "draft": draft, "title": story.said("title", language).text, "scope": scope_name(draft, language),
        "card": card_of(story, language=language, actor=request.actor, today=timezone.localdate()),
        "hinders": sentences(_hinders(request, draft)), "alone": _holds_at_once(draft),
    }  # fmt: skip
    return render(request, "rounds/propose.html", context, status=422 if form.errors else 200)


def _holds_at_once(draft: Draft) -> bool:
    """Whether the team's list gives it the topic. One query for a team's draft, else none."""
    if draft.team is None:
        return False
    levels = levels_of(draft.team.pk, on=timezone.localdate())
    return bool(policies.may_adopt_alone(levels.get(policies.topic_of(draft))))


def _first(draft: Draft) -> dict[str, Any]:
    proposal = proposals.from_body(draft.proposal)
    language = reader_language()
    asked = proposal.title.fi if draft.source_kind == "question" else ""
    return {"need": proposal.why.of(language) or proposal.why.fi, "asked": asked[:120], "days": 7}


def _hinders(request: Asked, draft: Draft) -> Verdict:
    """What stands in the way of asking: said before anything is written."""
    proposal = proposals.from_body(draft.proposal)
    may = policies.may_propose(request.actor, draft)
    ended = ("agreements.draft-ended",) if draft.endings.all() else ()
    newer = ("agreements.rule-has-changed",) if not ended and keeping.has_newer(draft) else ()
    looser = keeping.is_no_looser(draft, proposal, today=timezone.localdate()).reasons if not ended else ()
    finnish = ("agreements.no-finnish",) if proposal.lacks_finnish else ()
    return Verdict((*may.reasons, *ended, *finnish, *newer, *looser))


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: Asked, rule_id: UUID) -> HttpResponse:
    """The team is asked whether a rule ends."""
    story = story_of(request, rule_id)
    may = policies.may_propose(request.actor, story.rule)
    may.or_refuse()
    form = NeedForm(request.POST if request.method == "POST" else None)
    form.fields["need"].label = wording.rounds.WHY_END
    if request.method == "POST" and form.is_valid():
        opening = Opening(form.cleaned_data["need"], form.cleaned_data["days"])
        found = actions.start_retirement(opening, rule_id=rule_id, by=request.actor, at=timezone.now())
        return to_round(found.pk)
    context = {
        "form": form, "rule_id": rule_id, "title": story.said("title", reader_language()).text,
        "card": card_of(story, language=reader_language(), actor=request.actor, today=timezone.localdate()),
    }  # fmt: skip
    return render(request, "rounds/retire.html", context, status=422 if form.errors else 200)


@require_POST
def borrow(request: Asked, rule_id: UUID) -> HttpResponse:
    """Another team's rule becomes a draft of the reader's own team's."""
    story = story_of(request, rule_id)
    team = borrower(request.actor, story.rule)
    if team is None:
        raise Refused(Verdict(("agreements.round-nothing-to-borrow",)))
    draft = actions.start_draft(
        keeping.proposal_of(story.version), scope=team, by=request.actor, at=timezone.now(),
        library_slug=story.rule.library_slug, source=("rule", rule_id),
    )  # fmt: skip
    return HttpResponseRedirect(f"{reverse('rounds:propose')}?draft={draft.pk}", status=303)
