"""Spoken Finnish, dialect and typing slips brought towards the written language."""

import re
import unicodedata
from functools import lru_cache
from importlib import resources

question_characters_max = 500
document_characters_max = 6000

_not_text = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\ufeff]+")
_word = re.compile(r"[^\W_]+")
_question_clitic = re.compile(r"(?<=[aeiouyäö]{2})k(?:s|se|sä|sie|smä|os|ös|kos|kös)?$")
_short_translative = re.compile(r"(?<=[aeiouyäö])ks$")
_short_case = re.compile(r"(?<=[aeiouyäö])(ss|st|ll|lt)$")
_long_partitive = re.compile(r"(?<=[^aeiouyäö])(ii|oo|uu|yy|öö|ee)$")
_west_diphthong = re.compile(r"^([^aeiouyäö]*)(ua|yä|iä)(?=[^aeiouyäö])")
_west = {"ua": "uo", "yä": "yö", "iä": "ie"}
_partitive = {"ii": "i", "oo": "o", "uu": "u", "yy": "y", "öö": "ö", "ee": "e"}


def clean(text: str, *, characters_max: int = question_characters_max) -> str:
    """The text in one Unicode form, without control characters and lone surrogates, cut to a bounded length."""
    bounded = _not_text.sub(" ", text[:characters_max])
    return " ".join(unicodedata.normalize("NFC", bounded).split())[:characters_max]


def words(text: str) -> list[str]:
    """Lower-case words and numbers of a text, in order."""
    return _word.findall(text.lower())


@lru_cache(maxsize=1)
def spoken_forms() -> dict[str, str]:
    """Spoken form -> written form, from the room's own word list."""
    lines = resources.files(__package__).joinpath("data/spoken.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" = ", 1) for line in lines if " = " in line and not line.startswith("#"))
    return {form: written for written, forms in pairs for form in forms.split()}


@lru_cache(maxsize=20_000)
def written(word: str) -> str:
    """The written form of one lower-case word; a word no rule touches comes back as it was."""
    known = spoken_forms().get(word)
    if known is not None:
        return known
    if len(word) < 4:
        return word
    return spoken_forms().get(mended := _mend(word), mended)


def _mend(word: str) -> str:
    clitic = _question_clitic.search(word)
    if clitic is not None and len(word) - len(clitic.group()) >= 3:
        back = any(vowel in word for vowel in "aou")
        return _mend_stem(word[: clitic.start()]) + ("ko" if back else "kö")
    return _mend_stem(_short_translative.sub("ksi", word))


def _mend_stem(word: str) -> str:
    word = _west_diphthong.sub(lambda match: match.group(1) + _west[match.group(2)], word)
    ending = "a" if any(vowel in word for vowel in "aou") else "ä"
    if _short_case.search(word):
        return word + ending
    return _long_partitive.sub(lambda match: _partitive[match.group()] + ending, word)


def normalise(text: str) -> str:
    """A question or a rule's text as space-separated lower-case words nearer to written Finnish."""
    return " ".join(written(word) for word in words(text))
