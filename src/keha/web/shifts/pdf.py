"""Pure: tables on A4 pages as a PDF, with the fonts that every reader has. Source: ISO 32000-1, 7.5 and 9.6.2.2."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 842, 595, 36  # A4 across, in points
FIRST, ROW, SIZE, TITLE = 128, 22, 8, 14
ROWS = (HEIGHT - 2 * MARGIN - 70) // ROW
# Helvetica's widths in thousandths, near enough to cut a text to its cell.
NARROW, WIDE = "fijlrt.,;:!'|() -", "mwMWÄÖÅ—"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its title. rows: as many cells each as there are columns. foot: one line under it."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    foot: str


def document(sheets: Iterable[Sheet]) -> bytes:
    """The file; a sheet with many rows takes several pages."""
    pages = [page for sheet in sheets for page in _pages(sheet)] or [b""]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(pages):
        fonts = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        box = f"[0 0 {WIDTH} {HEIGHT}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources {fonts} /Contents {6 + 2 * n} 0 R >>".encode()
        )
        packed = zlib.compress(content)
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    body, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + table + trailer


def _pages(sheet: Sheet) -> list[bytes]:
    rows = list(sheet.rows) or [()]
    return [_page(sheet, rows[n : n + ROWS]) for n in range(0, len(rows), ROWS)]


def _page(sheet: Sheet, rows: Sequence[Sequence[str]]) -> bytes:
    top = HEIGHT - MARGIN - TITLE
    parts = [_words(sheet.title, MARGIN, top, size=TITLE, bold=True)]
    step = (WIDTH - 2 * MARGIN - FIRST) / max(1, len(sheet.columns) - 1)
    y = top - 30
    for number, cells in enumerate((sheet.columns, *rows)):
        for column, text in enumerate(cells):
            x = MARGIN + (FIRST + (column - 1) * step if column else 0)
            room = (step if column else FIRST) - 4
            parts.append(_words(cut(text, room), x + 2, y, size=SIZE, bold=number == 0 or column == 0))
        parts.append(f"0.6 G {MARGIN} {y - 7:.1f} m {WIDTH - MARGIN} {y - 7:.1f} l S".encode())
        y -= ROW
    parts.append(_words(sheet.foot, MARGIN, MARGIN - 14, size=SIZE, bold=False))
    return b"\n".join(parts)


def width_of(text: str) -> float:
    """How wide a text is in points, about."""
    return sum(0.3 if sign in NARROW else 0.9 if sign in WIDE else 0.58 for sign in text) * SIZE


def cut(text: str, room: float) -> str:
    """The text, or as much of it as there is room for, and a sign that there was more."""
    if width_of(text) <= room:
        return text
    while text and width_of(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _words(text: str, x: float, y: float, *, size: int, bold: bool) -> bytes:
    # The fonts hold the letters of western Europe; another letter is a question mark rather than a broken file.
    plain = text.encode("cp1252", "replace")
    written = plain.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F%d %d Tf %.1f %.1f Td (%s) Tj ET" % (2 if bold else 1, size, x, y, written)
