"""A rule's own words: how this workplace asks for it."""

from datetime import datetime
from uuid import UUID

from keha.agreements import policies, queries
from keha.agreements.events import RuleWordsChanged
from keha.agreements.models import OwnWords, Rule
from keha.agreements.proposals import OWN_WORDS_MAX, WordsOrigin
from keha.foundation import audit
from keha.foundation.facts import publish
from keha.foundation.verdict import all_of, holds
from keha.organisation.queries import Actor


def add_words(
    *, rule_id: UUID, text: str, by: Actor, at: datetime, origin: WordsOrigin = WordsOrigin.TYPED
) -> OwnWords:
    """Adds words in which the rule is asked for; the same words again give the row that is there.

    Raises Refused, Rule.DoesNotExist. Locks the rule. Publishes RuleWordsChanged.
    """
    rule = Rule.objects.select_for_update(no_key=True).get(pk=rule_id)
    policies.may_tend(by, rule).or_refuse()
    return write_words(rule, text, by=by, at=at, origin=origin)


def write_words(rule: Rule, text: str, *, by: Actor, at: datetime, origin: WordsOrigin = WordsOrigin.TYPED) -> OwnWords:
    """The same by a team's right, of a rule that is locked. Raises Refused: no words, or too many."""
    text = " ".join(text.split())
    known = list(OwnWords.objects.filter(rule=rule))
    if same := next((row for row in known if row.text.casefold() == text.casefold()), None):
        return same
    all_of(
        holds(bool(text), otherwise="agreements.no-words"),
        holds(len(known) < OWN_WORDS_MAX, otherwise="agreements.too-many-words"),
    ).or_refuse()
    words = OwnWords.objects.create(rule=rule, text=text, origin=origin, by=by.person, at=at)
    _tell("agreements.add-words", rule.pk, by=by, at=at)
    return words


def remove_words(*, rule_id: UUID, words_id: UUID, by: Actor, at: datetime) -> None:
    """Takes words away again; gone already is as good. Raises Refused, Rule.DoesNotExist. Locks the rule."""
    rule = Rule.objects.select_for_update(no_key=True).get(pk=rule_id)
    policies.may_tend(by, rule).or_refuse()
    if OwnWords.objects.filter(pk=words_id, rule=rule).delete()[0]:
        _tell("agreements.remove-words", rule_id, by=by, at=at)


def _tell(action: str, rule_id: UUID, *, by: Actor, at: datetime) -> None:
    queries.renew_number()
    audit.record(action, actor=by.id, at=at, thing=("rule", rule_id))
    publish(RuleWordsChanged(rule_id=rule_id, at=at))
