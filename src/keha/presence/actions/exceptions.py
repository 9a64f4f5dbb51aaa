"""Writes: one day is otherwise than the weekly pattern says, and a person is away. Why is never asked."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from keha.foundation import audit
from keha.foundation.verdict import all_of, holds
from keha.organisation.models import Person, Site, Team
from keha.organisation.queries import Actor
from keha.presence import policies, rules
from keha.presence.actions.weeks import lock, stint, write_out
from keha.presence.models import Away, DayException, Stint
from keha.presence.rules import ExceptionKind


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of one day. starts, ends, site: none for a day off."""

    day: date
    kind: ExceptionKind
    starts: time | None = None
    ends: time | None = None
    site: Site | None = None


def add_exception(told: Told, *, person: Person, team: Team, by: Actor, at: datetime) -> DayException:
    """One day of a person is otherwise, and its written shifts follow. Raises Refused. Locks the person."""
    policies.may_keep_weeks(by, team).or_refuse()
    lock(person.pk)
    same = DayException.objects.filter(person=person, day=told.day)
    is_extra = told.kind is ExceptionKind.EXTRA
    holds(not same.filter(starts=told.starts).exists(), otherwise="presence.exception-already").or_refuse()
    if is_extra:
        day = rules.interval(told.day, told.starts or time(0), told.ends or time(0))
        meets = Stint.objects.filter(person=person, period__overlap=DateTimeTZRange(*day)).exists()
        holds(not meets, otherwise="presence.already-at-work").or_refuse()
    row = DayException.objects.create(
        person=person, team=team, site=told.site, day=told.day, kind=told.kind, starts=told.starts, ends=told.ends,
        by=by.person, at=at,
    )  # fmt: skip
    _rewrite(person.pk, told.day, told.day)
    audit.record("presence.add_exception", actor=by.id, at=at, thing=("exception", row.pk), whose=person.pk)
    return row


def remove_exception(*, exception_id: UUID, by: Actor, at: datetime) -> None:
    """The day is as the pattern says again. Raises DayException.DoesNotExist, Refused. Locks the person."""
    row = DayException.objects.select_related("team").get(pk=exception_id)
    policies.may_keep_weeks(by, row.team).or_refuse()
    lock(row.person_id)
    row.delete()
    _rewrite(row.person_id, row.day, row.day)
    audit.record(
        "presence.remove_exception", actor=by.id, at=at, thing=("exception", exception_id), whose=row.person_id
    )


def add_away(*, person: Person, team: Team, since: datetime, until: datetime, by: Actor, at: datetime) -> Away:
    """A person is away from an instant to an expected end: her shifts lose that time. Raises Refused. Locks her."""
    policies.may_keep_weeks(by, team).or_refuse()
    lock(person.pk)
    span = DateTimeTZRange(since, until)
    all_of(
        holds(since < until, otherwise="presence.ends-before-it-begins"),
        holds(
            since >= until or not Away.objects.filter(person=person, period__overlap=span).exists(),
            otherwise="presence.already-away",
        ),
    ).or_refuse()
    row = Away.objects.create(person=person, period=span, by=by.person, at=at)
    cut = list(Stint.objects.filter(person=person, period__overlap=span))
    Stint.objects.filter(pk__in=[one.pk for one in cut]).delete()
    Stint.objects.bulk_create(
        stint(person.pk, (one.team_id, one.site_id), left)
        for one in cut
        for left in rules.without((one.period.lower, one.period.upper), [(since, until)])
    )
    audit.record("presence.add_away", actor=by.id, at=at, thing=("away", row.pk), whose=person.pk)
    return row


def remove_away(*, away_id: UUID, team: Team, by: Actor, at: datetime) -> None:
    """She is not away after all: the days are written as the pattern says. Raises Away.DoesNotExist, Refused."""
    policies.may_keep_weeks(by, team).or_refuse()
    row = Away.objects.get(pk=away_id)
    lock(row.person_id)
    row.delete()
    _rewrite(row.person_id, rules.local_date(row.period.lower) - timedelta(days=1), rules.local_date(row.period.upper))
    audit.record("presence.remove_away", actor=by.id, at=at, thing=("away", away_id), whose=row.person_id)


def _rewrite(person_id: UUID, since: date, until: date) -> None:
    """The shifts that begin on these days are written anew from the pattern and the exceptions."""
    begin, end = rules.day_span(since, until)
    Stint.objects.filter(person_id=person_id, period__startswith__gte=begin, period__startswith__lt=end).delete()
    write_out(since=since, until=until, person_ids=[person_id])
