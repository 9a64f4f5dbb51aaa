"""Rounds: what is being agreed on, one proposal whole, and one's own voice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from keha.agreements import actions, policies
from keha.agreements.actions import Said
from keha.agreements.consent import QUIET, RoundEnd, RoundKind, VoiceKind
from keha.agreements.queries import rounds as reads
from keha.agreements.wording import rounds as words
from keha.web.rounds import shown
from keha.web.rounds.forms import DecideForm, ObjectionForm, QuestionForm, WishForm, voice_form
from keha.web.shell.places import Asked
from keha.web.shell.reasons import SENTENCES

SHOWN_MAX = 60
THANKS = {
    VoiceKind.CONSENT: gettext_lazy("Thank you. You consent."),
    VoiceKind.WISH: gettext_lazy("Thank you. You consent, and your wish is seen by the team."),
    VoiceKind.OBJECTION: gettext_lazy("Thank you. Your objection is settled before anything is agreed."),
    VoiceKind.ASIDE: gettext_lazy("Your objection is taken back."),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A round in the list."""

    id: UUID
    title: str
    kind: Any
    closes_at: datetime
    ended: Any
    ended_at: datetime | None
    is_wanted: bool


@require_GET
def rounds(request: Asked) -> HttpResponse:
    """The rounds of the reader's teams: the open ones first."""
    wanted = {row.round_id for row in reads.wanted_from(request.actor)}
    found = [
        ListRow(
            row.pk, shown.title_of(row), words.KINDS[RoundKind(row.kind)], row.closes_at, shown.end_words(row),
            row.end_at, row.pk in wanted,
        )
        for row in reads.rounds_of(request.actor, most=SHOWN_MAX)
    ]  # fmt: skip
    context = {
        "open": [row for row in found if row.ended is None], "ended": [row for row in found if row.ended is not None],
        "may_propose": bool(request.actor.working_team_ids or request.actor.managed_area_ids),
    }  # fmt: skip
    return render(request, "rounds/rounds.html", context)


@require_GET
def round_page(request: Asked, round_id: UUID) -> HttpResponse:
    """One round."""
    return page(request, shown.whole(request, round_id))


def page(request: Asked, one: shown.Whole, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a round; forms: those that came back with something to mend."""
    found, actor = one.round, request.actor
    mine, (card, after) = one.asked.of(actor.id), shown.cards(request, found)
    context = {
        "round": found, "title": shown.title_of(found), "kind": words.KINDS[RoundKind(found.kind)],
        "scope": shown.scope_of(one), "is_open": one.is_open, "ended": shown.end_words(found),
        "amended": shown.amended(one, actor), "alone": _adopts_alone(one), "codes": [SENTENCES[code] for code in found.end_codes or ()], "card": card, "after": after,
        "is_retirement": found.kind == RoundKind.RETIRE, "changes": shown.changes(found), "said": shown.said_aloud(one, actor),
        "questions": one.questions, "inside": one.is_inside(actor), "tally": shown.tally(one.asked.stood),
        "rows": shown.rows(one), "mine": mine and mine.stand, "has_spoken": mine is not None and mine.stand not in QUIET,
        "may_speak": one.is_open and bool(policies.may_speak(actor, one.team_ids)), "may_lead": bool(shown.may_lead(request, one)),
        "may_decide": found.end_kind == RoundEnd.PASSED_ON and found.decision_accepted is None and bool(policies.may_decide(actor, one.teams)),
        "own_yes": words.OWN_YES_WORDS if shown.proposal_of(found).topic in words.OWN_YES else "",
        "wish": forms.get("wish", WishForm()), "objection": forms.get("objection", ObjectionForm()),
        "asking": forms.get("asking", QuestionForm()), "deciding": forms.get("deciding", DecideForm()),
    }  # fmt: skip
    return render(request, "rounds/round.html", context, status=status)


def _adopts_alone(one: shown.Whole) -> bool | None:
    """Whether it holds as soon as the team agrees; None once it has ended. A query a team."""
    return bool(policies.teams_adopt(one.round, one.teams[:1], on=timezone.localdate())) if one.is_open else None


@require_POST
def voice(request: Asked, round_id: UUID) -> HttpResponse:
    """What the reader says. A mistake comes back on the round's page, with what was written in its fields."""
    one = shown.whole(request, round_id)
    kind = next((kind for kind in VoiceKind if kind == request.POST.get("kind")), None)
    if kind is None:
        return page(request, one, status=422)
    form = voice_form(kind, request.POST)
    if not form.is_valid():
        return page(request, one, status=422, **{kind.value: form})
    given = form.cleaned_data
    text = given.get("wish") or given.get("harm") or ""
    said = Said(kind, edition_of(request), text, given.get("change", ""))
    actions.speak(said, round_id=round_id, by=request.actor, at=timezone.now())
    messages.success(request, THANKS[kind])
    return to_round(round_id)


def edition_of(request: Asked) -> int:
    """The edition that was read; 0 for nothing that is one."""
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@require_POST
def question(request: Asked, round_id: UUID) -> HttpResponse:
    """A question about the proposal."""
    one, form = shown.whole(request, round_id), QuestionForm(request.POST)
    if not form.is_valid():
        return page(request, one, status=422, asking=form)
    actions.ask_in_round(form.cleaned_data["question"], round_id=round_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Your question is asked. You can answer the proposal meanwhile or after it."))
    return to_round(round_id)


def to_round(round_id: UUID, name: str = "round") -> HttpResponse:
    """Leads on to a page of a round."""
    return HttpResponseRedirect(reverse(f"rounds:{name}", args=[round_id]), status=303)
