"""The decision list of a team, and the story of a topic: who decides it, since when, and what may be done."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from keha.agreements import queries as agreements
from keha.agreements import rights
from keha.agreements.actions.rights import taken_again_as
from keha.agreements.models import LevelChange, Wish
from keha.agreements.policies import rights as policies
from keha.agreements.queries import delegation
from keha.agreements.queries import rights as queries
from keha.agreements.rights import ChangeKind, Level, Step
from keha.agreements.rules import Place
from keha.agreements.wording import DECIDERS, TOPICS
from keha.agreements.wording import rights as words
from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.web.rights.reading import LevelWords, is_over, known_topic, level_words, team_of
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


@dataclass(frozen=True, slots=True)
class Row:
    """A topic of the list. level: None where nobody has set it, or the law decides."""

    topic: str
    name: Any
    level: LevelWords | None
    is_law: bool
    is_common: bool
    is_asked: bool
    has_round: bool
    row: LevelChange | None


@require_GET
def own(request: Asked) -> HttpResponse:
    """The reader's own team's list; for a supervisor that of the first team she leads."""
    seen = organisation.teams_seen_by(request.actor)
    return _list(request, seen[0] if seen else None, seen)


@require_GET
def of(request: Asked, team_id: UUID) -> HttpResponse:
    """Another team's list, where the reader sees that team."""
    seen = organisation.teams_seen_by(request.actor)
    team = next((one for one in seen if one.pk == team_id), None)
    if team is None:
        raise Http404
    return _list(request, team, seen)


def _list(request: Asked, team: Team | None, seen: list[Team]) -> HttpResponse:
    language, actor = reader_language(), request.actor
    leads = {one.pk for one in seen if one.pk in actor.led_team_ids or one.area_id in actor.managed_area_ids}
    wishes = queries.open_wishes(leads | {team.pk}) if team else []
    is_member = bool(team and team.pk in actor.team_ids)
    context = {
        "law_words": words.LAW_DECIDES, "team": team, "name": said(team, "name", language).text if team else "",
        "rows": _rows(team, {wish.topic for wish in wishes if wish.team_id == team.pk}, is_member=is_member) if team else [],
        "others": [(one.pk, said(one, "name", language).text) for one in seen if one != team],
        "waiting": [_asked(wish, language) for wish in wishes if wish.team_id in leads],
    }  # fmt: skip
    return render(request, "rights/rights.html", context)


def _asked(wish: Wish, language: str) -> dict[str, Any]:
    return {
        "team_id": wish.team_id, "team": said(wish.team, "name", language).text, "topic": wish.topic,
        "name": TOPICS[wish.topic], "level": words.LEVELS[Level(wish.level)], "answer_by": wish.answer_by,
    }  # fmt: skip


def _rows(team: Team, asked: set[str], *, is_member: bool) -> list[Row]:
    """Every topic of the house. asked: the topics in which the team waits for an answer. Two queries, three for a member."""
    held, common = queries.held_rows(team.pk, on=timezone.localdate()), queries.common_topics(team.area_id)
    rounds = {one.topic for one in delegation.rounds_of(team.pk) if one.is_open} if is_member else set()
    return [
        Row(
            topic=topic, name=name, level=level_words(held[topic]) if topic in held else None,
            is_law=topic in rights.LAW_TOPICS, is_common=topic in common, is_asked=topic in asked,
            has_round=topic in rounds, row=held.get(topic),
        )
        for topic, name in TOPICS.items()
    ]  # fmt: skip


@require_GET
def topic(request: Asked, team_id: UUID, topic: str) -> HttpResponse:
    """Who decides a topic in a team, why, and what may be done about it."""
    return topic_page(request, team_of(request, team_id), known_topic(topic))


