"""A rule in use is looked after: read through and found good, and given a language that it lacked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from keha.agreements import policies, queries
from keha.agreements.consent import Helped, ReviewOutcome
from keha.agreements.events import RuleWordsChanged
from keha.agreements.models import Limit, Review, Rule, Translation, Version
from keha.agreements.proposals import months_later
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.foundation.verdict import all_of, holds
from keha.notices import actions as notices
from keha.notices.rules import NoticeKind
from keha.organisation.queries import Actor

SOON_MONTHS = 1


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody says of a rule that she looked at again. months: until the next time, where it goes on."""

    helped: Helped
    outcome: ReviewOutcome
    months: int
    improve: str = ""
    against: str = ""


def review(looked: Looked, *, rule_id: UUID, today: date, by: Actor, at: datetime) -> Review:
    """A keeper has looked at a rule again. The version stays as it is; a change or an end is proposed to the team.

    Where it is to be changed or ended it comes up again in a month. Raises Refused, Rule.DoesNotExist. Locks the rule.
    """
    version = _newest(rule_id, by)
    all_of(
        holds(queries.retirement_of(rule_id) is None, otherwise="agreements.retired"),
        holds(version.valid_until is None or today <= version.valid_until, otherwise="agreements.expired"),
    ).or_refuse()
    months = looked.months if looked.outcome is ReviewOutcome.CONTINUE else SOON_MONTHS
    found = Review.objects.create(
        version=version, by=by.person, at=at, next_date=months_later(today, months), helped=looked.helped,
        improve=looked.improve, against=looked.against, outcome=looked.outcome,
    )  # fmt: skip
    notices.call_off(thing=("rule", rule_id), kinds=[NoticeKind.REVIEW_DUE], at=at)
    audit.record("agreements.review", actor=by.id, at=at, thing=("version", version.pk))
    return found


def _newest(rule_id: UUID, by: Actor) -> Version:
    rule = Rule.objects.select_for_update(of=("self",)).select_related("team", "site").get(pk=rule_id)
    policies.may_tend(by, rule).or_refuse()
    return Version.objects.filter(rule=rule).order_by("-number")[0]


@dataclass(frozen=True, slots=True)
class Translated:
    """A version's words in one more language. limits: the words of each, by its position."""

    language: str
    title: str
    text: str
    why: str = ""
    limits: Mapping[int, str] | None = None


def add_translation(words: Translated, *, rule_id: UUID, by: Actor, at: datetime) -> Version:
    """Writes the newest version in a language in which it has not been written; nothing written is touched.

    Raises Refused, Rule.DoesNotExist. Locks the rule. Publishes RuleWordsChanged.
    """
    version, code = _newest(rule_id, by), words.language
    written = getattr(version, f"title_{code}") and getattr(version, f"text_{code}")
    holds(not written, otherwise="agreements.written-already").or_refuse()
    given = {"title": words.title, "text": words.text, "why": words.why}
    fields = {f"{field}_{code}": text for field, text in given.items() if not getattr(version, f"{field}_{code}")}
    Version.objects.filter(pk=version.pk).update(**fields)
    for position, text in (words.limits or {}).items():
        Limit.objects.filter(version=version, position=position, **{f"words_{code}": ""}).update(
            **{f"words_{code}": text}
        )
    Translation.objects.create(version=version, language=code, by=by.person, at=at)
    queries.renew_number()
    audit.record("agreements.translate", actor=by.id, at=at, thing=("version", version.pk))
    publish(RuleWordsChanged(rule_id=rule_id, at=at))
    version.refresh_from_db()
    return version
