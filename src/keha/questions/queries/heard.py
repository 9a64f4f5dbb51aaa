"""Reads: what a supervisor has counted."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from keha.organisation.queries import Actor
from keha.questions.models import Beginning, Heard


def of_day(team_ids: Collection[UUID], *, on: date) -> list[Heard]:
    """What has been counted of these teams on a day, by team and topic. One query."""
    found = Heard.objects.filter(team_id__in=list(team_ids), heard_date=on, count__gt=0)
    return list(found.order_by("team_id", "topic", "channel", "could_team"))


def own(heard_id: UUID, seer: Actor) -> Heard | None:
    """A count of one of the teams that she leads. One query."""
    return Heard.objects.filter(pk=heard_id, team_id__in=seer.led_team_ids).first()


def beginning(team_id: UUID) -> date | None:
    """Since when a team works with rules of its own; None: nobody has told. One query."""
    return Beginning.objects.filter(team_id=team_id).values_list("start_date", flat=True).first()
