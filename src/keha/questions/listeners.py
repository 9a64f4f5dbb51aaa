"""What this room does when something happens below."""

from keha.agreements.events import RuleAdopted, RuleWordsChanged
from keha.agreements.models import Version
from keha.questions import actions


def read_new_version(fact: RuleAdopted) -> None:
    """A newly adopted version is read for the ranking, so that its first asker does not wait."""
    actions.analyse(Version.objects.select_related("rule").get(pk=fact.version_id))


def read_new_words(fact: RuleWordsChanged) -> None:
    """A rule is read again when the words by which it is found have changed."""
    newest = Version.objects.filter(rule_id=fact.rule_id).select_related("rule").order_by("-number").first()
    if newest is not None:
        actions.analyse(newest)
