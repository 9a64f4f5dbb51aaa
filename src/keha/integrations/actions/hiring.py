"""What a job does on a people's sheet: reads it in a child, looks its rows through, takes them in, takes them back.

Each step is its own transaction and does no harm when it is done twice; a job that was killed goes on where it stopped.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from keha.foundation import audit
from keha.foundation.context import acting_for
from keha.integrations import newcomers
from keha.integrations.actions.looking_people import sort_people
from keha.integrations.actions.people import keep_people_reading
from keha.integrations.actions.working import BATCH, Read, read_apart
from keha.integrations.models import PeopleApplied, PeopleFile, PeopleRow, PeopleSheet
from keha.integrations.people_sheets import rows as pure
from keha.integrations.people_sheets.columns import Field
from keha.integrations.people_sheets.rows import Known, Line
from keha.integrations.rules import RowState
from keha.organisation.actions import people
from keha.organisation.models import Identity, Person, Role, Site, Team, TeamMembership


def carry_on_people(employer_id: UUID, sheet_id: UUID, *, at: datetime, today: date, read: Read = read_apart) -> None:
    """Does on a sheet what it waits for, in transactions of its own. A sheet that is gone, or waits for nothing: nothing.

    read: what opens the file; outside any transaction.
    """
    with acting_for(employer_id):
        sheet = PeopleSheet.objects.filter(pk=sheet_id).first()
        stage = newcomers.stage_of(sheet) if sheet else ""
    match stage:
        case "reading":
            _read(employer_id, sheet_id, at=at, read=read)
        case "sorting":
            with acting_for(employer_id):
                _sort(sheet_id, at=at, today=today)
        case "applying":
            _in_batches(employer_id, lambda: _hire_some(sheet_id, at=at, today=today))
        case "undoing":
            _in_batches(employer_id, lambda: _undo_some(sheet_id, at=at, today=today))


def _read(employer_id: UUID, sheet_id: UUID, *, at: datetime, read: Read) -> None:
    with acting_for(employer_id):
        file = PeopleFile.objects.select_related("sheet").filter(sheet_id=sheet_id).first()
    if file is None:
        return
    found = read(bytes(file.body), file.sheet.tab)
    with acting_for(employer_id):
        if PeopleSheet.objects.filter(pk=sheet_id).exists():
            keep_people_reading(sheet_id=sheet_id, found=found, at=at)


def _sort(sheet_id: UUID, *, at: datetime, today: date) -> None:
    sheet = _locked(sheet_id)
    sort_people(sheet, today=today)
    sheet.sorted_at = at
    sheet.save(update_fields=["sorted_at"])


def _locked(sheet_id: UUID) -> PeopleSheet:
    return PeopleSheet.objects.select_for_update(of=("self",)).get(pk=sheet_id)


def _in_batches(employer_id: UUID, some: Callable[[], bool]) -> None:
    while True:
        with acting_for(employer_id):
            if not some():
                return


def _hire_some(sheet_id: UUID, *, at: datetime, today: date) -> bool:
    """Takes in up to BATCH rows that have not been yet; with none left, ends the applying. Locks the sheet."""
    sheet = _locked(sheet_id)
    if sheet.applied_at:
        return False
    done = PeopleApplied.objects.filter(sheet=sheet).values("number")
    ready = newcomers.people_rows(sheet, [RowState.NEW, RowState.CHANGE]).exclude(number__in=done)
    rows = list(ready[:BATCH])
    if not rows:
        sheet.applied_at, sheet.left = at, newcomers.people_rows(sheet, [RowState.EYE]).count()
        sheet.save(update_fields=["applied_at", "left"])
        PeopleFile.objects.filter(sheet=sheet).delete()
        audit.record("integrations.people_applied", actor=sheet.by_id, at=at, thing=("people-sheet", sheet.pk))
        return False
    places, everybody = newcomers.places(), newcomers.everybody(on=today)
    for row in rows:
        line = pure.line_of(newcomers.cells_of(row, sheet.columns), places)
        found = pure.look(line, everybody, said=row.meant, doubled=set(), skipped=False)
        same = found.state.value == row.state and (found.known.id if found.known else None) == row.person_id
        if not same:  # somebody has changed since the preview
            row.state, row.reasons = RowState.EYE.value, list(found.reasons) or ["integrations.person-changed-since"]
            row.save(update_fields=["state", "reasons"])
            continue
        _take_in(row, line, found.known, sheet, at=at, today=today)
    return True


def _take_in(row: PeopleRow, line: Line, known: Known | None, sheet: PeopleSheet, *, at: datetime, today: date) -> None:
    person = Person.objects.select_for_update(of=("self",)).get(pk=known.id) if known else _hire(line, sheet, at, today)
    before = _over(person, line, known, sheet, at=at, today=today) if known else {}
    if known is None:
        _belong(person, line, frozenset(), sheet, before, at=at, today=today)
        _number(person, line, before, at=at)
    PeopleApplied.objects.create(
        sheet=sheet, number=row.number, person=person, is_new=known is None, before=before
    )  # fmt: skip


def _hire(line: Line, sheet: PeopleSheet, at: datetime, today: date) -> Person:
    newcomer = people.Newcomer(
        name=line.name, language=(line.language or "fi"), share_percent=line.share or 100,
        home_site=Site.objects.get(pk=line.site) if line.site else None, weekly_minutes=line.minutes,
    )  # fmt: skip
    return people.hire(newcomer, on=today, at=at, by=sheet.by_id)


def _over(person: Person, line: Line, known: Known, sheet: PeopleSheet, *, at: datetime, today: date) -> dict[str, Any]:
    """Writes what the row says otherwise over a person. Returns what was so before."""
    changed = pure.changes(line, known)
    before: dict[str, Any] = {}
    if "back" in changed:
        people.come_back(person=person, at=at, by=sheet.by_id)
        before["back"] = True
    if Field.NAME in changed:
        before[Field.NAME] = person.name
        people.rename(person=person, name=line.name, at=at, by=sheet.by_id)
    told = {
        Field.SITE: ("home_site_id", line.site), Field.SHARE: ("share_percent", line.share),
        Field.HOURS: ("weekly_minutes", line.minutes),
    }  # fmt: skip
    fields = {column: value for one, (column, value) in told.items() if one in changed}
    if fields:
        before["fields"] = {column: _plain(getattr(person, column)) for column in fields}
        people.rewrite(person=person, fields=fields, at=at, by=sheet.by_id)
    _belong(person, line, known.teams, sheet, before, at=at, today=today)
    _number(person, line, before, at=at)
    return before


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _belong(
    person: Person, line: Line, teams: frozenset[UUID], sheet: PeopleSheet, before: dict[str, Any], **when: Any
) -> None:
    """The row's team and role. Who was in one other team only has moved; of several, she stays in them all."""
    on, at = when["today"], when["at"]
    if line.team is not None and line.team not in teams:
        people.join_team(person=person, team=Team.objects.get(pk=line.team), on=on, at=at, by=sheet.by_id)
        before["joined"] = str(line.team)
        if len(teams) == 1:
            old = next(iter(teams))
            people.leave_team(person=person, team=Team.objects.get(pk=old), on=on, at=at, by=sheet.by_id)
            before["left"] = str(old)
    if line.held is not None:
        kind, team_id = line.held
        team = Team.objects.get(pk=team_id) if team_id else None
        if not Role.objects.filter(person=person, kind=kind, team=team, until_date__isnull=True).exists():
            role = people.give_role(person=person, kind=kind, of=team, on=on, at=at, by=sheet.by_id)
            before["role"] = str(role.pk)


