"""How a figure is said in a sentence: digits or words, unit, weekday or date, inflected as its place asks.

All words come from `library/forms.toml`; a form there is a pair, the first for one, the second for the rest.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("fi", "sv", "en")
NO_BREAK = "\N{NO-BREAK SPACE}"
PLAIN = "plain"

UNITLESS = frozenset({"bare", "ordinal", "every", "often"})
ALWAYS_SPELLED = frozenset({"ordinal", "every", "often"})
_FIGURE_AND_WORD = re.compile(r"(?<=\d) (?=(?!(?:ja|tai|och|eller|and|or|to)\b)[^\W\d_]|§)")


class FigureKind(StrEnum):
    """What kind of value a figure is; it decides how it is said."""

    NUMBER = "number"
    MONEY = "money"
    DURATION = "duration"
    WEEKDAY = "weekday"
    DATE = "date"
    TIME = "time"
    NAME = "name"


class BadFigure(ValueError):
    """A figure is not what its kind asks for, or is past its bounds. key: its blank, where it has one."""

    def __init__(self, kind: FigureKind, value: str, *, key: str = "") -> None:
        super().__init__(f"{key or 'figure'}: not a {kind} that fits: {value!r}")
        self.kind = kind
        self.value = value
        self.key = key


@dataclass(frozen=True, slots=True)
class Figure:
    """A local figure of a rule.

    value: a decimal number with a point; an English weekday; a yearly date as --12-24 or a month as --05; a time as
    14:00; or a name. unit: a unit of forms.toml, or blank. spelled: small whole numbers are written as words.
    """

    kind: FigureKind
    value: str
    unit: str = ""
    spelled: bool = False


@cache
def forms() -> Mapping[str, Any]:
    """The tables of forms.toml."""
    path = resources.files("keha.agreements") / "library" / "forms.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def number_of(figure: Figure) -> Decimal:
    """The figure as a number, more than zero. Raises BadFigure."""
    try:
        number = Decimal(figure.value)
    except InvalidOperation:
        raise BadFigure(figure.kind, figure.value) from None
    if not number.is_finite() or number <= 0:
        raise BadFigure(figure.kind, figure.value)
    return number


def render(figure: Figure, *, language: str, form: str = PLAIN) -> str:
    """The figure as it stands in a sentence of this language.

    form: the form the sentence needs (forms.toml); "bare" gives a number without its unit, "ordinal" a turn, "every" a
    rhythm, "often" a frequency.
    Raises BadFigure, KeyError for a form or unit that forms.toml does not have.
    """
    match figure.kind:
        case FigureKind.NUMBER | FigureKind.MONEY | FigureKind.DURATION:
            return _measure(figure, language, form)
        case FigureKind.WEEKDAY:
            return _weekday(figure, language)
        case FigureKind.DATE:
            return _date(figure, language, form)
        case FigureKind.TIME:
            return _time(figure)
        case FigureKind.NAME:
            if not figure.value.strip():
                raise BadFigure(figure.kind, figure.value)
            return figure.value


def is_numeric(kind: FigureKind) -> bool:
    """Whether a figure of this kind is a number that is counted with."""
    return kind in {FigureKind.NUMBER, FigureKind.MONEY, FigureKind.DURATION}


def bind(text: str) -> str:
    """The text with its figures tied to their units, so that no line ends between them."""
    return _FIGURE_AND_WORD.sub(NO_BREAK, text)


def digits(number: Decimal, *, language: str) -> str:
    """The number in digits: 1 000,5 in Finnish and Swedish, 1,000.5 in English."""
    text = f"{number:,f}"
    return text if language == "en" else text.replace(",", NO_BREAK).replace(".", ",")


def _measure(figure: Figure, language: str, form: str) -> str:
    number = number_of(figure)
    said = _number(figure, language, form)
    if not figure.unit or form in UNITLESS:
        return said
    unit = forms()["unit"][figure.unit][language]
    word: str = unit[form][0 if number == 1 else 1]
    return said + word if word.startswith("-") else f"{said}{' ' if figure.spelled else NO_BREAK}{word}"


def _number(figure: Figure, language: str, form: str) -> str:
    number = number_of(figure)
    words = forms()["number"][language]
    said: list[str] = words.get(form, words[PLAIN])
    has_word = number == int(number) and number <= len(said)
    if form in ALWAYS_SPELLED and not has_word:
        raise BadFigure(figure.kind, figure.value)
    if has_word and (figure.spelled or form in ALWAYS_SPELLED):
        return said[int(number) - 1]
    return digits(number, language=language)


def _weekday(figure: Figure, language: str) -> str:
    days = forms()["weekday"]
    if figure.value not in days:
        raise BadFigure(figure.kind, figure.value)
    said: str = days[figure.value][language]
    return said


def _date(figure: Figure, language: str, form: str) -> str:
    parsed = re.fullmatch(r"--(\d\d)(?:-(\d\d))?", figure.value)
    months = forms()["month"]
    if parsed is None or parsed[1] not in months:
        raise BadFigure(figure.kind, figure.value)
    month: str = months[parsed[1]][language][form]
    if parsed[2] is None:
        return month
    day = int(parsed[2])
    if not 1 <= day <= months[parsed[1]]["days"]:
        raise BadFigure(figure.kind, figure.value)
    return f"{day}{'.' if language == 'fi' else ''}{NO_BREAK}{month}"


def _time(figure: Figure) -> str:
    try:
        return time.fromisoformat(figure.value).strftime("%H.%M")
    except ValueError:
        raise BadFigure(figure.kind, figure.value) from None
