"""Writes: a roster is begun, filled, published, taken away; a published one is told to who is at work when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from keha.foundation import audit
from keha.foundation.verdict import Refused, Verdict, all_of, holds
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.presence import actions as presence
from keha.presence.rules import day_span
from keha.shifts import policies, queries, rules
from keha.shifts.models import Assignment, AwayDay, Publication, Roster
from keha.shifts.rules import Shift

BATCH = 500
Days = tuple[date, date]
AwayOn = tuple[UUID, date]


def begin(*, team: Team, days: Days, by: Actor, at: datetime) -> Roster:
    """An empty draft of some weeks, both days included. Raises Refused: not hers, not whole weeks, one is there."""
    policies.may_plan(by, team).or_refuse()
    rules.may_be_roster(days).or_refuse()
    wanted = DateRange(days[0], days[1] + timedelta(days=1))
    try:
        with transaction.atomic():
            roster = Roster.objects.create(team=team, days=wanted, by=by.person, at=at)
    except IntegrityError:
        raise Refused(Verdict(("shifts.roster-already",))) from None
    audit.record("shifts.begin", actor=by.id, at=at, thing=("roster", roster.pk))
    return roster


def locked(roster_id: UUID, by: Actor) -> Roster:
    """The roster, that nobody else changes in this transaction. Raises Refused, Roster.DoesNotExist. One query."""
    roster = Roster.objects.select_for_update(of=("self",)).select_related("team").get(pk=roster_id)
    policies.may_plan(by, roster.team).or_refuse()
    return roster


@dataclass(frozen=True, slots=True)
class Filling:
    """What these people have in a roster from now on. days: only there (both included); none: on all its days."""

    shifts: Sequence[Shift]
    whose: Collection[UUID]
    away: Collection[AwayOn] = ()
    days: Days | None = None


def fill(filling: Filling, *, roster_id: UUID, by: Actor, at: datetime) -> Roster:
    """Replaces the shifts and absences of some people in a roster by others. A published one is told on at once.

    Raises Refused: a shift that may not be, somebody not of the team, or busy elsewhere; then nothing is written.
    Locks the roster.
    """
    roster = locked(roster_id, by)
    days, wanted = filling.days or queries.days_of(roster), set(filling.whose)
    own = [shift for shift in filling.shifts if shift.person_id in wanted]
    _may_fill(own, wanted, roster, days).or_refuse()
    begin, end = day_span(*days)
    Assignment.objects.filter(
        roster=roster, person_id__in=wanted, period__startswith__gte=begin, period__startswith__lt=end
    ).delete()
    AwayDay.objects.filter(roster=roster, person_id__in=wanted, day__range=days).delete()
    try:
        with transaction.atomic():
            Assignment.objects.bulk_create((row(one, roster, by, at) for one in own), batch_size=BATCH)
    except IntegrityError:
        raise Refused(Verdict(("shifts.person-busy",))) from None
    AwayDay.objects.bulk_create(
        AwayDay(roster=roster, person_id=person_id, day=day)
        for person_id, day in dict.fromkeys(filling.away)
        if person_id in wanted and days[0] <= day <= days[1]
    )
    changed(roster, wanted, by=by, at=at)
    audit.record("shifts.fill", actor=by.id, at=at, thing=("roster", roster.pk))
    return roster


def _may_fill(own: Sequence[Shift], whose: set[UUID], roster: Roster, days: Days) -> Verdict:
    return all_of(
        *(rules.may_be_shift(shift, days=days) for shift in own),
        holds(not rules.overlapping(own), otherwise="shifts.person-busy"),
        holds(
            whose <= queries.plannable_ids(roster.team, days=queries.days_of(roster)), otherwise="shifts.not-of-team"
        ),
        holds({one.site_id for one in own} <= queries.site_ids(roster.team), otherwise="shifts.not-a-site"),
    )


def row(shift: Shift, roster: Roster, by: Actor, at: datetime) -> Assignment:
    """A row, not saved yet."""
    return Assignment(
        roster=roster, person_id=shift.person_id, team_id=roster.team_id, site_id=shift.site_id,
        period=DateTimeTZRange(shift.starts_at, shift.ends_at), letter=shift.letter, by=by.person, at=at,
    )  # fmt: skip


def changed(roster: Roster, whose: Collection[UUID], *, by: Actor, at: datetime) -> None:
    """The roster has a new edition, and when it is published, who is at work when follows it. Five queries or more."""
    roster.edition += 1
    roster.save(update_fields=["edition"])
    if Publication.objects.filter(roster=roster).exists():
        _tell(roster, by=by, at=at, only=whose)


def publish(*, roster_id: UUID, edition: int, by: Actor, at: datetime) -> Publication:
    """From now on the team sees the roster, and it tells who is at work when.

    edition: the one that was read. Raises Refused: not hers to publish, changed meanwhile. Locks the roster.
    """
    roster = locked(roster_id, by)
    all_of(
        policies.may_publish(by, roster.team),
        holds(roster.edition == edition, otherwise="shifts.changed-meanwhile"),
        holds(not Publication.objects.filter(roster=roster).exists(), otherwise="shifts.published-already"),
    ).or_refuse()
    published = Publication.objects.create(roster=roster, edition=edition, by=by.person, at=at)
    _tell(roster, by=by, at=at)
    audit.record("shifts.publish", actor=by.id, at=at, thing=("roster", roster.pk))
    return published


def _tell(roster: Roster, *, by: Actor, at: datetime, only: Collection[UUID] | None = None) -> None:
    rows = Assignment.objects.filter(roster=roster)
    if only is not None:
        rows = rows.filter(person_id__in=only)
    planned = [
        presence.PlannedShift(person_id, site_id, period.lower, period.upper)
        for person_id, site_id, period in rows.values_list("person_id", "site_id", "period")
    ]
    presence.follow_roster(planned, team=roster.team, days=queries.days_of(roster), by=by, at=at, only=only)


def take_away(*, roster_id: UUID, by: Actor, at: datetime) -> None:
    """A draft is taken away. Raises Refused: not hers, published. Locks the roster."""
    roster = locked(roster_id, by)
    holds(not Publication.objects.filter(roster=roster).exists(), otherwise="shifts.has-begun").or_refuse()
    audit.record("shifts.take_away", actor=by.id, at=at, thing=("roster", roster.pk))
    roster.delete()
