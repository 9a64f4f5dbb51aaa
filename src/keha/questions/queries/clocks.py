"""Reads: until when a team has time to answer."""

from datetime import datetime, timedelta
from uuid import UUID

from keha.organisation.models import Person
from keha.presence import queries as presence
from keha.presence.models import Stint
from keha.questions.rules import Urgency, answer_by

AHEAD = timedelta(days=14)


def answer_until(urgency: Urgency, team_id: UUID | None, *, person: Person | None, at: datetime) -> datetime:
    """Until when the team has time. person: whose own shift counts first; None: only the team's.

    One query, two when she has no shift in two weeks; none unless it depends on a shift.
    """
    if urgency is not Urgency.SHIFT:
        return answer_by(urgency, at=at, shift_end=None)
    stint = presence.stint_of(person, at=at) if person else None
    own = stint.period.upper if stint else None
    return answer_by(urgency, at=at, shift_end=own or (_team_end(team_id, at) if team_id else None))


def _team_end(team_id: UUID, at: datetime) -> datetime | None:
    """When the last of the team who is at work leaves; nobody there: when the next one to come does."""
    coming = Stint.objects.filter(team_id=team_id, period__overlap=(at, at + AHEAD)).order_by("period")
    periods = list(coming.values_list("period", flat=True))
    now = [period.upper for period in periods if period.lower <= at]
    return max(now) if now else next((period.upper for period in periods), None)
