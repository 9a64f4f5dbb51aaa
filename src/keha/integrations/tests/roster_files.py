"""Rosters as kitchens and cleaners really keep them, and files that would break a reader: made here, day by day from a Monday."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import islice
from typing import Any

from openpyxl import Workbook

from keha.integrations.tests import hostile

WEEKDAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
SSN = "131052-308T"
# By person: the day after the Monday, from, to (hours after that day's midnight).
Wanted = dict[str, list[tuple[int, float, float]]]


@dataclass(frozen=True, slots=True)
class Realistic:
    """A file, what its letters mean, and what it comes to. away: days after the Monday, by person."""

    name: str
    body: bytes
    wanted: Wanted
    letters: dict[str, str] = field(default_factory=dict)
    away: dict[str, list[int]] = field(default_factory=dict)


def book(*rows: tuple[Any, ...], merged: str = "") -> bytes:
    """A workbook with these rows."""
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def text(*lines: str, encoding: str = "utf-8") -> bytes:
    """A text file with these lines."""
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def realistic(monday: date) -> Iterator[Realistic]:
    """The twelve."""
    days = [monday + timedelta(days=n) for n in range(21)]
    short = [f"{day.day}.{day.month}." for day in days]
    named = [f"{WEEKDAYS[day.weekday()]} {one}" for day, one in zip(days, short, strict=True)]
    yield from _grids(days, short, named)
    yield from _odd_grids(monday, days, short, named)
    yield from _lists(days, short)


def _grids(days: list[date], short: list[str], named: list[str]) -> Iterator[Realistic]:
    letters = {"A": "6-14", "I": "12-20", "V": "vapaa"}
    week = ["A", "A", "I", "I", "V", "", ""]
    spans = [(0, 6, 14), (1, 6, 14), (2, 12, 20), (3, 12, 20)]
    three = [(day + 7 * n, a, b) for n in range(3) for day, a, b in spans]
    yield Realistic(
        "an Excel grid of letters, three weeks, real dates in the headings",
        book(("Työvuorolista",), ("Nimi", *map(_midnight, days)), ("Aino Korhonen", *week * 3), ("Bertta Nieminen", *["A"] * 5)),
        {"aino": three, "bertta": [(n, 6, 14) for n in range(5)]}, letters,
    )  # fmt: skip
    yield Realistic(
        "a western CSV without years, sums at the side and below",
        text(
            ";".join(["Aurinkokeittiö"]), ";".join(["Työntekijä", *named[:7], "Tunnit", "Yht"]),
            ";".join(["Korhonen Aino", *week, "32,00", "32:00"]), ";".join(["Olena Kovalenko", "7-15", *[""] * 6, "8,00", "8:00"]),
            ";".join(["Tunnit yhteensä", "16:00", "8:00", *["8:00"] * 5, "40,00", ""]), encoding="cp1252",
        ),
        {"aino": spans, "olena": [(0, 7, 15)]}, letters,
    )  # fmt: skip
    yield Realistic(
        "UTF-16 from a spreadsheet, tabs between, names in capitals",
        text("\t".join(["Nimi", *short[:7]]), "\t".join(["KORHONEN AINO", *week]), encoding="utf-16"),
        {"aino": spans}, letters,
    )  # fmt: skip
    yield Realistic(
        "personal identity codes beside the names",
        book(
            ("Nimi", "Hetu", *named[:7]), ("Korhonen, Aino", SSN, "6.00–14.00", "06:00-14:00", "0600-1400", "6 - 14", "", "", ""),
            (f"Bertta Nieminen {SSN}", "", "14-2400", "", "", "", "", "", ""),
        ),
        {"aino": [(n, 6, 14) for n in range(4)], "bertta": [(0, 14, 24)]},
    )  # fmt: skip


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0))


def _odd_grids(monday: date, days: list[date], short: list[str], named: list[str]) -> Iterator[Realistic]:
    yield Realistic(
        "two rows a person, the beginning above the end",
        text(
            ";".join(["Nimi", *named[:5]]), "Aino Korhonen;7;7;8;;", ";15;15;16;;", "Henrik Sundqvist;6:00;;;;6:00",
            ";14:00;;;;14:30",
        ),
        {"aino": [(0, 7, 15), (1, 7, 15), (2, 8, 16)], "henrik": [(0, 6, 14), (4, 6, 14.5)]},
    )  # fmt: skip
    yield Realistic(
        "a holiday over several days in one wide cell",
        book(
            ("Nimi", *map(_midnight, days[:7])), ("Aino Korhonen", "6-14", "VUOSILOMA", None, None, None, "x", "x"),
            ("Bertta Nieminen", "6-14", "6-14", "6-14", "6-14", "6-14", None, None), merged="C2:F2",
        ),
        {"aino": [(0, 6, 14)], "bertta": [(n, 6, 14) for n in range(5)]}, away={"aino": [1, 2, 3, 4]},
    )  # fmt: skip
    month = ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu")
    yield Realistic(
        "a month's name in the title and bare numbers below weekdays",
        text(
            f"{month[monday.month - 1]}kuu {monday.year};;", ";".join(["", *(WEEKDAYS[day.weekday()] for day in days[:5])]),
            ";".join(["Nimi", *(str(day.day) for day in days[:5])]), "Aino Korhonen;A;A;;;A", "Yhteensä;1;1;0;0;1",
        ),
        {"aino": [(0, 6, 14), (1, 6, 14), (4, 6, 14)]}, {"A": "6-14"},
    )  # fmt: skip
    yield Realistic(
        "absences by code, split days and letters with hours",
        text(
            ";".join(["Namn", *short[:6]]), "Aino Korhonen;S;sairasloma;6-10, 16-20;A 7-15;Z;-",
            "Grace Mensah;semester;;;;;6-14",
        ),
        {"aino": [(2, 6, 10), (2, 16, 20), (3, 7, 15)], "grace": [(5, 6, 14)]}, {"S": "poissa", "Z": "poissa"},
        away={"aino": [0, 1, 4], "grace": [0]},
    )  # fmt: skip


def _lists(days: list[date], short: list[str]) -> Iterator[Realistic]:
    yield Realistic(
        "a list with nights on two rows and 2400",
        text(
            "Henkilönumero;Nimi;Pvm;Alku;Loppu;Tunnit",
            f";Henrik Sundqvist;{days[0]:%d.%m.%Y};2130;2400;2,50", f";;{days[1]:%d.%m.%Y};0000;0700;7,00",
            f";Henrik Sundqvist;{days[3]:%d.%m.%Y};21:30;07:00;9,50", "Yhteensä;;;;;19,00",
        ),
        {"henrik": [(0, 21.5, 31), (3, 21.5, 31)]},
    )  # fmt: skip
    yield Realistic(
        "an Excel list with cells of time and date",
        book(
            ("Sukunimi", "Etunimi", "Päivä", "Alkaa", "Päättyy", "Kohde"),
            ("Korhonen", "Aino", _midnight(days[0]), time(6), time(14), "Aurinkorinteen koulu"),
            ("Korhonen", "Aino", _midnight(days[1]), time(7, 30), time(15), "Päivänkakkaran päiväkoti"),
        ),
        {"aino": [(0, 6, 14), (1, 7.5, 15)]},
    )  # fmt: skip
    yield Realistic(
        "a Swedish list without years, the same line twice",
        text(
            "Namn;Datum;Börjar;Slutar;Objekt", f"Henrik Sundqvist;{short[0]};6;14;Solsluttningens skola",
            f"Henrik Sundqvist;{short[0]};6;14;Solsluttningens skola", f";{short[1]};6;14;Prästkragens daghem",
        ),
        {"henrik": [(0, 6, 14), (1, 6, 14)]},
    )  # fmt: skip
    yield Realistic(
        "a list of letters, commas between and quoted names",
        text(
            "Nimi,Päivä,Vuoro", f'"Korhonen, Aino",{days[0]},A', f'"Korhonen, Aino",{days[1]},V', f'"Nieminen, Bertta",{days[0]},I',
        ),
        {"aino": [(0, 6, 14)], "bertta": [(0, 12, 20)]}, {"A": "6-14", "I": "12-20", "V": "vapaa"},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file, and what must be said of it: why it is not read, or why its row needs an eye."""

    name: str
    body: bytes
    trouble: str = ""
    reason: str = ""


