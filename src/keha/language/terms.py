"""Terms (stems, compound parts) and character n-grams of a text, hashed into fixed tables."""

import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import Stemmer
from numpy.typing import NDArray

from keha.language import concepts, voikko
from keha.language.normaliser import words, written, written_words
from keha.language.stems import folded, stem

term_buckets = 1 << 24
_gram_bits = 18
gram_buckets = 1 << _gram_bits
gram_lengths = (3, 4, 5)
_none = 0

type Ids = NDArray[np.int32]
type Floats = NDArray[np.float32]

_swedish = Stemmer.Stemmer("swedish", 5_000)
_english = Stemmer.Stemmer("english", 5_000)


@lru_cache(maxsize=50_000)
def terms_of_word(word: str) -> tuple[int, ...]:
    """Hashed terms of one lower-case word: stems of its spoken and written form, in three languages, and base forms."""
    plain = written(word)
    forms = {stem(part) for part in plain.split()} | {stem(word)}
    known = voikko.load()
    if known is not None:
        forms |= {"v:" + form for part in {word, *plain.split()} for form in known.base_forms(part)}
    if len(word) > 3:
        forms |= {"s:" + _swedish.stemWord(word), "e:" + _english.stemWord(word)}
    return tuple(zlib.crc32(form.encode("utf-8", "ignore")) % term_buckets for form in sorted(forms))


def terms(text: str) -> Ids:
    """Hashed terms of a text, repeated as often as they stand in it."""
    found = [term for word in words(text) for term in terms_of_word(word)]
    return np.asarray(found, dtype=np.int32)


def concept_terms(text: str) -> Ids:
    """Hashed concepts of a text, repeated as often as it speaks of them."""
    found = [zlib.crc32(name.encode()) % term_buckets for name in concepts.concepts_of(text, concepts.load())]
    return np.asarray(found, dtype=np.int32)


def gram_text(text: str) -> str:
    """What the n-grams are taken from: written forms, folded, with a space at both ends."""
    return " " + " ".join(folded(word) for word in written_words(text)) + " "


def grams(text: str) -> tuple[Ids, Floats]:
    """Hashed character n-grams of a text: (distinct ids ascending, 1 + ln of how often)."""
    return grams_of_prepared(gram_text(text))


def grams_of_prepared(prepared: str) -> tuple[Ids, Floats]:
    """As `grams`, of a text that `gram_text` already made; a text without words gives one id of weight 0."""
    _, ids, counts = grams_of_many([prepared])
    return ids, counts


def grams_of_many(prepared: Sequence[str]) -> tuple[Ids, Ids, Floats]:
    """(where each text begins, ids ascending in each text, 1 + ln of how often), for any number of prepared texts."""
    codes = np.frombuffer("".join(prepared).encode("utf-32-le", "ignore"), dtype=np.uint32).astype(np.uint64)
    owners = np.repeat(np.arange(len(prepared)), [len(text) for text in prepared])
    keys = [(owners << _gram_bits) | _none]
    for length in gram_lengths:
        if codes.size >= length:
            within = owners[: codes.size - length + 1] == owners[length - 1 :]
            keys.append((owners[: len(within)][within] << _gram_bits) | _rolled(codes, length)[within].astype(np.int64))
    found, counts = np.unique(np.concatenate(keys), return_counts=True)
    ids = found & ((1 << _gram_bits) - 1)
    starts = np.flatnonzero(ids == _none)
    weights = np.where(ids == _none, 0, 1 + np.log(counts)).astype(np.float32)
    return starts.astype(np.int32), ids.astype(np.int32), weights


def _rolled(codes: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    windows = np.zeros(codes.size - length + 1, dtype=np.uint64)
    for offset in range(length):
        windows = windows * np.uint64(1_000_003) + codes[offset : offset + windows.size] + np.uint64(length)
    windows ^= windows >> np.uint64(29)
    return (windows * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(40)) % np.uint64(gram_buckets - 1) + np.uint64(1)


def counted(ids: Iterable[int] | Ids) -> tuple[Ids, Floats]:
    """(distinct ids ascending, how often each)."""
    distinct, counts = np.unique(np.asarray(ids, dtype=np.int32), return_counts=True)
    return distinct.astype(np.int32), counts.astype(np.float32)
