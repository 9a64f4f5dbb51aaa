"""Writes: a sheet is brought, placed, applied, taken back, forgotten. The work itself is a job's."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from procrastinate.contrib.django import app

from keha.foundation import audit
from keha.foundation.verdict import Refused, Verdict, holds
from keha.integrations import policies, queries
from keha.integrations.models import Applying, ColumnChoice, Placing, Reading, Sheet, SheetFile, SheetRow, Undoing
from keha.integrations.rule_sheets.columns import plain
from keha.integrations.rule_sheets.table import Table, Unreadable
from keha.integrations.rules import RowState
from keha.organisation.models import Area, Site, Team
from keha.organisation.queries import Actor

KEPT = timedelta(days=7)
JOB = "carry_on_sheet"


@dataclass(frozen=True, slots=True)
class Placed:
    """What a person says of a sheet: see models.Placing. columns: a field's name or "" for each column."""

    columns: Sequence[str]
    scope: Area | Team | Site | None
    verdict: str
    decider: str
    topic: str
    agreed_by: str
    agreed_date: date
    valid_from: date


def _hand_over(sheet: Sheet) -> None:
    """A job goes on with the sheet, once this transaction has been committed; one job a sheet at a time."""
    words = {"employer": str(sheet.employer_id), "sheet": str(sheet.pk)}
    app.configure_task(JOB, lock=f"sheet {sheet.pk}").defer(**words)


def _locked(sheet_id: UUID, by: Actor) -> Sheet:
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    policies.may_work_on(by, sheet).or_refuse()
    return sheet


def take(*, name: str, body: bytes, by: Actor, at: datetime) -> Sheet:
    """Keeps a file for a job to read; nothing of it is looked at here. Raises Refused."""
    policies.may_bring(queries.grounds(by)).or_refuse()
    sheet = Sheet.objects.create(
        name=name[:120], size=len(body), digest=hashlib.sha256(body).digest(), by=by.person, at=at
    )
    SheetFile.objects.create(sheet=sheet, body=body)
    audit.record("integrations.bring", actor=by.id, at=at, thing=("sheet", sheet.pk))
    _hand_over(sheet)
    return sheet


def keep_reading(*, sheet_id: UUID, found: Table | Unreadable, at: datetime) -> None:
    """Writes down what a child read: the rows, or why there are none. Once for a sheet and tab. Locks the sheet."""
    sheet = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)
    if Reading.objects.filter(sheet=sheet).exists():
        return
    if isinstance(found, Unreadable):
        Reading.objects.create(sheet=sheet, at=at, trouble=found.trouble.value, line=found.line)
        SheetFile.objects.filter(sheet=sheet).delete()
        return
    Reading.objects.create(
        sheet=sheet, at=at, how=found.how, tabs=list(found.tabs), headings=list(found.headings)
    )  # fmt: skip
    SheetRow.objects.bulk_create(
        [SheetRow(sheet=sheet, number=row.number, cells=list(row.cells)) for row in found.rows], batch_size=500
    )


def choose_tab(*, sheet_id: UUID, tab: int, by: Actor, at: datetime) -> None:
    """Another sheet of the workbook is read instead. Raises Refused: not hers, or not at that stage any more."""
    sheet = _locked(sheet_id, by)
    _at_stage(sheet, "placing", "looking", "unreadable")
    for kept in (SheetRow, Reading, Placing):
        kept.objects.filter(sheet=sheet).delete()
    sheet.tab = tab
    sheet.save(update_fields=["tab"])
    audit.record("integrations.choose-tab", actor=by.id, at=at, thing=("sheet", sheet.pk))
    _hand_over(sheet)


def _at_stage(sheet: Sheet, *stages: str) -> queries.Story:
    story = queries.story(sheet)
    after = story.stage in {"applying", "applied", "undoing", "undone"}
    otherwise = "integrations.applied-already" if after else "integrations.not-ready"
    holds(story.stage in stages, otherwise=otherwise).or_refuse()
    return story


def place(placed: Placed, *, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Says what the columns hold and where the rules will hold; the columns are remembered for the next file.

    Raises Refused: not hers to rule there, or the sheet is not read yet. Hands the rows to a job.
    """
    sheet = _locked(sheet_id, by)
    story = _at_stage(sheet, "placing", "looking", "sorting")
    mine = {ground.key for ground in queries.grounds(by)}
    wanted = f"{type(placed.scope).__name__.lower()}:{placed.scope.pk}" if placed.scope else "employer"
    holds(wanted in mine, otherwise="integrations.not-yours").or_refuse()
    kinds = {"area": Area, "team": Team, "site": Site}
    fields = {name: placed.scope if isinstance(placed.scope, kind) else None for name, kind in kinds.items()}
    said = {
        "columns": list(placed.columns), "verdict": placed.verdict, "decider": placed.decider, "topic": placed.topic,
        "agreed_by": placed.agreed_by, "agreed_date": placed.agreed_date, "valid_from": placed.valid_from,
        "by": by.person, "at": at, "sorted_at": None, **fields,
    }  # fmt: skip
    Placing.objects.update_or_create(sheet=sheet, defaults=said)
    for heading, field in zip(story.reading.headings if story.reading else [], placed.columns, strict=False):
        if plain(heading):
            ColumnChoice.objects.update_or_create(heading=plain(heading), defaults={"field": field, "at": at})
    audit.record("integrations.place", actor=by.id, at=at, thing=("sheet", sheet.pk))
    _hand_over(sheet)


def apply(*, sheet_id: UUID, by: Actor, at: datetime) -> Applying:
    """Asks for every ready row to be adopted. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by)
    story = _at_stage(sheet, "looking")
    ready = sum(story.counts.get(state, 0) for state in (RowState.NEW, RowState.CHANGE))
    if not ready:
        raise Refused(Verdict(("integrations.nothing-to-apply",)))
    applying = Applying.objects.create(sheet=sheet, by=by.person, at=at)
    audit.record("integrations.apply", actor=by.id, at=at, thing=("sheet", sheet.pk))
    _hand_over(sheet)
    return applying


def undo(*, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """Asks for an import to be taken back, within a week. Again: nothing more. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by)
    applying = Applying.objects.filter(sheet=sheet).first()
    if applying is None:
        raise Refused(Verdict(("integrations.not-ready",)))
    policies.may_undo(applying, at=at).or_refuse()
    if Undoing.objects.filter(applying=applying).exists():
        return
    Undoing.objects.create(applying=applying, by=by.person, at=at)
    audit.record("integrations.undo", actor=by.id, at=at, thing=("sheet", sheet.pk))
    _hand_over(sheet)


def discard(*, sheet_id: UUID, by: Actor, at: datetime) -> None:
    """A sheet that was not applied is taken away at once, with its file and rows. Raises Refused. Locks the sheet."""
    sheet = _locked(sheet_id, by)
    _at_stage(sheet, "reading", "unreadable", "placing", "sorting", "looking")
    audit.record("integrations.discard", actor=by.id, at=at, thing=("sheet", sheet.pk))
    sheet.delete()


def forget_sheets(*, at: datetime) -> int:
    """Files and rows older than a week go; of a sheet never applied, everything. Returns how many sheets it touched.

    Of an applied one stays who brought it, when, and which versions came of it.
    """
    old = Sheet.objects.filter(at__lt=at - KEPT)
    unused = old.filter(applyings__isnull=True)
    count = unused.count()
    unused.delete()
    SheetFile.objects.filter(sheet__in=old).delete()
    gone, _kinds = SheetRow.objects.filter(sheet__in=old).delete()
    return count + bool(gone)
