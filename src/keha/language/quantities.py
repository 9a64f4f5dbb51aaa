"""Quantities: how much of what a text speaks of, in the units that limits of rules have.

Finnish as it is spoken, Swedish and English. Clock times, dates, telephone and room numbers are not quantities.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from keha.language.bounds import bound_of, ends
from keha.language.numerals import HALF, Numeral, numeral_of, turn_of
from keha.language.units import BETWEEN, Unit, bare_unit_of, noun_of, unit_of

length_max = 1_000
_word = re.compile(r"\d+(?:[\u00a0\u202f ]\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,:]\d+)*|[^\W\d_]+|[€%°.:/–—-]")
_clock = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d")
_clock_words = frozenset(["klo", "kello", "kellon", "kl", "kl.", "klockan", "at", "o'clock"])
_room_words = frozenset(
    [
        "huone",
        "huoneen",
        "huoneessa",
        "luokka",
        "luokan",
        "luokassa",
        "rum",
        "rummet",
        "room",
        "sali",
        "nro",
        "no",
        "numero",
        "taso",
    ]
)
_months = re.compile(r"\w+kuu(?:ta|n|ssa)?|(?:janu|febru)ar[iy]\w*|mars|march|april|ma[jy]|jun[ei]|jul[iy]|aug\w*|"
                     r"septemb\w+|o[ck]tob\w+|novemb\w+|de[ck]emb\w+")  # fmt: skip
_children = re.compile(r"(?:lapsi|lapsen|lasta|poika|pojan|tyttö|tytön|teini|tytär|muksu|barnet|son|dotter|child|kid|"
                       r"boy|girl|daughter|sonen|dottern|pojke|flicka)")  # fmt: skip


class Sense(StrEnum):
    """What a quantity tells: how much; how far off in time; or which one in a row."""

    AMOUNT = "amount"
    DISTANCE = "distance"
    TURN = "turn"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text.

    kind: the unit as limits name it: minutes, euros, celsius. least, most: between which it is; None: no end; both the
    value for an exact one. open: the ends themselves are left out ("under 15"). words: as they were written.
    about: the counted noun of kind items, in the text's own form.
    """

    kind: str
    value: Decimal
    least: Decimal | None
    most: Decimal | None
    words: str
    open: bool = False
    sense: Sense = Sense.AMOUNT
    about: str = ""

    @property
    def is_bounded(self) -> bool:
        """Whether it says a limit and not an amount: at most, at least, under, over."""
        return self.least is None or self.most is None


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


# Only what converts exactly: a day of the calendar is not 24 hours, nor a month 30 days.
_BASES: Mapping[str, tuple[str, Decimal]] = MappingProxyType(
    {
        "hours": ("minutes", Decimal(60)),
        "weeks": ("days", Decimal(7)),
        "years": ("months", Decimal(12)),
    }
)

_off = frozenset(["sitten", "päästä", "kuluttua", "päähän", "ago", "sedan", "sen"])
_dashes = frozenset("-–—")
_tens = frozenset(range(20, 100, 10))


def in_base(kind: str, value: Decimal) -> tuple[str, Decimal]:
    """The same amount in the smallest unit that it converts to exactly: hours in minutes, weeks in days."""
    base, factor = _BASES.get(kind, (kind, Decimal(1)))
    return base, value * factor


