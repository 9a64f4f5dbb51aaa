"""An employer's documents held ready: arrays, and the signals of a question over all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from keha.language.analysis import Analysed, Part, analyse_arrays, from_bytes
from keha.language.documents import Document
from keha.language.library import Library, gram_idf
from keha.language.signals import Asked, Groups, Kind, Signal, grouped
from keha.language.sparse import Postings, Rows, postings, unit_rows
from keha.language.terms import Floats, Ids
from keha.language.vectors import Matrix, Vectors


@dataclass(frozen=True, slots=True)
class Held:
    """Arrays of some documents; all texts of all documents are rows of `texts` and of `text_vectors`."""

    kinds: Ids
    topics: Ids
    words: Postings
    texts: Rows
    text_vectors: Matrix | None
    parts: tuple[Groups, Groups, Groups, Groups]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Signals of a question: (documents, signals), and what it has in common with any rule and with no rule."""

    rows: Matrix
    known_share: float
    nobodys_grams: float
    nobodys_vector: float


def held(
    documents: Sequence[Document],
    *,
    library: Library | None,
    vectors: Vectors | None,
    analysed: Mapping[str, bytes],
) -> Held:
    """The arrays of the documents, from stored analyses where they are current."""
    parts = [_analysis(document, library, vectors, analysed.get(document.key)) for document in documents]
    texts = np.cumsum([0, *(len(part.parts) for part in parts)])
    grams = np.cumsum([0, *(len(part.gram_ids) for part in parts)])
    owners = np.repeat(np.arange(len(parts), dtype=np.int32), np.diff(texts))
    kinds = _joined([part.parts for part in parts], np.int32)
    starts = [part.gram_starts + begin for part, begin in zip(parts, grams[:-1], strict=True)]
    topics = _topics(documents, library)
    own = np.bincount(owners[kinds == Part.WAY], minlength=len(parts)) > 0
    return Held(
        kinds=np.where(topics >= 0, Kind.TOPIC, np.where(own, Kind.TAUGHT, Kind.PLAIN)).astype(np.int32),
        topics=topics,
        words=postings([part.term_ids for part in parts], [part.term_counts for part in parts]),
        texts=unit_rows(
            _joined(starts, np.int32),
            _joined([part.gram_ids for part in parts], np.int32),
            _joined([part.gram_weights for part in parts], np.float32),
            gram_idf(),
        ),
        text_vectors=_vectors(parts) if vectors else None,
        parts=_part_groups(kinds, owners, len(parts)),
    )


def _joined(arrays: list[Ids] | list[Floats], kind: type) -> np.ndarray:
    return np.concatenate(arrays).astype(kind, copy=False) if arrays else np.zeros(0, kind)


def _vectors(parts: Sequence[Analysed]) -> Matrix:
    return np.concatenate([part.vectors for part in parts if part.vectors is not None] or [np.zeros((0, 384))])


def _part_groups(kinds: Ids, owners: Ids, count: int) -> tuple[Groups, Groups, Groups, Groups]:
    title, text, translation, way = (grouped(np.where(kinds == part, owners, -1), count) for part in Part)
    return title, text, translation, way


def _topics(documents: Sequence[Document], library: Library | None) -> Ids:
    place = {slug: number for number, slug in enumerate(library.slugs)} if library else {}
    return np.asarray([place.get(document.slug or "", -1) for document in documents], dtype=np.int32)


def _analysis(
    document: Document, library: Library | None, vectors: Vectors | None, stored: bytes | None
) -> Analysed:
    known = from_bytes(stored) if stored else None
    if known is not None and (vectors is None or known.vectors is not None):
        return known
    return analyse_arrays(document, library, vectors)


def likeness(arrays: Held, asked: Asked, library: Library | None) -> Likeness:
    """All signals of a question over the held documents."""
    scores, known = arrays.words.scores(asked.terms)
    rows = np.zeros((len(arrays.kinds), len(Signal)), np.float32)
    rows[:, Signal.WORDS] = scores
    gram_best = _bests(arrays, arrays.texts.similarities(asked.dense))
    _put(rows, gram_best, (Signal.TITLE_GRAMS, Signal.TEXT_GRAMS, Signal.TRANSLATION_GRAMS))
    way_grams = library.ways.similarities(asked.dense) if library else np.zeros(0, np.float32)
    way_vectors = np.zeros(0, np.float32)
    _put_ways(rows, gram_best[3], Signal.WAY_GRAMS, _topic_best(arrays, library, way_grams))
    if library:
        _put_topics(rows, arrays, Signal.TOPIC_GRAMS, way_grams @ library.dual_grams)
    if asked.vector is not None and arrays.text_vectors is not None:
        vector_best = _bests(arrays, arrays.text_vectors @ asked.vector)
        _put(rows, vector_best, (Signal.TITLE_VECTOR, Signal.TEXT_VECTOR, Signal.TRANSLATION_VECTOR))
        way_vectors = library.way_vectors @ asked.vector if library else way_vectors
        _put_ways(rows, vector_best[3], Signal.WAY_VECTOR, _topic_best(arrays, library, way_vectors))
        if library:
            topic = asked.vector @ library.primal_vectors[:-1] + library.primal_vectors[-1]
            _put_topics(rows, arrays, Signal.TOPIC_VECTOR, topic)
    return Likeness(rows, known, _nobodys(library, way_grams), _nobodys(library, way_vectors))


def _bests(arrays: Held, values: Floats) -> list[Matrix]:
    return [groups.best(values) for groups in arrays.parts]


def _put(rows: Matrix, bests: list[Matrix], signals: tuple[Signal, Signal, Signal]) -> None:
    for best, signal in zip(bests, signals, strict=False):
        rows[:, signal] = best[:, -1]


def _topic_best(arrays: Held, library: Library | None, values: Floats) -> Matrix | None:
    if library is None or not len(values):
        return None
    best = np.vstack([library.topic_ways.best(values), np.zeros((1, 3), np.float32)])
    return best[arrays.topics]


def _put_ways(rows: Matrix, own: Matrix, signal: Signal, library_best: Matrix | None) -> None:
    best = own if library_best is None else np.sort(np.hstack([own, library_best]), axis=1)[:, -3:]
    rows[:, signal] = best[:, -1]
    rows[:, signal + 1] = best.mean(axis=1)


def _put_topics(rows: Matrix, arrays: Held, signal: Signal, topic_scores: Floats) -> None:
    rows[:, signal] = np.append(topic_scores, np.float32(0))[arrays.topics]


def _nobodys(library: Library | None, values: Floats) -> float:
    if library is None or not len(values):
        return 0.0
    return float(values[library.way_topics < 0].max(initial=0.0))
