"""What this room does when something happens below."""

from keha.agreements.events import RuleAdopted
from keha.agreements.models import Version
from keha.questions import actions


def read_new_version(fact: RuleAdopted) -> None:
    """A newly adopted version is read for the ranking, so that its first asker does not wait."""
    actions.analyse(Version.objects.select_related("rule").get(pk=fact.version_id))
