"""Tables as files: read, recognised, written, and read back the same."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.agreements.rules import Decider, RulingVerdict
from keha.integrations.rule_sheets import csv_files, reading, values, writing
from keha.integrations.rule_sheets.columns import Field, plain, recognised
from keha.integrations.rule_sheets.table import CELL_LENGTH, tidy
from keha.integrations.rules import Defaults, RowState, as_line, fate, whole

CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(tidy)
RISKY = st.sampled_from(
    ["=1+1", "+358", "-Korhonen", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", "'=1", "'a", "''"]
)


@given(st.lists(st.tuples(CELLS | RISKY.map(tidy), CELLS | RISKY.map(tidy)), min_size=1, max_size=8))
def test_what_is_written_is_read_back_the_same(rows) -> None:
    rows = [(title or "x", text) for title, text in rows]
    for body in (writing.as_csv(("a", "b"), rows), writing.as_xlsx(("a", "b"), rows, tab="t")):
        found = reading.read(body)
        assert [(*row.cells, "", "")[:2] for row in found.rows] == rows


@given(st.text(max_size=30) | RISKY)
def test_no_written_cell_begins_as_a_formula(text: str) -> None:
    assert writing.safe(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert text in writing.safe(text)


def test_a_name_with_a_dash_is_still_readable() -> None:
    assert writing.safe("-Korhonen") == "'-Korhonen"
    assert tidy("'-Korhonen") == "-Korhonen"


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    from io import BytesIO

    from openpyxl import load_workbook

    book = load_workbook(BytesIO(writing.as_xlsx(("a",), [("=1+1",), ("=HYPERLINK(1)",)], tab="t")))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} == {"s"}


def test_the_same_rules_give_the_same_file() -> None:
    assert writing.as_xlsx(("a",), [("x",)], tab="t") == writing.as_xlsx(("a",), [("x",)], tab="t")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_usual_ways_of_saving_a_table_are_read(encoding: str, sign: str, end: str) -> None:
    lines = [["Sääntö", "Ohje"], ["Öljy, vesi; muu", 'hän sanoi "hei"'], ["1,5", "2,5"]]
    text = end.join(sign.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    found = reading.read(text.encode(encoding))
    assert [list(found.headings), *(list(row.cells) for row in found.rows)] == lines


def test_a_separator_that_the_file_names_is_believed() -> None:
    assert csv_files.separator_of("sep=;\na,b;c\n") == ";"
    assert reading.read(b"sep=;\nA;B\na,b;c\n").rows[0].cells == ("a,b", "c")


def test_a_cell_that_is_too_long_is_cut_one_sign_past_the_bound() -> None:
    assert len(tidy("x" * 9000)) == CELL_LENGTH + 1


def test_the_librarys_own_columns_are_recognised() -> None:
    assert recognised([one.value for one in Field], {}) == tuple(Field)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Sääntö", Field.TITLE), ("SÄÄNTÖ:", Field.TITLE), ("Ohje", Field.TEXT), ("Vastaus", Field.TEXT),
        ("Kuka päättää?", Field.DECIDER), ("Voimassa", Field.VALID_FROM), ("Voimassa asti", Field.VALID_UNTIL),
        ("Lähde", Field.SOURCE), ("Tarkistus", Field.REVIEW), ("Rubrik", Field.TITLE), ("Vem beslutar", Field.DECIDER),
        ("Gäller från", Field.VALID_FROM), ("Who decides", Field.DECIDER), ("Answer", Field.TEXT), ("Muuta", None), ("", None),
    ],
)  # fmt: skip
def test_likely_headings_are_recognised(heading: str, field: Field | None) -> None:
    assert recognised([heading], {}) == (field,)


def test_a_field_is_given_to_one_column_and_what_was_chosen_before_wins() -> None:
    assert recognised(["Ohje", "Teksti"], {}) == (Field.TEXT, None)
    assert recognised(["Ohje", "Teksti"], {plain("Ohje"): "", plain("Teksti"): "answer_fi"}) == (None, Field.TEXT)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("saa", RulingVerdict.MAY), ("Ei saa.", RulingVerdict.MAY_NOT), ("may_not", RulingVerdict.MAY_NOT),
        ("PITÄÄ", RulingVerdict.MUST), ("ei tarvitse", RulingVerdict.NEED_NOT), ("får inte", RulingVerdict.MAY_NOT),
    ],
)  # fmt: skip
def test_verdicts_are_read_in_three_languages(text: str, verdict: RulingVerdict) -> None:
    assert values.verdict_of(text) is verdict


@pytest.mark.parametrize("text", ["ehkä", "saa mutta ei aina", "?", "saattaa", "ei kai"])
def test_a_verdict_is_never_guessed(text: str) -> None:
    with pytest.raises(values.Unclear):
        values.verdict_of(text)


def test_days_and_months_are_read_as_people_write_them_and_never_guessed() -> None:
    assert values.day_of("24.11.2026") == values.day_of("2026-11-24") == date(2026, 11, 24)
    assert values.review_months("12,0 kk", since=date(2026, 1, 1)) == 12
    assert values.review_months("1.3.2027", since=date(2026, 1, 15)) == 14
    for text in ("11/24/2026", "31.2.2026", "24.11.", "ensi keväänä", "24.11.26"):
        with pytest.raises(values.Unclear):
            values.day_of(text)
    for text in ("0", "1,5", "61", "pian"):
        with pytest.raises(values.Unclear):
            values.review_months(text, since=date(2026, 1, 1))


ASK = Defaults(None, None, "everyday", date(2026, 1, 1))


def line(**given: str):
    return as_line({Field[name]: text for name, text in given.items()}, topics={}, since=date(2026, 1, 1))


def test_what_a_row_lacks_is_asked_and_not_made_up() -> None:
    assert whole(line(TITLE="A", TEXT="b"), {}, defaults=ASK) == ("integrations.no-verdict", "integrations.no-decider")
    told = Defaults(RulingVerdict.INFO, Decider.TEAM, "everyday", date(2026, 1, 1))
    assert whole(line(TITLE="A", TEXT="b"), {}, defaults=told) == ()
    assert "integrations.no-title" in whole(line(TEXT="b"), {}, defaults=told)
    late = line(TITLE="A", TEXT="b", VALID_FROM="1.2.2026", VALID_UNTIL="31.1.2026")
    assert whole(late, {}, defaults=told) == ("integrations.ends-before",)


def test_an_empty_cell_says_nothing_about_a_rule_that_is_there() -> None:
    known = {Field.TITLE: "A", Field.TEXT: "b", Field.WHY: "siksi", Field.VERDICT: "may"}
    assert fate(line(TITLE="A", TEXT="b", WHY=""), known, (), accepted=()).state is RowState.SAME
    assert fate(line(TITLE="A", TEXT="c"), known, (), accepted=()).state is RowState.CHANGE


def test_a_warning_may_be_accepted_and_an_error_may_not() -> None:
    row = line(TITLE="A", TEXT="b")
    assert fate(row, {}, ["integrations.health"], accepted=["integrations.health"]).state is RowState.NEW
    assert fate(row, {}, ["integrations.no-text"], accepted=["integrations.no-text"]).state is RowState.EYE
