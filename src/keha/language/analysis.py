"""A document read once: its terms, n-grams and vectors, as bytes that can be stored beside it."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from keha.language.documents import Document
from keha.language.library import Library
from keha.language.normaliser import clean, document_characters_max
from keha.language.terms import Floats, Ids, counted, grams, terms
from keha.language.vectors import Matrix, Vectors, vector_size

analysis_version = 1
title_weight = 3
_header = struct.Struct("<HHIII")


class Part(IntEnum):
    """Which part of a document a text is."""

    TITLE = 0
    TEXT = 1
    TRANSLATION = 2
    WAY = 3


@dataclass(frozen=True, slots=True)
class Analysed:
    """Arrays of one document; texts are rows of a sparse matrix `gram_*` (CSR without its last pointer)."""

    parts: Ids
    term_ids: Ids
    term_counts: Floats
    gram_starts: Ids
    gram_ids: Ids
    gram_weights: Floats
    vectors: Matrix | None

    def to_bytes(self) -> bytes:
        """A compact form that `from_bytes` reads in some microseconds."""
        sizes = (len(self.parts), len(self.term_ids), len(self.gram_ids))
        flags = 1 if self.vectors is not None else 0
        chunks = [
            _header.pack(analysis_version, flags, *sizes),
            self.parts.astype("<i4").tobytes(),
            self.gram_starts.astype("<i4").tobytes(),
            self.term_ids.astype("<i4").tobytes(),
            self.term_counts.astype("<f4").tobytes(),
            self.gram_ids.astype("<i4").tobytes(),
            self.gram_weights.astype("<f4").tobytes(),
        ]
        if self.vectors is not None:
            chunks.append(self.vectors.astype("<f2").tobytes())
        return b"".join(chunks)


def from_bytes(stored: bytes) -> Analysed | None:
    """The arrays of a stored analysis, or None when another version of this code wrote it."""
    if len(stored) < _header.size:
        return None
    version, flags, texts, term_count, gram_count = _header.unpack_from(stored)
    expected = _header.size + 8 * (texts + term_count + gram_count) + (flags & 1) * texts * vector_size * 2
    if version != analysis_version or len(stored) != expected:
        return None
    integers = np.frombuffer(stored, "<i4", 2 * texts + 2 * (term_count + gram_count), _header.size)
    floats = integers.view("<f4")
    at_terms, at_grams = 2 * texts, 2 * texts + 2 * term_count
    vectors = None
    if flags & 1:
        rows = np.frombuffer(stored, "<f2", texts * vector_size, _header.size + 4 * len(integers))
        vectors = rows.reshape(texts, vector_size).astype(np.float32)
    return Analysed(
        parts=integers[:texts],
        gram_starts=integers[texts:at_terms],
        term_ids=integers[at_terms : at_terms + term_count],
        term_counts=floats[at_terms + term_count : at_grams],
        gram_ids=integers[at_grams : at_grams + gram_count],
        gram_weights=floats[at_grams + gram_count :],
        vectors=vectors,
    )


def texts_of(document: Document) -> list[tuple[Part, str]]:
    """The document's texts in a fixed order, cleaned; the rule's own text has its title before it."""
    found = [(Part.TITLE, document.title), (Part.TEXT, f"{document.title}. {document.text}")]
    found += [(Part.TRANSLATION, text) for text in document.translations]
    found += [(Part.WAY, text) for text in document.own_words]
    return [(part, clean(text, characters_max=document_characters_max)) for part, text in found]


def analysed_texts(texts: Sequence[tuple[Part, str]], vectors: Matrix | None) -> Analysed:
    """Terms and n-grams of the texts, with the given vectors, a row each."""
    weighted = [np.repeat(terms(text), title_weight if part is Part.TITLE else 1) for part, text in texts]
    term_ids, term_counts = counted(np.concatenate(weighted))
    rows = [grams(text) for _, text in texts]
    starts = np.cumsum([0, *(len(ids) for ids, _ in rows)])[:-1]
    return Analysed(
        parts=np.asarray([part for part, _ in texts], dtype=np.int32),
        term_ids=term_ids,
        term_counts=term_counts,
        gram_starts=starts.astype(np.int32),
        gram_ids=np.concatenate([ids for ids, _ in rows]),
        gram_weights=np.concatenate([weights for _, weights in rows]),
        vectors=vectors,
    )


def digest(text: str) -> int:
    """A 63-bit name of a cleaned text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "big") >> 1


def analyse_arrays(document: Document, library: Library | None, vectors: Vectors | None) -> Analysed:
    """The document's arrays; texts the library already knows take their vectors from it."""
    texts = texts_of(document)
    return analysed_texts(texts, _vectors_of(texts, library, vectors) if vectors else None)


def _vectors_of(texts: Sequence[tuple[Part, str]], library: Library | None, vectors: Vectors) -> Matrix:
    rows = np.zeros((len(texts), vector_size), np.float32)
    for number, (part, text) in enumerate(texts):
        place = library.text_places.get(digest(text)) if library else None
        if library is not None and place is not None:
            rows[number] = library.text_vectors[place]
        elif part is Part.WAY:
            rows[number] = vectors.question(text)
        else:
            rows[number] = vectors.passages([text])[0]
    return rows


def analyse(document: Document, *, library: Library | None, vectors: Vectors | None) -> bytes:
    """The document's analysis, to be stored beside it and given to `build`; 50-100 ms a text with vectors."""
    return analyse_arrays(document, library, vectors).to_bytes()