def topic_page(request: Asked, team: Team, topic: str, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a topic. more: forms that came back with a mistake."""
    today, language = timezone.localdate(), reader_language()
    story, wishes = queries.history(team.pk, topic), queries.wishes_of(team.pk, topic)
    held = _held(story, today)
    wish = next((one for one in wishes if one.kind is None), None)
    is_member = team.pk in request.actor.team_ids
    rounds = [one for one in delegation.rounds_of(team.pk) if one.topic == topic] if is_member else []
    context = {
        "team_id": team.pk, "name": said(team, "name", language).text, "topic": topic, "title": TOPICS[topic],
        "law_words": words.LAW_DECIDES, "is_law": topic in rights.LAW_TOPICS, "held": held, "level": level_words(held) if held else None,
        "granted": words.LEVELS[Level(held.granted)] if held and held.granted != held.level else "",
        "story": [_told(row, today) for row in story],
        "wish": _open(wish) if wish else None, "answered": [_answered(one) for one in wishes if one.kind],
        "steps": _steps(team, topic) if policies.may_see_readiness(request.actor, team, is_asked=wish is not None) else [],
        "rules": _rules(team, topic, language), "rounds": rounds,
        "open_round": next((one for one in rounds if one.is_open), None),
        "is_member": is_member, **_may(request, team, topic, story, today), **more,
    }  # fmt: skip
    return render(request, "rights/topic.html", context, status=status)


def _held(story: list[LevelChange], today: date) -> LevelChange | None:
    begun = (row for row in story if row.from_date <= today and not is_over(row, on=today))
    return next(begun, None)


def _may(request: Asked, team: Team, topic: str, story: list[LevelChange], today: date) -> dict[str, Any]:
    """What the reader may do here: the same policies that the actions ask. One query."""
    actor, held = request.actor, _held(story, today)
    is_common = topic in queries.common_topics(team.area_id)
    granted = Level(held.granted) if held else rights.GRANTED_FIRST
    asks = bool(policies.may_ask(actor, team.pk, topic))
    return {
        "is_common": is_common,
        "may_grant": bool(policies.may_grant(actor, team, topic, is_common=is_common)),
        "may_set_common": bool(policies.may_set_common(actor, team.area_id)) and topic not in rights.LAW_TOPICS,
        "may_ask": asks and granted is not Level.WORKER, "may_begin": asks,
        "may_hand_back": bool(policies.may_hand_back(actor, team, topic)) and held is not None and held.level != Level.SUPERVISOR,
        "taken_again": level_words(before) if asks and (before := taken_again_as(story, on=today)) else None,
    }  # fmt: skip


def _told(row: LevelChange, today: date) -> dict[str, Any]:
    return {
        "level": level_words(row), "kind": words.KINDS[ChangeKind(row.kind)], "by": row.by.name, "at": row.at, "reason": row.reason,
        "from_date": row.from_date if row.from_date > timezone.localdate(row.at) else None,
        "trial_until": row.trial_until, "is_over": is_over(row, on=today),
    }  # fmt: skip


def _open(wish: queries.Asked) -> dict[str, Any]:
    return {
        "id": wish.id, "level": words.LEVELS[wish.level], "reason": wish.reason, "by": wish.by, "at": wish.at,
        "answer_by": wish.answer_by, "is_late": wish.answer_by < timezone.localdate(),
    }  # fmt: skip


def _answered(wish: queries.Asked) -> dict[str, Any]:
    return {
        "level": words.LEVELS[wish.level], "kind": words.ANSWERS[wish.kind] if wish.kind else "", "reason": wish.answer,
        "by": wish.answered_by, "at": wish.answered_at,
    }  # fmt: skip


def _steps(team: Team, topic: str) -> list[dict[str, Any]]:
    ticks = queries.ticks_of(team.pk, topic)
    return [{"step": step.value, "words": words.STEPS[step], "tick": ticks.get(step)} for step in Step]


def _rules(team: Team, topic: str, language: str) -> list[dict[str, Any]]:
    place, today = Place(area_ids={team.area_id}, team_ids={team.pk}), timezone.localdate()
    found = [row for row in agreements.readable(place) if row.topic == topic and row.is_in_force(today)]
    rows = [
        {"id": row.rule_id, "title": said(row, "title", language).text, "decider": "" if row.fixed else DECIDERS[row.decider]}  # type: ignore[index]
        for row in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row["title"].casefold())
