"""Writes: a roster tells who of a team is at work on its days; the typed weeks are silent there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from keha.foundation import audit
from keha.organisation.models import Person, Team
from keha.organisation.queries import Actor
from keha.presence import policies, rules
from keha.presence.actions.weeks import write_out
from keha.presence.models import Planned, RosterSpan, Stint


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """A person is to be at a site from an instant up to another (not included)."""

    person_id: UUID
    site_id: UUID
    starts_at: datetime
    ends_at: datetime


def follow_roster(
    planned: Sequence[PlannedShift], *, team: Team, days: tuple[date, date], by: Actor, at: datetime,
    only: Collection[UUID] | None = None,
) -> None:  # fmt: skip
    """From now on a roster tells these days (both included) of a team, in place of what one told before.

    Shifts of the days follow it, with exceptions and absences on top; those of other teams stay. only: whose shifts
    alone have changed. Raises Refused. Locks the people.
    """
    policies.may_keep_weeks(by, team).or_refuse()
    whose = _lock(team, planned, days, only)
    wanted = DateRange(days[0], days[1] + timedelta(days=1))
    if only is None:
        RosterSpan.objects.filter(team=team, days__overlap=wanted).delete()
        RosterSpan.objects.create(team=team, days=wanted)
    Planned.objects.filter(team=team, day__range=days, person_id__in=whose).delete()
    Planned.objects.bulk_create(
        Planned(
            person_id=one.person_id, team=team, site_id=one.site_id, day=rules.local_date(one.starts_at),
            period=DateTimeTZRange(one.starts_at, one.ends_at),
        )
        for one in planned if one.person_id in whose
    )  # fmt: skip
    _rewrite(team, days, whose)
    audit.record("presence.follow_roster", actor=by.id, at=at, thing=("team", team.pk))


def leave_roster(*, team: Team, days: tuple[date, date], by: Actor, at: datetime) -> None:
    """No roster tells these days of a team any longer: the typed weeks hold again. Raises Refused. Locks the people."""
    policies.may_keep_weeks(by, team).or_refuse()
    whose = _lock(team, (), days, None)
    wanted = DateRange(days[0], days[1] + timedelta(days=1))
    RosterSpan.objects.filter(team=team, days__overlap=wanted).delete()
    Planned.objects.filter(team=team, day__range=days).delete()
    _rewrite(team, days, whose)
    audit.record("presence.leave_roster", actor=by.id, at=at, thing=("team", team.pk))


def _lock(
    team: Team, planned: Sequence[PlannedShift], days: tuple[date, date], only: Collection[UUID] | None
) -> set[UUID]:
    """Whose intervals change: locked in one order, so that two rosters at once do not wait for each other."""
    if only is None:
        begin, end = rules.day_span(*days)
        inside = Stint.objects.filter(team=team, period__startswith__gte=begin, period__startswith__lt=end)
        told = Planned.objects.filter(team=team, day__range=days)
        found = {one.person_id for one in planned}
        found |= {pk for rows in (inside, told) for pk in rows.values_list("person_id", flat=True)}
        found |= set(team.members.values_list("person_id", flat=True))
    else:
        found = set(only)
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=found).order_by("pk").values_list("pk"))
    return found


def _rewrite(team: Team, days: tuple[date, date], whose: Collection[UUID]) -> None:
    begin, end = rules.day_span(*days)
    Stint.objects.filter(
        team=team, person_id__in=whose, period__startswith__gte=begin, period__startswith__lt=end
    ).delete()
    write_out(since=days[0], until=days[1], person_ids=whose)
