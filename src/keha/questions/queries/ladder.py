"""Reads: who is around a question, whom it reaches, and which ones go on by now."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from keha.organisation import queries as organisation
from keha.organisation.models import Person, Team
from keha.organisation.rules import RoleKind
from keha.presence.models import Stint
from keha.presence.rules import local_date
from keha.questions.ladder import AHEAD, Around
from keha.questions.models import Question


def around(team_id: UUID, *, asker: Person | None, at: datetime) -> Around:
    """Who of a team is at work from now on, and the asker's own shift. asker: None when she has no name. One query."""
    whose = Q(team_id=team_id) | Q(person=asker) if asker else Q(team_id=team_id)
    coming = Stint.objects.filter(whose, period__overlap=(at, at + AHEAD)).order_by("period")
    rows = [(row.person_id, row.team_id, (row.period.lower, row.period.upper)) for row in coming]
    own = next((period for person_id, _team_id, period in rows if asker and person_id == asker.pk), None)
    others = (row for row in rows if row[1] == team_id and not (asker and row[0] == asker.pk))
    return Around(own=own, team=tuple(period for _person_id, _team_id, period in others))


def receivers(team: Team, *, asker_id: UUID | None, at: datetime) -> list[UUID]:
    """Whom a question of a team reaches: who is on duty for it; nobody but its asker: the area's managers.

    One query, two when nobody else is on duty.
    """
    for kind in (RoleKind.SUPERVISOR, RoleKind.AREA_MANAGER):
        rows = organisation.holders([kind], team=team, on=local_date(at))
        found = [row.person_id for row in rows if row.person_id != asker_id]
        if found:
            return list(dict.fromkeys(found))
    return []


def due(*, at: datetime, but: Collection[UUID] = (), limit: int) -> list[UUID]:
    """The questions whose time with the team is over, the oldest first. One query, by its own index."""
    found = Question.objects.filter(climbs_at__lte=at).exclude(pk__in=list(but))
    return list(found.order_by("climbs_at").values_list("pk", flat=True)[:limit])
