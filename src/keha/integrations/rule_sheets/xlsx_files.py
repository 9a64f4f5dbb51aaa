"""A table as a workbook: what the package says of itself is looked at before a byte of it is unpacked."""

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any
from zipfile import BadZipFile, ZipFile

from keha.integrations.rule_sheets.table import (
    COLUMNS,
    ENTRIES,
    RATIO,
    ROWS,
    TABS,
    UNZIPPED_BYTES,
    Gathering,
    Table,
    Trouble,
    Unreadable,
)

FLAG_ENCRYPTED = 0x1
EMPTY_ROWS = 20_000
_MERGED = re.compile(rb'<mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_TYPES = "[Content_Types].xml"
_FORBIDDEN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


def check(body: bytes) -> None:
    """Whether the package may be unpacked at all: entries, sizes, names, macros. Raises Unreadable."""
    try:
        with ZipFile(io.BytesIO(body)) as package:
            entries = package.infolist()
            if len(entries) > ENTRIES:
                raise Unreadable(Trouble.UNSAFE)
            for entry in entries:
                _check_entry(entry)
            if sum(entry.file_size for entry in entries) > UNZIPPED_BYTES:
                raise Unreadable(Trouble.UNPACKS_TOO_LARGE)
            _check_kind(package, {entry.filename for entry in entries})
    except (BadZipFile, EOFError, NotImplementedError, ValueError, OSError):
        raise Unreadable(Trouble.BROKEN) from None


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & FLAG_ENCRYPTED:
        raise Unreadable(Trouble.OLD_OR_LOCKED)
    parts = entry.filename.replace("\\", "/").split("/")
    if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in entry.filename:
        raise Unreadable(Trouble.UNSAFE)
    if entry.file_size > 1_000_000 and entry.file_size > RATIO * max(1, entry.compress_size):
        raise Unreadable(Trouble.UNPACKS_TOO_LARGE)


def _check_kind(package: ZipFile, names: set[str]) -> None:
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise Unreadable(Trouble.MACROS)
    if _TYPES not in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(Trouble.NOT_A_TABLE)
    types = package.read(_TYPES)
    if b"macroEnabled" in types:
        raise Unreadable(Trouble.MACROS)
    for name in names:
        if name.endswith((".xml", ".rels")):
            with package.open(name) as part:
                if _FORBIDDEN.search(part.read(4096)):
                    raise Unreadable(Trouble.UNSAFE)


def read(body: bytes, *, tab: int = 0, spread: bool = False) -> Table:
    """The rows of one sheet: values as they were last worked out, never a formula. Raises Unreadable.

    spread: a cell that goes over several columns of its row stands in each of them.
    """
    check(body)
    from defusedxml.common import DefusedXmlException
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        return _rows(book, tab, body if spread else b"")
    except (Unreadable, MemoryError):
        raise
    except DefusedXmlException:
        raise Unreadable(Trouble.UNSAFE) from None
    except Exception:  # whatever a broken package makes its reader raise
        raise Unreadable(Trouble.BROKEN) from None


def _rows(book: Any, tab: int, package: bytes) -> Table:
    sheets = book.worksheets[:TABS]
    if not sheets:
        raise Unreadable(Trouble.EMPTY)
    chosen = sheets[tab] if tab < len(sheets) else sheets[0]
    chosen.reset_dimensions()
    wide = _wide_cells(package, chosen) if package else {}
    gathering, empty = Gathering(), 0
    for number, row in enumerate(chosen.iter_rows(values_only=True), start=1):
        values = [text_of(value) for value in row]
        for first, last in wide.get(number, ()):
            values += [""] * (last - len(values))
            values[first - 1 : last] = [values[first - 1]] * (last - first + 1)
        empty = 0 if any(values) else empty + 1
        if empty > EMPTY_ROWS:
            break
        gathering.add(number, values)
    tabs = tuple(str(sheet.title)[:80] for sheet in sheets)
    return gathering.table(tabs=tabs, tab=min(tab, len(tabs) - 1), how="xlsx")


def _wide_cells(package: bytes, chosen: Any) -> dict[int, list[tuple[int, int]]]:
    """The first and last columns of cells that go over several columns of one row, by row."""
    from openpyxl.utils.cell import range_boundaries

    with ZipFile(io.BytesIO(package)) as opened:
        text = opened.read(chosen._worksheet_path)
    found: dict[int, list[tuple[int, int]]] = {}
    for match in _MERGED.finditer(text):
        left, top, right, bottom = range_boundaries(match[1].decode())
        if left and right and top == bottom and left < right <= COLUMNS and len(found) < ROWS:
            found.setdefault(top, []).append((left, right))
    return found


def text_of(value: Any) -> str:
    """A cell's value as people write it: whole numbers without a point, days as 2026-11-24."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
