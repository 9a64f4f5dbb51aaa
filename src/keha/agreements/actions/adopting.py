"""Writes: a rule is adopted, from the library or in new words, and taken out of use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from keha.agreements import policies, queries
from keha.agreements.events import RuleAdopted, RuleRetired
from keha.agreements.models import Figure, Limit, Retirement, Rule, Source, Version
from keha.agreements.proposals import UNDO, months_later
from keha.agreements.rules import Words
from keha.agreements.templates import Filled, Template, is_of_library
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.foundation.verdict import holds
from keha.organisation.models import Area, Person, Site, Team
from keha.organisation.queries import Actor
from keha.presence.rules import local_date


@dataclass(frozen=True, slots=True)
class Adoption:
    """What belongs to agreeing and not to the rule's words: by whom in words, from when, until when.

    change: what is new against the version before; None for the first. review_months: from valid_from on. agreed_date:
    when they agreed; None: on the day of adoption.
    """

    agreed_by: Words
    valid_from: date
    review_months: int
    valid_until: date | None = None
    change: Words | None = None
    agreed_date: date | None = None


def open_rule(template: Template, *, scope: Area | Team | Site | None, owner: Person | None) -> Rule:
    """A rule of a topic for a scope, with no version yet; the one there already, when there is one."""
    places = {
        "area": scope if isinstance(scope, Area) else None,
        "team": scope if isinstance(scope, Team) else None,
        "site": scope if isinstance(scope, Site) else None,
    }
    rule, _ = Rule.objects.get_or_create(
        slug=template.slug, **places,
        defaults={
            "topic": template.topic, "fixed": template.fixed, "direct_route": template.direct_route,
            "owner": owner, "library_slug": template.slug if is_of_library(template) else "",
        },
    )  # fmt: skip
    return rule


def adopt(rule: Rule, filled: Filled, adoption: Adoption, *, by: Actor, at: datetime) -> Version:
    """A filled template becomes the rule's next version and answers from its valid_from on. Raises Refused."""
    policies.may_adopt(by, rule, on=local_date(at)).or_refuse()
    return enact(rule, filled, adoption, by=by, at=at)


def enact(rule: Rule, filled: Filled, adoption: Adoption, *, by: Actor, at: datetime) -> Version:
    """The same where the right to adopt is somebody else's than the one in whose name it is written: a team's.

    Locks the rule. Writes the version, its parts, the trail, and publishes RuleAdopted.
    """
    template = filled.template
    version = Version.objects.create(
        rule=rule, number=queries.last_number(rule) + 1, verdict=template.verdict, decider=template.decider,
        addressee=template.addressee, agreed_date=adoption.agreed_date, valid_from=adoption.valid_from, valid_until=adoption.valid_until,
        review_date=months_later(adoption.valid_from, adoption.review_months), adopted_at=at,
        **_in_three("title", template.title), **_in_three("text", filled.text), **_in_three("why", template.why),
        **_in_three("agreed_by", adoption.agreed_by), **_in_three("change", adoption.change),
    )  # fmt: skip
    _write_parts(version, filled)
    queries.renew_number()
    audit.record("agreements.adopt", actor=by.id, at=at, thing=("version", version.pk))
    publish(RuleAdopted(rule_id=rule.pk, version_id=version.pk, at=at))
    return version


def _write_parts(version: Version, filled: Filled) -> None:
    Limit.objects.bulk_create(
        Limit(
            version=version, position=n, quantity=limit.quantity, comparison=limit.comparison, value=limit.value,
            unit=limit.unit, **_in_three("words", limit.words),
        )
        for n, limit in enumerate(filled.limits)
    )  # fmt: skip
    Source.objects.bulk_create(
        Source(
            version=version, position=n, kind=line.kind, address=line.address, read_date=line.read,
            **_in_three("name", line.name),
        )
        for n, line in enumerate(filled.template.sources)
    )  # fmt: skip
    Figure.objects.bulk_create(
        Figure(version=version, key=slot.key, kind=slot.kind, unit=slot.unit, value=value)
        for slot, value in filled.figures
    )


def _in_three(field: str, words: Words | None) -> dict[str, str]:
    if words is None:
        return {}
    return {f"{field}_fi": words.fi, f"{field}_sv": words.sv, f"{field}_en": words.en}


def retire(*, rule: Rule, reason: Words, by: Actor, at: datetime) -> Retirement:
    """A rule stops answering; its history stays readable. Raises Refused: not hers, or out of use. Locks the rule."""
    policies.may_retire(by, rule, on=local_date(at)).or_refuse()
    return enact_retirement(rule=rule, reason=reason, by=by, at=at)


def enact_retirement(*, rule: Rule, reason: Words, by: Actor, at: datetime) -> Retirement:
    """The same by a team's right. Raises Refused: out of use already. Locks the rule."""
    Rule.objects.select_for_update().get(pk=rule.pk)
    holds(queries.retirement_of(rule.pk) is None, otherwise="agreements.retired").or_refuse()
    retirement = Retirement.objects.create(rule=rule, by=by.person, at=at, **_in_three("reason", reason))
    queries.renew_number()
    audit.record("agreements.retire", actor=by.id, at=at, thing=("rule", rule.pk))
    publish(RuleRetired(rule_id=rule.pk, at=at))
    return retirement


def keep(*, rule_id: UUID, by: Actor, at: datetime) -> None:
    """A rule that was taken out of use just now goes on answering; one that was not is left as it is.

    Raises Refused: not hers, or more than ten minutes ago; Rule.DoesNotExist. Locks the rule.
    """
    rule = Rule.objects.select_for_update(of=("self",)).get(pk=rule_id)
    policies.may_retire(by, rule, on=local_date(at)).or_refuse()
    retirement = Retirement.objects.filter(rule=rule).first()
    if retirement is None:
        return
    holds(at - retirement.at <= UNDO, otherwise="agreements.too-late-to-undo").or_refuse()
    retirement.delete()
    queries.renew_number()
    audit.record("agreements.keep", actor=by.id, at=at, thing=("rule", rule_id))


def adopt_library(
    templates: Mapping[Template, Filled], adoption: Adoption, *, owner: Person, by: Actor, at: datetime
) -> list[UUID]:
    """Adopts filled templates for the whole employer at once. Returns the rules' ids. Raises Refused."""
    rules = [open_rule(template, scope=None, owner=owner) for template in templates]
    for rule, filled in zip(rules, templates.values(), strict=True):
        adopt(rule, filled, adoption, by=by, at=at)
    return [rule.pk for rule in rules]