def _number(person: Person, line: Line, before: dict[str, Any], *, at: datetime) -> None:
    if not line.number:
        return
    identity, _is_new = Identity.objects.get_or_create(person=person, defaults={"at": at})
    if identity.number != line.number:
        before["number"] = identity.number
        identity.number, identity.at = line.number, at
        identity.save(update_fields=["number", "at"])


def _undo_some(sheet_id: UUID, *, at: datetime, today: date) -> bool:
    """Takes up to BATCH rows back; with none left, ends the undoing. Locks the sheet."""
    sheet = _locked(sheet_id)
    if sheet.undone_at:
        return False
    waiting = PeopleApplied.objects.filter(sheet=sheet, undone_at__isnull=True, trouble="")
    rows = list(waiting.select_related("person").order_by("number")[:BATCH])
    for row in rows:
        row.trouble = _take_back(row, sheet, at=at, today=today)
        row.undone_at = None if row.trouble else at
        row.save(update_fields=["trouble", "undone_at"])
    if rows:
        return True
    sheet.undone_at = at
    sheet.save(update_fields=["undone_at"])
    audit.record("integrations.people_undone", actor=sheet.by_id, at=at, thing=("people-sheet", sheet.pk))
    return False


def _take_back(row: PeopleApplied, sheet: PeopleSheet, *, at: datetime, today: date) -> str:
    """Blank when a row was taken back, else why not: a later file has changed the person, and she is left as she is."""
    later = PeopleApplied.objects.filter(person=row.person, sheet__apply_at__gt=sheet.apply_at, undone_at__isnull=True)
    if later.exists():
        return "integrations.person-changed-since"
    person, before, by = row.person, row.before, sheet.by_id
    if "number" in before:
        Identity.objects.filter(person=person).update(number=before["number"], at=at)
    if row.is_new or before.get("back"):
        people.depart(person=person, at=at, by=by)
        return ""
    _as_before(person, before, at=at, by=by)
    _belong_as_before(person, before, at=at, today=today, by=by)
    return ""


def _as_before(person: Person, before: dict[str, Any], *, at: datetime, by: UUID) -> None:
    if Field.NAME in before:
        people.rename(person=person, name=before[Field.NAME], at=at, by=by)
    if "fields" in before:
        people.rewrite(person=person, fields=before["fields"], at=at, by=by)


def _belong_as_before(person: Person, before: dict[str, Any], *, at: datetime, today: date, by: UUID) -> None:
    if "joined" in before:
        people.leave_team(person=person, team=Team.objects.get(pk=before["joined"]), on=today, at=at, by=by)
    if "left" in before:
        _stay(person, before["left"], at=at, today=today, by=by)
    if "role" in before:
        people.end_role(role_id=UUID(before["role"]), on=today, at=at, by=by)


def _stay(person: Person, team_id: str, *, at: datetime, today: date, by: UUID) -> None:
    """The membership that the file ended goes on, as if it had never been."""
    ended = TeamMembership.objects.filter(person=person, team_id=team_id, until_date__gte=today - timedelta(days=8))
    newest = ended.order_by("-until_date").first()
    if newest is None:
        people.join_team(person=person, team=Team.objects.get(pk=team_id), on=today, at=at, by=by)
        return
    TeamMembership.objects.filter(pk=newest.pk).update(until_date=None)
    audit.record("organisation.join_team", actor=by, at=at, thing=("team", newest.team_id), whose=person.pk)
