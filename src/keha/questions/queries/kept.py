"""Reads: the employer's words, and words kept from questions that wait for a rule's keeper."""

from uuid import UUID

from keha.agreements import policies as agreements
from keha.organisation.queries import Actor
from keha.questions.models import Kept, LocalWord

SHOWN_MAX = 40


def local_words() -> list[LocalWord]:
    """The employer's table, by what is said. One query."""
    return list(LocalWord.objects.order_by("spoken"))


def is_local_word(word_id: UUID) -> bool:
    """Whether a word is in the table. One query."""
    return LocalWord.objects.filter(pk=word_id).exists()


def waiting_for(keeper: Actor) -> list[Kept]:
    """Kept words of rules that this person keeps, the oldest first, at most forty. One query."""
    rows = Kept.objects.filter(rule__isnull=False).select_related("rule", "rule__team", "rule__site")
    if not keeper.managed_area_ids and not keeper.roles:
        rows = rows.filter(team_id__in=keeper.working_team_ids)
    found = rows.order_by("kept_date", "pk")[: SHOWN_MAX * 5]
    return [row for row in found if row.rule is not None and agreements.may_tend(keeper, row.rule)][:SHOWN_MAX]


def locked(kept_id: UUID, keeper: Actor) -> UUID:
    """The rule of kept words, their row locked, for its keeper. Raises Kept.DoesNotExist, for anybody else too."""
    row = Kept.objects.filter(rule__isnull=False).select_for_update(of=("self",), no_key=True).get(pk=kept_id)
    if row.rule is None or not agreements.may_tend(keeper, row.rule):
        raise Kept.DoesNotExist
    found: UUID = row.rule.pk
    return found
