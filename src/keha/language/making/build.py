"""Builds `data/library.npz`: vectors of the ways of asking and of the library's rules, and the fitted classifiers."""

import csv
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from keha.language.analysis import sentences_of
from keha.language.general import digest
from keha.language.library import (
    kernel_both,
    kernel_grams,
    kernel_vector,
    nobodys,
    sentences,
    way_rows,
    ways_of_asking,
)
from keha.language.normaliser import clean, document_characters_max, words
from keha.language.terms import Floats, Ids, gram_buckets, gram_text, grams_of_prepared
from keha.language.vectors import Common, Engine, Matrix, Vectors, centred

type Array = NDArray[np.generic]

data_folder = Path(__file__).resolve().parent.parent / "data"
way_files = (
    "ways-of-asking.csv", "ways-more.csv", "ways-nobodys.csv", "ways-plain.csv", "ways-situations.csv", "ways-languages.csv",
    "ways-slang.csv",
)  # fmt: skip
word_files = way_files[:3]
texts_file = "library-texts.csv"
languages = ("fi", "sv", "en")
ridges = {"grams": 0.3, "vector": 0.1, "both": 0.4}
sentence_weight = 0.4
common_directions = 2


class Remembered:
    """An engine that reads no text twice: the folds of the fitting ask for the same texts again and again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[tuple[str, str], Matrix] = {}

    def query(self, texts: list[str]) -> Matrix:
        """Vectors of questions."""
        return np.stack([self._vector("query", text) for text in texts])

    def passage(self, texts: list[str]) -> Matrix:
        """Vectors of rules' texts."""
        return np.stack([self._vector("passage", text) for text in texts])

    def _vector(self, kind: str, text: str) -> Matrix:
        if (kind, text) not in self._known:
            read = self._engine.query if kind == "query" else self._engine.passage
            self._known[kind, text] = np.asarray(read([text])[0], dtype=np.float32)
        return self._known[kind, text]


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways of asking with their topics (index into `slugs`, or `nobodys`), in file order."""

    slugs: tuple[str, ...]
    topics: Ids
    phrasings: tuple[str, ...]
    styles: tuple[str, ...]
    authors: Ids


def read_ways(names: Sequence[str] = way_files) -> Ways:
    """All ways of asking of the room's files, cleaned."""
    files = [ways_of_asking(name) for name in names]
    rows = [row for found in files for row in found]
    slugs = tuple(dict.fromkeys(slug for slug, _, _ in rows if slug))
    place = {slug: number for number, slug in enumerate(slugs)} | {"": nobodys}
    return Ways(
        slugs=slugs,
        topics=np.asarray([place[slug] for slug, _, _ in rows], dtype=np.int32),
        phrasings=tuple(clean(phrasing) for _, phrasing, _ in rows),
        styles=tuple(style for _, _, style in rows),
        authors=np.repeat(np.arange(len(files), dtype=np.int32), [len(found) for found in files]),
    )


def idf_of(prepared: Sequence[str]) -> Floats:
    """(gram buckets,) natural logarithm of how rare an n-gram is among the texts; unseen ones are the rarest."""
    seen = np.zeros(gram_buckets, np.float32)
    for text in prepared:
        seen[grams_of_prepared(text)[0]] += 1
    return (np.log((1 + len(prepared)) / (1 + seen)) + 1).astype(np.float32)


def one_hot(topics: Ids, count: int) -> Matrix:
    """(ways, topics + 1) 1 where a way asks for a topic, in the last column where it asks for none."""
    return np.eye(count + 1, dtype=np.float32)[topics]


def dual_ridge(kernel: Matrix, targets: Matrix, ridge: Floats) -> Matrix:
    """(ways, topics) dual weights of a ridge classifier over a kernel of the ways; `ridge` is one number a way."""
    return np.asarray(np.linalg.solve(kernel + np.diag(ridge), targets), dtype=np.float32)


def duals(grams: Matrix, cosines: Matrix, topics: Ids, is_sentence: np.ndarray, count: int) -> dict[str, Matrix]:
    """The three classifiers' dual weights, from the likenesses of the ways among themselves."""
    kernels = {"grams": kernel_grams(grams), "vector": kernel_vector(cosines), "both": kernel_both(grams, cosines)}
    weight = np.where(is_sentence, sentence_weight, 1.0)
    targets = one_hot(topics, count)
    return {
        name: dual_ridge(kernel, targets, (ridges[name] / weight).astype(np.float32))
        for name, kernel in kernels.items()
    }