@cache
def hostile_files(monday: date) -> tuple[Hostile, ...]:
    """The twelve and some more."""
    days = [monday + timedelta(days=n) for n in range(60)]
    return (*_no_rosters(days), *_doubtful(days))


def _head(days: list[date]) -> str:
    return ";".join(["Nimi", *(f"{day:%d.%m.%Y}" for day in days[:3])])


def _no_rosters(days: list[date]) -> Iterator[Hostile]:
    head = _head(days)
    for name, body, trouble in islice((one for one in hostile.packages() if one[2]), 3):
        yield Hostile(name, body, trouble=str(trouble))
    yield Hostile("a picture", b"\x89PNG\r\n" + b"\0" * 500, trouble="not-a-table")
    yield Hostile("nothing", b"  \r\n", trouble="empty")
    yield Hostile(
        "half a workbook", book(("Nimi", *map(_midnight, days[:5])), ("Aino Korhonen", "A"))[:900], trouble="broken"
    )
    yield Hostile("six thousand rows", text(head, *["Aino Korhonen;6-14"] * 6000), trouble="too-many-rows")
    yield Hostile(
        "nine weeks",
        text(";".join(["Nimi", *(f"{day:%d.%m.%Y}" for day in days)]), "Aino Korhonen;A"),
        trouble="too-many-days",
    )
    yield Hostile(
        "weekdays of another year",
        text(
            ";".join(["Nimi", *(f"{WEEKDAYS[(day.weekday() + 3) % 7]} {day:%d.%m.%Y}" for day in days[:7])]),
            "Aino Korhonen;A",
        ),
        trouble="days-disagree",
    )
    yield Hostile("no roster at all", text("Nimi;Puhelin", "Aino Korhonen;040 000 1234"), trouble="no-days")
    yield Hostile("no names", text(head, "Yhteensä;1;2;3"), trouble="no-names")


