"""Pure: finds how a table is a roster: people by days, or a shift on each row; and takes it apart person by person."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from keha.integrations.roster_sheets.cells import without_identity
from keha.integrations.roster_sheets.days import DAYS_MAX, WEEKDAYS, Told, chain, month_in, told, whole
from keha.integrations.rule_sheets.columns import plain, recognised_by
from keha.integrations.rule_sheets.table import Row

HEAD_ROWS, DAYS_MIN, ENTRIES_MAX = 25, 3, 400
TOTALS = re.compile(
    r"(tunnit )?(yhteensä|yht|summa|summor|total|totals|sum|vahvuus|bemanning|lkm|antal|tunnit|timmar|hours|henkilöitä)\b"
)


class Problem(StrEnum):
    """Why a table is no roster."""

    NO_DAYS = "no-days"
    DAYS_DISAGREE = "days-disagree"
    TOO_MANY_DAYS = "too-many-days"
    NO_NAMES = "no-names"


class NotRoster(Exception):
    """The table is no roster that can be read. line: the row, where one is known."""

    def __init__(self, problem: Problem, *, line: int | None = None) -> None:
        super().__init__(problem.value)
        self.problem, self.line = problem, line


class Field(StrEnum):
    """What a column of a list may hold."""

    NAME = "name"
    FAMILY = "family_name"
    GIVEN = "given_name"
    NUMBER = "number"
    DAY = "day"
    STARTS = "starts"
    ENDS = "ends"
    HOURS = "hours"
    SITE = "site"
    LETTER = "letter"


KNOWN: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: ("name", "nimi", "työntekijä", "henkilö", "namn", "anställd", "employee", "person", "worker"),
    Field.FAMILY: ("family name", "sukunimi", "efternamn", "surname", "last name"),
    Field.GIVEN: ("given name", "etunimi", "förnamn", "first name"),
    Field.NUMBER: ("number", "henkilönumero", "työntekijänumero", "hlönro", "henkilönro", "palkkanumero", "anställningsnummer", "employee number", "employee id"),
    Field.DAY: ("day", "date", "päivä", "pvm", "päivämäärä", "datum", "dag"),
    Field.STARTS: ("starts", "start", "alku", "alkaa", "alkuaika", "klo alkaa", "vuoro alkaa", "början", "börjar", "starttid", "start time", "from", "begin"),
    Field.ENDS: ("ends", "end", "loppu", "päättyy", "loppuaika", "klo päättyy", "vuoro päättyy", "slut", "slutar", "sluttid", "end time", "to"),
    Field.HOURS: ("hours", "aika", "työaika", "kello", "klo", "tid", "arbetstid", "time"),
    Field.SITE: ("site", "kohde", "toimipiste", "työpiste", "objekt", "verksamhetsställe", "arbetsplats", "workplace"),
    Field.LETTER: ("letter", "koodi", "vuoro", "vuorokoodi", "tunnus", "kod", "skift", "skiftkod", "code", "shift"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says of a person's day. row: of the file; day: None when it could not be read; text: the cell."""

    row: int
    day: date | None
    text: str
    site: str = ""


@dataclass(slots=True)
class OfPerson:
    """All that a file says of one name. row: where it begins."""

    row: int
    name: str
    number: str = ""
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A roster in a table. layout: grid or list; columns: of a list, a field's name or blank for each."""

    layout: str
    people: tuple[OfPerson, ...]
    first: date
    last: date
    columns: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


def find(rows: Sequence[Row], *, near: date, remembered: Mapping[str, str], columns: Sequence[str] = ()) -> Found:
    """The roster of a table, its headings' row included. Raises NotRoster.

    near: without a year, days are the nearest to it. remembered, columns: what columns of a list hold, as chosen before
    and now.
    """
    listed = _listed(rows, near=near, remembered=remembered, columns=columns)
    if listed:
        return listed
    found = _grid(rows, near=near)
    if found is None:
        raise NotRoster(Problem.NO_DAYS)
    return found


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


# People by days


def _grid(rows: Sequence[Row], *, near: date) -> Found | None:
    disagreed: int | None = None
    for number, row in enumerate(rows[:HEAD_ROWS]):
        columns = _day_columns(rows, number)
        if len(columns) < DAYS_MIN:
            continue
        titles = [cell for above in rows[:number] for cell in above.cells if cell]
        days = chain(columns, near=near, month=month_in([*titles, *row.cells[: columns[0][0]]]))
        if not days:
            if columns[0][1].month or columns[0][1].weekday is not None:
                disagreed = disagreed or row.number
            continue
        if len(days) > DAYS_MAX:
            raise NotRoster(Problem.TOO_MANY_DAYS, line=row.number)
        people = _people(rows[number + 1 :], days)
        if not people:
            raise NotRoster(Problem.NO_NAMES, line=row.number)
        return Found("grid", tuple(people), min(days.values()), max(days.values()))
    if disagreed is not None:
        raise NotRoster(Problem.DAYS_DISAGREE, line=disagreed)
    return None


