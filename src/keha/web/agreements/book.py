"""A team's rule book: everything that holds for it, whole, on one page for the screen and for paper."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.agreements import queries, rules, wording
from keha.agreements.queries import RuleStory
from keha.agreements.rules import Place
from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.web.agreements.cards import scope_words, topic_name
from keha.web.components.templatetags.keha_look import spoken_date
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule in the book, in one language. facts: who decides, the sources, whom it concerns, until when: one line."""

    title: str
    headline: str
    paragraphs: tuple[str, ...]
    limits: tuple[str, ...]
    facts: str
    language: str
    is_untranslated: bool


@require_GET
def book(request: Asked) -> HttpResponse:
    """The rule book of the reader's own team. Four queries, however many rules."""
    team, today, tongue = request.actor.own_team, timezone.localdate(), reader_language()
    groups: dict[str, list[Entry]] = {}
    for story in queries.stories(_place(request), today=today):
        groups.setdefault(story.rule.topic, []).append(_entry(story, tongue))
    context = {
        "team": said(team, "name", tongue).text if team else said(request.actor.person.employer, "name", tongue).text,
        "today": today, "count": sum(map(len, groups.values())), "page_language": tongue,
        "groups": [
            {"topic": topic_name(topic), "entries": sorted(entries, key=lambda entry: entry.title.casefold())}
            for topic, entries in sorted(groups.items(), key=lambda item: str(topic_name(item[0])))
        ],
    }  # fmt: skip
    return render(request, "agreements/book.html", context)


def _place(request: Asked) -> Place:
    team = request.actor.own_team
    if team is None:
        return Place(area_ids=request.actor.managed_area_ids)
    sites = frozenset(site.pk for site in organisation.sites_of(team))
    return Place(area_ids=[team.area_id], team_ids=[team.pk], site_ids=sites)


def _entry(story: RuleStory, tongue: str) -> Entry:
    text = story.said("text", tongue)
    headline = rules.headline(story.ruling)
    return Entry(
        title=said(story.version, "title", text.language).text,
        headline=wording.headline_sentence(headline, addressee=story.ruling.addressee, language=text.language),
        paragraphs=tuple(line for line in text.text.split("\n") if line.strip()),
        limits=tuple(said(limit, "words", text.language).text for limit in story.limits),
        facts=" · ".join(_facts(story, tongue)), language=text.language, is_untranslated=text.language != tongue,
    )  # fmt: skip


def _facts(story: RuleStory, tongue: str) -> list[str]:
    version = story.version
    sources = ", ".join(said(row, "name", tongue).text for row in story.sources)
    until = spoken_date(version.valid_until, language=tongue) if version.valid_until else ""
    decider: Any = wording.DECIDERS[story.ruling.decider]
    return [
        _("Decides: %(who)s") % {"who": decider},
        *([_("Source: %(names)s") % {"names": sources}] if sources else []),
        _("Applies to: %(whom)s") % {"whom": scope_words(story, tongue)},
        _("Valid until %(day)s") % {"day": until} if until else _("Valid until further notice"),
    ]
