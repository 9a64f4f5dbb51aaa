"""Writes: who answers for a team when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from keha.foundation import audit
from keha.organisation.models import Person, Team
from keha.organisation.queries import Actor
from keha.presence import policies
from keha.presence.models import Duty


@dataclass(frozen=True, slots=True)
class DutyHours:
    """When somebody answers for a team on a weekday, 0 Monday .. 6 Sunday. Local times."""

    weekday: int
    starts: time
    ends: time


def set_duty(*, team: Team, person: Person, hours: Sequence[DutyHours], by: Actor, at: datetime) -> None:
    """Replaces the weekly hours in which a person answers for a team. Raises Refused. Locks the team."""
    _lead(team, by)
    Duty.objects.filter(team=team, person=person, weekday__isnull=False).delete()
    Duty.objects.bulk_create(
        Duty(team=team, person=person, weekday=one.weekday, starts=one.starts, ends=one.ends) for one in hours
    )
    audit.record("presence.set_duty", actor=by.id, at=at, thing=("team", team.pk), whose=person.pk)


def set_duty_day(
    *, team: Team, person: Person, day: date, hours: tuple[time, time] | None, by: Actor, at: datetime
) -> Duty:  # fmt: skip
    """On one day she answers at these times instead of the weekday's; None: not at all. Raises Refused. Locks the team.

    What was written of the day before is replaced.
    """
    _lead(team, by)
    Duty.objects.filter(team=team, person=person, day=day).delete()
    starts, ends = hours or (None, None)
    row = Duty.objects.create(team=team, person=person, day=day, starts=starts, ends=ends)
    audit.record("presence.set_duty_day", actor=by.id, at=at, thing=("team", team.pk), whose=person.pk)
    return row


def remove_duty_day(*, duty_id: UUID, by: Actor, at: datetime) -> None:
    """The day is as its weekday again. Raises Duty.DoesNotExist, Refused. Locks the team."""
    row = Duty.objects.select_related("team").get(pk=duty_id, day__isnull=False)
    _lead(row.team, by)
    row.delete()
    audit.record("presence.remove_duty_day", actor=by.id, at=at, thing=("team", row.team_id), whose=row.person_id)


def _lead(team: Team, by: Actor) -> None:
    policies.may_keep_duty(by, team).or_refuse()
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
