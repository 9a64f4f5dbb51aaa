"""The starter library's ways of asking, their vectors and the fitted classifiers, read once per process."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from keha.language import general
from keha.language.general import unpacked
from keha.language.signals import Groups, grouped
from keha.language.sparse import Rows, unit_rows
from keha.language.terms import Floats, Ids, grams_of_many
from keha.language.vectors import Matrix

nobodys = -1
sentences = -2
dual_names = ("dual_grams", "dual_vector", "dual_both")


@dataclass(frozen=True, slots=True)
class Library:
    """Arrays shared by every employer of the process.

    `slugs` are its topics. Row `i` of `ways` asks for topic `way_topics[i]`, or for none (`nobodys`), or is a sentence
    of a rule (`sentences`) that only the classifiers use. `dual_*` are classifiers as (topics + 1, ways) weights of a
    question's kernel with each way; the last row stands for "none of the topics".
    """

    slugs: tuple[str, ...]
    way_topics: Ids
    topic_ways: Groups
    ways: Rows
    way_vectors: Matrix
    dual_grams: Matrix
    dual_vector: Matrix
    dual_both: Matrix


def kernel_grams(grams: Floats) -> Floats:
    """Kernel of likenesses in n-grams."""
    return grams + grams * grams


def kernel_vector(cosines: Floats) -> Floats:
    """Kernel of likenesses of centred vectors."""
    return np.exp(2 * (cosines - 1), dtype=np.float32)


def kernel_both(grams: Floats, cosines: Floats) -> Floats:
    """Kernel that is high where n-grams and meaning agree."""
    return (1 + grams) * (1 + cosines) - 1


def ways_of_asking(name: str) -> list[tuple[str, str, str]]:
    """(slug, phrasing, style) rows of one of the room's own files of ways of asking."""
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [(row["slug"], row["phrasing"], row["style"]) for row in csv.DictReader(io.StringIO(text, newline=""))]


def way_rows(prepared: Sequence[str], idf: Floats) -> Rows:
    """Ways of asking, prepared by `terms.gram_text`, as rows of unit length."""
    starts, ids, counts = grams_of_many(prepared)
    return unit_rows(starts, ids, counts, idf)


@lru_cache(maxsize=1)
def load() -> Library:
    """The library of this process; some tenths of a second the first time, then the same object."""
    with resources.files(__package__).joinpath("data/library.npz").open("rb") as stored, np.load(stored) as arrays:
        way_topics = arrays["way_topics"].astype(np.int32)
        return Library(
            slugs=tuple(str(slug) for slug in arrays["slugs"]),
            way_topics=way_topics,
            topic_ways=grouped(way_topics, len(arrays["slugs"])),
            ways=way_rows(bytes(arrays["prepared"]).decode().split("\n"), general.load().idf),
            way_vectors=general.load().vectors[: len(way_topics)],
            **{name: np.ascontiguousarray(unpacked(arrays[name], arrays[f"{name}_scale"]).T) for name in dual_names},
        )
