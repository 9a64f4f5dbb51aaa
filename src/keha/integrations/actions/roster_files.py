"""Writes: a roster's file is brought, its letters and columns told, rows named or left out, taken in, taken back, forgotten."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from keha.foundation.verdict import holds
from keha.integrations import incoming
from keha.integrations.actions import steps
from keha.integrations.actions.bringing import KEPT
from keha.integrations.actions.looking_rosters import sort_roster
from keha.integrations.models import RosterApplied, RosterFile, RosterRow, RosterSheet
from keha.integrations.roster_sheets.cells import neutral, without_identity
from keha.integrations.roster_sheets.layouts import Found, NotRoster, OfPerson, find
from keha.integrations.rule_sheets.table import Row, Table, Unreadable
from keha.integrations.rules import RowState
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.shifts import actions as shifts
from keha.shifts import policies as planning
from keha.shifts.actions.letters import Meant

ROSTER_JOB = "carry_on_roster"
CELL_MAX = 200


def hand_over(sheet: RosterSheet) -> None:
    """A job goes on with the sheet, once this transaction has been committed; one job a sheet at a time."""
    words = {"employer": str(sheet.employer_id), "sheet": str(sheet.pk)}
    app.configure_task(ROSTER_JOB, lock=f"roster {sheet.pk}").defer(**words)


def _locked(sheet_id: UUID, by: Actor, *stages: str) -> RosterSheet:
    sheet = RosterSheet.objects.select_for_update(of=("self",)).select_related("team").get(pk=sheet_id)
    planning.may_plan(by, sheet.team).or_refuse()
    steps.hold_stage(incoming.stage_of(sheet), stages)
    return sheet


def take_roster(*, name: str, body: bytes, team: Team, by: Actor, at: datetime) -> RosterSheet:
    """Keeps a file for a job to read; nothing of it is looked at here. Raises Refused."""
    planning.may_plan(by, team).or_refuse()
    sheet = RosterSheet.objects.create(
        team=team, name=name[:120], size=len(body), digest=hashlib.sha256(body).digest(), by=by.person, at=at
    )
    RosterFile.objects.create(sheet=sheet, body=body)
    steps.record(sheet, "bring_roster", by, at)
    hand_over(sheet)
    return sheet


def keep_roster_reading(*, sheet_id: UUID, found: Table | Unreadable, at: datetime, near: date) -> None:
    """Writes down what a child read: people with their days, or why there are none. Once for a sheet and tab. Locks it.

    The file itself goes, unless another of its sheets or its columns may still be chosen. near: days without a year
    are the nearest to it.
    """
    sheet = RosterSheet.objects.select_for_update(of=("self",)).select_related("team").get(pk=sheet_id)
    if sheet.read_at is not None:
        return
    sheet.read_at, sheet.trouble, sheet.line = at, "", None
    if isinstance(found, Unreadable):
        sheet.trouble, sheet.line = found.trouble.value, found.line
    else:
        sheet.how, sheet.tabs = found.how, list(found.tabs)
        rows = [Row(max(1, found.rows[0].number - 1), found.headings), *found.rows]
        try:
            _keep_people(
                sheet, find(rows, near=near, remembered=incoming.remembered_roster_columns(), columns=sheet.columns)
            )
        except NotRoster as no:
            sheet.trouble, sheet.line = no.problem.value, no.line
            sheet.headings = [without_identity(cell) for cell in found.headings]
    if len(sheet.tabs) < 2 and not sheet.headings:
        RosterFile.objects.filter(sheet=sheet).delete()
    sheet.save()


def _keep_people(sheet: RosterSheet, found: Found) -> None:
    letters = incoming.letters_of(sheet.team)
    sheet.layout, sheet.columns, sheet.first, sheet.last = found.layout, list(found.columns), found.first, found.last
    RosterRow.objects.bulk_create(
        [
            RosterRow(
                sheet=sheet, number=place, name=one.name[:130], told=one.number[:20],
                cells=[
                    [entry.row, entry.day.isoformat() if entry.day else None,
                     neutral(without_identity(entry.text[:CELL_MAX]), letters), entry.site[:CELL_MAX]]
                    for entry in one.entries
                ],
            )
            for place, one in _numbered(found)
        ],
        batch_size=500,
    )  # fmt: skip


def _numbered(found: Found) -> Sequence[tuple[int, OfPerson]]:
    """Each person by the row where she begins; a list may name two on one row, and then the next free number is hers."""
    taken: dict[int, OfPerson] = {}
    for one in found.people:
        number = one.row
        while number in taken:
            number += 1
        taken[number] = one
    return list(taken.items())


def choose_roster_tab(*, sheet_id: UUID, tab: int, by: Actor, at: datetime) -> None:
    """Another sheet of the workbook is read instead. Raises Refused."""
    sheet = _locked(sheet_id, by, "placing", "unreadable")
    sheet.tab, sheet.columns, sheet.headings = tab, [], []
    _again(sheet, "choose_roster_tab", by, at)


def choose_roster_columns(columns: Sequence[str], *, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Says what the columns of a list hold; it is read anew. Raises Refused."""
    sheet = _locked(sheet_id, by, "unreadable")
    sheet.columns = list(columns)
    _again(sheet, "choose_roster_columns", by, at)


