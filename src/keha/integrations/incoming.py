"""Reads of roster sheets, and of a team as their rows are compared with. Each says how many queries it takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from keha.integrations.models import RosterRow, RosterSheet
from keha.integrations.people_sheets.rows import key_of as plain_name
from keha.integrations.roster_sheets.cells import DAY, Letters, Sign, Spell
from keha.integrations.roster_sheets.layouts import Entry
from keha.integrations.roster_sheets.rows import by_key, key_of
from keha.integrations.rule_sheets.columns import plain
from keha.integrations.rules import RowState
from keha.organisation import queries as organisation
from keha.organisation.models import Identity, Person, Site, Team
from keha.presence.rules import day_span
from keha.shifts import queries
from keha.shifts.models import Assignment, AwayDay, Letter, Roster
from keha.shifts.rules import Means

Days = tuple[date, date]


def stage_of(sheet: RosterSheet) -> str:
    """reading, unreadable, placing, sorting, looking, applying, applied, undoing or undone. No query."""
    steps = (
        ("undone", sheet.undone_at), ("undoing", sheet.undo_at), ("applied", sheet.applied_at),
        ("applying", sheet.apply_at), ("unreadable", sheet.trouble), ("looking", sheet.sorted_at),
        ("reading", sheet.read_at is None), ("sorting", sheet.placed_at),
    )  # fmt: skip
    return next((stage for stage, is_so in steps if is_so), "placing")


@dataclass(frozen=True, slots=True)
class RosterStory:
    """How far a sheet has come. counts: of its rows by state."""

    sheet: RosterSheet
    counts: Mapping[RowState, int]

    @property
    def stage(self) -> str:
        """See stage_of."""
        return stage_of(self.sheet)

    @property
    def is_working(self) -> bool:
        """Whether a job has it in hand."""
        return self.stage in {"reading", "sorting", "applying", "undoing"}


def roster_story(sheet: RosterSheet) -> RosterStory:
    """How far a sheet has come. One query."""
    rows = RosterRow.objects.filter(sheet=sheet).exclude(state="").values("state").order_by().annotate(n=Count("pk"))
    return RosterStory(sheet, {RowState(row["state"]): row["n"] for row in rows})


def roster_rows(sheet: RosterSheet, states: Iterable[RowState]) -> QuerySet[RosterRow]:
    """A sheet's rows in these states, in the order of the file."""
    wanted = [state.value for state in states]
    return RosterRow.objects.filter(sheet=sheet, state__in=wanted).select_related("person").order_by("number")


def latest_roster_sheets(team: Team) -> list[RosterSheet]:
    """A team's ten newest. One query."""
    return list(RosterSheet.objects.filter(team=team).select_related("by").order_by("-at")[:10])


def remembered_roster_columns() -> dict[str, str]:
    """What columns of these headings held in the newest list that was placed: plain heading -> field. One query."""
    newest = RosterSheet.objects.filter(layout="list", placed_at__isnull=False).order_by("-at").first()
    return {plain(head): name for head, name in zip(newest.headings, newest.columns, strict=False)} if newest else {}


def letters_of(team: Team) -> Letters:
    """What a team's letters mean, as a file is read by them. One query."""
    return {sign: sign_of(letter) for sign, letter in queries.letters_of(team).items()}


def sign_of(letter: Letter) -> Sign:
    """A letter as a file is read by it."""
    if letter.means != Means.WORK or letter.starts is None or letter.ends is None:
        return Sign(away=letter.means == Means.AWAY)
    starts, ends = (one.hour * 60 + one.minute for one in (letter.starts, letter.ends))
    site = str(letter.site_id) if letter.site_id else ""
    return Sign(Spell(starts, ends if ends > starts else ends + DAY, letter.sign, site))


def entries_of(row: RosterRow) -> list[Entry]:
    """What a row holds. No query."""
    return [
        Entry(number, date.fromisoformat(day) if day else None, text, site) for number, day, text, site in row.cells
    ]


