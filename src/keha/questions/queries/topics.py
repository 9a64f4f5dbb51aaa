"""Reads: a team's open questions by the topic of the rule that was shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, TextField, Value, When

from keha.questions.queries.questions import open_in


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open question as a line. topic: of the rule that was shown; "" where none was. text: of one topic only."""

    topic: str
    id: UUID
    asked_at: datetime
    text: str


def open_of(team_id: UUID, *, telling: str) -> list[Waiting]:
    """A team's open questions, the oldest first; telling: the topic whose questions are read with their text. One query."""
    told = Case(When(version__rule__topic=telling, then=F("text")), default=Value(""), output_field=TextField())
    rows = open_in([team_id]).order_by("asked_at", "pk").values_list("version__rule__topic", "pk", "asked_at", told)
    return [Waiting(topic or "", *rest) for topic, *rest in rows]
