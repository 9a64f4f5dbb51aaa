"""Reads: rosters and who is in them. Each says how many queries it takes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q

from keha.organisation.models import Person, Role, Site, Team, TeamMembership, TeamSite
from keha.organisation.rules import RoleKind
from keha.presence.models import Away, Stint
from keha.presence.queries import AtWork, stints_between
from keha.presence.rules import day_span, local_date
from keha.shifts.models import Assignment, AwayDay, Feed, Letter, Publication, Roster

Days = tuple[date, date]


def days_of(roster: Roster) -> Days:
    """The first and the last day. No query."""
    return roster.days.lower, roster.days.upper - timedelta(days=1)


def range_of(days: Days) -> DateRange:
    """The days as the database keeps them. No query."""
    return DateRange(days[0], days[1] + timedelta(days=1))


def _during(days: Days) -> Q:
    return Q(from_date__lte=days[1]) & (Q(until_date__isnull=True) | Q(until_date__gte=days[0]))


def plannable(team: Team, *, days: Days) -> list[Person]:
    """Who can be put into a team's roster: its people on some of the days, and the float workers. By name. One query."""
    own = TeamMembership.objects.filter(_during(days), team=team).values("person_id")
    floats = Role.objects.filter(_during(days), kind=RoleKind.FLOAT).values("person_id")
    people = Person.objects.filter(Q(pk__in=own) | Q(pk__in=floats)).exclude(departures__at__date__lt=days[0])
    return list(people.annotate(is_own=Exists(own.filter(person_id=OuterRef("pk")))).order_by("-is_own", "name"))


def members_of(team_ids: Iterable[UUID], *, days: Days) -> dict[UUID, dict[UUID, str]]:
    """The people of these teams on some of the days, with their names, by name. One query."""
    inside = TeamMembership.objects.filter(_during(days), team_id__in=list(team_ids))
    rows = inside.exclude(person__departures__at__date__lt=days[0]).order_by("person__name")
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for team_id, person_id, name in rows.values_list("team_id", "person_id", "person__name"):
        found[team_id][person_id] = name
    return dict(found)


def plannable_ids(team: Team, *, days: Days) -> set[UUID]:
    """The same as ids. One query."""
    return {person.pk for person in plannable(team, days=days)}


def taken(
    person_ids: Iterable[UUID], *, days: Days, but: Roster | None = None
) -> dict[UUID, list[tuple[datetime, datetime]]]:
    """When these people have a shift in some roster, a day around included. but: not in this one. One query."""
    begin, end = day_span(days[0] - timedelta(days=1), days[1] + timedelta(days=1))
    rows = Assignment.objects.filter(person_id__in=list(person_ids), period__overlap=(begin, end))
    if but is not None:
        rows = rows.exclude(roster=but)
    found: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    for person_id, period in rows.values_list("person_id", "period"):
        found[person_id].append((period.lower, period.upper))
    return found


def site_ids(team: Team) -> set[UUID]:
    """The sites that a team serves. One query."""
    return set(TeamSite.objects.filter(team=team).values_list("site_id", flat=True))


def is_published(roster: Roster) -> bool:
    """Whether it has been published. One query."""
    return Publication.objects.filter(roster=roster).exists()


def publication_of(roster: Roster) -> Publication | None:
    """When and by whom it was published. One query."""
    return Publication.objects.filter(roster=roster).select_related("by").first()


def roster_on(team: Team, day: date) -> Roster | None:
    """The roster of a team that a day falls in, draft or not. One query."""
    return Roster.objects.filter(team=team, days__contains=day).select_related("team").first()


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A roster of a team in a list. published_at: none for a draft."""

    id: UUID
    first: date
    last: date
    published_at: datetime | None


def rosters_of(team: Team, *, since: date) -> list[RosterLine]:
    """The rosters of a team that end on a day or later, by start. One query."""
    rows = Roster.objects.filter(team=team, days__endswith__gt=since).order_by("days")
    found = rows.values_list("pk", "days", "publications__at")
    return [RosterLine(pk, days.lower, days.upper - timedelta(days=1), at) for pk, days, at in found]


def assignments_of(roster: Roster) -> list[Assignment]:
    """The shifts of a roster, by start. One query."""
    return list(Assignment.objects.filter(roster=roster).select_related("person", "site").order_by("period"))


def away_days_of(roster: Roster) -> set[tuple[UUID, date]]:
    """Who is away on which day. One query."""
    return set(AwayDay.objects.filter(roster=roster).values_list("person_id", "day"))


def letters_of(team: Team) -> dict[str, Letter]:
    """What the letters of a team's rosters mean, by sign. One query."""
    return {letter.sign: letter for letter in Letter.objects.filter(team=team)}


