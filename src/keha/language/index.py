"""An employer's documents held ready: arrays, and the signals of a question over all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from keha.language.analysis import Analysed, Part, analyse_arrays, from_bytes
from keha.language.documents import Document
from keha.language.general import General
from keha.language.library import Library, kernel_both, kernel_grams, kernel_vector, nobodys
from keha.language.signals import Asked, Groups, Kind, Signal, grouped
from keha.language.sparse import Postings, Rows, postings, unit_rows
from keha.language.terms import Floats, Ids
from keha.language.vectors import Matrix, Vectors, likeness_of

type Parts = tuple[Groups, Groups, Groups, Groups]

_none: Floats = np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Held:
    """Arrays of some documents; `topics` are places in the library's slugs, -1 for none."""

    kinds: Ids
    topics: Ids
    words: Postings
    concepts: Postings
    grams: Rows
    gram_parts: Parts
    vectors: Matrix
    vector_parts: Parts


@dataclass(frozen=True, slots=True)
class Likeness:
    """Signals of a question.

    `rows`: (documents, signals). `known_share`: how much of the question's words any document knows, 0..1.
    `topic_scores`: (classifiers, topics + 1), the last column for "no topic". `nobodys`: likeness to the nearest way
    of asking that asks for nothing here, in n-grams and in vectors.
    """

    rows: Matrix
    known_share: float
    topic_scores: Matrix
    nobodys: tuple[float, float]


def held(
    documents: Sequence[Document],
    *,
    library: Library | None,
    vectors: Vectors | None,
    analysed: Mapping[str, bytes],
    general: General,
) -> Held:
    """The arrays of the documents, from stored analyses where they are current."""
    found = [_analysis(document, general, vectors, analysed.get(document.key)) for document in documents]
    begins = np.cumsum([0, *(len(one.gram_ids) for one in found)])
    starts = [one.gram_starts + begin for one, begin in zip(found, begins.tolist(), strict=False)]
    topics = _topics(documents, library)
    own = np.asarray([bool(document.own_words) for document in documents], dtype=bool)
    return Held(
        kinds=np.where(topics >= 0, Kind.TOPIC, np.where(own, Kind.TAUGHT, Kind.PLAIN)).astype(np.int32),
        topics=topics,
        words=postings([one.term_ids for one in found], [one.term_counts for one in found]),
        concepts=postings([one.concept_ids for one in found], [one.concept_counts for one in found]),
        grams=unit_rows(
            _joined(starts, np.int32),
            _joined([one.gram_ids for one in found], np.int32),
            _joined([one.gram_weights for one in found], np.float32),
            general.idf,
        ),
        gram_parts=_parts([one.gram_parts for one in found]),
        vectors=_stacked([one.vectors for one in found]),
        vector_parts=_parts([one.vector_parts for one in found]),
    )


def _joined[Number: np.generic](arrays: Sequence[NDArray[Number]], kind: type[Number]) -> NDArray[Number]:
    return np.concatenate(arrays).astype(kind, copy=False) if arrays else np.zeros(0, kind)


def _stacked(rows: Sequence[Matrix]) -> Matrix:
    return np.concatenate(rows) if rows else np.zeros((0, 1), np.float32)


def _parts(rows: Sequence[Ids]) -> Parts:
    parts = _joined(rows, np.int32)
    owners = np.repeat(np.arange(len(rows), dtype=np.int32), [len(one) for one in rows])
    title, text, more, way = (grouped(np.where(parts == part, owners, -1), len(rows)) for part in Part)
    return title, text, more, way


def _topics(documents: Sequence[Document], library: Library | None) -> Ids:
    place = {slug: number for number, slug in enumerate(library.slugs)} if library else {}
    return np.asarray([place.get(document.slug or "", -1) for document in documents], dtype=np.int32)


