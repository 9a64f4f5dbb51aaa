"""Rules read: what has been agreed, and one rule's whole story."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.agreements import queries
from keha.agreements.queries import Listed, RuleStory
from keha.foundation.languages import said
from keha.questions import actions as questions
from keha.questions.queries import questions as asked
from keha.web.agreements.cards import card_of, scope_words, topic_name
from keha.web.shell.places import Asked

QUERY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in a list: its heading and whom it concerns, never its verdict."""

    id: UUID
    title: str
    scope: str
    is_own: bool
    is_expired: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The rules of one topic, by heading."""

    topic: Any
    rules: list[RuleRow]


def _language() -> str:
    return (get_language() or "fi")[:2]


@require_GET
def rules(request: Asked) -> HttpResponse:
    """Everything that holds for the reader, by topic."""
    wanted = request.GET.get("q", "")[:QUERY_LENGTH].replace("\0", "").strip()
    place, today, language = questions.place_of(request.actor, None), timezone.localdate(), _language()
    groups: dict[str, list[RuleRow]] = defaultdict(list)
    for row in queries.readable(place):
        title = said(row, "title", language).text
        if wanted.casefold() in title.casefold():
            groups[row.topic].append(_row(row, title, today=today, language=language))
    listed = [row for group in groups.values() for row in group]
    context = {
        "q": wanted, "count": len(listed), "own_count": sum(row.is_own for row in listed),
        "groups": [
            Group(topic_name(topic), sorted(rows, key=lambda row: row.title.casefold()))
            for topic, rows in sorted(groups.items(), key=lambda item: str(topic_name(item[0])))
        ],
    }  # fmt: skip
    return render(request, "agreements/rules.html", context)


def _row(listed: Listed, title: str, *, today: date, language: str) -> RuleRow:
    return RuleRow(
        id=listed.rule_id,
        title=title,
        scope=said(listed, "place", language).text or _("everybody at this employer"),
        is_own=listed.scope.team_id is not None,
        is_expired=not listed.is_in_force(today),
    )


def _story(request: Asked, rule_id: UUID, number: int | None = None) -> RuleStory:
    place = questions.place_of(request.actor, None)
    story = queries.story(rule_id, place, today=timezone.localdate(), number=number)
    if story is None:
        raise Http404
    return story


@require_GET
def rule(request: Asked, rule_id: UUID) -> HttpResponse:
    """A rule and its whole story on one page."""
    story, today, language = _story(request, rule_id), timezone.localdate(), _language()
    helped, went_on = asked.helped_by(rule_id)
    context = {
        "card": card_of(story, language=language, actor=request.actor, today=today),
        "rule": {
            "id": rule_id, "title": story.said("title", language).text, "why": story.said("why", language).text,
            "owner": story.rule.owner.name if story.rule.owner else _("nobody yet"), "fixed": story.rule.fixed,
            "scope": scope_words(story, language), "helped": helped, "not_helped": went_on,
            "expired": "agreements.expired" in story.in_force.reasons, "retired": _retired(story, language),
            "versions": _versions(rule_id, story.version.number if story.in_force else 0, language),
        },
    }  # fmt: skip
    return render(request, "agreements/rule.html", context)


def _retired(story: RuleStory, language: str) -> dict[str, Any] | None:
    retirement = queries.retirement_of(story.rule.pk) if "agreements.retired" in story.in_force.reasons else None
    if retirement is None:
        return None
    by = retirement.by.name if retirement.by else ""
    return {"at": retirement.at, "by": by, "reason": said(retirement, "reason", language).text}


def _versions(rule_id: UUID, current: int, language: str) -> list[dict[str, Any]]:
    return [
        {
            "number": v.number, "adopted_at": v.adopted_at, "agreed_by": said(v, "agreed_by", language).text,
            "change": said(v, "change", language).text, "is_current": v.number == current,
        }
        for v in queries.versions_of(rule_id)
    ]  # fmt: skip


@require_GET
def version(request: Asked, rule_id: UUID, number: int) -> HttpResponse:
    """An old wording, whole."""
    if number > 2**31 - 1:
        raise Http404
    story, language = _story(request, rule_id, number), _language()
    newest = queries.versions_of(rule_id)[0].number
    card = card_of(story, language=language, actor=request.actor, today=timezone.localdate())
    shown = {"number": number, "is_current": number == newest, "change": story.said("change", language).text}
    return render(request, "agreements/version.html", {"card": card, "version": shown})
