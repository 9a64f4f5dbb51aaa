"""Reads of people's sheets, and of everybody as their rows are compared with. Each says how many queries it takes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from keha.integrations.models import PeopleApplied, PeopleRow, PeopleSheet
from keha.integrations.people_sheets.columns import Field
from keha.integrations.people_sheets.rows import Known, People, Places, key_of
from keha.integrations.rule_sheets.columns import plain
from keha.integrations.rules import RowState
from keha.organisation.models import Departure, Identity, Person, Role, Site, Team, TeamMembership
from keha.organisation.queries import _on
from keha.organisation.rules import Language, RoleKind


def places() -> Places:
    """Every team and site by its code and its names. Two queries."""
    return Places(_by_names(Team.objects.all()), _by_names(Site.objects.all()))


def _by_names(rows: Iterable[Any]) -> Mapping[str, UUID]:
    found: dict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        for name in (row.code, row.name_fi, row.name_sv, row.name_en):
            if name:
                found[key_of(name)].add(row.pk)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}


def everybody(*, on: date) -> People:
    """Everybody, those who have left too. Five queries."""
    numbers = dict(Identity.objects.exclude(number="").values_list("person_id", "number"))
    gone = set(Departure.objects.filter(at__date__lte=on).values_list("person_id", flat=True))
    teams: dict[UUID, set[UUID]] = defaultdict(set)
    for person_id, team_id in TeamMembership.objects.filter(_on(on)).values_list("person_id", "team_id"):
        teams[person_id].add(team_id)
    roles: dict[UUID, set[tuple[RoleKind, UUID | None]]] = defaultdict(set)
    for person_id, kind, team_id in Role.objects.filter(_on(on)).values_list("person_id", "kind", "team_id"):
        roles[person_id].add((RoleKind(kind), team_id))
    return People(
        [
            Known(
                p.pk, p.name, numbers.get(p.pk, ""), frozenset(teams[p.pk]), p.home_site_id, p.share_percent,
                p.weekly_minutes, frozenset(roles[p.pk]), Language(p.language), has_left=p.pk in gone,
            )
            for p in Person.objects.order_by("name", "pk")
        ]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class PeopleStory:
    """How far a sheet has come. counts: of its rows by state."""

    sheet: PeopleSheet
    counts: Mapping[RowState, int]

    @property
    def stage(self) -> str:
        """reading, unreadable, placing, sorting, looking, applying, applied, undoing or undone."""
        return stage_of(self.sheet)

    @property
    def is_working(self) -> bool:
        """Whether a job has it in hand."""
        return self.stage in {"reading", "sorting", "applying", "undoing"}


def stage_of(sheet: PeopleSheet) -> str:
    """The stage of PeopleStory. No query."""
    steps = (
        ("undone", sheet.undone_at), ("undoing", sheet.undo_at), ("applied", sheet.applied_at),
        ("applying", sheet.apply_at), ("looking", sheet.sorted_at), ("unreadable", sheet.trouble),
        ("reading", sheet.read_at is None), ("sorting", sheet.columns),
    )  # fmt: skip
    return next((stage for stage, is_so in steps if is_so), "placing")


def people_story(sheet: PeopleSheet) -> PeopleStory:
    """How far a sheet has come. One query."""
    rows = PeopleRow.objects.filter(sheet=sheet).exclude(state="").values("state").order_by().annotate(n=Count("pk"))
    return PeopleStory(sheet, {RowState(row["state"]): row["n"] for row in rows})


def people_rows(sheet: PeopleSheet, states: Iterable[RowState]) -> QuerySet[PeopleRow]:
    """A sheet's rows in these states, in the order of the file."""
    return PeopleRow.objects.filter(sheet=sheet, state__in=[state.value for state in states]).order_by("number")


def cells_of(row: PeopleRow, columns: Sequence[str]) -> dict[Field, str]:
    """A row's cells by field, with what a person wrote over them. No query."""
    found = {Field(name): cell for name, cell in zip(columns, row.cells, strict=False) if name}
    return {**found, **{Field(name): text for name, text in row.mended.items()}}


def remembered_columns() -> dict[str, str]:
    """What columns of these headings held in the newest sheet that was placed: plain heading -> field. One query."""
    newest = PeopleSheet.objects.exclude(columns=[]).order_by("-at").first()
    if newest is None:
        return {}
    return {plain(heading): field for heading, field in zip(newest.headings, newest.columns, strict=False)}


def latest_people_sheets() -> list[PeopleSheet]:
    """The ten newest. One query."""
    return list(PeopleSheet.objects.select_related("by").order_by("-at")[:10])


@dataclass(frozen=True, slots=True)
class PeopleSums:
    """How many people came of a sheet, and how many were taken back or could not be."""

    new: int
    changed: int
    undone: int
    kept: int


def people_sums(sheet: PeopleSheet) -> PeopleSums:
    """Counts of what a sheet made. One query."""
    found = PeopleApplied.objects.filter(sheet=sheet).aggregate(
        new=Count("pk", filter=Q(is_new=True)), changed=Count("pk", filter=Q(is_new=False)),
        undone=Count("pk", filter=Q(undone_at__isnull=False)), kept=Count("pk", filter=~Q(trouble="")),
    )  # fmt: skip
    return PeopleSums(**found)
