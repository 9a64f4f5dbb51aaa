"""A table as text: which letters, which separator, then rows. What is taken for sure is proved by decoding it strictly."""

import csv
import io
from collections import Counter
from collections.abc import Iterable

from keha.integrations.rule_sheets.table import Gathering, Table, Trouble, Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
SEPARATORS = (";", ",", "\t")
NAMES = {";": "semicolon", ",": "comma", "\t": "tab"}
FIELD = 100_000
SAMPLE = 40


def decoded(body: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Unreadable when no encoding fits without a doubt."""
    for mark, name in MARKS:
        if body.startswith(mark):
            return _strictly(body[len(mark) :], name), name
    for name in ("utf-8", *_wide(body)):
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    if b"\0" in body:
        raise Unreadable(Trouble.NOT_A_TABLE)
    return _western(body), "windows-1252"


def _strictly(body: bytes, name: str) -> str:
    try:
        text = body.decode(name)
    except UnicodeDecodeError:
        raise Unreadable(Trouble.UNKNOWN_LETTERS) from None
    if "\0" in text:
        raise Unreadable(Trouble.NOT_A_TABLE)
    return text


def _wide(body: bytes) -> list[str]:
    """UTF-16 without a mark: in a table of a European language most of every second byte is zero."""
    half = max(1, len(body) // 2)
    even, odd = body[0::2].count(0) / half, body[1::2].count(0) / half
    if len(body) % 2 or max(even, odd) < 0.6 or min(even, odd) > 0.1:
        return []
    return ["utf-16-le" if odd > even else "utf-16-be"]


def _western(body: bytes) -> str:
    """Windows-1252, when every sign is one that people write: else it is some other encoding, or no text."""
    text = _strictly(body, "cp1252")
    strange = sum(
        1 for sign in text if ord(sign) > 126 and not sign.isalpha() and sign not in "€§°–—’‘“”»«…½¼¾²³µ·•\xa0´©®±×"
    )
    control = sum(1 for sign in text if ord(sign) < 32 and sign not in "\t\r\n")
    if control or strange > max(3, len(text) // 200):
        raise Unreadable(Trouble.UNKNOWN_LETTERS if not control else Trouble.NOT_A_TABLE)
    return text


def _lines(text: str) -> Iterable[str]:
    # An empty newline: every kind of line end ends a line, and inside quotes stays as it is.
    return io.StringIO(text, newline="")


def separator_of(text: str) -> str:
    """Comma, semicolon or tab: the one that cuts most rows into as many cells as the first; at least two."""
    first, _, _rest = text.partition("\n")
    told = first.strip().strip('"').casefold()
    if told.startswith("sep=") and len(told) == 5 and told[4] in SEPARATORS:
        return told[4]
    return max(SEPARATORS, key=lambda sign: _fitness(text, sign))


def _fitness(text: str, sign: str) -> tuple[float, int]:
    widths: list[int] = []
    try:
        for row in csv.reader(_lines(text[:200_000]), delimiter=sign):
            if any(row):
                widths.append(len(row))
            if len(widths) == SAMPLE:
                break
    except csv.Error:
        return 0.0, 0
    if not widths or widths[0] < 2:
        return 0.0, 0
    return Counter(widths)[widths[0]] / len(widths), widths[0]


def read(body: bytes) -> Table:
    """The rows of a text file. Raises Unreadable."""
    csv.field_size_limit(FIELD)
    text, encoding = decoded(body)
    sign = separator_of(text)
    gathering = Gathering()
    reader = csv.reader(_lines(text), delimiter=sign)
    try:
        for number, row in enumerate(reader, start=1):
            if number == 1 and len(row) <= 2 and "".join(row).strip().casefold().startswith("sep="):
                continue
            gathering.add(number, row)
    except csv.Error:
        raise Unreadable(Trouble.CELL_TOO_LONG, line=reader.line_num) from None
    return gathering.table(how=f"{encoding}, {NAMES[sign]}")