def read(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in its order. Never raises; of a long text its beginning is read."""
    cut = text[:length_max]
    tokens = [_Token(found[0].lower(), found.start(), found.end()) for found in _word.finditer(cut)]
    found, at = list[Quantity](), 0
    while at < len(tokens):
        quantity, after = _read_at(cut, tokens, at)
        if quantity and found and (whole := _whole(cut, found[-1], quantity)):
            found[-1] = whole
        elif quantity:
            found.append(quantity)
        at = max(after, at + 1)
    return tuple(found)


def _whole(text: str, hours: Quantity, minutes: Quantity) -> Quantity | None:
    """An hour and its minutes as one: "1 h 15 min", "tunti ja vartti"; None when they do not stand together."""
    if (hours.kind, minutes.kind) != ("hours", "minutes") or minutes.value >= 60 or minutes.least != minutes.most:
        return None
    joined = re.search(f"{re.escape(hours.words)},? (?:(?:ja|och|and) )?{re.escape(minutes.words)}", text)
    if joined is None or hours.least != hours.most:
        return None
    value = hours.value * 60 + minutes.value
    return replace(minutes, value=value, least=value, most=value, words=joined[0])


@dataclass(frozen=True, slots=True)
class _Number:
    """A number between two tokens. most: of a range. glued: the rest of its last word."""

    value: Decimal
    most: Decimal
    after: int
    glued: str = ""
    turn: bool = False


def _read_at(text: str, tokens: Sequence[_Token], at: int) -> tuple[Quantity | None, int]:
    numbers = _numbers(tokens, at)
    for number in numbers:
        if measured := _with_unit(tokens, number):
            return _quantity(text, tokens, at, number, *measured), measured[1]
    if unit := bare_unit_of(tokens[at].text, _text(tokens, at - 1), _text(tokens, at + 1)):
        number = _Number(Decimal(1), Decimal(1), at + 1)
        return _quantity(text, tokens, at, number, unit, at + 1), at + 1
    for number in numbers:
        noun = noun_of(_text(tokens, number.after))
        if noun and _is_counted(text, tokens, number):
            return _quantity(text, tokens, at, number, Unit("items", about=noun), number.after + 1), number.after + 1
    return None, at + 1


def _is_counted(text: str, tokens: Sequence[_Token], number: _Number) -> bool:
    """Whether the word after a number is what is counted: "25 tuolia"."""
    between = text[tokens[number.after - 1].end : tokens[number.after].start]
    return number.value > 1 and not number.turn and not number.glued and between.isspace()


def _text(tokens: Sequence[_Token], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _numbers(tokens: Sequence[_Token], at: int) -> list[_Number]:
    """The readings of a number that begins here, likeliest first."""
    word, before = tokens[at].text, _text(tokens, at - 1)
    if before in _clock_words | _room_words or (before == ":" and _text(tokens, at - 2) in _clock_words):
        return []
    if word[0].isdecimal():
        return _digits(tokens, at)
    if (ordinal := turn_of(word)) is not None:
        return [_Number(Decimal(ordinal), Decimal(ordinal), at + 1, turn=True)]
    if word in {"a", "an"}:
        return [_Number(Decimal(1), Decimal(1), at + 1)]
    return [_grown(tokens, one, at + 1) for one in numeral_of(word)]


def _digits(tokens: Sequence[_Token], at: int) -> list[_Number]:
    word = tokens[at].text
    if _text(tokens, at + 1) in {".", ":"} and tokens[at + 1].start == tokens[at].end and word.isdecimal():
        after = at + 2
        if _text(tokens, at + 1) == ":" and _text(tokens, at + 2).startswith("n"):
            after = at + 3
        return (
            [] if _text(tokens, after).startswith("päiv") else [_Number(Decimal(word), Decimal(word), after, turn=True)]
        )
    first = _figure(word, _text(tokens, at + 1))
    if first is None:
        return []
    if _text(tokens, at + 1) in _dashes and (last := _figure(_text(tokens, at + 2), _text(tokens, at + 3))):
        return [_Number(min(first, last), max(first, last), at + 3)]
    if half := _half_after(tokens, at + 1):
        return [_Number(first + HALF, first + HALF, half)]
    return [_Number(first, first, at + 1)]


def _figure(word: str, following: str) -> Decimal | None:
    """Digits as a number; None for a clock time, a telephone number or a date."""
    plain = re.sub(r"[\u00a0\u202f ]", "", word)
    if not plain or not plain[0].isdecimal() or (plain[0] == "0" and len(plain) > 1 and plain[1].isdecimal()):
        return None
    if _clock.fullmatch(plain) and not following.startswith(("€", "e", "k", "°", "a", "%", "p", "g", "d")):
        return None
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain):
        return Decimal(re.sub(r"[.,]", "", plain))
    if re.fullmatch(r"\d{1,9}(?:[.,]\d{1,3})?", plain):
        return Decimal(plain.replace(",", "."))
    return None


def _half_after(tokens: Sequence[_Token], at: int) -> int | None:
    """Where "ja puoli", "och en halv", "and a half" ends; None when it does not stand here."""
    if _text(tokens, at) not in {"ja", "och", "and"}:
        return None
    at += 2 if _text(tokens, at + 1) in {"a", "en", "ett"} else 1
    return at + 1 if _text(tokens, at) in {"puoli", "puol", "puolen", "halv", "halvt", "half"} else None


def _grown(tokens: Sequence[_Token], numeral: Numeral, after: int) -> _Number:
    """A number in words with the words that belong to it: two hundred, kolme ja puoli, one hundred and fifty."""
    value, rest = numeral.value, numeral.rest
    while not rest and after < len(tokens):
        following = _text(tokens, after)
        if half := _half_after(tokens, after):
            return _Number(value + HALF, value + HALF, half)
        joined = following in {"ja", "och", "and"} or (following == "-" and value in _tens)
        more = next((one for one in numeral_of(_text(tokens, after + joined)) if not one.rest), None)
        grown = None if more is None else _joined(value, more.value, joined=joined)
        if grown is None:
            break
        value, after = grown, after + 1 + joined
    if not rest and _range_follows(tokens, after) and (last := _plain_number(_text(tokens, after + 1))):
        return _Number(min(value, last), max(value, last), after + 2)
    return _Number(value, value, after, rest)


def _range_follows(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a second end follows: "viisi tai kuusi", "five to six"."""
    return _text(tokens, at) in {"tai", "eller", "or", "to", "till", "viiva", *_dashes}


def _plain_number(word: str) -> Decimal | None:
    return next((one.value for one in numeral_of(word) if not one.rest), None)


def _joined(value: Decimal, more: Decimal, *, joined: bool) -> Decimal | None:
    """Two hundred, twenty five, one hundred and fifty; None where the words do not belong together."""
    if more in {100, 1000} and value < more and not joined:
        return value * more
    if value >= 100 and value % 100 == 0 and more < 100:
        return value + more
    if value in _tens and 1 <= more < 10:
        return value + more
    return None


def _with_unit(tokens: Sequence[_Token], number: _Number) -> tuple[Unit, int] | None:
    """The unit that follows a number, and where it ends."""
    if number.glued:
        unit = unit_of(number.glued, "")
        return (unit, number.after) if unit and unit.kind != "times" else None
    at = number.after
    if _text(tokens, at) in BETWEEN and at + 1 < len(tokens):
        at += 1
    word, following = _text(tokens, at), _text(tokens, at + 1)
    if unit := unit_of(word, following, digits=_text(tokens, number.after - 1)[:1].isdecimal()):
        return unit, at + unit.tokens
    if _is_age(tokens, number.after - 1):
        return Unit("years"), number.after
    return None


def _is_age(tokens: Sequence[_Token], at: int) -> bool:
    """A child who "is 14"."""
    before = [_text(tokens, at - back) for back in (1, 2, 3)]
    is_next = before[0] in {"is", "är", "on", "o"}
    return _text(tokens, at)[:1].isdecimal() and is_next and any(_children.fullmatch(word) for word in before[1:])


def _quantity(text: str, tokens: Sequence[_Token], at: int, number: _Number, unit: Unit, after: int) -> Quantity | None:
    is_date = unit.kind == "days" and number.turn and _months.fullmatch(_text(tokens, after))
    if is_date or (unit.kind == "shifts" and number.value < number.most):
        return None
    after = _half_after(tokens, after) or after
    if after > number.after and _text(tokens, after - 1) in {"half", "halv", "puoli"} and number.value == number.most:
        number = replace(number, value=number.value + HALF, most=number.most + HALF)
    bound, taken = bound_of(_text(tokens, at - 2), _text(tokens, at - 1))
    begin = at - taken
    value, most = number.value * unit.factor, number.most * unit.factor
    if unit.kind == "celsius" and _text(tokens, begin - 1) in {*_dashes, "miinus", "minus"}:
        value, most = -value, -most
    least, greatest, is_open = ends(value, most, bound)
    sense = Sense.TURN if number.turn else Sense.AMOUNT
    if _text(tokens, after) in _off or _text(tokens, begin - 1) == "om":
        sense = Sense.DISTANCE
    return Quantity(
        unit.kind, value, least, greatest, text[tokens[begin].start : tokens[after - 1].end], is_open, sense, unit.about
    )
