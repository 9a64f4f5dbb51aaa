import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.agreements.inflection import (
    LANGUAGES,
    NO_BREAK,
    BadFigure,
    Figure,
    FigureKind,
    bind,
    forms,
    is_numeric,
    render,
)
from keha.agreements.templates import (
    MissingFigure,
    UnknownFigure,
    blanks,
    example_figures,
    fill,
    load,
    template_of,
)


def _minutes(value: str, *, spelled: bool = False) -> Figure:
    return Figure(kind=FigureKind.DURATION, value=value, unit="minutes", spelled=spelled)


def test_one_value_fills_all_three_languages() -> None:
    filled = fill(template_of("asiakkaan_pieni_pyynto"), {"favour": "20", "repeats": "2"})
    assert f"enintään 20{NO_BREAK}minuuttia" in filled.text.fi
    assert f"högst 20{NO_BREAK}minuter" in filled.text.sv
    assert f"at most 20{NO_BREAK}minutes" in filled.text.en
    assert "toisen kerran" in filled.text.fi
    assert filled.limits[0].value == 20 and filled.limits[0].unit == "min"
    assert filled.limits[0].words.fi == f"enintään 20{NO_BREAK}minuuttia"


def test_a_weekday_and_a_rhythm_are_said_in_each_language() -> None:
    template = template_of("palaveri")
    filled = fill(template, {**example_figures(template), "weekday": "monday", "rhythm": "1", "starts": "09:15"})
    assert "on joka maanantai kello 09.15" in filled.text.fi
    assert "hålls varje måndag kl. 09.15" in filled.text.sv
    assert "is every Monday from 09.15" in filled.text.en


def test_a_date_is_said_in_each_language() -> None:
    filled = fill(template_of("lomat"), {"by_date": "--02-28"})
    assert f"28.{NO_BREAK}helmikuuta mennessä" in filled.text.fi
    assert f"senast den 28{NO_BREAK}februari" in filled.text.sv
    assert f"by 28{NO_BREAK}February" in filled.text.en


def test_all_missing_figures_are_named_at_once() -> None:
    with pytest.raises(MissingFigure) as refusal:
        fill(template_of("valineet"), {"price": " "})
    assert refusal.value.keys == ("price", "trial")


def test_a_figure_without_a_blank_is_refused() -> None:
    with pytest.raises(UnknownFigure) as refusal:
        fill(template_of("ruokatauko"), {"minutes": "20"})
    assert refusal.value.keys == ("minutes",)


def test_the_law_has_no_blanks_to_loosen() -> None:
    for slug in ("ruokatauko", "lampotilat", "ylijaama", "hygieniapassi", "vatsatauti", "lapsi_sairas"):
        assert blanks(template_of(slug)) == ()
    assert [slot.key for slot in blanks(template_of("lepoajat"))] == ["streak"]


def test_one_is_inflected_otherwise_than_many() -> None:
    assert render(_minutes("1"), language="fi") == f"1{NO_BREAK}minuutti"
    assert render(_minutes("1"), language="fi", form="over") == f"1{NO_BREAK}minuutin"
    assert render(_minutes("1"), language="sv") == f"1{NO_BREAK}minut"
    assert render(_minutes("1"), language="en") == f"1{NO_BREAK}minute"
    assert render(_minutes("2"), language="fi", form="over") == f"2{NO_BREAK}minuuttia"


def test_a_comma_parts_the_decimals_in_finnish_and_swedish() -> None:
    price = Figure(kind=FigureKind.MONEY, value="1250.50", unit="euros")
    assert render(price, language="fi") == f"1{NO_BREAK}250,50{NO_BREAK}euroa"
    assert render(price, language="sv") == f"1{NO_BREAK}250,50{NO_BREAK}euro"
    assert render(price, language="en") == f"1,250.50{NO_BREAK}euros"


def test_a_small_number_is_spelled_where_the_text_spells_it_and_a_large_one_is_not() -> None:
    assert render(_minutes("4", spelled=True), language="fi") == "neljä minuuttia"
    assert render(_minutes("40", spelled=True), language="fi") == "40 minuuttia"
    assert render(_minutes("2.5", spelled=True), language="en") == "2.5 minutes"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FigureKind.NUMBER, "many"),
        (FigureKind.NUMBER, "NaN"),
        (FigureKind.MONEY, "-5"),
        (FigureKind.DURATION, "0"),
        (FigureKind.WEEKDAY, "someday"),
        (FigureKind.DATE, "--13-01"),
        (FigureKind.DATE, "--02-30"),
        (FigureKind.DATE, "15.3."),
        (FigureKind.TIME, "25:00"),
        (FigureKind.NAME, " "),
    ],
)
def test_a_value_its_kind_cannot_take_is_refused(kind: FigureKind, value: str) -> None:
    with pytest.raises(BadFigure):
        render(Figure(kind=kind, value=value), language="fi")


def test_a_rhythm_that_has_no_words_is_refused() -> None:
    with pytest.raises(BadFigure):
        render(Figure(kind=FigureKind.NUMBER, value="40"), language="fi", form="every")


def test_a_figure_is_tied_to_its_unit_but_not_to_the_next_clause() -> None:
    assert bind("yli 6 tuntia, soita 112 ja kerro; 25 §") == f"yli 6{NO_BREAK}tuntia, soita 112 ja kerro; 25{NO_BREAK}§"


@given(value=st.integers(min_value=1, max_value=9999), at=st.integers(min_value=0, max_value=10_000))
def test_any_number_inside_the_bounds_fits_its_blank_and_none_outside_does(value: int, at: int) -> None:
    numeric = [(template, slot) for template in load() for slot in template.figures if is_numeric(slot.kind)]
    template, slot = numeric[at % len(numeric)]
    figures = {**example_figures(template), slot.key: str(value)}
    if value < (slot.least or 1) or value > (slot.most or 9999):
        with pytest.raises(BadFigure) as refusal:
            fill(template, figures)
        assert refusal.value.key == slot.key
        return
    filled = fill(template, figures)
    for language in LANGUAGES:
        assert "{" not in filled.text.of(language)
        assert all("{" not in limit.words.of(language) for limit in filled.limits)


def test_a_bad_figure_names_its_blank() -> None:
    with pytest.raises(BadFigure) as refusal:
        fill(template_of("lomat"), {"by_date": "15.3."})
    assert refusal.value.key == "by_date"


def test_every_unit_has_a_form_for_one_and_for_the_rest() -> None:
    for unit in forms()["unit"].values():
        for language in LANGUAGES:
            assert all(len(pair) == 2 for pair in unit.get(language, {}).values())
