"""The answer card: a rule's version as a reader sees it, the agreed text whole."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from keha.agreements import limits, rights, rules, wording
from keha.agreements.limits import Reach
from keha.agreements.meeting import Together
from keha.agreements.merging import Conflict, Merged, Other
from keha.agreements.models import LevelChange
from keha.agreements.queries import RuleStory
from keha.agreements.queries import rights as levels
from keha.agreements.rights import Level
from keha.foundation.languages import said
from keha.organisation import duty
from keha.organisation import queries as organisation
from keha.organisation.queries import Actor
from keha.organisation.rules import NumberKind, RoleKind
from keha.organisation.wording import ROLES
from keha.web.rights.reading import LevelWords, level_words, limit_words
from keha.web.shell.languages import reader_language

# Whom a direct route names, in order: by a role, by a kind of number, or both.
ROUTE: tuple[tuple[RoleKind | None, NumberKind | None], ...] = (
    (RoleKind.SUPERVISOR, None),
    (None, NumberKind.SUPERVISOR_ON_DUTY),
    (RoleKind.AREA_MANAGER, None),
    (RoleKind.SAFETY, NumberKind.SAFETY_REPRESENTATIVE),
    (RoleKind.STEWARD, NumberKind.STEWARD),
    (None, NumberKind.OCCUPATIONAL_HEALTH),
)
SUPERVISORS = (RoleKind.SUPERVISOR, NumberKind.SUPERVISOR_ON_DUTY)
# Rules of the library about something that the supervisor herself may be part of.
PAST_SUPERVISOR = frozenset({"epaasiallinen"})


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Where a rule comes from. address: a page of it, or empty."""

    name: str
    address: str
    read_date: date | None


@dataclass(frozen=True, slots=True)
class Contact:
    """One to turn to: a role and a name, or a number by its name. dial: empty when no number is known.

    is_supervisor: the supervisor, or the one on duty in her place.
    """

    text: str
    dial: str = ""
    shown: str = ""
    is_supervisor: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Whom to tell straight away, in order. past_supervisor: said where the supervisor may be the one it is about."""

    contacts: tuple[Contact, ...]
    past_supervisor: bool = False

    @property
    def in_order(self) -> list[Contact]:
        """Whom to call first; the supervisor last, where the matter may be about her."""
        return sorted(self.contacts, key=lambda one: self.past_supervisor and one.is_supervisor)


@dataclass(frozen=True, slots=True)
class Beside:
    """Another rule that holds at the same time. lines: what it made stricter, in its own words."""

    rule_id: UUID
    title: str
    scope: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamLevel:
    """Who decides the rule's topic in the reader's team, where that is stricter than the rule says, or has a limit."""

    team_id: UUID
    topic: str
    said: LevelWords


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads cards, on a day, in a language; held: what her team's decision list says of each topic."""

    actor: Actor
    today: date
    language: str
    held: Mapping[str, LevelChange]


def reader_of(actor: Actor, *, today: date, language: str) -> Reader:
    """A reader of any number of cards. One query; none for who has no team."""
    team = actor.own_team
    return Reader(actor, today, language, levels.held_rows(team.pk, on=today) if team else {})


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on an answer card, in one language.

    asked: the question's own amount, where a limit is read against it. past: that it is past the limit, where the
    headline does not say so. beside: other rules of the topic. contradicted: they say the opposite. level: of the team.
    """

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
    asked: str
    past: str
    beside: tuple[Beside, ...]
    contradicted: bool
    level: TeamLevel | None


def card_of(
    story: RuleStory, *, language: str, actor: Actor, today: date, question: str = "", together: Together | None = None
) -> Card:
    """The card of a version for a reader. One query where a team may decide; two more when the topic has a direct route.

    question: what was asked; its amounts are read against the limits. together: the rules that hold beside this one;
    headline and limits are then of all of them.
    """
    decided = rights.is_decided(story.rule.topic, _ruling(story, together))
    reader = reader_of(actor, today=today, language=language) if decided else Reader(actor, today, language, {})
    return card_for(story, reader, question=question, together=together)


def card_for(story: RuleStory, reader: Reader, *, question: str = "", together: Together | None = None) -> Card:
    """The same for a reader of many cards. Two queries when the topic has a direct route, else none."""
    actor, today, language = reader.actor, reader.today, reader.language
    version, said_together = story.version, together.said if together else None
    ruling = _ruling(story, together)
    level = _level(reader, story.rule.topic, ruling)
    ruling = _under(ruling, level, reader)
    reading = limits.told(question, ruling)
    headline, is_past = limits.headline_for(ruling, reading), reading is not None and reading.reach is not Reach.WITHIN
    text = story.said("text", language)
    # One language a card: a heading in one and a text in another would read as a mistake.
    shown = text.language
    return Card(
        rule_id=story.rule.pk, title=said(version, "title", shown).text,
        headline=wording.headline_sentence(headline, addressee=ruling.addressee, language=shown)
        or said(version, "title", shown).text,
        tone=headline.tone.value, sign=headline.sign.value, oneself="" if is_past else wording.own_decision(ruling),
        paragraphs=tuple(line for line in text.text.split("\n") if line.strip()),
        limits=tuple(limit.words.of(shown) for limit in ruling.limits),
        decider=_decider(ruling),
        decided=story.rule.fixed,
        sources=tuple(SourceLink(said(row, "name", language).text, row.address, row.read_date) for row in story.sources),
        agreed_by=said(version, "agreed_by", language).text, agreed_date=timezone.localdate(version.adopted_at),
        scope=scope_words(story, language), valid_until=version.valid_until, review_date=getattr(version, "renewed", None) or version.review_date,
        language=shown, language_note="" if shown == language else _("Not translated yet. You see it as it was written."),
        direct_route=routed(_route(actor, today), story) if story.rule.direct_route else None,
        silent=not story.in_force,
        asked=_("You asked about: %(amount)s.") % {"amount": reading.asked.words} if reading and is_past else "",
        past=wording.past_limit(reading.code, reading.limit.words, language=shown)
        if reading and is_past and headline.code is not reading.code else "",
        beside=_beside(together, language), contradicted=isinstance(said_together, Conflict), level=level,
    )  # fmt: skip


def _ruling(story: RuleStory, together: Together | None) -> rules.Ruling:
    """Of all the rules that hold together, where they do not contradict."""
    return together.said.ruling if together and isinstance(together.said, Merged) else story.ruling


def _level(reader: Reader, topic: str, ruling: rules.Ruling) -> TeamLevel | None:
    """What the card says of the team's own level: nothing where the rule is as strict already and there is no limit."""
    row, team = reader.held.get(topic), reader.actor.own_team
    if row is None or team is None or not rights.counts_for(ruling, Level(row.level), has_limit=bool(limit_words(row))):
        return None
    return TeamLevel(team.pk, topic, level_words(row))


