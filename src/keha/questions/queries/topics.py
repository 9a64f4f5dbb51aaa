"""Reads: a team's open questions by the topic of the rule that was shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from keha.questions.queries.questions import open_in


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open question as a line."""

    id: UUID
    text: str
    asked_at: datetime


def open_by_topic(team_id: UUID) -> dict[str, int]:
    """How many questions of a team are open by topic; "" for those that no rule was shown to. One query."""
    rows = open_in([team_id]).order_by().values_list("version__rule__topic").annotate(count=Count("pk"))
    return {topic or "": count for topic, count in rows}


def open_on(team_id: UUID, topic: str, *, limit: int) -> list[Waiting]:
    """The open questions of a team on a topic, the oldest first. One query."""
    rows = open_in([team_id]).filter(version__rule__topic=topic).order_by("asked_at", "pk")
    return [Waiting(*row) for row in rows.values_list("pk", "text", "asked_at")[:limit]]
