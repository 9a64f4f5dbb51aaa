"""What a phone keeps for the time without a net, and what it asks before it sends what has waited."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import format_html
from django.views.decorators.http import require_GET
from rjsmin import jsmin

from keha.agreements import queries as agreements
from keha.agreements.queries import RuleStory
from keha.organisation.queries import Actor
from keha.presence import queries as presence
from keha.questions import actions as questions
from keha.web.agreements.cards import Card, card_for, reader_of, routed, topic_name
from keha.web.shell.languages import reader_language
from keha.web.shell.phone import phone_mark
from keha.web.shell.places import Asked, outside

PROGRAM = "keha/worker.js"
MARK = "Keha-Phone"


@dataclass(frozen=True, slots=True)
class Topic:
    """The rules of one topic, each whole."""

    name: Any
    cards: list[Card]


def _language(request: HttpRequest) -> str:
    """The language that the address asks for (?sv), else the reader's."""
    asked = next(iter(request.GET), "")
    return asked if asked in dict(settings.LANGUAGES) else reader_language()


def _page(language: str) -> str:
    with translation.override(language):
        return render_to_string("offline/offline.html")


@outside
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What shows in place of every page when there is no net. It holds nothing of anybody's."""
    return HttpResponse(_page(_language(request)))


@outside
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, the same in every language. Its first line says which build it is: other pages or files, another."""
    program = jsmin(Path(str(finders.find(PROGRAM))).read_text(encoding="utf-8"))
    pages = "".join(_page(language) for language, _name in settings.LANGUAGES)
    build = hashlib.sha256((program + pages).encode()).hexdigest()[:12]
    return HttpResponse(f'const HOUSE = "house-{build}";\n{program}', content_type="text/javascript")


@require_GET
def rules(request: Asked) -> HttpResponse:
    """Every rule that holds for the reader, whole, as one page that a phone can keep."""
    now = timezone.now()
    stint = presence.stint_of(request.actor.person, at=now)
    place = questions.place_of(request.actor, stint.site if stint else request.actor.person.home_site)
    stories = agreements.stories(place, today=timezone.localdate(now))
    topics = _topics(stories, request.actor)
    context = {"topics": topics, "count": sum(len(topic.cards) for topic in topics), "fetched_at": now}
    return _marked(request, render(request, "offline/rules.html", context))


def _topics(stories: list[RuleStory], actor: Actor) -> list[Topic]:
    """The cards by topic and heading. One query, and two for whom to contact, however many rules have a direct route."""
    reader = reader_of(actor, today=timezone.localdate(), language=reader_language())
    found: dict[str, list[Card]] = defaultdict(list)
    route = None
    for story in stories:
        urgent, story.rule.direct_route = story.rule.direct_route, story.rule.direct_route and route is None
        card = card_for(story, reader)
        route = route or card.direct_route
        found[story.rule.topic].append(replace(card, direct_route=routed(route, story)) if urgent and route else card)
    return [
        Topic(topic_name(topic), sorted(cards, key=lambda card: card.title.casefold()))
        for topic, cards in sorted(found.items(), key=lambda item: str(topic_name(item[0])))
    ]


@require_GET
def token(request: Asked) -> HttpResponse:
    """What a form that has waited is sent with, and whose phone this is at this moment."""
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    return _marked(request, HttpResponse(field))


def _marked(request: Asked, response: HttpResponse) -> HttpResponse:
    response.headers[MARK] = phone_mark(request)
    return response
