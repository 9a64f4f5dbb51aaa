"""Reads: who is around a question, whom it reaches, and which ones go on by now."""

from collections.abc import Collection
from datetime import datetime
from typing import cast
from uuid import UUID

from django.db.models import Q

from keha.organisation import queries as organisation
from keha.organisation.models import Person, Team
from keha.organisation.rules import RoleKind
from keha.presence import queries as presence
from keha.presence.models import Stint
from keha.presence.rules import local_date
from keha.questions.ladder import AHEAD, Around, due_at
from keha.questions.models import Question
from keha.questions.rules import Urgency


def around(team_id: UUID, *, asker: Person | None, at: datetime) -> Around:
    """Who of a team is at work from now on, and the asker's own shift. asker: None when she has no name. One query."""
    whose = Q(team_id=team_id) | Q(person=asker) if asker else Q(team_id=team_id)
    coming = Stint.objects.filter(whose, period__overlap=(at, at + AHEAD)).order_by("period")
    rows = [(row.person_id, row.team_id, (row.period.lower, row.period.upper)) for row in coming]
    own = next((period for person_id, _team_id, period in rows if asker and person_id == asker.pk), None)
    others = (row for row in rows if row[1] == team_id and not (asker and row[0] == asker.pk))
    return Around(own=own, team=tuple(period for _person_id, _team_id, period in others))


def climbs_at(question: Question, *, at: datetime) -> datetime:
    """When a question that comes to its team now will go on to the supervisor.

    At once, when nobody of the team could answer: nobody is there, or the topic is fixed. Of a question without a name
    the whole team counts, its asker too: to leave her out would tell. One query; none for a fixed topic.
    """
    if question.version and question.version.rule.fixed:
        return at
    now = around(cast(UUID, question.team_id), asker=question.asker, at=at)
    return due_at(Urgency(question.urgency or Urgency.SHIFT), at=at, around=now)


def there(question: Question, *, at: datetime) -> list[UUID]:
    """Who of the team is at work and could answer: everybody but the asker, where she is known. One query."""
    rows = presence.at_work([cast(UUID, question.team_id)], at=at)
    return [row.person_id for row in rows if row.person_id != question.asker_id]


def receivers(team: Team, *, asker_id: UUID | None, at: datetime) -> list[UUID]:
    """Whom a question of a team reaches: who is on duty for it; nobody but its asker: the area's managers.

    Three queries, four when nobody else is on duty.
    """
    found = [person for person in presence.on_duty([team.pk], at=at)[team.pk] if person != asker_id]
    if found:
        return found
    managers = organisation.holders([RoleKind.AREA_MANAGER], team=team, on=local_date(at))
    return list(dict.fromkeys(row.person_id for row in managers if row.person_id != asker_id))


def due(*, at: datetime, but: Collection[UUID] = (), limit: int) -> list[UUID]:
    """The questions whose time with the team is over, the oldest first. One query, by its own index."""
    found = Question.objects.filter(climbs_at__lte=at).exclude(pk__in=list(but))
    return list(found.order_by("climbs_at").values_list("pk", flat=True)[:limit])


def is_with_team(question_id: UUID) -> bool:
    """Whether the team still has time for a question. One query."""
    return Question.objects.filter(pk=question_id, climbs_at__isnull=False).exists()
