"""Reads: which rules hold for whom, and a rule's whole story. Each says how many queries it takes."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from keha.agreements.models import Figure, Limit, OwnWords, Retirement, Rule, RuleSet, Source, Version, renewed
from keha.agreements.queries.parts import limits_in, sources_in, with_parts
from keha.agreements.rules import (
    Addressee,
    Comparison,
    Decider,
    Place,
    Ruling,
    RulingVerdict,
    Scope,
    Words,
    covers,
    is_in_force,
)  # fmt: skip
from keha.agreements.rules import (
    Limit as LimitRow,
)
from keha.foundation.languages import Said, said
from keha.foundation.verdict import Verdict, all_of


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule's newest version as the finder of answers knows it: where and when it holds, and which way it points."""

    rule_id: UUID
    version_id: UUID
    slug: str
    library_slug: str
    verdict: RulingVerdict
    scope: Scope
    valid_from: date
    valid_until: date | None
    retired_at: datetime | None

    def answers(self, place: Place, *, today: date) -> Verdict:
        """Whether it may answer a reader standing there on a day, with every reason why not."""
        return all_of(
            covers(self.scope, place),
            is_in_force(
                valid_from=self.valid_from, valid_until=self.valid_until, retired_at=self.retired_at, today=today
            ),
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """A rule's heading in the reader's language: all that a list may show of it."""

    rule_id: UUID
    title: Said
    topic: str


@dataclass(frozen=True, slots=True)
class RuleStory:
    """A version with its rule and all its parts, ready to be read."""

    rule: Rule
    version: Version
    ruling: Ruling
    limits: tuple[Limit, ...]
    sources: tuple[Source, ...]
    in_force: Verdict

    def said(self, field: str, language: str) -> Said:
        """A text of the version in the reader's language, or in Finnish where it has not been written."""
        return said(self.version, field, language)


def rule_set_number() -> int:
    """The number that is new after every adoption; 0 before the first. One query."""
    return RuleSet.objects.values_list("number", flat=True).first() or 0


def standing_rules() -> tuple[Standing, ...]:
    """Every rule's newest version, retired and expired ones too. One query, and no text is read."""
    newest = Version.objects.order_by("rule_id", "-number").distinct("rule_id")
    rows = newest.values_list(
        "rule_id", "pk", "rule__slug", "rule__library_slug", "verdict",
        "rule__area_id", "rule__team_id", "rule__site_id", "valid_from", "valid_until", "rule__retirements__at",
    )  # fmt: skip
    return tuple(
        Standing(rule, version, slug, library, RulingVerdict(verdict), Scope(area, team, site), since, until, retired)
        for rule, version, slug, library, verdict, area, team, site, since, until, retired in rows
    )


@dataclass(frozen=True, slots=True)
class Texts:
    """What a version says: Finnish, and whole in the other languages where it has been written."""

    title: str
    text: str
    translations: tuple[str, ...]


def texts_of(version_ids: Collection[UUID]) -> dict[UUID, Texts]:
    """The texts of these versions. One query."""
    fields = ("title_fi", "text_fi", "title_sv", "text_sv", "title_en", "text_en")
    found = Version.objects.filter(pk__in=version_ids).values_list("pk", *fields)
    return {
        pk: Texts(title, text, tuple(f"{head}. {body}" for head, body in ((sv_t, sv), (en_t, en)) if body))
        for pk, title, text, sv_t, sv, en_t, en in found
    }


def own_words(rule_id: UUID | None = None) -> dict[UUID, tuple[str, ...]]:
    """The workplace's own words by rule, of one rule or of all that have some. One query."""
    rows = OwnWords.objects.order_by("at", "pk").values_list("rule_id", "text")
    found: dict[UUID, tuple[str, ...]] = {}
    for rule, text in rows.filter(rule_id=rule_id) if rule_id else rows:
        found[rule] = (*found.get(rule, ()), text)
    return found


def scope_of(rule: Rule) -> Scope:
    """Where a rule holds."""
    return Scope(area_id=rule.area_id, team_id=rule.team_id, site_id=rule.site_id)


def ruling_of(rule: Rule, version: Version, limits: Sequence[Limit]) -> Ruling:
    """What of a version is compared and headed. limits: in their order."""
    return Ruling(
        slug=rule.slug, verdict=RulingVerdict(version.verdict), decider=Decider(version.decider),
        addressee=Addressee(version.addressee), fixed=rule.fixed, limits=tuple(_limit(row) for row in limits),
    )  # fmt: skip


def _limit(row: Limit) -> LimitRow:
    words = Words(*(said(row, "words", language).text for language in ("fi", "sv", "en")))
    return LimitRow(
        quantity=row.quantity, comparison=Comparison(row.comparison), value=row.value, unit=row.unit, words=words
    )


def headings(rule_ids: Sequence[UUID], *, language: str) -> list[Heading]:
    """The headings of these rules, in the order given. Two queries."""
    rules = {rule.pk: rule for rule in Rule.objects.filter(pk__in=rule_ids)}
    newest: dict[UUID, Version] = {}
    for version in Version.objects.filter(rule_id__in=rule_ids).order_by("number"):
        newest[version.rule_id] = version
    return [
        Heading(rule_id=pk, title=said(newest[pk], "title", language), topic=rules[pk].topic)
        for pk in rule_ids
        if pk in newest
    ]


def is_visible(rule: Rule, place: Place) -> bool:
    """Whether a reader standing there may read a rule: it is of her employer, area, team or site."""
    return bool(covers(scope_of(rule), place))


def story(rule_id: UUID, place: Place, *, today: date, number: int | None = None) -> RuleStory | None:
    """A rule with its newest version, or that of a number. None: no such rule or version for this reader.

    One query.
    """
    versions = _whole(Version.objects.filter(rule_id=rule_id))
    if number is not None:
        versions = versions.filter(number=number)
    version = versions.order_by("-number").first()
    return _story(version, today=today) if version and is_visible(version.rule, place) else None


def story_of_version(version_id: UUID, *, today: date) -> RuleStory | None:
    """The same for the very version that was shown. One query."""
    version = _whole(Version.objects.filter(pk=version_id)).first()
    return _story(version, today=today) if version else None


def _whole(versions: QuerySet[Version]) -> QuerySet[Any]:
    around = ("rule__owner", "rule__area", "rule__team", "rule__site")
    found = versions.select_related("rule", *around).annotate(retired_at=F("rule__retirements__at"), renewed=renewed())
    return with_parts(found)


def _story(version: Any, *, today: date) -> RuleStory:
    limits = limits_in(version)
    return RuleStory(
        rule=version.rule,
        version=version,
        ruling=ruling_of(version.rule, version, limits),
        limits=limits,
        sources=sources_in(version),
        in_force=is_in_force(
            valid_from=version.valid_from,
            valid_until=version.valid_until,
            retired_at=version.retired_at,
            today=today,
        ),
    )


def stories(place: Place, *, today: date) -> list[RuleStory]:
    """Every rule that holds on a day for a reader standing there, whole. One query, however many rules."""
    newest = _whole(Version.objects.filter(here(place))).order_by("rule_id", "-number").distinct("rule_id")
    found = (_story(version, today=today) for version in newest)
    return [story for story in found if story.in_force and is_visible(story.rule, place)]


def retirement_of(rule_id: UUID) -> Retirement | None:
    """Who took a rule out of use, and why. One query."""
    return Retirement.objects.filter(rule_id=rule_id).select_related("by").first()


def figures_of(version_id: UUID) -> list[Figure]:
    """The local figures a version was filled with, by key. One query."""
    return list(Figure.objects.filter(version_id=version_id).order_by("key"))


def versions_of(rule_id: UUID) -> list[Version]:
    """Every version of a rule, the newest first. One query."""
    return list(Version.objects.filter(rule_id=rule_id).order_by("-number"))


def last_number(rule: Rule) -> int:
    """The number of a rule's newest version; 0 when it has none. Locks the rule. Two queries."""
    Rule.objects.select_for_update().get(pk=rule.pk)
    newest = Version.objects.filter(rule=rule).order_by("-number").values_list("number", flat=True).first()
    return newest or 0


def renew_number() -> None:
    """The rule set gets a new number: drawn, so that an adoption undone leaves none behind that comes again.

    One query, two the first time.
    """
    number = secrets.randbits(62)
    if not RuleSet.objects.update(number=number):
        RuleSet.objects.create(number=number)


def here(place: Place) -> Q:
    """For a query of versions: those whose rule may concern a reader standing there."""
    return _none_or("area", place.area_ids) & _none_or("team", place.team_ids) & _none_or("site", place.site_ids)


def _none_or(scope: str, ids: Collection[UUID]) -> Q:
    return Q(**{f"rule__{scope}__isnull": True}) | Q(**{f"rule__{scope}__in": list(ids)})
