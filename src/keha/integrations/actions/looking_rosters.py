"""Writes: the rows of a roster's file are looked through. Nothing here changes a roster."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from keha.integrations import incoming
from keha.integrations.incoming import Crew
from keha.integrations.models import RosterRow, RosterSheet
from keha.integrations.roster_sheets import rows as pure
from keha.integrations.roster_sheets.cells import Letters
from keha.integrations.roster_sheets.rows import Doubt, Span
from keha.integrations.rules import RowState
from keha.organisation.models import Person
from keha.shifts import queries
from keha.shifts.rules import letter_of

Taken = Mapping[UUID, Sequence[tuple[datetime, datetime]]]


def sort_roster(sheet: RosterSheet) -> bool:
    """Looks every row through; whether the file's days fall well. To be called with the sheet locked.

    Twelve queries, and one for 500 rows.
    """
    days = incoming.days_of(sheet)
    roster, fits = incoming.target_of(sheet.team, days)
    if not fits:
        return False
    crew, letters = incoming.crew_of(sheet.team, days=days), incoming.letters_of(sheet.team)
    now = incoming.has_now(roster, days=days)
    elsewhere = queries.taken([one.pk for one in crew.people.values()], days=days, but=roster)
    rows = list(RosterRow.objects.filter(sheet=sheet))
    for row in rows:
        _read(row, crew, letters, elsewhere)
    doubled = Counter(row.person_id for row in rows if row.person_id and row.skipped_at is None)
    for row in rows:
        if row.person_id and doubled[row.person_id] > 1 and row.skipped_at is None:
            row.doubts = [*row.doubts, ["integrations.roster-twice", row.number, None, row.name]]
        row.state = _state(row, now).value
    RosterRow.objects.bulk_update(rows, ["person", "state", "doubts", "shifts", "away"], batch_size=500)
    return True


def _state(row: RosterRow, now: Mapping[UUID, Any]) -> RowState:
    has = now.get(row.person_id, {"shifts": [], "away": []}) if row.person_id else {"shifts": [], "away": []}
    wanted, kept = (frozenset(map(tuple, shifts)) for shifts in (row.shifts, has["shifts"]))
    return pure.fate(
        (wanted, _days(row.away)), (kept, _days(has["away"])), [one[0] for one in row.doubts],
        skipped=row.skipped_at is not None,
    )  # fmt: skip


def _days(texts: Sequence[str]) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def _read(row: RosterRow, crew: Crew, letters: Letters, elsewhere: Taken) -> None:
    person, reason = crew.meant_by(row.name, row.told, row.meant)
    row.person = person
    reading = pure.read(incoming.entries_of(row), letters)
    doubts = [Doubt(reason, row.number, None, row.name)] if reason else []
    doubts += reading.doubts
    row.shifts, row.away = [], [day.isoformat() for day in reading.away]
    if person:
        for span in reading.spans:
            doubts += _placed(row, span, person, crew, elsewhere)
    row.doubts = [[one.reason, one.row, one.day.isoformat() if one.day else None, one.text] for one in doubts]


def _placed(row: RosterRow, span: Span, person: Person, crew: Crew, elsewhere: Taken) -> list[Doubt]:
    site = crew.site(person, span.site)
    if site is None:
        return [Doubt("integrations.roster-site", row.number, span.day, span.site)]
    letter = span.letter or letter_of(span.starts_at, span.ends_at)
    row.shifts.append([incoming.instant(span.starts_at), incoming.instant(span.ends_at), letter, str(site)])
    if any(begin < span.ends_at and span.starts_at < end for begin, end in elsewhere.get(person.pk, ())):
        return [Doubt("shifts.person-busy", row.number, span.day, "")]
    return []
