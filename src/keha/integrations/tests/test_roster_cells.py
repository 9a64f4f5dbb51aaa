"""Cells, days and layouts of rosters as people write them; pure."""

from datetime import UTC, date, datetime, timedelta

import pytest

from keha.integrations.roster_sheets.cells import DAY, Sign, Spell, clock_of, neutral, said, without_identity
from keha.integrations.roster_sheets.days import Told, chain, month_in, told
from keha.integrations.roster_sheets.layouts import Entry, NotRoster, Problem, find
from keha.integrations.roster_sheets.rows import key_of, read, signs
from keha.integrations.rule_sheets.table import Row

NEAR = date(2026, 11, 24)
LETTERS = {"A": Sign(Spell(360, 840, "A")), "Y": Sign(Spell(1290, DAY + 420, "Y")), "S": Sign(away=True), "V": Sign()}


def _rows(*lines: str) -> list[Row]:
    return [Row(n, tuple(line.split(";"))) for n, line in enumerate(lines, start=1)]


def _find(*lines: str, near: date = NEAR):
    return find(_rows(*lines), near=near, remembered={})


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("6", 360), ("06", 360), ("6.30", 390), ("06:30", 390), ("06:30:00", 390), ("0630", 390), ("2400", DAY), ("24.00", DAY),
        ("24:15", None), ("25", None), ("6.60", None), ("7,5", None), ("aamu", None), ("", None), ("63", None),
    ],
)  # fmt: skip
def test_a_time_of_day_is_read_or_not_guessed(text: str, minutes: int | None) -> None:
    assert clock_of(text) == minutes


@pytest.mark.parametrize(
    ("text", "spells"),
    [
        ("6-14", [(360, 840)]), ("06:00–14:00", [(360, 840)]), ("0600-1400", [(360, 840)]), ("22-6", [(1320, DAY + 360)]),
        ("14-2400", [(840, DAY)]), ("21.30 - 24.00", [(1290, DAY)]), ("6-10, 16-20", [(360, 600), (960, 1200)]),
        ("A 6-14", [(360, 840)]), ("7.40-14 A", [(460, 840)]), ("A", [(360, 840)]), ("Y", [(1290, DAY + 420)]),
        ("06:00:00-14:00:00", [(360, 840)]),
    ],
)  # fmt: skip
def test_hours_and_letters_are_read(text: str, spells: list[tuple[int, int]]) -> None:
    assert [(one.starts, one.ends) for one in said(text, LETTERS).spells] == spells


@pytest.mark.parametrize("text", ["", "-", "x", "V", "vapaa", "VP", "Ledig"])
def test_a_day_off_says_nothing(text: str) -> None:
    found = said(text, LETTERS)
    assert not (found.spells or found.away or found.unclear) and found.clock is None


@pytest.mark.parametrize("text", ["S", "loma", "Sairasloma", "semester", "poissa"])
def test_an_absence_is_away_and_its_reason_is_not_kept(text: str) -> None:
    assert said(text, LETTERS).away
    assert neutral(text, LETTERS) == "poissa"


@pytest.mark.parametrize("text", ["7,5", "Q", "kokous klo 9", "6-6", "38:15", "6–", "??", "=A1"])
def test_what_cannot_be_read_is_told(text: str) -> None:
    assert said(text, LETTERS).unclear


def test_an_identity_code_goes_no_further() -> None:
    assert without_identity("Korhonen Aino 131052-308T") == "Korhonen Aino"
    assert without_identity("010594Y9021") == ""
    assert without_identity("23.11.2026") == "23.11.2026"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2026-11-24", (24, 11, 2026, None)), ("24.11.2026", (24, 11, 2026, None)), ("24.11.", (24, 11, None, None)),
        ("ti 24.11", (24, 11, None, 1)), ("24.11. ti", (24, 11, None, 1)), ("ti 24", (24, None, None, 1)), ("24", (24, None, None, None)),
        ("2026-11-24 00:00", (24, 11, 2026, None)), ("tis 24.11.26", (24, 11, 2026, 1)),
    ],
)  # fmt: skip
def test_a_day_is_read_with_what_is_missing_left_open(text: str, parts: tuple) -> None:
    found = told(text)
    assert found and (found.day, found.month, found.year, found.weekday) == parts


def test_a_missing_year_is_the_one_that_fits_the_weekdays_also_over_new_year() -> None:
    columns = [(n + 1, told(text)) for n, text in enumerate(("ke 30.12.", "to 31.12.", "pe 1.1.", "la 2.1."))]
    found = chain(columns, near=date(2026, 11, 24), month=None)
    assert list(found.values()) == [date(2026, 12, 30) + timedelta(days=n) for n in range(4)]
    wrong = [(1, Told(24, 11, None, 0)), (2, Told(25, 11, None, 1))]
    assert (
        chain(wrong, near=date(2026, 11, 24), month=None) == {}
        or date(2026, 11, 24) not in chain(wrong, near=date(2026, 11, 24), month=None).values()
    )


