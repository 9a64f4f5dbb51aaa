"""Reads: who is at work and away when, who is on duty, and how many shifts were worked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate

from keha.organisation.models import Person, Role
from keha.organisation.rules import RoleKind
from keha.presence.models import Away, DayException, Duty, Planned, Stint, WeeklyPattern
from keha.presence.rules import HELSINKI, Span, day_span, interval, local_date, without


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


def around(team_ids: Iterable[UUID], stint: Stint | None, *, at: datetime) -> tuple[list[AtWork], list[AtWork]]:
    """Who of these teams is at work at an instant, by name; and the colleagues of the same team during a stint, by start.

    One query.
    """
    ids = set(team_ids)
    wanted = Q(team_id__in=ids, period__contains=at)
    if stint:
        wanted |= Q(team_id=stint.team_id, period__overlap=stint.period) & ~Q(person_id=stint.person_id)
    found = [_row(one) for one in Stint.objects.filter(wanted).select_related("person").order_by("person__name")]
    now = [one for one in found if one.team_id in ids and one.starts_at <= at < one.ends_at]
    during = [one for one in found if stint and _is_beside(one, stint)]
    return now, sorted(during, key=lambda one: (one.starts_at, one.ends_at, one.name))


def _is_beside(one: AtWork, stint: Stint) -> bool:
    overlaps = one.starts_at < stint.period.upper and stint.period.lower < one.ends_at
    return one.team_id == stint.team_id and one.person_id != stint.person_id and overlaps


def stints_between(team_ids: Iterable[UUID], *, since: datetime, until: datetime) -> list[AtWork]:
    """Every shift of these teams that overlaps a window, by start and name. One query."""
    found = Stint.objects.filter(team_id__in=list(team_ids), period__overlap=(since, until))
    return [_row(stint) for stint in found.select_related("person").order_by("period", "person__name")]


def _spans(rows: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Span]]:
    spans: dict[UUID, list[Span]] = defaultdict(list)
    for person_id, period in rows:
        spans[person_id].append((period.lower, period.upper))
    return dict(spans)


def shifts_of(person_ids: Iterable[UUID], *, since: datetime, until: datetime) -> dict[UUID, list[Span]]:
    """The shifts of these people that overlap a window, whole, by start; who has none is left out. One query."""
    found = Stint.objects.filter(person_id__in=list(person_ids), period__overlap=(since, until)).order_by("period")
    return _spans(found.values_list("person_id", "period"))


def away_of(person_ids: Iterable[UUID], *, since: datetime, until: datetime) -> dict[UUID, list[Span]]:
    """When these people are away in a window, whole spans, by start; who is not is left out. One query."""
    found = Away.objects.filter(person_id__in=list(person_ids), period__overlap=(since, until)).order_by("period")
    return _spans(found.values_list("person_id", "period"))


def on_duty(team_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, tuple[UUID, ...]]:
    """Who answers for each of these teams at an instant; a team that nobody leads has nobody. Three queries.

    Those who have duty then, else the team's supervisors. Who is away is left out as long as somebody else is there.
    """
    wanted = list(team_ids)
    duty, leaders = _with_duty(wanted, at=at), _leaders(wanted, at=at)
    people = {person_id for found in (*duty.values(), *leaders.values()) for person_id in found}
    away = set(Away.objects.filter(person_id__in=people, period__contains=at).values_list("person_id", flat=True))
    return {
        team_id: _there(duty.get(team_id, []), away)
        or _there(leaders.get(team_id, []), away)
        or tuple(duty.get(team_id) or leaders.get(team_id, []))
        for team_id in wanted
    }


def _there(people: Iterable[UUID], away: Collection[UUID]) -> tuple[UUID, ...]:
    return tuple(person_id for person_id in people if person_id not in away)


def _with_duty(team_ids: list[UUID], *, at: datetime) -> dict[UUID, list[UUID]]:
    days = [local_date(at) - timedelta(days=1), local_date(at)]
    rows = Duty.objects.filter(
        Q(day__in=days) | Q(weekday__in=[day.weekday() for day in days]), team_id__in=team_ids
    ).exclude(person__departures__at__lte=at)
    found: dict[UUID, list[UUID]] = defaultdict(list)
    by_person: dict[tuple[UUID, UUID], list[Duty]] = defaultdict(list)
    for row in rows.order_by("person_id"):
        by_person[row.team_id, row.person_id].append(row)
    for (team_id, person_id), own in by_person.items():
        if any(_holds(row, day, at) for day in days for row in _of_day(own, day)):
            found[team_id].append(person_id)
    return found


def _of_day(rows: Iterable[Duty], day: date) -> list[Duty]:
    """The rows of one day: its own, else its weekday's."""
    own = [row for row in rows if row.day == day]
    return own or [row for row in rows if row.weekday == day.weekday()]