def _doubtful(days: list[date]) -> Iterator[Hostile]:
    head = _head(days)
    yield Hostile("a formula for a name", text(head, "=cmd|' /C calc'!A0;6-14;;"), reason="integrations.roster-unknown")
    yield Hostile("a stranger", text(head, "Outi Outo;6-14;;"), reason="integrations.roster-unknown")
    yield Hostile(
        "the same person twice",
        text(head, "Aino Korhonen;6-14;;", "KORHONEN Aino;;6-14;"),
        reason="integrations.roster-twice",
    )
    yield Hostile("shifts that meet", text(head, "Aino Korhonen;6-14, 13-20;;"), reason="integrations.roster-meet")
    yield Hostile("a shift of a day and a half", text(head, "Aino Korhonen;6-23;;"), reason="shifts.too-long")
    yield Hostile("a sum in a cell", text(head, "Aino Korhonen;7,65;;"), reason="integrations.roster-cell")
    yield Hostile("thirty hours of the clock", text(head, "Aino Korhonen;6-30;;"), reason="integrations.roster-cell")
    yield Hostile(
        "a day that is not", text("Nimi;Päivä;Alku;Loppu", f"Aino Korhonen;{days[0]:%d.%m.%Y};6;14", "Aino Korhonen;31.2.;6;14"),
        reason="integrations.roster-day",
    )  # fmt: skip
    yield Hostile(
        "another team's site", text("Nimi;Päivä;Alku;Loppu;Kohde", f"Aino Korhonen;{days[0]:%d.%m.%Y};6;14;Vanamo"),
        reason="integrations.roster-site",
    )  # fmt: skip
