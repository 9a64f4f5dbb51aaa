"""A table that came out of a file, the bounds it is read within, and what can be wrong with it."""

from dataclasses import dataclass
from enum import StrEnum

FILE_BYTES = 10_000_000
ROWS, CELLS, COLUMNS, CELL_LENGTH, TEXT_LENGTH = 5_000, 200_000, 256, 6_000, 8_000_000
ENTRIES, UNZIPPED_BYTES, RATIO = 500, 32_000_000, 200
TABS = 50


class Trouble(StrEnum):
    """Why a file was not read."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    NOT_A_TABLE = "not-a-table"
    OLD_OR_LOCKED = "old-or-locked"
    MACROS = "macros"
    BROKEN = "broken"
    UNSAFE = "unsafe"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    UNKNOWN_LETTERS = "unknown-letters"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_MANY_CELLS = "too-many-cells"
    CELL_TOO_LONG = "cell-too-long"
    TOO_MUCH_TEXT = "too-much-text"
    TOO_HEAVY = "too-heavy"
    NO_HEADINGS = "no-headings"


class Unreadable(Exception):
    """The file is not read. line: of the file, where it is known."""

    def __init__(self, trouble: Trouble, *, line: int | None = None) -> None:
        super().__init__(trouble.value)
        self.trouble, self.line = trouble, line


@dataclass(frozen=True, slots=True)
class Row:
    """A row with something in it. number: as a spreadsheet numbers it, the headings' row being at least 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The sheet that was read. tabs: the names of all sheets of the file; tab: which one; how: encoding and separator.

    A cell longer than CELL_LENGTH is cut one sign past it, so that its row can say so.
    """

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    tabs: tuple[str, ...] = ()
    tab: int = 0
    how: str = ""


class Gathering:
    """Rows are added one by one, and the bounds are kept at each."""

    def __init__(self) -> None:
        self._headings: tuple[str, ...] = ()
        self._rows: list[Row] = []
        self._cells = self._signs = 0

    def add(self, number: int, values: list[str]) -> None:
        """Takes a row; one with nothing in it is passed over. Raises Unreadable."""
        cells = [tidy(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return
        self._keep_bounds(number, cells)
        if not self._headings:
            self._headings = tuple(cell[:120] for cell in cells)
            return
        self._rows.append(Row(number, tuple(cells)))

    def _keep_bounds(self, number: int, cells: list[str]) -> None:
        if len(cells) > COLUMNS:
            raise Unreadable(Trouble.TOO_MANY_COLUMNS, line=number)
        self._cells += len(cells)
        self._signs += sum(map(len, cells))
        if len(self._rows) >= ROWS:
            raise Unreadable(Trouble.TOO_MANY_ROWS, line=number)
        if self._cells > CELLS:
            raise Unreadable(Trouble.TOO_MANY_CELLS, line=number)
        if self._signs > TEXT_LENGTH:
            raise Unreadable(Trouble.TOO_MUCH_TEXT, line=number)

    def table(self, *, tabs: tuple[str, ...] = (), tab: int = 0, how: str = "") -> Table:
        """What was gathered. Raises Unreadable when there was nothing, or only one row."""
        if not self._headings:
            raise Unreadable(Trouble.EMPTY)
        if not self._rows:
            raise Unreadable(Trouble.NO_HEADINGS)
        return Table(self._headings, tuple(self._rows), tabs=tabs, tab=tab, how=how)


def tidy(text: str) -> str:
    """A cell's text as it is kept: one kind of line end, no control signs, nothing around it, no mark of a text cell."""
    cut = text[: CELL_LENGTH + 1]
    plain = cut.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    clean = "".join(sign for sign in plain if sign in "\n\t" or (sign.isprintable() or sign in _JOINERS)).strip()
    return clean[1:] if len(clean) > 1 and clean[0] == "'" and clean[1] in RISKY else clean


# What a spreadsheet would take for the beginning of a formula or a command; full width too. Source: ASVS 1.2.10.
RISKY = "=+-@\t\r\n＝＋－＠'"
_JOINERS = "\u200c\u200d\u00ad\u202f\u2007\u2009\u3000"
