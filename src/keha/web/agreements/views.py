"""Rules read: what has been agreed, and one rule's whole story."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keha.agreements import actions, keeping, meeting, policies, queries
from keha.agreements.proposals import UNDO
from keha.agreements.queries import Listed, RuleStory
from keha.agreements.queries.care import care_of
from keha.foundation.languages import said
from keha.questions import actions as questions
from keha.questions.queries import questions as asked
from keha.web.agreements.cards import card_of, scope_words, topic_name
from keha.web.agreements.forms import OwnWordsForm
from keha.web.agreements.keeping import count_waiting, kept_story
from keha.web.agreements.reading import borrower, story_of, to_rule
from keha.web.agreements.translating import LANGUAGE_NAMES
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

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


@require_GET
def rules(request: Asked) -> HttpResponse:
    """Everything that holds for the reader, by topic."""
    wanted = request.GET.get("q", "")[:QUERY_LENGTH].replace("\0", "").strip()
    place, today, language = questions.place_of(request.actor, None), timezone.localdate(), reader_language()
    groups: dict[str, list[RuleRow]] = defaultdict(list)
    for row in queries.readable(place):
        title = said(row, "title", language).text
        if wanted.casefold() in title.casefold():
            groups[row.topic].append(_row(row, title, today=today, language=language))
    listed = [row for group in groups.values() for row in group]
    context = {
        "q": wanted, "is_keeper": keeping.keeps_something(request.actor), "waiting": count_waiting(request), "count": len(listed), "own_count": sum(row.is_own for row in listed),
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


@require_GET
def rule(request: Asked, rule_id: UUID) -> HttpResponse:
    """A rule and its whole story on one page."""
    return _rule_page(request, story_of(request, rule_id), OwnWordsForm())


def _around(request: Asked, story: RuleStory) -> meeting.Together | None:
    place = questions.place_of(request.actor, story.rule.site)
    return meeting.around(story, place, today=timezone.localdate())


def _rule_page(request: Asked, story: RuleStory, form: OwnWordsForm, *, status: int = 200) -> HttpResponse:
    rule_id, today, language = story.rule.pk, timezone.localdate(), reader_language()
    helped, went_on = asked.helped_by(rule_id)
    retired = _retired(story, language)
    context = {
        "card": card_of(story, language=language, actor=request.actor, today=today, together=_around(request, story)),
        "words_form": form,
        "rule": {
            "id": rule_id, "title": story.said("title", language).text, "why": story.said("why", language).text,
            "owner": story.rule.owner.name if story.rule.owner else _("nobody yet"), "fixed": story.rule.fixed,
            "scope": scope_words(story, language), "helped": helped, "not_helped": went_on,
            "expired": "agreements.expired" in story.in_force.reasons, "retired": retired,
            "versions": _versions(rule_id, story.version.number if story.in_force else 0, language),
        },
        "borrower": borrower(request.actor, story.rule) and said(borrower(request.actor, story.rule), "name", language).text,
        "keeper": _keeper(request, story, retired) if policies.may_tend(request.actor, story.rule) else None,
    }  # fmt: skip
    return render(request, "agreements/rule.html", context, status=status)


def _keeper(request: Asked, story: RuleStory, retired: dict[str, Any] | None) -> dict[str, Any]:
    """What a keeper finds on the rule's page beside what everybody does. One query."""
    version, care = story.version, care_of(story.rule.pk)
    alone = policies.alone_at(request.actor, story.rule, care.level)
    due_at = getattr(version, "renewed", None) or version.review_date
    return {
        "draft_id": care.draft_id, "words": care.words,
        "missing": [(code, LANGUAGE_NAMES[code]) for code in keeping.missing_of(version)],
        "may_retire": bool(alone), "why": sentences(alone), "may_undo": bool(alone) and retired is not None and timezone.now() - retired["at"] <= UNDO,
        "is_due": bool(story.in_force) and due_at <= timezone.localdate() + keeping.REVIEW_AHEAD,
    }  # fmt: skip


@require_POST
def words(request: Asked, rule_id: UUID) -> HttpResponse:
    """Own words are added; a mistake comes back on the rule's page, with the words in the field."""
    story, form = kept_story(request, rule_id), OwnWordsForm(request.POST)
    if not form.is_valid():
        return _rule_page(request, story, form, status=422)
    actions.add_words(rule_id=rule_id, text=form.cleaned_data["text"], by=request.actor, at=timezone.now())
    messages.success(request, _("The words are in use. Questions with them find this rule."))
    return to_rule(rule_id)


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
    story, language = story_of(request, rule_id, number), reader_language()
    versions = queries.versions_of(rule_id)
    card = card_of(story, language=language, actor=request.actor, today=timezone.localdate())
    newer = next((row for row in reversed(versions) if row.number > number), None)
    if newer:
        ended = newer.valid_from - timedelta(days=1)
        # It was good until the next one began, whatever it hoped for itself.
        card = replace(card, valid_until=max(story.version.valid_from, min(ended, card.valid_until or ended)))
    shown = {"number": number, "is_current": newer is None, "change": story.said("change", language).text}
    return render(request, "agreements/version.html", {"card": card, "version": shown})
