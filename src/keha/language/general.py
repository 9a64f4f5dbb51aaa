"""What is known of language in general: how rare n-grams are, what all vectors share, and vectors of known texts."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from keha.language.terms import Floats, gram_buckets
from keha.language.vectors import Common, Matrix


@dataclass(frozen=True, slots=True)
class General:
    """`idf`: (gram buckets,) rarity, unseen n-grams count as the rarest. `common`: what all vectors share.

    `places`: digest of a text -> row of `vectors`, centred, for texts that came with the product.
    """

    idf: Floats
    common: Common
    places: Mapping[int, int]
    vectors: Matrix


def digest(text: str) -> int:
    """A 63-bit name of a cleaned text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "big") >> 1


def unpacked(values: NDArray[np.int8], scale: Floats) -> Matrix:
    """Rows stored as signed bytes with a scale each."""
    return np.asarray(values.astype(np.float32) * scale[:, None], dtype=np.float32)


@lru_cache(maxsize=1)
def load() -> General:
    """The general figures of this process, from the room's shipped arrays."""
    with resources.files(__package__).joinpath("data/library.npz").open("rb") as stored, np.load(stored) as arrays:
        idf = np.full(gram_buckets, float(arrays["idf_unseen"]), np.float32)
        idf[arrays["idf_ids"]] = arrays["idf_values"]
        return General(
            idf=idf,
            common=Common(arrays["centre"].astype(np.float32), arrays["directions"].astype(np.float32)),
            places={name: place for place, name in enumerate(arrays["digests"].tolist())},
            vectors=unpacked(arrays["vectors"], arrays["vectors_scale"]),
        )
