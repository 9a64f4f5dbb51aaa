"""What every page of rules needs: the reader's language, a rule she may read, a draft she keeps; else 404."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from keha.agreements import keeping, policies, queries
from keha.agreements.models import Rule
from keha.agreements.queries import RuleStory
from keha.foundation.languages import LANGUAGES
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.questions import actions as questions
from keha.web.agreements.scopes import scope_name
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


def story_of(request: Asked, rule_id: UUID, number: int | None = None) -> RuleStory:
    """A rule for those whom it concerns and those who keep it. Raises Http404. Three queries."""
    story = queries.story(rule_id, keeping.ANYWHERE, today=timezone.localdate(), number=number)
    if story is None:
        raise Http404
    is_hers = queries.is_visible(story.rule, questions.place_of(request.actor, None))
    if not (is_hers or policies.may_tend(request.actor, story.rule)):
        raise Http404
    return story


def draft_of(request: Asked, draft_id: UUID) -> Any:
    """A draft of a place that the reader keeps. Raises Http404. Three queries."""
    draft = keeping.draft_of(draft_id, request.actor)
    if draft is None:
        raise Http404
    return draft


def borrower(actor: Actor, rule: Rule) -> Team | None:
    """The first of the reader's teams that could be asked about another team's rule; None for a rule of no team."""
    if rule.team_id is None or rule.fixed:
        return None
    return next((team for team in (*actor.teams, *actor.led_teams) if team.pk != rule.team_id), None)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An open draft in a list."""

    id: UUID
    title: str
    scope: str
    who: str
    at: datetime


def draft_rows(request: Asked) -> list[DraftRow]:
    """The open drafts of the places that the reader keeps, the latest edited first. Two queries."""
    return [
        DraftRow(
            draft.pk, _heading(draft.proposal["title"]),
            scope_name(draft, reader_language()), draft.edited_by.name, draft.edited_at,
        )
        for draft in keeping.open_drafts(request.actor)
    ]  # fmt: skip


def _heading(title: dict[str, str]) -> str:
    return next((title[code] for code in (reader_language(), *LANGUAGES) if title[code]), "")


def to_draft(draft_id: UUID, page: str = "draft") -> HttpResponse:
    """Leads on to a page of a draft."""
    return HttpResponseRedirect(reverse(f"agreements:{page}", args=[draft_id]), status=303)


def to_rule(rule_id: UUID) -> HttpResponse:
    """Leads on to a rule's page."""
    return HttpResponseRedirect(reverse("agreements:rule", args=[rule_id]), status=303)


def wants(request: HttpRequest, name: str) -> UUID | None:
    """An id in the address or the form; None where there is none. Raises Http404 for what is no id."""
    text = request.POST.get(name, "") or request.GET.get(name, "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None
