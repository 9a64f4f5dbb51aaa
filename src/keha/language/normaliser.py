"""Spoken Finnish, dialect and typing slips brought towards the written language."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

from keha.language.stems import stem

question_characters_max = 500
document_characters_max = 6000
word_characters_max = 40

_not_text = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\ufeff]+")
_word = re.compile(r"[^\W_]+")
_vowel = "aeiouyäö"
_swedish_words = "jag är och får att det på inte med för vad när vem hur vi mitt måste kan ska av till som ett den de"
_english_words = (
    "the is to can do my we it of what how who when where may have must if and for in are you does should not"
)
_other_languages = frozenset(f"{_swedish_words} {_english_words}".split())
_clitic = re.compile(rf"(?<=[{_vowel}]{{2}})k(?:s|se|sä|sie|smä|os|ös|kos|kös)?$")
# Each rewrite undoes one habit of speech; a result counts only when it is a word the product knows.
_rewrites = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (rf"(?<=[{_vowel}])ks$", "ksi"),
        (rf"(?<=[{_vowel}])s$", "ssa"),
        (rf"(?<=[{_vowel}])(ss|st|ll|lt|l)$", r"\1a"),
        (r"(?<=[^aeiouyäö])(ii|oo|uu|yy|öö)$", "ia"),
        (r"oo(?=n?$)", "oa"),
        (r"oo(?=$|n$|ko$|mme$)", "aa"),
        (r"ee(?=$|n$|kö$|mpi|mmin)", "ää"),
        (r"ee(?=$|n$|mpi|mmin|sti)", "ea"),
        (r"ae", "ai"),
        (r"oe", "oi"),
        (r"äe", "äi"),
        (r"öe", "öi"),
        (r"ua", "uo"),
        (r"ua", "aa"),
        (r"iä", "ie"),
        (r"iä", "ää"),
        (r"yä", "yö"),
        (rf"([{_vowel}])([lrnh])\1(?=[hkmpvgjt])", r"\1\2"),
        (rf"(?<=[{_vowel}])[vjr](?=[{_vowel}])", "d"),
        (r"h(?=[eaä])", "hd"),
        (r"o(?=tt|ta|te|ti|n$)", "oi"),
        (r"(?<=[aeuo])(?=nen$|set$|sta$|sen$|sia$)", "i"),
        (rf"([{_vowel}])h\1", r"\1\1"),
        (r"h([aä])n$", r"\1\1n"),
        (r"n[uy]$", r"nut"),
        (r"$", "n"),
    )
)


def clean(text: str, *, characters_max: int = question_characters_max) -> str:
    """The text in one Unicode form, without control characters and lone surrogates, cut to a bounded length."""
    bounded = _not_text.sub(" ", text[:characters_max])
    return " ".join(unicodedata.normalize("NFC", bounded).split())[:characters_max]


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, in order."""
    return _word.findall(text.lower())


def is_finnish(found: Sequence[str]) -> bool:
    """Whether words are rather Finnish than Swedish or English: by how many of the small words of those there are."""
    return sum(word in _other_languages for word in found) <= len(found) // 6


@lru_cache(maxsize=1)
def spoken_forms() -> dict[str, str]:
    """Spoken form -> written form, from the room's own word list."""
    lines = resources.files(__package__).joinpath("data/spoken.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ", 1) for line in lines if " = " in line and not line.startswith("#"))
    return {form: written_form for written_form, forms in pairs for form in forms.split()}


@lru_cache(maxsize=1)
def known_stems() -> frozenset[str]:
    """Stems of the written words the product ships; a mended word is believed only when its stem is here."""
    listed = resources.files(__package__).joinpath("data/words.txt").read_text(encoding="utf-8").split()
    return frozenset(stem(word) for word in (*listed, *spoken_forms().values()))


@lru_cache(maxsize=20_000)
def written(word: str) -> str:
    """The written form of one lower-case Finnish word; a word that no rule explains comes back as it was."""
    known = spoken_forms().get(word)
    if known is not None:
        return known
    if len(word) < 4 or len(word) > word_characters_max or not word.isalpha() or stem(word) in known_stems():
        return word
    asks = _clitic.search(word)
    if asks is not None and len(word) - len(asks.group()) >= 3:
        return written(word[: asks.start()]) + ("ko" if any(vowel in word for vowel in "aou") else "kö")
    return next((mended for mended in _mended(word) if mended in spoken_forms() or stem(mended) in known_stems()), word)


def _mended(word: str) -> Iterator[str]:
    once = list(dict.fromkeys(pattern.sub(replacement, word) for pattern, replacement in _rewrites))
    yield from once
    for first in once:
        yield from dict.fromkeys(pattern.sub(replacement, first) for pattern, replacement in _rewrites)


def written_words(text: str) -> list[str]:
    """The words of a text, mended when it is Finnish."""
    found = words(text)
    return [written(word) for word in found] if is_finnish(found) else found


def normalise(text: str) -> str:
    """A question or a rule's text as space-separated lower-case words nearer to written Finnish."""
    return " ".join(written_words(text))


def respoken(text: str) -> str:
    """The text with its spoken words written, everything else left as it is: what sentence vectors are made of."""
    if not is_finnish(words(text)):
        return text
    return _word.sub(lambda found: _kept(found.group()), text)


def _kept(word: str) -> str:
    mended = written(word.lower())
    return word if mended == word.lower() else mended
