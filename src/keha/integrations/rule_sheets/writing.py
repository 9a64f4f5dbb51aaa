"""A table as a CSV or XLSX file in which no cell is a formula, whatever its text begins with. Source: ASVS 1.2.10."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from keha.integrations.rule_sheets.table import RISKY

Cells = Sequence[str]


def safe(text: str) -> str:
    """A cell that a spreadsheet shows as text: -Korhonen stands as '-Korhonen. What is read in takes the mark away."""
    return f"'{text}" if text[:1] and text[0] in RISKY else text


def as_csv(headings: Cells, rows: Sequence[Cells]) -> bytes:
    """UTF-8, commas, one heading row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(cell) for cell in headings])
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode()


def as_xlsx(headings: Cells, rows: Sequence[Cells], *, tab: str) -> bytes:
    """One sheet, its heading row bold and in view; every cell is text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet(tab[:31])
    sheet.freeze_panes = "A2"
    for n, name in enumerate(headings):
        sheet.column_dimensions[_letter(n)].width = 60 if name.startswith(("answer", "why")) else 24
    for number, row in enumerate([headings, *rows]):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=safe(text))
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.properties.created = book.properties.modified = datetime(2000, 1, 1)  # noqa: DTZ001  not a time of ours
    book.save(out)
    return _without_times(out)


def _without_times(made: io.BytesIO) -> bytes:
    """The same package with no times in it: the same rules give the same file."""
    out = io.BytesIO()
    with ZipFile(made) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            body = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", old.read(entry))
            new.writestr(ZipInfo(entry.filename), body, ZIP_DEFLATED)
    return out.getvalue()


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number + 1))