def test_a_title_tells_the_month_of_bare_numbers() -> None:
    assert month_in(["Työvuorolista marraskuu 2026"]) == (11, 2026)
    assert month_in(["23.11.–13.12.2026"]) == (11, 2026)
    found = _find("Marraskuu 2026;;;", "Nimi;23;24;25", "Aino Korhonen;A;A;V")
    assert (found.first, found.last) == (date(2026, 11, 23), date(2026, 11, 25))


def test_a_grid_with_titles_sums_and_rows_that_go_on_is_taken_apart() -> None:
    found = _find(
        "Aurinkokeittiö 23.11.-25.11.2026;;;;;",
        "Nimi;Nro;ma 23.11.;ti 24.11.;ke 25.11.;Yht",
        "Korhonen Aino;1001;7;7;V;16:00",
        ";;15;15;;",
        "Bertta Nieminen;1002;A;A;S;8,00",
        "Yhteensä;;2;2;1;24:00",
        "Vahvuus;;2;2;1;",
    )
    assert [(one.name, one.number, len(one.entries)) for one in found.people] == [
        ("Korhonen Aino", "1001", 5), ("Bertta Nieminen", "1002", 3),
    ]  # fmt: skip
    aino = read(found.people[0].entries, LETTERS)
    assert [(one.day.day, one.ends_at - one.starts_at) for one in aino.spans] == [
        (23, timedelta(hours=8)), (24, timedelta(hours=8)),
    ]  # fmt: skip
    assert read(found.people[1].entries, LETTERS).away == (date(2026, 11, 25),)


def test_a_list_is_read_with_rows_that_go_on_and_a_night_on_two_rows() -> None:
    found = _find(
        "Nimi;Päivä;Alku;Loppu;Kohde",
        "Timo Väisänen;23.11.2026;21:30;24:00;",
        ";24.11.2026;0:00;7:00;",
        "Timo Väisänen;24.11.2026;2130;2400;",
        ";25.11.2026;0000;0700;",
        "Yhteensä;;19:00;;",
    )
    reading = read(found.people[0].entries, {})
    assert found.layout == "list" and len(found.people) == 1 and not reading.doubts
    assert [(one.day, one.ends_at - one.starts_at) for one in reading.spans] == [
        (date(2026, 11, 23), timedelta(hours=9, minutes=30)), (date(2026, 11, 24), timedelta(hours=9, minutes=30)),
    ]  # fmt: skip


def test_a_night_over_a_clock_change_has_its_real_length_and_a_time_that_is_not_is_told() -> None:
    night = read([Entry(1, date(2026, 10, 24), "22-6")], {}).spans[0]
    assert night.ends_at - night.starts_at == timedelta(hours=9)
    assert night.starts_at == datetime(2026, 10, 24, 19, tzinfo=UTC)
    missing = read([Entry(1, date(2026, 3, 29), "3.30-11")], {})
    assert not missing.spans and missing.doubts[0].reason == "integrations.roster-no-such-time"


def test_what_meets_or_is_too_long_is_told_and_the_same_line_twice_is_one() -> None:
    day = date(2026, 11, 24)
    once = read([Entry(1, day, "6-14"), Entry(2, day, "6-14")], {})
    assert len(once.spans) == 1 and not once.doubts
    meets = read([Entry(1, day, "6-14"), Entry(2, day, "13-20")], {})
    assert [one.reason for one in meets.doubts] == ["integrations.roster-meet"]
    long = read([Entry(1, day, "6-23")], {})
    assert [one.reason for one in long.doubts] == ["shifts.too-long"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("Nimi;Puhelin;Osoite", "Aino;040;Katu 1"), Problem.NO_DAYS),
        (("Nimi;ma 24.11.2026;ti 25.11.2026;ke 26.11.2026", "Aino;A;A;A"), Problem.DAYS_DISAGREE),
        (("Nimi;23.11.;24.11.;25.11.", "Yhteensä;1;2;3"), Problem.NO_NAMES),
        (("Nimi;" + ";".join(str(date(2026, 1, 1) + timedelta(days=n)) for n in range(60)), "Aino;A"), Problem.TOO_MANY_DAYS),
    ],
)  # fmt: skip
def test_what_is_no_roster_is_refused_with_the_reason(lines: tuple[str, ...], problem: Problem) -> None:
    with pytest.raises(NotRoster) as caught:
        _find(*lines)
    assert caught.value.problem is problem


def test_a_name_is_the_same_in_either_order() -> None:
    assert key_of("KORHONEN Aino") == key_of("Aino Korhonen") == key_of("Korhonen, Aino")


def test_unknown_letters_are_gathered_for_somebody_to_explain() -> None:
    entries = [Entry(1, NEAR, text) for text in ("A", "B", "B", "7,5", "6-14", "S", "pitkä teksti")]
    assert signs([entries], LETTERS) == {"B": 2, "7,5": 1}
