"""Amounts are read out of questions as people write and say them; what only looks like an amount is left alone."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.language.quantities import Sense, in_base, read

SAID = [
    ("pyyntö vie vartin", "minutes", "15"), ("kolme varttia", "minutes", "45"), ("puol tuntia", "hours", "0.5"),
    ("kakskyt minsaa", "minutes", "20"), ("kahdenkymmenen minuutin homma", "minutes", "20"),
    ("viisminuuttinen tauko", "minutes", "5"), ("puolitoista tuntia", "hours", "1.5"), ("siirtää tunnilla", "hours", "1"),
    ("1 h 15 min", "minutes", "75"), ("tunti ja vartti", "minutes", "75"), ("kaksi ja puoli tuntia", "hours", "2.5"),
    ("58 astetta", "celsius", "58"), ("58°C", "celsius", "58"), ("58-asteista kastiketta", "celsius", "58"),
    ("70 e", "euros", "70"), ("70€", "euros", "70"), ("1 000 euroa", "euros", "1000"), ("14,50 euroa", "euros", "14.50"),
    ("maksoin kympin", "euros", "10"), ("pari kymppiä", "euros", "20"), ("viidellä sadalla eurolla", "euros", "500"),
    ("13-vuotias lapsi", "years", "13"), ("13v lapsi", "years", "13"), ("teini 15 v sairaana", "years", "15"),
    ("kolme päivää", "days", "3"), ("kolmepäiväinen reissu", "days", "3"), ("2 vko", "weeks", "2"),
    ("viikkoa ennen", "weeks", "1"), ("vuoden töissä", "years", "1"), ("30 %", "percent", "30"),
    ("neljänneksen vähemmän", "percent", "25"), ("kymmenen kiloo", "kilograms", "10"), ("500 g", "kilograms", "0.5"),
    ("kuus toivetta", "wishes", "6"), ("80 hengelle", "people", "80"), ("25 tuolia", "items", "25"),
    ("neljännen kerran", "times", "4"), ("3 työpäivää", "working_days", "3"), ("5 arkipäivää", "weekdays", "5"),
    ("ett dygn sedan", "hours", "24"), ("en halvtimme", "minutes", "30"), ("en och en halv timme", "hours", "1.5"),
    ("tre kvart", "minutes", "45"), ("65 euro", "euros", "65"), ("13-åring", "years", "13"), ("sex dagar", "days", "6"),
    ("tjugofem minuter", "minutes", "25"), ("fem månader", "months", "5"), ("tvåhundra kronor och 7 grader", "celsius", "7"),
    ("half an hour", "hours", "0.5"), ("an hour and a half", "hours", "1.5"), ("one and a half hours", "hours", "1.5"),
    ("twenty-five minutes", "minutes", "25"), ("two hundred and fifty euros", "euros", "250"), ("a week", "weeks", "1"),
    ("My child is 14 and ill", "years", "14"), ("a 13-year-old", "years", "13"), ("4 working days", "working_days", "4"),
    ("3 peräkkäistä päivää", "days", "3"), ("two whole weeks", "weeks", "2"),
    ("57 degrees", "celsius", "57"), ("a 30 kg box", "kilograms", "30"),
]  # fmt: skip

NOTHING = [
    "klo 14", "kello 14.30", "14.30", "14:30", "10:00-12:00", "kello kaksi", "kl. 8", "at 2 pm", "iltavuoro 6-14",
    "24.11.2026", "15. maaliskuuta", "15. päivä", "040 123 4567", "huone 12 siivottu", "luokka 3 tyhjä", "soita 112",
    "iltavuoro loppuu kympiltä", "ensi viikon lista", "vartin yli kaksi", "yksin keittiössä", "", "?!", "saako lähteä",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "value"), SAID, ids=[text for text, _, _ in SAID])
def test_an_amount_is_read_as_it_was_said(text: str, kind: str, value: str) -> None:
    (found,) = [one for one in read(text) if one.kind != "items" or kind == "items"]
    assert (found.kind, found.value) == (kind, Decimal(value))
    assert found.words in text


@pytest.mark.parametrize("text", NOTHING)
def test_times_dates_telephones_and_rooms_are_not_amounts(text: str) -> None:
    assert [one for one in read(text) if one.kind != "items"] == []


BOUNDED = [
    ("15–20 minuuttia", "15", "20", False), ("viisi tai kuusi päivää", "5", "6", False),
    ("alle 12-vuotias", None, "12", True), ("yli 20 minuuttia", "20", None, True), ("over 20 minutes", "20", None, True),
    ("enintään 4 viikkoa", None, "4", False), ("högst 50 euro", None, "50", False), ("at least 5 weekdays", "5", None, False),
    ("melkein 5 tuntia", "4.0", "5", True), ("noin 10 minuuttia", "9.0", "11.0", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "least", "most", "is_open"), BOUNDED, ids=[row[0] for row in BOUNDED])
def test_ranges_and_words_of_bounds_are_kept(text: str, least: str | None, most: str | None, is_open: bool) -> None:
    (found,) = read(text)
    assert (found.least, found.most) == (least and Decimal(least), most and Decimal(most))
    assert found.open is is_open
    assert found.words == text


def test_how_far_off_and_which_in_a_row_are_told_from_how_much() -> None:
    senses = [read(text)[0].sense for text in ("kaksi tuntia sitten", "om 3 dagar", "neljäs sairaspäivä", "2 tuntia")]
    assert senses == [Sense.DISTANCE, Sense.DISTANCE, Sense.TURN, Sense.AMOUNT]


def test_several_amounts_keep_their_order() -> None:
    found = read("seittemän tunnin vuoro, voiks tauon lyhentää kymmeneen minuuttiin")
    assert [(one.kind, one.value) for one in found] == [("hours", Decimal(7)), ("minutes", Decimal(10))]


TENS = ["kymmenen", "kaksikymmentä", "kolmekymmentä", "neljäkymmentä", "viisikymmentä", "kuusikymmentä"]
SPOKEN = ["kymmenen", "kakskyt", "kolkyt", "nelkyt", "viiskyt", "kuuskyt"]
UNITS = ["yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan", "yhdeksän"]


def finnish(number: int) -> str:
    """Up to 699, written here anew so that the reader is not tested with its own tables."""
    hundreds, rest = divmod(number, 100)
    said = "" if not hundreds else "sata" if hundreds == 1 else UNITS[hundreds - 1] + "sataa"
    if 11 <= rest <= 19:
        return said + UNITS[rest - 11] + "toista"
    tens, unit = divmod(rest, 10)
    return said + (TENS[tens - 1] if tens else "") + (UNITS[unit - 1] if unit else "")


@given(number=st.integers(1, 699))
def test_every_number_in_finnish_words_is_read(number: int) -> None:
    if number % 100 >= 70:
        number -= 30
    (found,) = read(f"se vie {finnish(number)} minuuttia nyt")
    assert (found.kind, found.value) == ("minutes", Decimal(number))


@given(ten=st.integers(1, 6), unit=st.integers(0, 9), kind=st.sampled_from([("minsaa", "minutes"), ("euroo", "euros")]))
def test_spoken_tens_are_read(ten: int, unit: int, kind: tuple[str, str]) -> None:
    said = SPOKEN[ten - 1] + (UNITS[unit - 1] if unit and ten > 1 else "")
    (found,) = read(f"{said} {kind[0]}")
    assert (found.kind, found.value) == (kind[1], Decimal(10 * ten + (unit if ten > 1 else 0)))


@given(
    number=st.decimals(min_value=1, max_value=900, places=1),
    unit=st.sampled_from([("minuuttia", "minutes"), ("grader", "celsius"), ("euros", "euros"), ("kg", "kilograms")]),
    comma=st.booleans(),
)
def test_digits_with_a_comma_or_a_point_are_read(number: Decimal, unit: tuple[str, str], comma: bool) -> None:
    written = str(number).replace(".", ",") if comma else str(number)
    (found,) = read(f"{written} {unit[0]}")
    assert (found.kind, found.value) == (unit[1], number)


@given(text=st.text(max_size=400))
def test_any_text_may_be_read_and_its_words_stand_in_it(text: str) -> None:
    for found in read(text):
        assert found.words in text
        assert found.value >= 0


@given(value=st.integers(0, 1000))
def test_hours_convert_to_minutes_and_weeks_to_days(value: int) -> None:
    assert in_base("hours", Decimal(value)) == ("minutes", Decimal(value * 60))
    assert in_base("weeks", Decimal(value)) == ("days", Decimal(value * 7))
    assert in_base("euros", Decimal(value)) == ("euros", Decimal(value))
