"""What a job does on a roster's file: reads it in a child, looks its rows through, takes them in, takes them back.

Each step is one transaction and does no harm when it is done twice. Taking in is all or nothing.
"""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from keha.foundation import audit
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.integrations import incoming
from keha.integrations.actions.looking_rosters import sort_roster
from keha.integrations.actions.roster_files import keep_roster_reading
from keha.integrations.actions.working import Read
from keha.integrations.models import RosterApplied, RosterFile, RosterSheet
from keha.integrations.rule_sheets import apart
from keha.integrations.rule_sheets.table import Table, Unreadable
from keha.integrations.rules import RowState
from keha.organisation.queries import Actor, actor
from keha.shifts import actions as shifts
from keha.shifts import queries
from keha.shifts.actions import Filling
from keha.shifts.models import Roster
from keha.shifts.rules import Shift

NOTHING: dict[str, Any] = {"shifts": [], "away": []}
CROSSES = "days-cross"


def read_spread(body: bytes, tab: int) -> Table | Unreadable:
    """The file as a child reads it, wide cells in each of their columns."""
    found, _cost = apart.measured(body, tab=tab, spread=True)
    return found


def carry_on_roster(
    employer_id: UUID, sheet_id: UUID, *, at: datetime, today: date, read: Read = read_spread
) -> None:  # fmt: skip
    """Does on a sheet what it waits for, in transactions of its own. A sheet that is gone, or waits for nothing: nothing.

    read: what opens the file; outside any transaction.
    """
    with acting_for(employer_id):
        sheet = RosterSheet.objects.filter(pk=sheet_id).first()
        stage = incoming.stage_of(sheet) if sheet else ""
    steps = {"sorting": _sort, "applying": partial(_apply, today=today), "undoing": partial(_undo, today=today)}
    if stage == "reading":
        _read(employer_id, sheet_id, at=at, today=today, read=read)
    elif stage in steps:
        with acting_for(employer_id):
            steps[stage](sheet_id, at=at)  # type: ignore[operator]


def _read(employer_id: UUID, sheet_id: UUID, *, at: datetime, today: date, read: Read) -> None:
    with acting_for(employer_id):
        file = RosterFile.objects.select_related("sheet").filter(sheet_id=sheet_id).first()
    if file is None:
        return
    found = read(bytes(file.body), file.sheet.tab)
    with acting_for(employer_id):
        if RosterSheet.objects.filter(pk=sheet_id).exists():
            keep_roster_reading(sheet_id=sheet_id, found=found, at=at, near=today)


def _locked(sheet_id: UUID) -> RosterSheet:
    return RosterSheet.objects.select_for_update(of=("self",)).select_related("team", "by").get(pk=sheet_id)


def _sort(sheet_id: UUID, *, at: datetime) -> None:
    sheet = _locked(sheet_id)
    if sort_roster(sheet):
        sheet.sorted_at = at
    else:
        sheet.trouble = CROSSES
    sheet.save(update_fields=["sorted_at", "trouble"])


def _apply(sheet_id: UUID, *, at: datetime, today: date) -> None:
    """Takes every ready row in at once; when the roster refuses, nothing, and the rows are looked through again."""
    sheet = _locked(sheet_id)
    if sheet.applied_at or not sort_roster(sheet):
        return
    by = actor(sheet.by, on=today)
    try:
        with transaction.atomic():
            _fill(sheet, by, at)
    except Refused:
        sheet.apply_at = None
        sheet.save(update_fields=["apply_at"])
        return
    sheet.applied_at, sheet.left = at, incoming.roster_rows(sheet, [RowState.EYE]).count()
    sheet.save()
    audit.record("integrations.applied_roster", actor=by.id, at=at, thing=("roster-sheet", sheet.pk))


def _fill(sheet: RosterSheet, by: Actor, at: datetime) -> None:
    days = incoming.days_of(sheet)
    found, _fits = incoming.target_of(sheet.team, days)
    sheet.is_new, roster = found is None, found or _new_roster(sheet, by, at)
    rows = list(incoming.roster_rows(sheet, [RowState.NEW, RowState.CHANGE]))
    before = incoming.has_now(roster, days=days)
    wanted = {row.person_id: {"shifts": row.shifts, "away": row.away} for row in rows if row.person_id}
    shifts.fill(_filling(wanted, days), roster_id=roster.pk, by=by, at=at)
    after = incoming.has_now(roster, days=days)
    RosterApplied.objects.bulk_create(
        RosterApplied(sheet=sheet, person_id=pk, before=before.get(pk, NOTHING), after=after.get(pk, NOTHING))
        for pk in wanted
    )
    sheet.roster = roster


def _new_roster(sheet: RosterSheet, by: Actor, at: datetime) -> Roster:
    first, last = incoming.days_of(sheet)
    monday, sunday = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    return shifts.begin(team=sheet.team, days=(monday, sunday), by=by, at=at)


def _filling(wanted: dict[Any, dict[str, Any]], days: tuple[date, date]) -> Filling:
    found = [
        Shift(person_id, UUID(site), datetime.fromisoformat(begin), datetime.fromisoformat(end), letter)
        for person_id, has in wanted.items()
        for begin, end, letter, site in has["shifts"]
    ]
    away = [(person_id, date.fromisoformat(day)) for person_id, has in wanted.items() for day in has["away"]]
    return Filling(found, set(wanted), away, days)


def _undo(sheet_id: UUID, *, at: datetime, today: date) -> None:
    """Gives everybody back what she had, but for those whose days somebody has changed since."""
    sheet = _locked(sheet_id)
    if sheet.undone_at:
        return
    by, days, roster = actor(sheet.by, on=today), incoming.days_of(sheet), sheet.roster
    rows = list(RosterApplied.objects.filter(sheet=sheet, undone_at__isnull=True))
    now = incoming.has_now(roster, days=days)
    same = [row for row in rows if now.get(row.person_id, NOTHING) == row.after]
    if roster and same:
        wanted = {row.person_id: row.before for row in same}
        try:
            with transaction.atomic():
                shifts.fill(_filling(wanted, days), roster_id=roster.pk, by=by, at=at)
        except Refused:
            same = []
    for row in rows:
        row.undone_at, row.trouble = (at, "") if row in same else (None, "integrations.roster-changed-since")
    RosterApplied.objects.bulk_update(rows, ["undone_at", "trouble"])
    _take_new_away(sheet, by, at)
    sheet.undone_at = at
    sheet.save()
    audit.record("integrations.undone_roster", actor=by.id, at=at, thing=("roster-sheet", sheet.pk))


def _take_new_away(sheet: RosterSheet, by: Actor, at: datetime) -> None:
    """A draft that was begun for the file and is empty again goes too."""
    roster = sheet.roster
    if roster and sheet.is_new and not queries.is_published(roster) and not queries.assignments_of(roster):
        sheet.roster = None
        sheet.save(update_fields=["roster"])
        shifts.take_away(roster_id=roster.pk, by=by, at=at)