def _again(sheet: RosterSheet, verb: str, by: Actor, at: datetime) -> None:
    holds(RosterFile.objects.filter(sheet=sheet).exists(), otherwise="integrations.not-ready").or_refuse()
    RosterRow.objects.filter(sheet=sheet).delete()
    sheet.read_at, sheet.sorted_at, sheet.placed_at, sheet.trouble, sheet.line = None, None, None, "", None
    steps.step(sheet, verb, by, at)
    hand_over(sheet)


def place_roster(letters: Sequence[Meant], *, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Says what unknown letters mean, remembers it for the team, and lets a job look the rows through. Raises Refused."""
    sheet = _locked(sheet_id, by, "placing", "looking", "sorting")
    if letters:
        shifts.keep_letters(letters, team=sheet.team, by=by, at=at)
    known = incoming.letters_of(sheet.team)
    rows = list(RosterRow.objects.filter(sheet=sheet))
    for row in rows:
        row.cells = [[number, day, neutral(text, known), site] for number, day, text, site in row.cells]
    RosterRow.objects.bulk_update(rows, ["cells"], batch_size=500)
    RosterFile.objects.filter(sheet=sheet).delete()
    sheet.placed_at, sheet.sorted_at = at, None
    steps.step(sheet, "place_roster", by, at)
    hand_over(sheet)


def name_roster_row(*, row: tuple[UUID, int], meant: str, by: Actor, at: datetime) -> RowState:
    """Says whom a row means: a person's id, or blank for leaving it open. Raises Refused, RosterRow.DoesNotExist."""
    sheet = _locked(row[0], by, "looking")
    found = RosterRow.objects.get(sheet=sheet, number=row[1])
    found.meant, found.skipped_at = meant, None
    return _looked_again(sheet, found, "name_roster_row", by, at)


def skip_roster_row(*, row: tuple[UUID, int], by: Actor, at: datetime) -> RowState:
    """A row is left out. Raises Refused, RosterRow.DoesNotExist. Locks the sheet."""
    sheet = _locked(row[0], by, "looking")
    found = RosterRow.objects.get(sheet=sheet, number=row[1])
    found.skipped_at = at
    return _looked_again(sheet, found, "skip_roster_row", by, at)


def _looked_again(sheet: RosterSheet, row: RosterRow, verb: str, by: Actor, at: datetime) -> RowState:
    row.save(update_fields=["meant", "skipped_at"])
    steps.record(sheet, verb, by, at)
    sort_roster(sheet)
    row.refresh_from_db()
    return RowState(row.state)


def apply_roster(*, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Asks for every ready row to be taken in. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by, "looking")
    ready = incoming.roster_rows(sheet, [RowState.NEW, RowState.CHANGE]).exists()
    steps.ask_to_apply(sheet, "apply_roster", by, at, ready=ready)
    hand_over(sheet)


def undo_roster(*, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Asks for an import to be taken back, within a week. Again: nothing more. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by, "applied", "undoing", "undone")
    if steps.ask_to_undo(sheet, "undo_roster", by, at):
        hand_over(sheet)


def discard_roster(*, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """A sheet that was not taken in goes at once, with its file and rows. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by, "reading", "unreadable", "placing", "sorting", "looking")
    steps.record(sheet, "discard_roster", by, at)
    sheet.delete()


def forget_roster_sheets(*, at: datetime) -> int:
    """Files and rows older than a week go; of a sheet never taken in, everything. Returns how many sheets it touched."""
    old = RosterSheet.objects.filter(at__lt=at - KEPT)
    unused = old.filter(apply_at__isnull=True)
    count = unused.count()
    unused.delete()
    RosterFile.objects.filter(sheet__in=old).delete()
    RosterApplied.objects.filter(sheet__in=old.filter(apply_at__lt=at - KEPT)).exclude(before={}, after={}).update(
        before={}, after={}
    )
    gone, _kinds = RosterRow.objects.filter(sheet__in=old).delete()
    return count + bool(gone)
