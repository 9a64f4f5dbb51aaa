"""Rows of people, on paper: what their cells say and what each would do."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.integrations.people_sheets.columns import Field, is_enough, recognised
from keha.integrations.people_sheets.rows import (
    NEW,
    Known,
    Line,
    People,
    Places,
    changes,
    key_of,
    line_of,
    look,
    name_of,
    twice,
)
from keha.integrations.people_sheets.values import language_of, minutes_of, role_of, share_of
from keha.integrations.rule_sheets.values import Unclear
from keha.integrations.rules import RowState
from keha.organisation.rules import Language, RoleKind

KITCHEN, SCHOOL, HOME = (UUID(int=n) for n in (1, 2, 3))
PLACES = Places({"aurinkokeittiö": KITCHEN, "k1": KITCHEN, "koulusiivous": SCHOOL}, {"päiväkoti pilvi": HOME})
AINO = Known(UUID(int=10), "Aino Korhonen", "1001", frozenset({KITCHEN}), HOME, 80, 1836, frozenset(), Language.FI)
BERTTA = Known(
    UUID(int=11), "Bertta Nieminen", "", frozenset({KITCHEN}), None, 100, None,
    frozenset({(RoleKind.TEAM_LEAD, KITCHEN)}), Language.SV,
)  # fmt: skip
GONE = Known(UUID(int=12), "Kalle Lähtenyt", "1003", frozenset(), None, 100, None, frozenset(), Language.FI, True)
EVERYBODY = People([AINO, BERTTA, GONE])


def _look(cells, *, said="", others=()):
    line = line_of({Field(name): text for name, text in cells.items()}, PLACES)
    rest = [line_of({Field(name): text for name, text in one.items()}, PLACES) for one in others]
    return look(line, EVERYBODY, said=said, doubled=twice([line, *rest]), skipped=False)


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Nimi", "Tiimi", "Työaika %", "Viikkotyöaika", "Kohde", "Rooli", "Henkilönumero", "Kieli"),
         ("name", "team", "share", "hours", "site", "role", "number", "language")),
        (("Sukunimi", "Etunimet", "Yksikkö", "Osuus"), ("family_name", "given_name", "team", "share")),
        (("Efternamn", "Förnamn", "Arbetsgrupp", "Arbetstidsprocent", "Timmar per vecka", "Anställningsnummer", "Språk"),
         ("family_name", "given_name", "team", "share", "hours", "number", "language")),
        (("Employee", "Group", "FTE", "Weekly hours", "Home site", "Employee number"),
         ("name", "team", "share", "hours", "site", "number")),
        (("Nimi", "Palkka", "Kotiosoite"), ("name", None, None)),
    ],
)  # fmt: skip
def test_headings_of_three_languages_are_known(headings, fields) -> None:
    assert recognised(headings, {}) == fields


def test_what_was_chosen_before_goes_before_what_is_known() -> None:
    assert recognised(("Ryhmä", "Tyyppi"), {"ryhmä": "", "tyyppi": "role"}) == (None, Field.ROLE)
    assert is_enough(["name"])
    assert is_enough(["family_name", "given_name"])
    assert not is_enough(["family_name", "team"])


@pytest.mark.parametrize(("text", "share"), [("80", 80), ("80 %", 80), ("78,43", 78), ("0.8", 80), ("0,5", 50), ("1", 100), ("100,00 %", 100), ("1 %", 1)])  # fmt: skip
def test_a_share_is_read_as_people_and_spreadsheets_write_it(text: str, share: int) -> None:
    assert share_of(text) == share


@pytest.mark.parametrize(
    "text", ["0", "101", "100,4", "-5", "kokoaika", "80-100", "", "1e2", "８０x", "0,004", "100.9 %"]
)
def test_a_share_that_is_none_is_told(text: str) -> None:
    with pytest.raises(Unclear):
        share_of(text)


@pytest.mark.parametrize(("text", "minutes"), [("38,25", 2295), ("38:15", 2295), ("38 h 15 min", 2295), ("38 h", 2280), ("30,6 h", 1836), ("20", 1200)])  # fmt: skip
def test_weekly_hours_are_read(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["0", "51", "38:75", "kokoaika", "100", "-1", "7:39 päivässä"])
def test_weekly_hours_that_are_none_are_told(text: str) -> None:
    with pytest.raises(Unclear):
        minutes_of(text)


@given(st.text(max_size=30))
def test_a_cell_is_read_or_told_and_never_breaks(text: str) -> None:
    for read in (share_of, minutes_of, role_of, language_of):
        try:
            read(text)
        except Unclear:
            continue
    line_of(dict.fromkeys(Field, text), PLACES)


def test_a_name_is_put_together_and_turned_round() -> None:
    assert name_of({Field.NAME: "Korhonen,  Aino Maria"}) == "Aino Maria Korhonen"
    assert name_of({Field.GIVEN: "Aino", Field.FAMILY: "Korhonen"}) == "Aino Korhonen"
    assert key_of("AINO  korhonen") == key_of("Aino Korhonen")


def test_somebody_new_the_same_and_changed() -> None:
    assert _look({"name": "Uusi Ihminen", "team": "Koulusiivous"}).state is RowState.NEW
    same = {
        "name": "Aino Korhonen",
        "number": "1001",
        "team": "k1",
        "share": "80",
        "hours": "30,6",
        "site": "Päiväkoti Pilvi",
    }
    assert _look(same).state is RowState.SAME
    changed = _look(same | {"share": "100 %", "team": "KOULUSIIVOUS", "role": "tiimivastaava"})
    assert (changed.state, changed.changes, changed.known) == (RowState.CHANGE, ("team", "share", "role"), AINO)
    assert (
        _look({"name": "Bertta Nieminen", "role": "tiimivastaava", "team": "k1", "language": "fi"}).state
        is RowState.SAME
    )


def test_an_employee_number_goes_before_a_name() -> None:
    renamed = _look({"name": "Aino Virtanen", "number": "1001"})
    assert (renamed.state, renamed.known, renamed.changes) == (RowState.CHANGE, AINO, ("name",))
    numbered = _look({"name": "Bertta Nieminen", "number": "1002", "team": "k1"})
    assert (numbered.known, numbered.changes) == (BERTTA, ("number",))
    other = _look({"name": "Aino Korhonen", "number": "2001", "team": "k1"})
    assert (other.state, other.known) == (RowState.NEW, None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": ""}, "name"), ({"name": "x" * 121}, "name-long"), ({"name": "A", "team": "Kuukeittiö"}, "team"),
        ({"name": "A", "site": "Linna"}, "site"), ({"name": "A", "share": "paljon"}, "share"), ({"name": "A", "hours": "99"}, "hours"),
        ({"name": "A", "role": "kuningas"}, "role"), ({"name": "A", "role": "pääkäyttäjä"}, "role-by-hand"),
        ({"name": "A", "role": "esihenkilö"}, "role-of-team"), ({"name": "A", "language": "klingon"}, "language"),
        ({"name": "A", "number": "1" * 41}, "number"), ({"name": "Bertta Nieminen", "team": "Koulusiivous"}, "name-known"),
        ({"name": "Kalle Lähtenyt", "number": "1003"}, "has-left"),
    ],
)  # fmt: skip
def test_a_row_in_doubt_needs_an_eye(cells, reason) -> None:
    found = _look(cells)
    assert (found.state, found.reasons) == (RowState.EYE, (f"integrations.person-{reason}",))


def test_the_same_twice_in_a_file_needs_an_eye() -> None:
    assert _look({"name": "A B"}, others=[{"name": "a  b"}]).reasons == ("integrations.person-twice",)
    assert _look({"name": "A B"}, others=[{"name": "A B", "number": "5"}]).reasons == ("integrations.person-twice",)
    assert _look({"name": "A B", "number": "5"}, others=[{"name": "A B", "number": "6"}]).state is RowState.NEW
    assert _look({"name": "A B", "number": "5"}, others=[{"name": "C", "number": "5"}]).state is RowState.EYE
    assert _look({"name": "A B"}, others=[{"name": "A B"}], said=NEW).state is RowState.NEW


def test_an_answer_settles_who_is_meant() -> None:
    cells = {"name": "Bertta Nieminen", "team": "Koulusiivous"}
    assert _look(cells, said=NEW).state is RowState.NEW
    assert _look(cells, said=str(BERTTA.id)).known == BERTTA
    assert _look({"name": "Kalle Lähtenyt"}, said=str(GONE.id)).changes == ("back",)
    assert _look(cells, said=str(UUID(int=99))).state is RowState.EYE
    assert _look({"name": "Uusi", "number": "1001"}, said=NEW).reasons == ("integrations.person-number-taken",)


LINES = st.builds(
    Line, name=st.sampled_from(["Aino Korhonen", "Uusi Ihminen", "Bertta Nieminen"]), number=st.sampled_from(["", "1001", "7"]),
    team=st.sampled_from([None, KITCHEN, SCHOOL]), site=st.sampled_from([None, HOME]), share=st.none() | st.integers(1, 100),
    minutes=st.none() | st.integers(1, 3000), role=st.sampled_from([None, RoleKind.TEAM_LEAD, RoleKind.STEWARD]),
)  # fmt: skip


@given(LINES)
def test_what_has_been_taken_in_is_the_same_the_next_time(line: Line) -> None:
    """The idempotence of an import, on paper: apply a row to whom it means, and it changes nothing more."""
    found = look(line, EVERYBODY, said="", doubled=set(), skipped=False)
    if found.state is not RowState.CHANGE or found.known is None:
        return
    known = found.known
    after = replace(
        known, name=line.name, number=line.number or known.number, site=line.site or known.site,
        teams=known.teams | {line.team} if line.team else known.teams, share=line.share or known.share,
        minutes=line.minutes or known.minutes, roles=known.roles | {line.held} if line.held else known.roles,
    )  # fmt: skip
    assert changes(line, after) == ()