def packed(rows: Matrix) -> tuple[np.ndarray, np.ndarray]:
    """Signed bytes and a scale for each row."""
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    return np.round(rows / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def source_digest(names: Sequence[str] = way_files) -> str:
    """SHA-256 over the files the arrays are made from, in order."""
    found = hashlib.sha256()
    for name in (*names, "spoken.txt", "words.txt", "concepts.txt", texts_file):
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


def library_rules() -> list[dict[str, str]]:
    """The library's rules as they were when the arrays were made: slug, title and text in three languages."""
    text = (data_folder / texts_file).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def library_texts(rules: Sequence[dict[str, str]]) -> list[str]:
    """The Finnish texts whose vectors are shipped, as `analysis` reads them."""
    whole = (f"{rule['title_fi']}. {rule['text_fi']}" for rule in rules)
    return [clean(text, characters_max=document_characters_max) for text in whole]


def rule_sentences(rules: Sequence[dict[str, str]]) -> list[tuple[str, str]]:
    """(slug, sentence) of every title and sentence in every language: what the classifiers learn besides the ways."""
    return [
        (rule["slug"], sentence)
        for rule in rules
        for language in languages
        for sentence in sentences_of(
            clean(f"{rule[f'title_{language}']}. {rule[f'text_{language}']}", characters_max=9999)
        )
    ]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything the arrays are made from: rows are the ways of asking, then the rules' sentences."""

    ways: Ways
    prepared: tuple[str, ...]
    topics: Ids
    authors: Ids
    is_sentence: NDArray[np.bool_]
    phrasings: tuple[str, ...]
    texts: tuple[str, ...]
    row_vectors: Matrix
    text_vectors: Matrix


def read_material(vectors: Vectors) -> Material:
    """Reads the room's files and makes all vectors; some minutes on one core."""
    ways, rules = read_ways(), library_rules()
    sentences_found, texts = rule_sentences(rules), library_texts(rules)
    place = {slug: number for number, slug in enumerate(ways.slugs)}
    phrasings = [*ways.phrasings, *(sentence for _, sentence in sentences_found)]
    return Material(
        ways=ways,
        prepared=tuple(gram_text(phrasing) for phrasing in phrasings),
        topics=np.append(ways.topics, [place[slug] for slug, _ in sentences_found]).astype(np.int32),
        authors=ways.authors,
        is_sentence=np.arange(len(phrasings)) >= len(ways.phrasings),
        phrasings=tuple(phrasings),
        texts=tuple(texts),
        row_vectors=vectors.questions(phrasings),
        text_vectors=vectors.passages(texts),
    )


def common_of(rows: Matrix) -> Common:
    """The mean of all rows and the directions in which they differ most; the count was chosen on ways of asking."""
    centre = rows.mean(axis=0)
    moved = centred(rows, Common(centre, np.zeros((0, rows.shape[1]), np.float32)))
    _, towards = np.linalg.eigh(np.cov(moved.T))
    return Common(centre, np.ascontiguousarray(towards[:, ::-1][:, :common_directions].T, dtype=np.float32))


def make(material: Material) -> dict[str, Array]:
    """All arrays of the library, by name."""
    idf = idf_of([*material.prepared, *(gram_text(text) for text in material.texts)])
    rare, ids = idf.max(), np.flatnonzero(idf < idf.max())
    common = common_of(material.row_vectors)
    rows = centred(material.row_vectors, common)
    fitted = duals(
        kernel_of(material.prepared, idf),
        rows @ rows.T,
        material.topics,
        material.is_sentence,
        len(material.ways.slugs),
    )
    arrays: dict[str, Array] = {
        "source": np.asarray(source_digest()),
        "slugs": np.asarray(material.ways.slugs),
        "prepared": np.frombuffer("\n".join(material.prepared).encode(), np.uint8),
        "way_topics": np.where(material.is_sentence, sentences, material.topics).astype(np.int16),
        "idf_ids": ids.astype(np.int32),
        "idf_values": idf[ids].astype(np.float16),
        "idf_unseen": np.asarray(rare, dtype=np.float32),
        "centre": common.centre.astype(np.float32),
        "directions": common.directions.astype(np.float32),
        "digests": np.asarray([digest(text) for text in (*material.phrasings, *material.texts)], dtype=np.int64),
    }
    large = {"vectors": np.vstack([rows, centred(material.text_vectors, common)])}
    for name, matrix in (large | {f"dual_{name}": matrix for name, matrix in fitted.items()}).items():
        arrays[name], arrays[f"{name}_scale"] = packed(matrix)
    return arrays


def replaced(name: str, content: bytes) -> Path:
    """Writes a file of the package beside its place and renames it: who reads meanwhile sees the old or the new one."""
    target, beside = data_folder / name, data_folder / f".{name}.new"
    beside.write_bytes(content)
    return beside.replace(target)


def write_words() -> Path:
    """Writes the list of written Finnish words: those of the rules and of the ways of asking in written language.

    The later files are left out: they hold spoken words in standard sentences, and short ones whose stems hide spoken
    forms (*kahta* hides *kahelta*).
    """
    written_ways = (text for name in word_files for _, text, style in ways_of_asking(name) if style == "standard")
    texts = [*written_ways, *(rule[f"{part}_fi"] for rule in library_rules() for part in ("title", "text"))]
    found = {word for text in texts for word in words(text) if len(word) > 2 and word.isalpha()}
    return replaced("words.txt", ("\n".join(sorted(found)) + "\n").encode())


def write(material: Material) -> Path:
    """Makes the arrays and writes them into the package."""
    stored = io.BytesIO()
    np.savez_compressed(stored, allow_pickle=False, **make(material))
    return replaced("library.npz", stored.getvalue())
