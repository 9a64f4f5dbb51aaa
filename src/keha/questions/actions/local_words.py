"""The employer's table of words, and words kept from questions that become a rule's own."""

from datetime import datetime
from uuid import UUID

from keha.agreements import actions as agreements_actions
from keha.agreements import queries as agreements
from keha.agreements.proposals import WordsOrigin
from keha.foundation import audit
from keha.foundation.verdict import all_of, holds
from keha.language.local_words import pairs_max
from keha.organisation.queries import Actor
from keha.questions import policies
from keha.questions.models import Kept, LocalWord
from keha.questions.queries import kept


def add_local_word(*, spoken: str, meaning: str, by: Actor, at: datetime) -> LocalWord:
    """Tells what people mean by a word; told again, the later meaning holds. Raises Refused."""
    policies.may_edit_local_words(by).or_refuse()
    spoken, meaning = (" ".join(text.split()) for text in (spoken, meaning))
    all_of(
        holds(bool(spoken and meaning), otherwise="questions.no-word"),
        holds(spoken.casefold() != meaning.casefold(), otherwise="questions.same-word"),
        holds(LocalWord.objects.count() < pairs_max, otherwise="questions.too-many-local-words"),
    ).or_refuse()
    row, _made = LocalWord.objects.update_or_create(
        spoken=spoken.casefold(), defaults={"meaning": meaning, "by": by.person, "at": at}
    )
    _tell("questions.add-local-word", row.pk, by=by, at=at)
    return row


def remove_local_word(*, word_id: UUID, by: Actor, at: datetime) -> None:
    """Takes a word out of the table; gone already is as good. Raises Refused."""
    policies.may_edit_local_words(by).or_refuse()
    if LocalWord.objects.filter(pk=word_id).delete()[0]:
        _tell("questions.remove-local-word", word_id, by=by, at=at)


def use_kept(*, kept_id: UUID, text: str, by: Actor, at: datetime) -> None:
    """Kept words, read and written anew by the rule's keeper, become the rule's own; what was kept is then forgotten.

    Raises Refused, Kept.DoesNotExist. Locks the kept words and the rule.
    """
    rule_id = kept.locked(kept_id, by)
    agreements_actions.add_words(rule_id=rule_id, text=text, by=by, at=at, origin=WordsOrigin.QUESTION)
    Kept.objects.filter(pk=kept_id).delete()


def drop_kept(*, kept_id: UUID, by: Actor, at: datetime) -> None:
    """Kept words are of no use to the rule and are forgotten. Raises Kept.DoesNotExist."""
    kept.locked(kept_id, by)
    Kept.objects.filter(pk=kept_id).delete()
    audit.record("questions.drop-kept", actor=by.id, at=at, thing=("kept", kept_id))


def _tell(action: str, word_id: UUID, *, by: Actor, at: datetime) -> None:
    agreements.renew_number()
    audit.record(action, actor=by.id, at=at, thing=("local_word", word_id))
