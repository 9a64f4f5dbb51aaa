"""Reads for those who keep rules: drafts, what waits for care, where one may rule. Each says how many queries it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from keha.agreements import merging, proposals, queries, templates
from keha.agreements.inflection import FigureKind
from keha.agreements.models import Draft, Figure, Limit, Rule, Source, Version, renewed
from keha.agreements.proposals import FigureLine, Proposal
from keha.agreements.queries import RuleStory
from keha.agreements.queries.rights import level_here
from keha.agreements.rules import (
    Addressee,
    Comparison,
    Decider,
    Place,
    Ruling,
    RulingVerdict,
    SourceKind,
    Words,
)  # fmt: skip
from keha.agreements.rules import (
    Limit as LimitRow,
)
from keha.agreements.templates import SourceLine
from keha.foundation.languages import LANGUAGES
from keha.foundation.verdict import Verdict, all_of
from keha.organisation.models import Area, Site, Team
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind

REVIEW_AHEAD = timedelta(days=30)
OWN_RULES_MAX = 40


def of_keeper(actor: Actor, *, rule: str = "") -> Q:
    """The same as policies.may_tend, as a condition on rows. rule: the way to the rule, as "rule__"."""
    if RoleKind.ADMINISTRATOR in actor.roles:
        return Q()
    found = Q(**{f"{rule}team_id__in": actor.working_team_ids, f"{rule}fixed": False})
    if actor.managed_area_ids:
        wide = {f"{rule}{place}__isnull": True for place in ("area", "team", "site")}
        found |= Q(**wide)
        for way in ("area_id", "team__area_id", "site__area_id"):
            found |= Q(**{f"{rule}{way}__in": actor.managed_area_ids})
    return found


@dataclass(frozen=True, slots=True)
class Ground:
    """A place that somebody may rule for: a team, an area, a site, or with none the whole employer."""

    kind: str
    place: Area | Team | Site | None
    may_fix: bool

    @property
    def key(self) -> str:
        """How a form names it: team:<id>, or employer."""
        return f"{self.kind}:{self.place.pk}" if self.place else self.kind


def grounds(actor: Actor) -> list[Ground]:
    """The places she may rule for, her own team first. None for a member, three queries for a manager."""
    own = [Ground("team", team, may_fix=False) for team in dict.fromkeys((*actor.teams, *actor.led_teams))]
    everywhere = RoleKind.ADMINISTRATOR in actor.roles
    if not (everywhere or actor.managed_area_ids):
        return own
    inside = {} if everywhere else {"area_id__in": actor.managed_area_ids}
    areas = Area.objects.all() if everywhere else Area.objects.filter(pk__in=actor.managed_area_ids)
    teams = [Ground("team", team, may_fix=True) for team in Team.objects.filter(**inside).order_by("name_fi")]
    known = {ground.key for ground in teams}
    return [
        *(replace(ground, may_fix=ground.key in known) for ground in own),
        *(ground for ground in teams if ground.key not in {mine.key for mine in own}),
        Ground("employer", None, may_fix=True),
        *(Ground("area", area, may_fix=True) for area in areas.order_by("name_fi")),
        *(Ground("site", site, may_fix=True) for site in Site.objects.filter(**inside).order_by("name_fi")),
    ]


def _drafts() -> QuerySet[Draft]:
    around = ("rule", "team", "area", "site", "by", "edited_by")
    return Draft.objects.select_related(*around).prefetch_related("endings", "endings__by")


def draft_of(draft_id: UUID, actor: Actor) -> Any | None:
    """A draft that this person keeps, its ending, and its topic's level in its team. Three queries."""
    found = _drafts().annotate(about=Coalesce("rule__topic", KT("proposal__topic"), output_field=CharField()))
    found = found.annotate(level=level_here("team_id", "about"))
    return found.filter(of_keeper(actor)).filter(pk=draft_id).first()


def open_drafts(actor: Actor) -> list[Draft]:
    """The drafts that wait in the places she keeps, the latest edited first. Two queries."""
    return list(_drafts().filter(of_keeper(actor), endings__isnull=True).order_by("-edited_at"))


