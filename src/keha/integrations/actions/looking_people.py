"""Writes: the rows of a people's sheet are looked through. Nothing here makes or changes a person."""

from datetime import date

from keha.integrations import newcomers
from keha.integrations.models import PeopleRow, PeopleSheet
from keha.integrations.people_sheets import rows as people_rows


def sort_people(sheet: PeopleSheet, *, today: date) -> None:
    """Looks every row through. To be called with the sheet locked. Eight queries, and one for 500 rows."""
    places, people = newcomers.places(), newcomers.everybody(on=today)
    rows = list(PeopleRow.objects.filter(sheet=sheet))
    lines = {row.pk: people_rows.line_of(newcomers.cells_of(row, sheet.columns), places) for row in rows}
    doubled = people_rows.twice(lines[row.pk] for row in rows if row.skipped_at is None)
    for row in rows:
        line = lines[row.pk]
        found = people_rows.look(
            line, people, said=row.meant, doubled=doubled, skipped=row.skipped_at is not None
        )  # fmt: skip
        row.title, row.state, row.reasons = line.name[:120], found.state.value, list(found.reasons)
        row.changes, row.person_id = list(found.changes), found.known.id if found.known else None
    PeopleRow.objects.bulk_update(rows, ["title", "state", "reasons", "changes", "person"], batch_size=500)
