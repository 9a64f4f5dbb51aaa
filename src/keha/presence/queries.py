"""Reads: who is at work now, and when a person is next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from keha.organisation.models import Person
from keha.presence.models import Stint


@dataclass(frozen=True, slots=True)
class AtWork:
    """A person at work: where, and from when until when."""

    person_id: UUID
    name: str
    team_id: UUID
    site_id: UUID
    starts_at: datetime
    ends_at: datetime


def _row(stint: Stint) -> AtWork:
    return AtWork(
        person_id=stint.person_id, name=stint.person.name, team_id=stint.team_id, site_id=stint.site_id,
        starts_at=stint.period.lower, ends_at=stint.period.upper,
    )  # fmt: skip


def at_work(team_ids: Iterable[UUID], *, at: datetime) -> list[AtWork]:
    """Who of these teams is at work at an instant, by name. One query."""
    found = (
        Stint.objects.filter(team_id__in=list(team_ids), period__contains=at)
        .select_related("person")
        .order_by("person__name")
    )
    return [_row(stint) for stint in found]


def at_work_until(team_id: UUID, *, at: datetime) -> dict[UUID, datetime]:
    """Until when each person of a team is at work who is there at an instant. One query."""
    found = Stint.objects.filter(team_id=team_id, period__contains=at).values_list("person_id", "period")
    return {person_id: period.upper for person_id, period in found}


def everybody_at_work(*, at: datetime) -> list[AtWork]:
    """Everybody who is at work at an instant, by team and name. One query."""
    found = Stint.objects.filter(period__contains=at).select_related("person").order_by("team_id", "person__name")
    return [_row(stint) for stint in found]


def stint_of(person: Person, *, at: datetime) -> Stint | None:
    """The stint a person is in, or her next one within 14 days. One query."""
    coming = Stint.objects.filter(person=person, period__overlap=(at, at + timedelta(days=14)))
    return coming.select_related("site", "team").order_by("period").first()


def beside(stint: Stint) -> list[AtWork]:
    """The colleagues of the same team at work during a stint, by start. One query."""
    found = Stint.objects.filter(team_id=stint.team_id, period__overlap=stint.period).exclude(person_id=stint.person_id)
    return [_row(other) for other in found.select_related("person").order_by("period", "person__name")]