def count_drafts(actor: Actor) -> int:
    """How many drafts wait in the places she keeps. One query."""
    return Draft.objects.filter(of_keeper(actor), endings__isnull=True).count()


def keeps_something(actor: Actor) -> bool:
    """Whether there is a place that she may rule for."""
    return bool(actor.working_team_ids or actor.managed_area_ids or RoleKind.ADMINISTRATOR in actor.roles)


def open_draft_of(rule_id: UUID) -> Draft | None:
    """The open change of a rule, the oldest one. One query."""
    return Draft.objects.filter(rule_id=rule_id, endings__isnull=True).order_by("at").first()


def is_locked(draft: Draft) -> bool:
    """Whether only the blanks of the draft's template may be changed."""
    try:
        return bool(draft.library_slug) and proposals.is_locked(templates.template_of(draft.library_slug))
    except LookupError:
        return False


def has_newer(draft: Draft) -> bool:
    """Whether its rule has got another version after the draft was begun. One query."""
    return Version.objects.filter(rule_id=draft.rule_id, number__gt=draft.based_on).exists() if draft.rule_id else False


def proposal_of(version: Version) -> Proposal:
    """A version as a proposal: where a change begins. Three queries."""
    rule = version.rule
    return Proposal(
        topic=rule.topic, verdict=RulingVerdict(version.verdict), decider=Decider(version.decider),
        addressee=Addressee(version.addressee), title=_words(version, "title"), text=_words(version, "text"),
        why=_words(version, "why"), direct_route=rule.direct_route,
        limits=tuple(
            LimitRow(row.quantity, Comparison(row.comparison), row.value, row.unit, _words(row, "words"))
            for row in version.limits.order_by("position")
        ),
        sources=tuple(
            SourceLine(SourceKind(row.kind), _words(row, "name"), row.address, row.read_date)
            for row in version.sources.order_by("position")
        ),
        figures=tuple(
            FigureLine(row.key, FigureKind(row.kind), row.unit, row.value)
            for row in Figure.objects.filter(version=version).order_by("key")
        ),
    )  # fmt: skip


def _words(row: Any, field: str) -> Words:
    return Words(*(getattr(row, f"{field}_{language}") for language in LANGUAGES))


def _fields(field: str, words: Words) -> dict[str, str]:
    return {f"{field}_{language}": words.of(language) for language in LANGUAGES}


def ruling_of(proposal: Proposal, *, slug: str, fixed: bool) -> Ruling:
    """What a proposal would say, besides its text."""
    return Ruling(
        slug, proposal.verdict, proposal.decider, proposal.addressee, fixed, limits=proposal.limits
    )  # fmt: skip


def preview(draft: Draft, *, at: datetime, today: date) -> RuleStory:
    """A draft as its askers would see it, adopted today. No query: the draft's places have been read."""
    proposal = proposals.from_body(draft.proposal)
    rule = draft.rule or Rule(
        slug=draft.library_slug, topic=proposal.topic, fixed=draft.fixed, direct_route=proposal.direct_route,
        area=draft.area, team=draft.team, site=draft.site,
    )  # fmt: skip
    version = Version(
        rule=rule, number=draft.based_on + 1, verdict=proposal.verdict, decider=proposal.decider,
        addressee=proposal.addressee, valid_from=today, adopted_at=at,
        review_date=proposals.months_later(today, proposal.review_months), **_fields("title", proposal.title),
        **_fields("text", proposal.text), **_fields("why", proposal.why),
    )  # fmt: skip
    limits = (
        Limit(quantity=row.quantity, comparison=row.comparison, value=row.value, **_fields("words", row.words))
        for row in proposal.limits
    )
    sources = (
        Source(kind=line.kind, address=line.address, read_date=line.read, **_fields("name", line.name))
        for line in proposal.sources
    )
    ruling = ruling_of(proposal, slug=rule.slug, fixed=rule.fixed)
    return RuleStory(rule, version, ruling, tuple(limits), tuple(sources), Verdict())


