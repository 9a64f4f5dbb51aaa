"""A file's bytes as a table: what it is tells its first bytes, not its name."""

from keha.integrations.rule_sheets import csv_files, xlsx_files
from keha.integrations.rule_sheets.table import FILE_BYTES, Table, Trouble, Unreadable

PACKAGE, OLD = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)


def read(body: bytes, *, tab: int = 0, spread: bool = False) -> Table:
    """The table of a CSV or XLSX file. spread: see xlsx_files. Raises Unreadable, and MemoryError where memory is bounded."""
    if len(body) > FILE_BYTES:
        raise Unreadable(Trouble.TOO_LARGE)
    if not body.strip(b" \t\r\n\0"):
        raise Unreadable(Trouble.EMPTY)
    if body.startswith(OLD):
        raise Unreadable(Trouble.OLD_OR_LOCKED)
    if body.startswith(OTHERS) or body[:256].lstrip().lower().startswith((b"<html", b"<!doctype", b"<?xml")):
        raise Unreadable(Trouble.NOT_A_TABLE)
    if body.startswith(PACKAGE):
        return xlsx_files.read(body, tab=tab, spread=spread)
    return csv_files.read(body)