@dataclass(frozen=True, slots=True)
class Crew:
    """A team as a file names it: its people by name and employee number, its sites by name, who works where as a rule."""

    people: Mapping[str, Person]
    by_name: Mapping[str, list[str]]
    by_number: Mapping[str, str]
    sites: Mapping[str, str]
    usual: Mapping[UUID, UUID]
    only_site: UUID | None

    def meant_by(self, name: str, number: str, said: str) -> tuple[Person | None, str]:
        """Whom a row means, or the reason why that is not sure. said: the id that somebody chose, or blank."""
        if said:
            return self.people.get(said), "" if said in self.people else "integrations.roster-unknown"
        if number and number in self.by_number:
            return self.people[self.by_number[number]], ""
        found = self.by_name.get(key_of(name), [])
        if len(found) == 1:
            return self.people[found[0]], ""
        return None, "integrations.roster-several" if found else "integrations.roster-unknown"

    def site(self, person: Person, told: str) -> UUID | None:
        """The site that a cell names by id or name; the person's usual one for a blank; None for one not found."""
        if told:
            known = self.sites.get(told) or self.sites.get(plain_name(told))
            return UUID(known) if known else None
        return self.usual.get(person.pk) or person.home_site_id or self.only_site


def crew_of(team: Team, *, days: Days) -> Crew:
    """The team as its rows are compared with. Four queries."""
    people = {str(person.pk): person for person in queries.plannable(team, days=days)}
    numbers = Identity.objects.filter(person_id__in=people).exclude(number="").values_list("number", "person_id")
    sites = organisation.sites_of(team)
    served = {site.pk for site in sites}
    usual: dict[UUID, UUID] = {}
    rows = Assignment.objects.filter(person_id__in=people, site_id__in=served).order_by("-period")[:2000]
    for person_id, site_id in rows.values_list("person_id", "site_id"):
        usual.setdefault(person_id, site_id)
    for person in people.values():
        if person.home_site_id in served:
            usual.setdefault(person.pk, person.home_site_id)
    return Crew(
        people, by_key((person.name, pk) for pk, person in people.items()),
        {number: str(person_id) for number, person_id in numbers}, _names(sites), usual,
        sites[0].pk if sites else None,
    )  # fmt: skip


def _names(sites: Iterable[Site]) -> dict[str, str]:
    found: dict[str, str] = {}
    for site in sites:
        for name in (site.code, site.name_fi, site.name_sv, site.name_en):
            if name:
                found[plain_name(name)] = str(site.pk)
        found[str(site.pk)] = str(site.pk)
    return found


def people_of(sheet: RosterSheet) -> list[Person]:
    """Whom a row of the sheet may mean: the team's people first. One query."""
    return queries.plannable(sheet.team, days=days_of(sheet))


def days_of(sheet: RosterSheet) -> Days:
    """The days of a sheet that has been read. No query. Raises ValueError for one that has not."""
    if sheet.first is None or sheet.last is None:
        raise ValueError(sheet.pk)
    return sheet.first, sheet.last


def has_now(roster: Roster | None, *, days: Days) -> dict[UUID, dict[str, Any]]:
    """What people have in a roster on some days, as it is written down: {"shifts": [...], "away": [...]}. Two queries."""
    if roster is None:
        return {}
    begin, end = day_span(*days)
    rows = Assignment.objects.filter(roster=roster, period__startswith__gte=begin, period__startswith__lt=end)
    found: dict[UUID, dict[str, Any]] = {}
    for person_id, period, letter, site_id in rows.order_by("period").values_list(
        "person_id", "period", "letter", "site_id"
    ):
        own = found.setdefault(person_id, {"shifts": [], "away": []})
        own["shifts"].append([instant(period.lower), instant(period.upper), letter, str(site_id)])
    away = AwayDay.objects.filter(roster=roster, day__range=days).order_by("day")
    for person_id, day in away.values_list("person_id", "day"):
        found.setdefault(person_id, {"shifts": [], "away": []})["away"].append(day.isoformat())
    return found


def instant(at: datetime) -> str:
    """An instant as it is written down."""
    return at.astimezone(UTC).isoformat()


def target_of(team: Team, days: Days) -> tuple[Roster | None, bool]:
    """The roster that a file's days fall in, and whether they fall well: all in one, or in none at all. One query."""
    rosters = list(Roster.objects.filter(team=team, days__overlap=queries.range_of(days)))
    if not rosters:
        return None, True
    first, last = queries.days_of(rosters[0])
    return rosters[0], len(rosters) == 1 and first <= days[0] and days[1] <= last
