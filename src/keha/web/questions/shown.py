"""What an asker saw at once: the card with her own amounts read against it, headings, or two rules that disagree."""

from typing import Any

from django.utils import timezone

from keha.agreements import meeting
from keha.agreements import queries as agreements
from keha.foundation.languages import said
from keha.questions.models import ShownOutcome
from keha.questions.queries.finder import Found
from keha.questions.queries.questions import Asked as AskedQuestion
from keha.web.agreements.cards import Card, card_of, place_words, topic_name
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


def shown(request: Asked, asked: AskedQuestion) -> dict[str, Any]:
    """What the asker saw at once, in the reader's language; to others no more than the rule she was shown."""
    question, mine = asked.question, asked.is_by(request.actor.id)
    beside = asked.offered if mine or question.version_id else []
    if question.outcome == ShownOutcome.ANSWER and question.version_id:
        card = _card(request, question.version_id, beside, question.text)
        return {"outcome": "answer", "card": card} if mine else {"outcome": "seen", "fixed_rule": card}
    if question.outcome == ShownOutcome.CHOICES and mine:
        offered = agreements.headings(beside, language=reader_language())
        choices = [{"rule_id": h.rule_id, "title": h.title, "topic": topic_name(h.topic)} for h in offered]
        return {"outcome": "choices", "choices": choices}
    return {"outcome": "handover", "disagreeing": _disagreeing(beside)}


def found_card(request: Asked, found: Found, text: str) -> Card | None:
    """The card of the one rule found, for a question of which nothing is kept."""
    return _card(request, found.rules[0].version_id, [row.rule_id for row in found.beside], text)


def _card(request: Asked, version_id: Any, beside: list[Any], text: str) -> Card | None:
    today = timezone.localdate()
    story = agreements.story_of_version(version_id, today=today)
    if story is None:
        return None
    together = meeting.with_rules(story, beside, today=today)
    return card_of(
        story, language=reader_language(), actor=request.actor, today=today, question=text, together=together
    )  # fmt: skip


def _disagreeing(rule_ids: Any) -> list[dict[str, Any]]:
    """Rules of one topic that say the opposite, with who keeps each."""
    language = reader_language()
    return [
        {
            "rule_id": version.rule_id, "title": said(version, "title", language).text,
            "scope": place_words(version.rule, language),
            "owner": version.rule.owner.name if version.rule.owner else "",
        }
        for version in (meeting.conflicting(rule_ids) if rule_ids else [])
    ]  # fmt: skip
