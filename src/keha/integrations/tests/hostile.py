"""Files that break readers elsewhere, made here: each with its name, and what a reader must say of it."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from keha.integrations.rule_sheets.table import Trouble

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
BOOK_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
STRINGS = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</sst>'
TWO_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>A</t></is></c><c r="B1" t="inlineStr"><is><t>B</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c><c r="B2" t="inlineStr"><is><t>b</t></is></c></row>'
)


def package(
    sheet: str = SHEET.format(TWO_ROWS), *, strings: str = STRINGS.format(""), kind: str = "sheet.", **more: Any
) -> bytes:
    """A workbook with this sheet. more: further entries, by name with dots as __."""
    parts = {
        "[Content_Types].xml": TYPES.format(kind=kind), "_rels/.rels": RELS, "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": BOOK_RELS, "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings,
        **{name.replace("__", "."): body for name, body in more.items()},
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, body in parts.items():
            book.writestr(name, body)
    return out.getvalue()


def _named(entry: str) -> bytes:
    out = io.BytesIO(package())
    with zipfile.ZipFile(out, "a") as book:
        book.writestr(entry, "x")
    return out.getvalue()


def _encrypted() -> bytes:
    body = bytearray(package())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(mark)
        while at >= 0:
            body[at + offset] |= 1
            at = body.find(mark, at + 4)
    return bytes(body)


def _lying() -> bytes:
    """The directory says a hundred bytes; inside are fifty million."""
    true = package(SHEET.format("<row/>" * 100), xl__bomb="0" * 50_000_000)
    body = bytearray(true)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = body.find(mark)
        while at >= 0:
            if int.from_bytes(body[at + offset : at + offset + 4], "little") > 1_000_000:
                body[at + offset : at + offset + 4] = (100).to_bytes(4, "little")
            at = body.find(mark, at + 4)
    return bytes(body)


def _noise(size: int) -> str:
    """Text that hardly packs."""
    import random

    draw = random.Random(7)
    return "".join(draw.choices("abcdefghijklmnopqrstuvwxyzåäö0123456789 ", k=size))


def _large_sheet(rows: int) -> bytes:
    """A few megabytes outside, ten times as much inside."""
    words = [_noise(12).strip() for _ in range(4000)]
    row = '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{a}</t></is></c><c r="B{n}" t="inlineStr"><is><t>{b}</t></is></c></row>'
    lines = (row.format(n=n, a=words[n * 7 % 4000], b=words[n * 13 % 4000]) for n in range(1, rows + 1))
    return package(SHEET.format("".join(lines)))


def _wide_sheet() -> bytes:
    cells = "".join(f'<c r="{_letters(n)}1" t="inlineStr"><is><t>x</t></is></c>' for n in range(16_384))
    return package(SHEET.format(f'<row r="1">{cells}</row>' + TWO_ROWS.replace('"1"', '"2"')))


def _letters(number: int) -> str:
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LAUGHS = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def _late_entities() -> str:
    """The declaration after more than the first look at a part covers."""
    return (
        '<?xml version="1.0"?>'
        + f"<!--{'x' * 5000}-->"
        + LAUGHS.removeprefix('<?xml version="1.0"?>')
        + SHEET.format("&j;")
    )


def packages() -> Iterator[tuple[str, bytes, Trouble | None]]:
    """Workbooks. None: it is read."""
    yield from _swollen()
    yield from _entities()
    yield from _entries()
    yield from _sheets()


def _swollen() -> Iterator[tuple[str, bytes, Trouble | None]]:
    yield "a zip bomb of 50 MB", package(SHEET.format(" " * 50_000_000)), Trouble.UNPACKS_TOO_LARGE
    yield "a zip bomb in another entry", package(xl__media="0" * 50_000_000), Trouble.UNPACKS_TOO_LARGE
    inner = package(xl__bomb="0" * 20_000_000)
    yield "bombs within bombs", package(**{f"xl/nest{n}__bin": inner for n in range(40)}), None
    yield "a directory that lies of sizes", _lying(), Trouble.EMPTY
    yield "4.7 MB outside, 49 MB inside", _large_sheet(330_000), Trouble.UNPACKS_TOO_LARGE
    yield "just under the size, far over the rows", _large_sheet(190_000), Trouble.TOO_MANY_ROWS
    yield (
        "a million shared strings",
        package(strings=STRINGS.format("<si><t>x</t></si>" * 1_700_000)),
        Trouble.UNPACKS_TOO_LARGE,
    )
    strings = STRINGS.format("".join(f"<si><t>{n:x}</t></si>" for n in range(900_000)))
    yield "shared strings under the size", package(strings=strings), None
    deep = "<a>" * 2_000_000
    yield "two million elements in one another", package(SHEET.format(deep + _noise(90_000))), Trouble.BROKEN
    yield "a million attributes", package(
        SHEET.format("<row " + " ".join(f'a{n}="1"' for n in range(1_000_000)) + "/>")
    ), None  # fmt: skip


def _entities() -> Iterator[tuple[str, bytes, Trouble | None]]:
    yield "billion laughs", package(LAUGHS + SHEET.format("&j;")), Trouble.UNSAFE
    yield "billion laughs, late", package(_late_entities()), Trouble.BROKEN
    yield (
        "billion laughs in UTF-16",
        package((LAUGHS + SHEET.format("&j;")).encode("utf-16").decode("latin-1")),
        Trouble.BROKEN,
    )
    yield "an external entity", package(OUTSIDE + SHEET.format("<row><c><v>&e;</v></c></row>")), Trouble.UNSAFE
    yield (
        "an external entity in the strings",
        package(strings=OUTSIDE + STRINGS.format("<si><t>&e;</t></si>")),
        Trouble.UNSAFE,
    )


def _entries() -> Iterator[tuple[str, bytes, Trouble | None]]:
    yield "a name that climbs", _named("../../etc/passwd"), Trouble.UNSAFE
    yield "a name from the root", _named("/etc/passwd"), Trouble.UNSAFE
    yield "a name that climbs backwards", _named("..\\..\\evil"), Trouble.UNSAFE
    yield "six hundred entries", package(**{f"xl/e{n}__bin": "x" for n in range(600)}), Trouble.UNSAFE
    yield "cut in the middle", package()[:600], Trouble.BROKEN
    yield "without its end", package()[:-10], Trouble.BROKEN
    yield "a password on the entries", _encrypted(), Trouble.OLD_OR_LOCKED
    yield "a password on the whole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20_000), Trouble.OLD_OR_LOCKED
    yield "macros", package(xl__vbaProject=b"x", **{"xl/vbaProject__bin": b"x"}), Trouble.MACROS
    yield "macros by its type only", package(kind="sheet.macroEnabled."), Trouble.MACROS
    yield "a zip that is no workbook", _only({"a.txt": "x"}), Trouble.NOT_A_TABLE
    yield (
        "no sheet inside",
        _only({"[Content_Types].xml": TYPES.format(kind="sheet."), "xl/x.xml": "<x/>"}),
        Trouble.BROKEN,
    )


def _sheets() -> Iterator[tuple[str, bytes, Trouble | None]]:
    yield "a million columns", package(SHEET.format('<row r="1"><c r="AAAAAA1"><v>1</v></c></row>')), Trouble.BROKEN
    yield "every column there is", _wide_sheet(), Trouble.TOO_MANY_COLUMNS
    yield (
        "the last row there is",
        package(SHEET.format(TWO_ROWS + '<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
        None,
    )
    yield (
        "a row number without end",
        package(SHEET.format(TWO_ROWS + f'<row r="{"9" * 40}"><c r="A9"><v>1</v></c></row>')),
        None,
    )
    yield "a cell of a megabyte", _workbook(("A", "B"), ("a", "b" * 32_000)), None
    yield "formulas", _workbook(("A", "B"), ("=1+1", '=HYPERLINK("http://evil.example","x")'), ("a", "b")), None


def _only(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, body in parts.items():
            book.writestr(name, body)
    return out.getvalue()


def texts() -> Iterator[tuple[str, bytes, Trouble | None]]:
    """Files of text, and what calls itself so."""
    two = "Sääntö;Ohje\nÄiti;öinen\n"
    yield "nothing", b"", Trouble.EMPTY
    yield "only spaces", b" \n\n\t ", Trouble.EMPTY
    yield "zeros", bytes(10_000), Trouble.EMPTY
    yield "zeros between", two.encode().replace(b"i", b"\0"), Trouble.NOT_A_TABLE
    yield "a cell of a megabyte", b"A;B\na;" + b"b" * 1_000_000 + b"\n", Trouble.CELL_TOO_LONG
    yield "a quotation mark never closed", b'A;B\na;"' + b"b;c\n" * 200_000, Trouble.CELL_TOO_LONG
    yield "a million columns", b"A;B\n" + b";".join([b"x"] * 1_000_000), Trouble.TOO_MANY_COLUMNS
    yield "ten megabytes of separators", b"A;B\n" + b";" * 9_900_000, Trouble.NO_HEADINGS
    yield "ten megabytes of line ends", b"A;B\na;b\n" + b"\n" * 9_900_000, None
    yield "ten megabytes of quotation marks", b"A;B\n" + b'"' * 9_900_000, Trouble.CELL_TOO_LONG
    yield "rows without end", b"A;B\n" + b"a;b\n" * 6000, Trouble.TOO_MANY_ROWS
    yield "cells without end", b"A;B\n" + (b";".join([b"x"] * 200) + b"\n") * 2000, Trouble.TOO_MANY_CELLS
    yield "text without end", b"A;B\n" + (b"a;" + b"b" * 5900 + b"\n") * 1600, Trouble.TOO_MUCH_TEXT
    yield "eleven megabytes", b"A;B\n" + b"a;b\n" * 2_700_000, Trouble.TOO_LARGE
    yield "a picture", b"\x89PNG\r\n\x1a\n" + zlib.compress(_noise(5000).encode()), Trouble.NOT_A_TABLE
    yield "a page", b"<html><table><tr><td>A</td></tr></table></html>", Trouble.NOT_A_TABLE
    yield "noise", zlib.compress(_noise(50_000).encode()), Trouble.NOT_A_TABLE
    yield "UTF-8 cut in a letter, with its mark", b"\xef\xbb\xbfA;B\na;\xc3", Trouble.UNKNOWN_LETTERS
    yield "UTF-16 without a mark", two.encode("utf-16-le"), None
    yield "UTF-16 the other way round", two.encode("utf-16-be"), None
    yield "UTF-16 with a mark", two.encode("utf-16"), None
    yield "Windows-1252", two.encode("cp1252"), None
    yield "line ends of every kind", b"A;B\ra;b\r\nc;d\ne;f", None
    yield "formulas", b"A;B\n=1+1;@SUM(A1)\n", None
    yield "only headings", b"A;B\n", Trouble.NO_HEADINGS


# Read to the end on a fast machine, stopped on a slow one: either is right, and neither takes more than its bounds.
HEAVY = frozenset(
    {
        "xlsx: shared strings under the size", "xlsx: a million attributes",
        "xlsx: two million elements in one another", "xlsx: just under the size, far over the rows",
        "text: ten megabytes of separators", "text: ten megabytes of line ends",
    }
)  # fmt: skip


def files() -> Iterator[tuple[str, bytes, Trouble | None]]:
    """All of them."""
    yield from ((f"xlsx: {name}", body, wanted) for name, body, wanted in packages())
    yield from ((f"text: {name}", body, wanted) for name, body, wanted in texts())