def is_no_looser(draft: Draft, proposal: Proposal, *, today: date) -> Verdict:
    """Whether no wider rule of the topic is loosened; every reason otherwise. At most seven queries."""
    slug = draft.rule.slug if draft.rule else draft.library_slug
    narrow = ruling_of(proposal, slug=slug, fixed=draft.fixed)
    return all_of(*(merging.loosens(narrow, wide.ruling) for wide in _wider(draft, slug, today=today)))


def _wider(draft: Draft, slug: str, *, today: date) -> Sequence[RuleStory]:
    if not slug or not (draft.area or draft.team or draft.site):
        return ()
    inner = draft.team or draft.site
    area_id = inner.area_id if inner else None
    wide = Q(area__isnull=True) | Q(area_id=area_id) if area_id else Q(area__isnull=True)
    rules = Rule.objects.filter(wide, slug=slug, team__isnull=True, site__isnull=True)
    place = Place(area_ids=[area_id] if area_id else [])
    ids = [pk for pk in rules.values_list("pk", flat=True) if pk != draft.rule_id]
    found = (queries.story(pk, place, today=today) for pk in ids)
    return [story for story in found if story and story.in_force]


def missing_of(version: Version) -> tuple[str, ...]:
    """The languages in which heading or text has not been written."""
    written = {code: getattr(version, f"title_{code}") and getattr(version, f"text_{code}") for code in ("sv", "en")}
    return tuple(code for code, text in written.items() if not text)


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule as its keeper sees it in her list. missing: the languages not written. place_*: see queries.Listed."""

    rule_id: UUID
    topic: str
    team_id: UUID | None
    adopted_at: datetime
    valid_until: date | None
    review_date: date
    missing: tuple[str, ...]
    title_fi: str
    title_sv: str
    title_en: str
    place_fi: str
    place_sv: str
    place_en: str

    def is_due(self, today: date) -> bool:
        """Whether its review is past, or within 30 days."""
        return self.review_date <= today + REVIEW_AHEAD

    def is_expired(self, today: date) -> bool:
        """Whether its time has run out."""
        return self.valid_until is not None and self.valid_until < today


_PLACES = [f"rule__{place}__name_{language}" for place in ("site", "team", "area") for language in LANGUAGES]
_KEPT = (
    "rule_id", "rule__topic", "rule__team_id", "adopted_at", "valid_until", "review_date", "renewed", "title_fi",
    "title_sv", "title_en", "has_sv", "has_en", *_PLACES,
)  # fmt: skip


def kept_by(actor: Actor) -> list[Kept]:
    """Every rule in use that this person keeps. One query."""
    newest = Version.objects.filter(of_keeper(actor, rule="rule__"), rule__retirements__isnull=True)
    rows = newest.order_by("rule_id", "-number").distinct("rule_id").annotate(
        renewed=renewed(), has_sv=~Q(text_sv=""), has_en=~Q(text_en="")
    )  # fmt: skip
    return [_kept(row) for row in rows.values_list(*_KEPT)]


def _kept(row: tuple[Any, ...]) -> Kept:
    rule, topic, team, adopted, until, review, renewed, fi, sv, en, has_sv, has_en, *names = row
    missing = tuple(code for code, has in (("sv", has_sv and sv), ("en", has_en and en)) if not has)
    place = next((names[n : n + 3] for n in (0, 3, 6) if names[n]), ["", "", ""])
    return Kept(rule, topic, team, adopted, until, renewed or review, missing, fi, sv, en, *place)


class Everywhere(frozenset[UUID]):
    """Ids of all there is: for reading a rule first, and asking then whether she may."""

    def __contains__(self, one: object) -> bool:
        return True


ANYWHERE = Place(Everywhere(), Everywhere(), Everywhere())


def library_slugs(ground: Ground) -> set[str]:
    """The templates that a place has a rule of, in use. One query."""
    place: dict[str, UUID | None] = {f"{kind}_id": None for kind in ("area", "team", "site")}
    if ground.place:
        place[f"{ground.kind}_id"] = ground.place.pk
    found = Rule.objects.filter(**place, retirements__isnull=True).exclude(library_slug="")
    return set(found.values_list("library_slug", flat=True))
