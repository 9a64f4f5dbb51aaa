"""Numbers in words: Finnish as written, inflected and spoken, Swedish, English; up to some thousands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

HALF = Decimal("0.5")
_longest = 40


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at the beginning of a word, and what of the word is left: the unit in "viisminuuttinen"."""

    value: Decimal
    rest: str


# Stems as they stand before an ending; the longer before the shorter that begins it.
_UNITS = (
    (9, r"yhdeksä|yheksä|yheks(?=k|t)"),
    (8, r"kahdeksa|kaheksa|kaheks(?=k|t)|kahes(?=kyt)"),
    (7, r"seitsemä|seittemä|seitsem(?=k)|seit(?=kyt|kymp)|seis(?=kyt)"),
    (6, r"kuusi|kuus|kuude|kuute|kuut(?=ta)"),
    (5, r"viisi|viis|viide|viite|viit(?=tä)"),
    (4, r"neljä|nelj(?=ä)|nel(?=kyt)"),
    (3, r"kolme|kol(?=kyt|kymp)|kolm(?=kyt)"),
    (2, r"kaksi|kaks|kahde|kahte|kah(?=ta|en)|kahe|pari"),
    (1, r"yksi|yks|yhde|yhte|yh(?=tä|en)"),
)
_ENDINGS = (
    "", "n", "a", "ä", "ta", "tä", "en", "een", "ssa", "ssä", "s", "sta", "stä", "lla", "llä", "l", "lta", "ltä", "lle",
    "ksi", "ks", "ii", "ee", "i",
)  # fmt: skip
_TEEN = re.compile(r"toista|toist|toistta")
_TENS = re.compile(r"kymmentä|kymment|kymmene|kymmen|kytä|kyt|kyn(?=t)|kymppi|kympi|kymp")
_HUNDREDS = re.compile(r"sataa|sata|sada|sat(?=aa)")
_THOUSANDS = re.compile(r"tuhatta|tuhat|tuhanne|tonni")
_COMPILED = tuple((value, re.compile(stems)) for value, stems in _UNITS)

_SMALL_SV = "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton"
_SMALL_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS_SV = "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio"
_TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = {
    "fi": ("ensimmäi", "toi", "kolma", "neljä", "viide", "kuude", "seitsemä", "kahdeksa", "yhdeksä", "kymmene"),
    "sv": ("första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde", "tionde"),
    "en": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
}
_TURN_ENDINGS = {
    1: ["nen", "sen", "sessa", "senä", "sestä", "stä"],
    2: ["nen", "sen", "sena", "s", "sta"],
    3: ["s", "nnen", "ntena", "ntenä", "tta", "ttä", "nneksi", "nnes"],
}


@cache
def _plain() -> dict[str, int]:
    """Swedish and English, each word whole."""
    found = {"ett": 1, "couple": 2, "hundra": 100, "hundred": 100, "tusen": 1000, "thousand": 1000, "tjugi": 20}
    for small, tens in ((_SMALL_SV, _TENS_SV), (_SMALL_EN, _TENS_EN)):
        units = {word: n for n, word in enumerate(small.split())}
        found |= units
        for n, word in enumerate(tens.split(), start=2):
            found[word] = 10 * n
            found |= {f"{word}{unit}": 10 * n + value for unit, value in units.items() if 0 < value < 10}
            found |= {f"{word}ett": 10 * n + 1}
    found |= {f"{word}hundra": 100 * n for word, n in tuple(found.items()) if 0 < n < 10}
    return found


@cache
def _turns() -> dict[str, int]:
    found = {word: n for language in ("sv", "en") for n, word in enumerate(_ORDINALS[language], start=1)}
    for n, stem in enumerate(_ORDINALS["fi"], start=1):
        endings = _TURN_ENDINGS[min(n, 3)]
        found |= {stem + ending: n for ending in endings}
    return found


def turn_of(word: str) -> int | None:
    """Which in a row a word says: 4 for "neljännen", "fjärde", "fourth" and "4."; None when it says none."""
    if found := re.fullmatch(r"(\d{1,2})(?:\.|:\w{1,6}|st|nd|rd|th|e)", word):
        return int(found[1])
    return _turns().get(word)


def numeral_of(word: str) -> list[Numeral]:
    """The numbers that a word may begin with, likeliest first; the word in lower case, with no spaces."""
    if len(word) > _longest:
        return []
    found = [Numeral(Decimal(_plain()[word]), "")] if word in _plain() else []
    for half, value in (("puolitoista", "1.5"), ("puoltoista", "1.5"), ("puolentoista", "1.5"), ("halvannan", "1.5")):
        if word.startswith(half):
            found.append(Numeral(Decimal(value), word.removeprefix(half)))
    found += [Numeral(Decimal(value), word[end:]) for value, end in _finnish(word)]
    for half in ("puolen", "puolta", "puoli", "puol", "halvt", "halva", "halv", "half"):
        if word.startswith(half):
            found.append(Numeral(HALF, word.removeprefix(half)))
    return found


def _finnish(word: str) -> Iterator[tuple[int, int]]:
    """(value, end) of each reading: hundreds, tens, units, joined as Finnish joins them."""
    yield from _joined(word, 0, 0, 10_000)


def _joined(word: str, start: int, total: int, below: int) -> Iterator[tuple[int, int]]:
    for value, end in _piece(word, start):
        if value < below:
            # What follows a piece is smaller: sata|viisikymmentä|kaksi.
            yield from _joined(word, end, total + value, 10 ** (len(str(value)) - 1))
            yield total + value, end


def _piece(word: str, start: int) -> Iterator[tuple[int, int]]:
    for unit, stems in _COMPILED:
        if found := stems.match(word, start):
            for end in _ends(word, found.end()):
                yield from _grown(word, unit, end)
                yield unit, end
            break
    yield from _grown(word, 1, start)


def _grown(word: str, unit: int, start: int) -> Iterator[tuple[int, int]]:
    """Teens, tens, hundreds and thousands of a unit that ends at start."""
    if start and (found := _TEEN.match(word, start)):
        yield from ((unit + 10, end) for end in _ends(word, found.end()))
    for times, pattern in ((10, _TENS), (100, _HUNDREDS), (1000, _THOUSANDS)):
        if found := pattern.match(word, start):
            yield from ((unit * times, end) for end in _ends(word, found.end()))


def _ends(word: str, start: int) -> Iterator[int]:
    """Where a stem may end: the longest ending first, then the shorter."""
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if word.startswith(ending, start):
            yield start + len(ending)
