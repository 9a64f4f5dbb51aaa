"""Reads: rules of one topic that hold for a reader at once, and what they say together."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F

from keha.agreements import queries
from keha.agreements.merging import Conflict, Member, Merged, Width, merge
from keha.agreements.models import Version
from keha.agreements.queries import RuleStory
from keha.agreements.queries.parts import limits_in, with_limits
from keha.agreements.rules import Place, Ruling, Scope, covers, is_in_force


def width_of(scope: Scope) -> Width:
    """How wide a scope is."""
    if scope.team_id or scope.site_id:
        return Width.PLACE
    return Width.AREA if scope.area_id else Width.EMPLOYER


def rulings_of(version_ids: Collection[UUID]) -> dict[UUID, Ruling]:
    """What of these versions is compared, by version. One query."""
    return {version.pk: ruling for version, ruling in _with_rulings(Version.objects.filter(pk__in=version_ids))}


@dataclass(frozen=True, slots=True)
class Beside:
    """Another rule of the topic that holds for the reader at the same time."""

    version: Version
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Together:
    """A rule's version with those that hold beside it. said: what they say together."""

    said: Merged | Conflict
    others: tuple[Beside, ...]

    def other(self, rule_id: UUID) -> Beside:
        """The rule of this id among the others. Raises StopIteration."""
        return next(one for one in self.others if one.version.rule_id == rule_id)


def around(story: RuleStory, place: Place, *, today: date) -> Together | None:
    """What a rule says together with those beside it; None where it stands alone or is not in force.

    Another holds beside it when it is of the same topic, in force, and of the reader's place. One query.
    """
    rows = Version.objects.filter(rule__slug=story.rule.slug).exclude(rule_id=story.rule.pk)
    found = [one for one in _with_rulings(rows) if covers(queries.scope_of(one[0].rule), place)]
    return _together(story, found, today=today)


def with_rules(story: RuleStory, rule_ids: Sequence[UUID], *, today: date) -> Together | None:
    """The same with these rules beside it, by their newest versions. One query, none for no rules."""
    found = _with_rulings(Version.objects.filter(rule_id__in=rule_ids)) if rule_ids else []
    return _together(story, found, today=today)


def _together(story: RuleStory, others: Iterable[tuple[Version, Ruling]], *, today: date) -> Together | None:
    beside = tuple(Beside(version, ruling) for version, ruling in others if _is_in_force(version, today=today))
    if not beside or not story.in_force:
        return None
    own = Member(story.rule.pk, story.ruling, width_of(queries.scope_of(story.rule)))
    members = [own, *(Member(b.version.rule_id, b.ruling, width_of(queries.scope_of(b.version.rule))) for b in beside)]
    return Together(merge(members, quoting=story.rule.pk), beside)


def conflicting(rule_ids: Sequence[UUID]) -> list[Version]:
    """The newest versions of these rules with who keeps them, in the order given. One query."""
    newest = Version.objects.filter(rule_id__in=rule_ids).order_by("rule_id", "-number").distinct("rule_id")
    around_rule = ("rule__owner", "rule__area", "rule__team", "rule__site")
    found = {version.rule_id: version for version in newest.select_related("rule", *around_rule)}
    return [found[rule_id] for rule_id in rule_ids if rule_id in found]


def _is_in_force(version: Version, *, today: date) -> bool:
    retired = getattr(version, "retired_at", None)
    return bool(
        is_in_force(
            valid_from=version.valid_from, valid_until=version.valid_until, retired_at=retired, today=today
        )
    )  # fmt: skip


def _with_rulings(versions) -> list[tuple[Version, Ruling]]:  # type: ignore[no-untyped-def]
    around_rule = ("rule__owner", "rule__area", "rule__team", "rule__site")
    newest = versions.order_by("rule_id", "-number").distinct("rule_id")
    found = with_limits(newest.select_related("rule", *around_rule).annotate(retired_at=F("rule__retirements__at")))
    return [(version, queries.ruling_of(version.rule, version, limits_in(version))) for version in found]
