"""Writes: a file of people is brought, its columns told, its rows mended or left out, taken in, taken back, forgotten."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from keha.integrations import newcomers
from keha.integrations.actions import looking_people, steps
from keha.integrations.actions.bringing import KEPT
from keha.integrations.models import PeopleApplied, PeopleFile, PeopleRow, PeopleSheet
from keha.integrations.people_sheets.columns import Field
from keha.integrations.rule_sheets.table import Table, Unreadable, tidy
from keha.integrations.rules import RowState
from keha.organisation import policies as organisation
from keha.organisation.queries import Actor

PEOPLE_JOB = "carry_on_people"


def _hand_over(sheet: PeopleSheet) -> None:
    """A job goes on with the sheet, once this transaction has been committed; one job a sheet at a time."""
    words = {"employer": str(sheet.employer_id), "sheet": str(sheet.pk)}
    app.configure_task(PEOPLE_JOB, lock=f"people {sheet.pk}").defer(**words)


def _locked(sheet_id: UUID, by: Actor, *stages: str) -> PeopleSheet:
    organisation.may_keep_people(by).or_refuse()
    sheet = PeopleSheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    steps.hold_stage(newcomers.stage_of(sheet), stages)
    return sheet


def take_people(*, name: str, body: bytes, by: Actor, at: datetime) -> PeopleSheet:
    """Keeps a file for a job to read; nothing of it is looked at here. Raises Refused."""
    organisation.may_keep_people(by).or_refuse()
    sheet = PeopleSheet.objects.create(
        name=name[:120], size=len(body), digest=hashlib.sha256(body).digest(), by=by.person, at=at
    )
    PeopleFile.objects.create(sheet=sheet, body=body)
    steps.record(sheet, "bring_people", by, at)
    _hand_over(sheet)
    return sheet


def keep_people_reading(*, sheet_id: UUID, found: Table | Unreadable, at: datetime) -> None:
    """Writes down what a child read: the rows, or why there are none. Once for a sheet and tab. Locks the sheet."""
    sheet = PeopleSheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    if sheet.read_at is not None:
        return
    sheet.read_at = at
    if isinstance(found, Unreadable):
        sheet.trouble, sheet.line = found.trouble.value, found.line
        PeopleFile.objects.filter(sheet=sheet).delete()
    else:
        sheet.how, sheet.tabs, sheet.headings = found.how, list(found.tabs), list(found.headings)
        rows = [PeopleRow(sheet=sheet, number=row.number, cells=list(row.cells)) for row in found.rows]
        PeopleRow.objects.bulk_create(rows, batch_size=500)
    sheet.save()


def choose_people_tab(*, sheet_id: UUID, tab: int, by: Actor, at: datetime) -> None:
    """Another sheet of the workbook is read instead. Raises Refused."""
    sheet = _locked(sheet_id, by, "placing", "looking", "unreadable")
    PeopleRow.objects.filter(sheet=sheet).delete()
    sheet.tab, sheet.read_at, sheet.sorted_at, sheet.trouble, sheet.columns = tab, None, None, "", []
    steps.step(sheet, "choose_people_tab", by, at)
    _hand_over(sheet)


def place_people(columns: Sequence[str], *, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Says what the columns hold; a job looks the rows through. Raises Refused."""
    sheet = _locked(sheet_id, by, "placing", "looking", "sorting")
    sheet.columns, sheet.sorted_at = list(columns), None
    steps.step(sheet, "place_people", by, at)
    _hand_over(sheet)


def mend_person(
    values: Mapping[Field, str], *, row: tuple[UUID, int], meant: str, by: Actor, at: datetime, today: date
) -> RowState:
    """A person writes over a row's cells and says who is meant. Returns what the row would do now.

    meant: blank for leaving it open, "new", or a person's id. Raises Refused, PeopleRow.DoesNotExist. Locks the sheet.
    """
    sheet = _locked(row[0], by, "looking")
    found = PeopleRow.objects.get(sheet=sheet, number=row[1])
    told = newcomers.cells_of(found, sheet.columns)
    found.mended = found.mended | {
        one.value: tidy(text) for one, text in values.items() if tidy(text) != told.get(one, "")
    }
    found.meant, found.skipped_at = meant, None
    found.save(update_fields=["mended", "meant", "skipped_at"])
    steps.record(sheet, "mend_person", by, at)
    return _again(sheet, found, today=today)


def skip_person(*, row: tuple[UUID, int], by: Actor, at: datetime, today: date) -> RowState:
    """A row is left out. Raises Refused, PeopleRow.DoesNotExist. Locks the sheet."""
    sheet = _locked(row[0], by, "looking")
    found = PeopleRow.objects.get(sheet=sheet, number=row[1])
    found.skipped_at = at
    found.save(update_fields=["skipped_at"])
    steps.record(sheet, "skip_person", by, at)
    return _again(sheet, found, today=today)


def _again(sheet: PeopleSheet, row: PeopleRow, *, today: date) -> RowState:
    """All rows anew: what one says may have spoken against another."""
    looking_people.sort_people(sheet, today=today)
    row.refresh_from_db()
    return RowState(row.state)


def apply_people(*, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Asks for every ready row to be taken in. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by, "looking")
    ready = newcomers.people_rows(sheet, [RowState.NEW, RowState.CHANGE]).exists()
    steps.ask_to_apply(sheet, "apply_people", by, at, ready=ready)
    _hand_over(sheet)


def undo_people(*, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Asks for an import to be taken back, within a week. Again: nothing more. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by, "applied", "undoing", "undone")
    if steps.ask_to_undo(sheet, "undo_people", by, at):
        _hand_over(sheet)


def discard_people(*, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """A sheet that was not applied is taken away at once, with its file and rows. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by, "reading", "unreadable", "placing", "sorting", "looking")
    steps.record(sheet, "discard_people", by, at)
    sheet.delete()


def forget_people_sheets(*, at: datetime) -> int:
    """Files and rows older than a week go; of a sheet never applied, everything. Returns how many sheets it touched.

    Of an applied one stays who brought it and when, and whom it made or changed; what was otherwise before goes too.
    """
    old = PeopleSheet.objects.filter(at__lt=at - KEPT)
    unused = old.filter(apply_at__isnull=True)
    count = unused.count()
    unused.delete()
    PeopleFile.objects.filter(sheet__in=old).delete()
    PeopleApplied.objects.filter(sheet__in=old.filter(apply_at__lt=at - KEPT)).exclude(before={}).update(before={})
    gone, _kinds = PeopleRow.objects.filter(sheet__in=old).delete()
    return count + bool(gone)
