"""Builds `data/library.npz`: vectors of the ways of asking and of the library's rules, and the fitted classifiers."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from keha.language.analysis import digest
from keha.language.library import nobodys, way_rows, ways_of_asking
from keha.language.normaliser import clean
from keha.language.terms import Floats, Ids, gram_buckets, gram_text, grams_of_prepared
from keha.language.vectors import Matrix, Vectors

data_folder = Path(__file__).resolve().parent.parent / "data"
way_files = ("ways-of-asking.csv", "ways-more.csv", "ways-nobodys.csv")
gram_ridge = 0.6
vector_ridge = 1.0


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways of asking with their topics (index into `slugs`, or `nobodys`), in file order."""

    slugs: tuple[str, ...]
    topics: Ids
    phrasings: tuple[str, ...]
    styles: tuple[str, ...]


def read_ways(names: Sequence[str] = way_files) -> Ways:
    """All ways of asking of the room's files, cleaned."""
    rows = [row for name in names if (data_folder / name).exists() for row in ways_of_asking(name)]
    slugs = tuple(dict.fromkeys(slug for slug, _, _ in rows if slug))
    place = {slug: number for number, slug in enumerate(slugs)} | {"": nobodys}
    return Ways(
        slugs=slugs,
        topics=np.asarray([place[slug] for slug, _, _ in rows], dtype=np.int32),
        phrasings=tuple(clean(phrasing) for _, phrasing, _ in rows),
        styles=tuple(style for _, _, style in rows),
    )


def idf_of(prepared: Sequence[str]) -> Floats:
    """(gram buckets,) natural logarithm of how rare an n-gram is among the texts; unseen ones are the rarest."""
    seen = np.zeros(gram_buckets, np.float32)
    for text in prepared:
        seen[grams_of_prepared(text)[0]] += 1
    return (np.log((1 + len(prepared)) / (1 + seen)) + 1).astype(np.float32)


def one_hot(topics: Ids, count: int) -> Matrix:
    """(ways, topics) 1 where a way asks for a topic; a row of nobody's way is all 0."""
    return (topics[:, None] == np.arange(count)[None, :]).astype(np.float32)


def dual_ridge(kernel: Matrix, targets: Matrix, ridge: float) -> Matrix:
    """(ways, topics) dual weights of a ridge classifier over a kernel of the ways."""
    return np.linalg.solve(kernel + ridge * np.eye(len(kernel), dtype=np.float32), targets).astype(np.float32)


def primal_ridge(rows: Matrix, targets: Matrix, ridge: float) -> Matrix:
    """(features + 1, topics) weights of a ridge classifier; the last row is the constant."""
    with_one = np.hstack([rows, np.ones((len(rows), 1), np.float32)])
    gram = with_one.T @ with_one + ridge * np.eye(with_one.shape[1], dtype=np.float32)
    return np.linalg.solve(gram, with_one.T @ targets).astype(np.float32)


def packed(rows: Matrix) -> tuple[np.ndarray, np.ndarray]:
    """Signed bytes and a scale for each row."""
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    return np.round(rows / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def source_digest(names: Sequence[str] = way_files) -> str:
    """SHA-256 over the files the arrays are made from, in order."""
    found = hashlib.sha256()
    for name in (*names, "spoken.txt", "library-texts.json"):
        if (data_folder / name).exists():
            found.update(name.encode() + b"\0" + (data_folder / name).read_bytes())
    return found.hexdigest()


def kernel_of(prepared: Sequence[str], idf: Floats) -> Matrix:
    """(ways, ways) cosines of n-grams."""
    rows = way_rows(prepared, idf)
    ends = np.append(rows.starts[1:], len(rows.ids))
    kernel = np.zeros((len(rows.starts), len(rows.starts)), np.float32)
    dense = np.zeros(gram_buckets, np.float32)
    for number, (begin, end) in enumerate(zip(rows.starts, ends, strict=True)):
        dense[rows.ids[begin:end]] = rows.weights[begin:end]
        kernel[number] = rows.similarities(dense)
        dense[rows.ids[begin:end]] = 0
    return kernel


def library_texts() -> list[str]:
    """The titles, texts and translations whose vectors are shipped."""
    return [str(text) for text in json.loads((data_folder / "library-texts.json").read_text(encoding="utf-8"))]


def make(vectors: Vectors) -> dict[str, np.ndarray]:
    """All arrays of the library, by name; some minutes on one core."""
    ways, texts = read_ways(), library_texts()
    prepared = [gram_text(phrasing) for phrasing in ways.phrasings]
    idf = idf_of([*prepared, *(gram_text(text) for text in texts)])
    targets = one_hot(ways.topics, len(ways.slugs))
    way_vectors = vectors.questions(ways.phrasings)
    text_vectors = vectors.passages(texts)
    ids = np.flatnonzero(idf < idf.max())
    arrays: dict[str, np.ndarray] = {
        "source": np.asarray(source_digest()),
        "slugs": np.asarray(ways.slugs),
        "prepared": np.asarray(prepared),
        "way_topics": ways.topics.astype(np.int16),
        "idf_ids": ids.astype(np.int32),
        "idf_values": idf[ids].astype(np.float16),
        "idf_unseen": np.float32(idf.max()),
        "text_digests": np.asarray([digest(text) for text in texts], dtype=np.int64),
    }
    for name, rows in (
        ("way_vectors", way_vectors),
        ("text_vectors", text_vectors),
        ("dual_grams", dual_ridge(kernel_of(prepared, idf), targets, gram_ridge)),
        ("primal_vectors", primal_ridge(way_vectors, targets, vector_ridge)),
    ):
        short = {"way_vectors": "way_scale", "text_vectors": "text_scale"}.get(name, name.split("_")[0] + "_scale")
        arrays[name], arrays[short] = packed(rows)
    return arrays


def write(vectors: Vectors) -> Path:
    """Makes the arrays and writes them into the package."""
    target = data_folder / "library.npz"
    with target.open("wb") as stored:
        np.savez_compressed(stored, allow_pickle=False, **make(vectors))
    return target