def _holds(row: Duty, day: date, at: datetime) -> bool:
    if row.starts is None or row.ends is None:
        return False
    begin, end = interval(day, row.starts, row.ends)
    return begin <= at < end


def _leaders(team_ids: list[UUID], *, at: datetime) -> dict[UUID, list[UUID]]:
    today = local_date(at)
    roles = Role.objects.filter(
        Q(until_date__isnull=True) | Q(until_date__gte=today), kind=RoleKind.SUPERVISOR, from_date__lte=today,
        team_id__in=team_ids,
    ).exclude(person__departures__at__lte=at)  # fmt: skip
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for team_id, person_id in roles.order_by("from_date", "person_id").values_list("team_id", "person_id").distinct():
        found[team_id].append(person_id)
    return found


def worked_shifts(team_ids: Iterable[UUID], *, since: datetime, until: datetime) -> dict[UUID, int]:
    """How many shifts of each of these teams ended inside a window; 0 where none did. One query.

    A shift that somebody was away from has been taken out of the intervals.
    """
    wanted = list(team_ids)
    ended = Stint.objects.filter(team_id__in=wanted, period__endswith__gt=since, period__endswith__lte=until)
    counted = dict(ended.values("team_id").order_by().annotate(n=Count("pk")).values_list("team_id", "n"))
    return {team_id: counted.get(team_id, 0) for team_id in wanted}


def worked_by_day(team_ids: Iterable[UUID], *, since: datetime, until: datetime) -> Counter[tuple[UUID, date]]:
    """How many shifts of each team ended on each day in Finland inside a window. One query."""
    ended = Stint.objects.filter(
        team_id__in=list(team_ids), period__endswith__gt=since, period__endswith__lte=until
    ).annotate(ended=TruncDate(F("period__endswith"), tzinfo=HELSINKI))
    rows = ended.values("team_id", "ended").order_by().annotate(n=Count("pk"))
    return Counter({(row["team_id"], row["ended"]): row["n"] for row in rows})


def patterns_of(team_id: UUID) -> list[WeeklyPattern]:
    """The weekly patterns of a team, by start. One query."""
    return list(WeeklyPattern.objects.filter(team_id=team_id).order_by("starts"))


def exceptions_of(team_id: UUID, *, since: date) -> list[DayException]:
    """What has been written of single days of a team's people from a day on, by day and name. One query."""
    found = DayException.objects.filter(team_id=team_id, day__gte=since).select_related("person", "site")
    return list(found.order_by("day", "person__name", "starts"))


def away_rows(person_ids: Iterable[UUID], *, since: datetime) -> list[Away]:
    """The absences of these people that end later than an instant, by start and name. One query."""
    found = Away.objects.filter(person_id__in=list(person_ids), period__endswith__gt=since).select_related("person")
    return list(found.order_by("period", "person__name"))


def duty_of(team_id: UUID, *, since: date) -> list[Duty]:
    """Who answers for a team when: the weekly hours, and single days from a day on. One query."""
    found = Duty.objects.filter(Q(day__isnull=True) | Q(day__gte=since), team_id=team_id)
    return list(found.select_related("person").order_by("day", "person__name", "weekday", "starts"))


def leaders_of(team_id: UUID, *, on: date) -> list[Person]:
    """A team's supervisors on a day, by name. One query."""
    roles = Role.objects.filter(
        Q(until_date__isnull=True) | Q(until_date__gte=on), kind=RoleKind.SUPERVISOR, from_date__lte=on, team_id=team_id
    )
    people = Person.objects.filter(pk__in=roles.values("person_id")).exclude(departures__at__date__lte=on)
    return list(people.order_by("name"))


def unfilled(team_ids: Iterable[UUID], *, days: tuple[date, date]) -> list[AtWork]:
    """What rosters plan for the days (both included) and the planned person does not work: the spans, by start.

    Two queries.
    """
    rows = Planned.objects.filter(team_id__in=list(team_ids), day__range=days).select_related("person")
    planned = list(rows.order_by("period", "person__name"))
    begin, end = day_span(days[0] - timedelta(days=1), days[1] + timedelta(days=2))
    worked = shifts_of({one.person_id for one in planned}, since=begin, until=end)
    return [
        AtWork(one.person_id, one.person.name, one.team_id, one.site_id, *left)
        for one in planned
        for left in without((one.period.lower, one.period.upper), worked.get(one.person_id, []))
    ]