@dataclass(frozen=True, slots=True)
class Worked:
    """A shift as it stands: the roster with exceptions and absences on top, or the typed weeks where there is none."""

    person_id: UUID
    name: str
    team_id: UUID
    site_id: UUID
    starts_at: datetime
    ends_at: datetime
    letter: str = ""

    @property
    def day(self) -> date:
        """The day in Finland on which it begins."""
        return local_date(self.starts_at)


def worked(team_ids: Iterable[UUID], *, days: Days) -> list[Worked]:
    """The shifts of these teams that begin on some days, by start and name, with their letters. Two queries."""
    ids, (begin, end) = list(team_ids), day_span(*days)
    stints = Stint.objects.filter(team_id__in=ids, period__startswith__gte=begin, period__startswith__lt=end)
    rows = stints.order_by("period", "person__name").values_list(
        "person_id", "person__name", "team_id", "site_id", "period"
    )
    letters = _letters(Q(team_id__in=ids), days)
    return [
        Worked(
            person_id, name, team_id, site_id, period.lower, period.upper, letters.get((person_id, period.lower), "")
        )
        for person_id, name, team_id, site_id, period in rows
    ]


def _letters(whose: Q, days: Days) -> dict[tuple[UUID, datetime], str]:
    begin, end = day_span(*days)
    rows = Assignment.objects.filter(
        whose, period__startswith__gte=begin, period__startswith__lt=end, roster__publications__isnull=False
    )
    return {
        (person_id, period.lower): letter
        for person_id, period, letter in rows.values_list("person_id", "period", "letter")
    }


@dataclass(frozen=True, slots=True)
class OwnShift:
    """A person's own shift. beside: colleagues of the same team at the same site meanwhile, by start."""

    site: Site
    team_id: UUID
    starts_at: datetime
    ends_at: datetime
    letter: str
    beside: tuple[AtWork, ...]

    @property
    def day(self) -> date:
        """The day in Finland on which it begins."""
        return local_date(self.starts_at)


def own_shifts(person: Person, *, at: datetime, until: date, alone: bool = False) -> list[OwnShift]:
    """A person's shifts that end after an instant and begin on a day at the latest, by start. Three queries.

    alone: nobody is read who works beside her.
    """
    window = (at, day_span(until, until)[1])
    own = list(Stint.objects.filter(person=person, period__overlap=window).select_related("site").order_by("period"))
    beside = stints_between({one.team_id for one in own}, since=at, until=window[1]) if own and not alone else []
    letters = _letters(Q(person=person), (local_date(at) - timedelta(days=1), until)) if own else {}
    return [
        OwnShift(
            one.site, one.team_id, one.period.lower, one.period.upper, letters.get((person.pk, one.period.lower), ""),
            tuple(other for other in beside if _is_beside(other, one)),
        )
        for one in own
    ]  # fmt: skip


def _is_beside(other: AtWork, own: Stint) -> bool:
    meets = other.starts_at < own.period.upper and own.period.lower < other.ends_at
    return meets and other.person_id != own.person_id and (other.team_id, other.site_id) == (own.team_id, own.site_id)


def away_on(person_ids: Sequence[UUID], *, days: Days) -> set[tuple[UUID, date]]:
    """Who of these people is away on which of the days, by published rosters and by what has been told. Two queries."""
    begin, end = day_span(*days)
    rows = AwayDay.objects.filter(
        person_id__in=person_ids, day__range=days, roster__publications__isnull=False
    ).values_list("person_id", "day")
    found = set(rows)
    told = Away.objects.filter(person_id__in=person_ids, period__overlap=(begin, end))
    for person_id, period in told.values_list("person_id", "period"):
        day, last = (
            max(local_date(period.lower), days[0]),
            min(local_date(period.upper - timedelta(seconds=1)), days[1]),
        )
        found |= {(person_id, day + timedelta(days=n)) for n in range((last - day).days + 1)}
    return found


def sites_by_id() -> dict[UUID, Site]:
    """Every site of the employer. One query."""
    return {site.pk: site for site in Site.objects.all()}


def told_until(team_ids: Iterable[UUID]) -> dict[UUID, date]:
    """The last day that a published roster tells of each team; a team without one is left out. One query."""
    found: dict[UUID, date] = defaultdict(lambda: date.min)
    rows = Roster.objects.filter(team_id__in=list(team_ids), publications__isnull=False)
    for team_id, days in rows.values_list("team_id", "days"):
        found[team_id] = max(found[team_id], days.upper - timedelta(days=1))
    return dict(found)


def feed_of(person_id: UUID) -> Feed | None:
    """A person's living calendar address. One query."""
    return Feed.objects.filter(person_id=person_id, ended_at=None).first()
