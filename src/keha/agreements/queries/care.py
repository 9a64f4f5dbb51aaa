"""What the keepers of a rule have in hand, beside what its readers see."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from keha.agreements.models import Draft, Rule
from keha.agreements.queries.rights import level_here
from keha.agreements.rights import Level


@dataclass(frozen=True, slots=True)
class Care:
    """What a rule's keepers have in hand. draft_id: the open change, the oldest one. words: the rule's own, (id, text).

    level: who decides its topic in its team; None: nobody has set it, or it is of no team.
    """

    draft_id: UUID | None
    words: tuple[tuple[UUID, str], ...]
    level: Level | None


def care_of(rule_id: UUID) -> Care:
    """One query."""
    drafts = Draft.objects.filter(rule=OuterRef("pk"), endings__isnull=True).order_by("at").values("pk")[:1]
    rows = (
        Rule.objects.filter(pk=rule_id)
        .annotate(draft=Subquery(drafts), level=level_here("team_id", "topic"))
        .order_by("own_words__at", "own_words__pk")
    )
    found = list(rows.values_list("draft", "level", "own_words__pk", "own_words__text"))
    draft, held = found[0][:2] if found else (None, None)
    return Care(draft, tuple((pk, text) for *_same, pk, text in found if pk), Level(held) if held else None)