def _day_columns(rows: Sequence[Row], number: int) -> list[tuple[int, Told]]:
    """The longest run of columns that are days; a row of weekdays above or below is read with them."""
    row = rows[number]
    found = []
    for place, cell in enumerate(row.cells):
        written = told(cell)
        if written and place > 0:
            found.append((place, written))
    # Numbers beside one date are something else: a row's own times, a sum.
    bare = [one for one in found if one[1].month is None]
    found = max(([one for one in found if one[1].month], bare), key=len)
    if len(found) < DAYS_MIN:
        return []
    for beside in (number - 1, number + 1):
        if 0 <= beside < len(rows):
            named = {
                place: WEEKDAYS.get(_cell(rows[beside], place).casefold().strip(" .")) for place, _written in found
            }
            if sum(one is not None for one in named.values()) * 2 > len(found):
                found = [
                    (place, Told(one.day, one.month, one.year, named[place] if one.weekday is None else one.weekday))
                    for place, one in found
                ]
    return found


def _people(rows: Sequence[Row], days: Mapping[int, date]) -> list[OfPerson]:
    """The rows below the days: a blank name goes on with the person above; sums end her, and are no person."""
    first = min(days)
    found: list[OfPerson] = []
    open_person: OfPerson | None = None
    for row in rows:
        name, number = _name_of(row, first)
        if is_total(name):
            open_person = None
            continue
        cells = {place: _cell(row, place) for place in days}
        if _is_weekdays(cells.values()):
            continue
        if name:
            open_person = OfPerson(row.number, name, number)
            found.append(open_person)
        if open_person:
            open_person.entries += [Entry(row.number, days[place], text) for place, text in cells.items() if text]
    return found


def _name_of(row: Row, first: int) -> tuple[str, str]:
    """The name and the employee number that stand left of the days: letters make a name, figures a number."""
    texts = [without_identity(cell) for cell in row.cells[:first]]
    words = [text for text in texts if re.search(r"[^\W\d_]{2,}", text)]
    numbers = [text for text in texts if re.fullmatch(r"\d{2,12}", text)]
    names = words[:2] if len(words) > 1 and all(" " not in one and "," not in one for one in words[:2]) else words[:1]
    return " ".join(names), numbers[0] if numbers else ""


def is_total(name: str) -> bool:
    """Whether what stands in a name's place heads a row of sums."""
    return bool(TOTALS.match(plain(name)))


def _is_weekdays(cells: object) -> bool:
    texts = [str(cell).casefold().strip(" .") for cell in cells if cell]  # type: ignore[attr-defined]
    return bool(texts) and all(text in WEEKDAYS for text in texts)


# A shift on each row


def _listed(rows: Sequence[Row], *, near: date, remembered: Mapping[str, str], columns: Sequence[str]) -> Found | None:
    for number, row in enumerate(rows[:HEAD_ROWS]):
        chosen = tuple(columns) or tuple(
            one.value if one else "" for one in recognised_by(row.cells, remembered, known=KNOWN)
        )
        if not is_enough(chosen) or (columns and number):
            continue
        places = {Field(name): place for place, name in enumerate(chosen) if name}
        people = _by_person(rows[number + 1 :], places, near=near)
        days = [entry.day for one in people for entry in one.entries if entry.day]
        if not days:
            raise NotRoster(Problem.NO_DAYS, line=row.number)
        if (max(days) - min(days)).days >= DAYS_MAX:
            raise NotRoster(Problem.TOO_MANY_DAYS, line=row.number)
        return Found("list", tuple(people), min(days), max(days), chosen, tuple(row.cells))
    return None


def is_enough(chosen: Sequence[str]) -> bool:
    """Whether columns tell whose row it is, of which day, and what she does."""
    whose = Field.NAME in chosen or {Field.FAMILY, Field.GIVEN} <= set(chosen) or Field.NUMBER in chosen
    what = {Field.STARTS, Field.ENDS} <= set(chosen) or Field.HOURS in chosen or Field.LETTER in chosen
    return whose and Field.DAY in chosen and what


def _by_person(rows: Sequence[Row], places: Mapping[Field, int], *, near: date) -> list[OfPerson]:
    """The rows by person. A row without a name goes on with the one above, and one without a day with its day."""
    found: dict[tuple[str, str], OfPerson] = {}
    whose, day = ("", ""), None
    for row in rows:
        given = {name: without_identity(_cell(row, place)) for name, place in places.items()}
        name = given.get(Field.NAME) or f"{given.get(Field.FAMILY, '')} {given.get(Field.GIVEN, '')}".strip()
        number = given.get(Field.NUMBER, "")
        if is_total(name) or is_total(given.get(Field.DAY, "")):
            continue
        if name or number:
            whose, day = (name, number), None
        written = told(given.get(Field.DAY, ""))
        if given.get(Field.DAY):
            day = whole(written, near=near) if written else None
        text = _text_of(given)
        if not any(whose) or not (text or given.get(Field.DAY)):
            continue
        person = found.setdefault(whose, OfPerson(row.number, whose[0] or whose[1], whose[1]))
        person.entries.append(Entry(row.number, day, text, given.get(Field.SITE, "")))
    return list(found.values())


def _text_of(given: Mapping[Field, str]) -> str:
    """The times as one cell of a grid would say them, else the letter."""
    starts, ends, letter = (given.get(one, "") for one in (Field.STARTS, Field.ENDS, Field.LETTER))
    hours = f"{starts}-{ends}" if starts and ends else given.get(Field.HOURS, "") or starts or ends
    return f"{letter} {hours}" if hours and re.fullmatch(r"[^\W\d_]{1,4}", letter) else hours or letter
