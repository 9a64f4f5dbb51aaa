"""Limits are rows: where from, since when, how sure, by whom checked; and the topmost layer holds."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from keha.worktime.limits import Confidence, Key, Layer, NotInForce, Row, kvtes, statute

DAY = date(2026, 6, 1)
LAW_PAGES = Path(__file__).parents[4] / "docs" / "law"


def own(key: Key, value: int | None, since: date = date(2026, 1, 1), **more: object) -> Row:
    """An employer's own row."""
    return Row(key, value, Layer.LOCAL, "Paikallinen sopimus", "3", since, **more)  # type: ignore[arg-type]


def test_every_row_of_the_act_names_its_section_and_all_but_one_reading_of_ours_was_read_there() -> None:
    for row in statute().rows:
        assert row.layer is Layer.STATUTE and row.source == "tal" and row.section
    assert [row.key for row in statute().rows if row.to_verify] == [Key.WEEKLY_REST_SLIDING]


def test_of_kvtes_all_but_what_was_read_waits_to_be_verified() -> None:
    rows = [row for row in kvtes().rows if row.layer is Layer.AGREEMENT]
    assert {row.key for row in rows if not row.to_verify} == {Key.NOTICE, Key.JUSTIFIED}
    assert len(kvtes().unverified(DAY)) == len(rows) - 2


def test_the_act_alone_has_hours_of_forty_and_kvtes_its_own() -> None:
    act, municipal = statute().on(DAY), kvtes().on(DAY)
    assert (act[Key.WEEK].value, municipal[Key.WEEK].value) == (40 * 60, 38 * 60 + 15)
    assert (act[Key.PERIOD_3].value, municipal[Key.PERIOD_3].value) == (120 * 60, 114 * 60 + 45)
    assert (act[Key.DAY].value, municipal[Key.DAY].value) == (8 * 60, 9 * 60)
    assert municipal[Key.DAILY_REST] == act[Key.DAILY_REST]


def test_an_employers_row_stands_on_top_from_its_day_to_its_last() -> None:
    limits = kvtes().with_rows([own(Key.STREAK, 6, date(2026, 7, 1), valid_until=date(2026, 7, 31))])
    assert Key.STREAK not in limits.on(date(2026, 6, 30))
    assert limits.on(date(2026, 7, 1))[Key.STREAK].value == 6
    assert limits.on(date(2026, 7, 31))[Key.STREAK].value == 6
    assert Key.STREAK not in limits.on(date(2026, 8, 1))


def test_of_two_own_rows_the_newer_holds_whatever_their_order() -> None:
    rows = [own(Key.STREAK, 5, date(2026, 3, 1)), own(Key.STREAK, 6)]
    for order in (rows, rows[::-1]):
        assert kvtes().with_rows(order).on(DAY)[Key.STREAK].value == 5


def test_an_older_own_row_beats_a_newer_one_of_the_act() -> None:
    limits = statute().with_rows([own(Key.DAILY_REST, 12 * 60, date(2019, 1, 1))])
    assert limits.on(DAY)[Key.DAILY_REST].value == 12 * 60


def test_a_row_that_somebody_has_checked_is_not_to_be_verified() -> None:
    row = own(Key.WEEK, 2295, confidence=Confidence.MEDIUM)
    assert row.to_verify
    assert not own(Key.WEEK, 2295, confidence=Confidence.MEDIUM, checked_by="HR 2.6.2026").to_verify


@pytest.mark.parametrize(
    ("key", "value", "looser"),
    [
        (Key.DAILY_REST, 10 * 60, True), (Key.DAILY_REST, 12 * 60, False), (Key.DAY, 10 * 60, True), (Key.DAY, 8 * 60, False), (Key.DAILY_REST, 11 * 60, False),
        (Key.NIGHTS, 4, False), (Key.NIGHTS, None, True), (Key.STREAK, 9, False),
    ],
)  # fmt: skip
def test_rows_looser_than_what_lies_below_are_found(key: Key, value: int | None, looser: bool) -> None:
    assert bool(statute().with_rows([own(key, value)]).loosened(DAY)) is looser


@pytest.mark.parametrize(("key", "value"), [(Key.WEEK, None), (Key.MAXIMUM_WEEK, None), (Key.DAILY_REST, -1)])
def test_a_total_always_has_a_figure_and_no_figure_is_below_nought(key: Key, value: int | None) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        own(key, value)


def test_before_the_act_there_are_no_limits() -> None:
    with pytest.raises(NotInForce):
        statute().on(date(2020, 1, 1) - timedelta(days=1))


def test_every_key_is_said_by_the_act_or_by_somebody_above_it() -> None:
    above = {Key.PERIOD_4, Key.HOLIDAY, Key.AWAY_DAY, Key.COFFEE, Key.STREAK}
    assert {row.key for row in statute().rows} == set(Key) - above


def test_the_pages_of_the_law_have_the_rows_that_ship_and_no_others() -> None:
    named = {"kvtes": "KVTES ", "tal": ""}
    shipped = {
        (row.key.value, row.value, f"{named[row.source]}{row.section}", row.confidence.value) for row in kvtes().rows
    }
    told = set()
    for page in LAW_PAGES.glob("*.md"):
        for key, value, section, sure in re.findall(
            r"^\| `(\w+)` \| (\d+) \| (.+?) \| ([HML]) \|$", page.read_text(encoding="utf-8"), re.M
        ):
            told.add((key, int(value), section.removesuffix(" §"), sure))
    assert told == shipped
