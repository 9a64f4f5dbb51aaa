"""Coarse stems of words: Snowball, then folded, so that slips and dialects meet the written form."""

import re
from functools import lru_cache

import Stemmer

_finnish = Stemmer.Stemmer("finnish", 20_000)
_fold = str.maketrans("äöåéü", "aoaeu")
_twice = re.compile(r"(.)\1")
_participle = re.compile(r"n[uy]t?$")
_tail = re.compile(r"[aeiouy]+$")


def folded(word: str) -> str:
    """A word without dots and doubled letters."""
    return _twice.sub(r"\1", word.translate(_fold))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The folded Snowball stem without its last vowels; a number stays itself."""
    if word.isdigit():
        return word
    base = folded(_finnish.stemWord(word))
    shorter = _tail.sub("", _participle.sub("", base))
    return shorter if len(shorter) >= 3 else base
