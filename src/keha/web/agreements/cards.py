"""The answer card: a rule's version as a reader sees it, the agreed text whole."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from keha.agreements import rules, wording
from keha.agreements.queries import RuleStory
from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind
from keha.organisation.wording import ROLES

ROUTE_KINDS = (RoleKind.SUPERVISOR, RoleKind.AREA_MANAGER, RoleKind.SAFETY, RoleKind.STEWARD)


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Where a rule comes from. address: a page of it, or empty."""

    name: str
    address: str
    read_date: date | None


@dataclass(frozen=True, slots=True)
class Route:
    """Whom to tell straight away. lines: a role and a name each; numbers: what a phone dials."""

    lines: tuple[str, ...]
    numbers: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on an answer card, in one language."""

    rule_id: UUID
    title: str
    headline: Any
    tone: str
    sign: str
    oneself: str
    paragraphs: tuple[str, ...]
    limits: tuple[str, ...]
    decider: Any
    sources: tuple[SourceLink, ...]
    agreed_by: str
    decided: bool
    agreed_date: date
    scope: str
    valid_until: date | None
    review_date: date
    language: str
    language_note: str
    direct_route: Route | None
    silent: bool


def card_of(story: RuleStory, *, language: str, actor: Actor, today: date) -> Card:
    """The card of a version for a reader. One query more when the topic has a direct route."""
    version, headline = story.version, rules.headline(story.ruling)
    text = story.said("text", language)
    # One language a card: a heading in one and a text in another would read as a mistake.
    shown = text.language
    return Card(
        rule_id=story.rule.pk, title=said(version, "title", shown).text,
        headline=wording.headline_sentence(headline, addressee=story.ruling.addressee, language=shown)
        or said(version, "title", shown).text,
        tone=headline.tone.value, sign=headline.sign.value, oneself=wording.own_decision(story.ruling),
        paragraphs=tuple(line for line in text.text.split("\n") if line.strip()),
        limits=tuple(said(limit, "words", shown).text for limit in story.limits),
        decider=_decider(story.ruling),
        decided=story.rule.fixed,
        sources=tuple(SourceLink(said(row, "name", language).text, row.address, row.read_date) for row in story.sources),
        agreed_by=said(version, "agreed_by", language).text, agreed_date=timezone.localdate(version.adopted_at),
        scope=scope_words(story, language), valid_until=version.valid_until, review_date=version.review_date,
        language=shown, language_note="" if shown == language else _("Not translated yet. The text is in Finnish."),
        direct_route=_route(actor, today) if story.rule.direct_route else None,
        silent=not story.in_force,
    )  # fmt: skip


def _decider(ruling: rules.Ruling) -> Any:
    """Who decides; on a binding must or may not nobody here does, whoever carries it out."""
    binding = {rules.RulingVerdict.MAY_NOT, rules.RulingVerdict.MUST, rules.RulingVerdict.INFO}
    return (
        _("the law or an instruction")
        if ruling.fixed and ruling.verdict in binding
        else wording.DECIDERS[ruling.decider]
    )


def scope_words(story: RuleStory, language: str) -> str:
    """Whom a rule concerns: a site, a team, an area, or everybody."""
    place = story.rule.site or story.rule.team or story.rule.area
    return said(place, "name", language).text if place else _("everybody at this employer")


def _route(actor: Actor, today: date) -> Route:
    holders = organisation.holders(ROUTE_KINDS, team=actor.own_team, on=today)
    order = {kind: n for n, kind in enumerate(ROUTE_KINDS)}
    lines = [
        f"{str(ROLES[RoleKind(role.kind)]).capitalize()}: {role.person.name}"
        for role in sorted(holders, key=lambda role: (order[RoleKind(role.kind)], role.person.name))
        if role.person_id != actor.id
    ]
    return Route(lines=tuple(lines))


def topic_name(topic: str) -> Any:
    """The name of a group of rules."""
    return wording.TOPICS.get(topic, topic)
