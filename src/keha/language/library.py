"""The starter library's ways of asking, their vectors and the fitted weights, read once per process."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from keha.language.signals import Groups, grouped
from keha.language.sparse import Rows, unit_rows
from keha.language.terms import Floats, Ids, gram_buckets, grams_of_prepared
from keha.language.vectors import Matrix

nobodys = -1


@dataclass(frozen=True, slots=True)
class Library:
    """Arrays shared by every employer of the process.

    `slugs` are its topics; way `i` asks for topic `way_topics[i]`, or for none (`nobodys`). `dual_grams` and
    `primal_vectors` are linear classifiers: (ways, topics) weights of a question's likeness to each way, and
    (vector size + 1, topics) weights of its vector, the last row the constant.
    """

    slugs: tuple[str, ...]
    way_topics: Ids
    topic_ways: Groups
    ways: Rows
    way_vectors: Matrix
    dual_grams: Matrix
    primal_vectors: Matrix
    text_places: Mapping[int, int]
    text_vectors: Matrix


def ways_of_asking(name: str) -> list[tuple[str, str, str]]:
    """(slug, phrasing, style) rows of one of the room's own files of ways of asking."""
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [(row["slug"], row["phrasing"], row["style"]) for row in csv.DictReader(io.StringIO(text, newline=""))]


def way_rows(prepared: Sequence[str], idf: Floats) -> Rows:
    """Ways of asking, prepared by `terms.gram_text`, as rows of unit length."""
    pairs = [grams_of_prepared(text) for text in prepared]
    starts = np.cumsum([0, *(len(ids) for ids, _ in pairs)])[:-1].astype(np.int32)
    return unit_rows(starts, np.concatenate([i for i, _ in pairs]), np.concatenate([w for _, w in pairs]), idf)


@lru_cache(maxsize=1)
def gram_idf() -> Floats:
    """(gram buckets,) how rare each n-gram is in rules and questions; unseen ones count as the rarest."""
    with resources.files(__package__).joinpath("data/library.npz").open("rb") as stored, np.load(stored) as arrays:
        idf = np.full(gram_buckets, float(arrays["idf_unseen"]), np.float32)
        idf[arrays["idf_ids"]] = arrays["idf_values"]
        return idf


def unpacked(values: np.ndarray, scale: np.ndarray) -> Matrix:
    """Rows stored as signed bytes with a scale each (or one for all)."""
    return values.astype(np.float32) * np.reshape(scale, (-1, 1)).astype(np.float32)


@lru_cache(maxsize=1)
def load() -> Library:
    """The library of this process; some tenths of a second the first time, then the same object."""
    with resources.files(__package__).joinpath("data/library.npz").open("rb") as stored, np.load(stored) as arrays:
        return Library(
            slugs=tuple(str(slug) for slug in arrays["slugs"]),
            way_topics=(way_topics := arrays["way_topics"].astype(np.int32)),
            topic_ways=grouped(way_topics, len(arrays["slugs"])),
            ways=way_rows([str(text) for text in arrays["prepared"]], gram_idf()),
            way_vectors=unpacked(arrays["way_vectors"], arrays["way_scale"]),
            dual_grams=unpacked(arrays["dual_grams"], arrays["dual_scale"]),
            primal_vectors=unpacked(arrays["primal_vectors"], arrays["primal_scale"]),
            text_places={int(name): place for place, name in enumerate(arrays["text_digests"])},
            text_vectors=unpacked(arrays["text_vectors"], arrays["text_scale"]),
        )
