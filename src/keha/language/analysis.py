"""A document read once: its terms, n-grams and vectors, as bytes that can be stored beside it."""

import re
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from keha.language import voikko
from keha.language.documents import Document
from keha.language.general import General, digest
from keha.language.normaliser import clean, document_characters_max
from keha.language.terms import Floats, Ids, concept_terms, counted, gram_text, grams_of_many, terms
from keha.language.vectors import Matrix, Vectors, centred, vector_size

_lists = (resources.files(__package__).joinpath("data", name) for name in ("spoken.txt", "concepts.txt"))
_dictionary = known.version.encode() if (known := voikko.load()) else b""
# Another number, another list of words, Voikko come or gone: stored analyses are read anew.
analysis_version = zlib.crc32(b"".join([b"4", _dictionary, *(listed.read_bytes() for listed in _lists)]))
title_weight = 3
sentences_max = 24
_header = struct.Struct("<IIIIII")
_sentence_end = re.compile(r"(?<=[.!?]) +")


class Part(IntEnum):
    """Which part of a document a row is: n-grams are taken of whole translations, vectors of single sentences."""

    TITLE = 0
    TEXT = 1
    MORE = 2
    WAY = 3


@dataclass(frozen=True, slots=True)
class Analysed:
    """Arrays of one document: `gram_*` are sparse rows (where each begins, ids, counts), `vectors` unit rows."""

    term_ids: Ids
    term_counts: Floats
    concept_ids: Ids
    concept_counts: Floats
    gram_parts: Ids
    gram_starts: Ids
    gram_ids: Ids
    gram_weights: Floats
    vector_parts: Ids
    vectors: Matrix

    def to_bytes(self) -> bytes:
        """A compact form that `from_bytes` reads in some microseconds: about 4 kB, 10 kB with vectors."""
        sizes = (
            len(self.term_ids),
            len(self.concept_ids),
            len(self.gram_parts),
            len(self.gram_ids),
            len(self.vector_parts),
        )
        scale = np.maximum(np.abs(self.vectors).max(axis=1, initial=0), 1e-9) / 127
        return b"".join(
            [
                _header.pack(analysis_version, *sizes),
                *(ids.astype("<i4").tobytes() for ids in self._ids()),
                scale.astype("<f4").tobytes(),
                self.term_counts.astype("<f4").tobytes(),
                self.concept_counts.astype("<f4").tobytes(),
                self.gram_weights.astype("<f2").tobytes(),
                np.round(self.vectors / scale[:, None]).astype(np.int8).tobytes(),
                self.gram_parts.astype(np.int8).tobytes(),
                self.vector_parts.astype(np.int8).tobytes(),
            ]
        )

    def _ids(self) -> tuple[Ids, ...]:
        return self.term_ids, self.concept_ids, self.gram_starts, self.gram_ids


class _Reader:
    def __init__(self, stored: bytes, at: int) -> None:
        self.stored, self.at = stored, at

    def take(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.stored, kind, count, self.at)
        self.at += found.nbytes
        return found


def from_bytes(stored: bytes) -> Analysed | None:
    """The arrays of a stored analysis, or None when another version of this code wrote it."""
    if len(stored) < _header.size:
        return None
    version, term_count, concept_count, row_count, gram_count, vector_count = _header.unpack_from(stored)
    size = (
        _header.size
        + 8 * (term_count + concept_count)
        + 5 * row_count
        + 6 * gram_count
        + (5 + vector_size) * vector_count
    )
    if version != analysis_version or len(stored) != size:
        return None
    reader = _Reader(stored, _header.size)
    integers = (term_count, concept_count, row_count, gram_count)
    term_ids, concept_ids, starts, ids = (reader.take("<i4", count) for count in integers)
    scale, *counts = (reader.take("<f4", count) for count in (vector_count, term_count, concept_count))
    weights, packed = reader.take("<f2", gram_count), reader.take("<i1", vector_count * vector_size)
    return Analysed(
        term_ids=term_ids.astype(np.int32, copy=False),
        term_counts=counts[0].astype(np.float32, copy=False),
        concept_ids=concept_ids.astype(np.int32, copy=False),
        concept_counts=counts[1].astype(np.float32, copy=False),
        gram_parts=reader.take("<i1", row_count).astype(np.int32),
        gram_starts=starts.astype(np.int32, copy=False),
        gram_ids=ids.astype(np.int32, copy=False),
        gram_weights=weights.astype(np.float32),
        vector_parts=reader.take("<i1", vector_count).astype(np.int32),
        vectors=packed.reshape(-1, vector_size).astype(np.float32) * scale.astype(np.float32)[:, None],
    )


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, without their full stops."""
    parts = (part.strip().removesuffix(".") for part in _sentence_end.split(text))
    return [part for part in parts if part][:sentences_max]


def _whole_texts(document: Document) -> list[tuple[Part, str]]:
    found = [(Part.TITLE, document.title), (Part.TEXT, f"{document.title}. {document.text}")]
    found += [(Part.MORE, text) for text in document.translations]
    found += [(Part.WAY, text) for text in document.own_words]
    return [(part, clean(text, characters_max=document_characters_max)) for part, text in found]


def _vector_texts(whole: Sequence[tuple[Part, str]]) -> list[tuple[Part, str]]:
    sentences = [one for part, text in whole if part in {Part.TEXT, Part.MORE} for one in sentences_of(text)]
    kept = [(part, text) for part, text in whole if part is not Part.MORE]
    return kept + [(Part.MORE, sentence) for sentence in sentences]


def analyse_arrays(document: Document, general: General, vectors: Vectors | None) -> Analysed:
    """The document's arrays; texts that are shipped with their vectors are not read by the engine again."""
    whole = _whole_texts(document)
    repeats = [title_weight - 1 if part is Part.TITLE else 1 for part, _ in whole]
    term_ids, term_counts = _counted(terms, whole, repeats)
    concept_ids, concept_counts = _counted(concept_terms, whole, repeats)
    starts, gram_ids, gram_weights = grams_of_many([gram_text(text) for _, text in whole])
    spoken = _vector_texts(whole) if vectors else []
    return Analysed(
        term_ids=term_ids,
        term_counts=term_counts,
        concept_ids=concept_ids,
        concept_counts=concept_counts,
        gram_parts=np.asarray([part for part, _ in whole], dtype=np.int32),
        gram_starts=starts,
        gram_ids=gram_ids,
        gram_weights=gram_weights,
        vector_parts=np.asarray([part for part, _ in spoken], dtype=np.int32),
        vectors=_vectors_of(spoken, general, vectors) if vectors else np.zeros((0, vector_size), np.float32),
    )


def _counted(
    read: Callable[[str], Ids], whole: Sequence[tuple[Part, str]], repeats: Sequence[int]
) -> tuple[Ids, Floats]:
    found = [np.repeat(read(text), times) for (_, text), times in zip(whole, repeats, strict=True)]
    return counted(np.concatenate(found))


def _vectors_of(texts: Sequence[tuple[Part, str]], general: General, vectors: Vectors) -> Matrix:
    rows = np.zeros((len(texts), vector_size), np.float32)
    for number, (part, text) in enumerate(texts):
        place = general.places.get(digest(text))
        if place is not None:
            rows[number] = general.vectors[place]
        else:
            row = vectors.passages([text]) if part is Part.TEXT else vectors.questions([text])
            rows[number] = centred(row, general.common)[0]
    return rows
