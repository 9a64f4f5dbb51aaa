"""Words of the trade that mean nearly the same, in three languages: each group is one concept beside the words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import Stemmer

from keha.language.normaliser import is_finnish, words, written
from keha.language.stems import stem

part_length_min = 5
_swedish = Stemmer.Stemmer("swedish", 5_000)
_english = Stemmer.Stemmer("english", 5_000)

type Key = tuple[str, ...]

_bendings = (
    ("nen", ("sen",)),
    ("uus", ("uuden",)),
    ("yys", ("yyden",)),
    ("us", ("uksen", "uden")),
    ("ys", ("yksen", "yden")),
)
_weak = {
    "kk": "k", "pp": "p", "tt": "t", "nk": "ng", "nt": "nn", "lt": "ll", "rt": "rr", "mp": "mm", "t": "d", "p": "v", "k": "",
}  # fmt: skip
_strong = re.compile(r"(kk|pp|tt|nk|nt|lt|rt|mp|(?<=[aeiouyäö])[tpk])([aeiouyäö])$")


@dataclass(frozen=True, slots=True)
class Concepts:
    """`finnish` and `others`: stems of a word or phrase -> concepts. `ends`: stems that count as parts of longer words.

    `longest`: words in the longest phrase.
    """

    finnish: Mapping[Key, tuple[str, ...]]
    others: Mapping[Key, tuple[str, ...]]
    ends: Mapping[str, tuple[str, ...]]
    longest: int


def read(lines: Sequence[str]) -> Concepts:
    """Groups from lines "name: finnish, words | swedish | english"; other lines are comments."""
    tables: tuple[dict[Key, list[str]], ...] = ({}, {})
    for line in lines:
        name, separator, rest = line.partition(":")
        if not separator or line.startswith("#"):
            continue
        for language, listed in zip(("fi", "sv", "en"), rest.split("|"), strict=False):
            for phrase in filter(None, (part.strip() for part in listed.split(","))):
                for form in forms_of(phrase.lower()) if language == "fi" else (phrase.lower(),):
                    key = tuple(_stem(word, language) for word in words(form))
                    tables[language != "fi"].setdefault(key, []).append(name.strip())
    finnish, others = ({key: tuple(dict.fromkeys(names)) for key, names in table.items()} for table in tables)
    ends = {key[0]: names for key, names in finnish.items() if len(key) == 1 and len(key[0]) >= part_length_min}
    return Concepts(finnish, others, ends, max((len(key) for key in (*finnish, *others)), default=0))


def forms_of(word: str) -> tuple[str, ...]:
    """A Finnish word and those of its stems that Snowball takes for others; a phrase only as it is."""
    if " " in word or len(word) < 4:
        return (word,)
    for end, others in _bendings:
        if word.endswith(end):
            return (word, *(word.removesuffix(end) + other for other in others))
    weaker = _strong.sub(lambda found: _weak[found.group(1)] + found.group(2), word)
    return (word,) if weaker == word else (word, weaker + "n")


def _stem(word: str, language: str) -> str:
    if language == "sv":
        return f"s:{_swedish.stemWord(word)}"
    return f"e:{_english.stemWord(word)}" if language == "en" else stem(word)


@lru_cache(maxsize=1)
def load() -> Concepts:
    """The groups that come with the product."""
    return read(resources.files(__package__).joinpath("data/concepts.txt").read_text(encoding="utf-8").splitlines())


def concepts_of(text: str, known: Concepts) -> list[str]:
    """The concepts that a text speaks of, as often as it does, in order."""
    found = words(text)
    if is_finnish(found):
        spoken = [stem(part) for word in found for part in written(word).split()]
        return [*_phrases(spoken, known.finnish, known.longest), *_parts(spoken, known)]
    return [
        name
        for language in ("sv", "en")
        for name in _phrases([_stem(word, language) for word in found], known.others, known.longest)
    ]


def _phrases(stems: Sequence[str], table: Mapping[Key, tuple[str, ...]], longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for begin in range(len(stems) - length + 1):
            yield from table.get(tuple(stems[begin : begin + length]), ())


def _parts(stems: Sequence[str], known: Concepts) -> Iterator[str]:
    for whole in stems:
        if (whole,) not in known.finnish:
            yield from _parts_of(whole, known)


def _parts_of(whole: str, known: Concepts) -> Iterator[str]:
    sizes = range(part_length_min, len(whole) - 2)
    for end in (whole[-size:] for size in reversed(sizes)):
        if end in known.ends:
            yield from known.ends[end]
            break
    for begin in (whole[:size] for size in reversed(sizes)):
        if begin in known.ends:
            yield from known.ends[begin]
            return