def _under(ruling: rules.Ruling, level: TeamLevel | None, reader: Reader) -> rules.Ruling:
    """The rule as it stands in the team. A limit of the team's level is a condition, so that no permission is bare."""
    if level is None:
        return ruling
    stricter = rights.under(ruling, Level(reader.held[level.topic].level))
    words = level.said.limit
    own = rules.Limit("level", rules.Comparison.ONLY_IF, None, "", rules.Words(words, words, words))
    return replace(stricter, limits=(*stricter.limits, own)) if words else stricter


def _beside(together: Together | None, language: str) -> tuple[Beside, ...]:
    if together is None:
        return ()
    others = together.said.others if isinstance(together.said, Merged) else ()
    stricter = {other.key: _lines(other, together.other(other.key).ruling, language) for other in others}
    return tuple(
        Beside(
            rule_id=row.version.rule_id, title=said(row.version, "title", language).text,
            scope=place_words(row.version.rule, language),
            lines=tuple(stricter.get(row.version.rule_id, ())),
        )
        for row in together.others
    )  # fmt: skip


def _lines(other: Other, ruling: rules.Ruling, language: str) -> list[str]:
    found = [_("The stricter answer comes from this one.")] if other.verdict else []
    if other.decider:
        found.append(_("By this one %(who)s decides.") % {"who": wording.DECIDERS[ruling.decider]})
    tighter = [limit.words.of(language) for limit in other.limits if not limit.is_condition]
    found += [_("Tighter limit from this one: %(words)s.") % {"words": words} for words in tighter]
    conditions = [limit.words.of(language) for limit in other.limits if limit.is_condition]
    if conditions:
        found.append(_("Conditions from this one: %(words)s.") % {"words": "; ".join(conditions)})
    return found


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
    return place_words(story.rule, language)


def place_words(rule: Any, language: str) -> str:
    """The same for a rule."""
    place = rule.site or rule.team or rule.area
    return said(place, "name", language).text if place else _("everybody at this employer")


def _route(actor: Actor, today: date) -> Route:
    language = reader_language()
    roles = [role for role, _kind in ROUTE if role]
    holders = organisation.holders(roles, team=actor.own_team, on=today)
    numbers = organisation.numbers_of([kind for _role, kind in ROUTE if kind], team=actor.own_team)
    contacts: list[Contact] = []
    for role, kind in ROUTE:
        names = sorted(one.person.name for one in holders if one.kind == role and one.person_id != actor.id)
        people = f"{str(ROLES[role]).capitalize()}: {', '.join(names)}" if role and names else ""
        supervisor = role in SUPERVISORS or kind in SUPERVISORS
        calls = [
            Contact(said(one, "name", language).text, one.phone, duty.spaced(one.phone), supervisor)
            for one in numbers
            if one.kind == kind
        ]
        if people and len(calls) == 1:
            calls = [replace(calls[0], text=people)]
        elif people:
            calls.insert(0, Contact(people, is_supervisor=supervisor))
        contacts += calls
    return Route(tuple(contacts))


def routed(route: Route, story: RuleStory) -> Route:
    """The route as a rule needs it."""
    return replace(route, past_supervisor=story.rule.library_slug in PAST_SUPERVISOR)


def topic_name(topic: str) -> Any:
    """The name of a group of rules."""
    return wording.TOPICS.get(topic, topic)