def _analysis(document: Document, general: General, vectors: Vectors | None, stored: bytes | None) -> Analysed:
    known = from_bytes(stored) if stored else None
    if known is not None and (vectors is None or len(known.vectors)):
        return known
    return analyse_arrays(document, general, vectors)


def likeness(arrays: Held, asked: Asked, library: Library | None) -> Likeness:
    """All signals of a question over the held documents."""
    scores, known, most = arrays.words.scores(asked.terms)
    rows = np.zeros((len(arrays.kinds), len(Signal)), np.float32)
    rows[:, Signal.WORDS], rows[:, Signal.WORDS_SHARE] = scores, scores / (most or 1.0)
    scores, _, most = arrays.concepts.scores(asked.concepts)
    rows[:, Signal.CONCEPTS], rows[:, Signal.CONCEPTS_SHARE] = scores, scores / (most or 1.0)
    way_grams = library.ways.similarities(asked.dense) if library else _none
    way_vectors = likeness_of(library.way_vectors, asked.vector) if library and asked.vector is not None else _none
    best = _bests(arrays.gram_parts, arrays.grams.similarities(asked.dense))
    for part, signal in zip(Part, (Signal.TITLE_GRAMS, Signal.TEXT_GRAMS, Signal.MORE_GRAMS), strict=False):
        rows[:, signal] = best[part][:, -1]
    _put_ways(rows, best[Part.WAY], Signal.WAY_GRAMS, _topic_best(arrays, library, way_grams))
    if asked.vector is not None:
        best = _bests(arrays.vector_parts, likeness_of(arrays.vectors, asked.vector))
        for part, signal in zip(Part, (Signal.TITLE_VECTOR, Signal.TEXT_VECTOR, Signal.MORE_VECTOR), strict=False):
            rows[:, signal] = best[part][:, -1]
        rows[:, Signal.MORE_VECTOR_MEAN] = best[Part.MORE].mean(axis=1)
        _put_ways(rows, best[Part.WAY], Signal.WAY_VECTOR, _topic_best(arrays, library, way_vectors))
    topic_scores = _topic_scores(library, way_grams, way_vectors)
    for scores, signal in zip(topic_scores, _topic_signals, strict=False):
        rows[:, signal] = np.where(arrays.topics >= 0, scores[arrays.topics], 0)
    return Likeness(rows, known, topic_scores, (_nobodys(library, way_grams), _nobodys(library, way_vectors)))


_topic_signals = (Signal.TOPIC_GRAMS, Signal.TOPIC_VECTOR, Signal.TOPIC_BOTH_VECTOR)


def _bests(parts: Parts, values: Floats) -> list[Matrix]:
    return [groups.best(values) for groups in parts]


def _topic_best(arrays: Held, library: Library | None, values: Floats) -> Matrix | None:
    if library is None or not len(values):
        return None
    best = np.vstack([library.topic_ways.best(values), np.zeros((1, 3), np.float32)])
    return np.asarray(best[arrays.topics], dtype=np.float32)


def _put_ways(rows: Matrix, own: Matrix, signal: Signal, library_best: Matrix | None) -> None:
    best = own if library_best is None else np.sort(np.hstack([own, library_best]), axis=1)[:, -3:]
    rows[:, signal] = best[:, -1]
    rows[:, signal + 1] = best.mean(axis=1)


def _topic_scores(library: Library | None, way_grams: Floats, way_vectors: Floats) -> Matrix:
    if library is None:
        return np.zeros((0, 1), np.float32)
    scores = [likeness_of(library.dual_grams, kernel_grams(way_grams))]
    if len(way_vectors):
        scores.append(likeness_of(library.dual_vector, kernel_vector(way_vectors)))
        scores.append(likeness_of(library.dual_both, kernel_both(way_grams, way_vectors)))
    return np.stack(scores)


def _nobodys(library: Library | None, values: Floats) -> float:
    if library is None or not len(values):
        return 0.0
    return float(values[library.way_topics == nobodys].max(initial=0.0))
