"""What speaks for each document: one row of numbers for a question and a document."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from keha.language.general import General
from keha.language.sparse import dense_unit
from keha.language.terms import Floats, Ids, concept_terms, grams, terms
from keha.language.vectors import Matrix, Vectors, centred


class Signal(IntEnum):
    """Columns of a row of signals; all but WORDS and CONCEPTS are likenesses of about -1..1. A MEAN is over the three best."""

    WORDS = 0
    WORDS_SHARE = 1
    TITLE_GRAMS = 2
    TEXT_GRAMS = 3
    MORE_GRAMS = 4
    WAY_GRAMS = 5
    WAY_GRAMS_MEAN = 6
    TOPIC_GRAMS = 7
    TITLE_VECTOR = 8
    TEXT_VECTOR = 9
    MORE_VECTOR = 10
    MORE_VECTOR_MEAN = 11
    WAY_VECTOR = 12
    WAY_VECTOR_MEAN = 13
    TOPIC_VECTOR = 14
    TOPIC_BOTH_VECTOR = 15
    CONCEPTS = 16
    CONCEPTS_SHARE = 17


class Kind(IntEnum):
    """How well the product knows a document: which weights its signals get."""

    PLAIN = 0
    TAUGHT = 1
    TOPIC = 2


lexical_signals = tuple(signal for signal in Signal if "VECTOR" not in signal.name)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: hashed terms and concepts, dense unit n-grams, vector where there are vectors."""

    terms: Ids
    concepts: Ids
    dense: Floats
    vector: Floats | None


def asked(question: str, general: General, vectors: Vectors | None) -> Asked:
    """A cleaned question, read once."""
    ids, counts = grams(question)
    vector = centred(vectors.question(question)[None, :], general.common)[0] if vectors else None
    return Asked(terms(question), concept_terms(question), dense_unit(ids, counts, general.idf), vector)


@dataclass(frozen=True, slots=True)
class Groups:
    """Which rows belong to which of `count` groups, as a table padded with a last, empty row."""

    table: Ids

    def best(self, values: Floats, deep: int = 3) -> Matrix:
        """(groups, deep) highest values of each group, best last; 0 where a group has fewer."""
        padded = np.append(values, np.float32(0))[self.table]
        if padded.shape[1] > deep:
            padded = np.partition(padded, padded.shape[1] - deep, axis=1)[:, -deep:]
        return np.sort(padded, axis=1)


def grouped(owners: Ids, count: int, deep: int = 3) -> Groups:
    """Groups of rows by owner; rows of a negative owner belong to none."""
    rows = np.flatnonzero(owners >= 0)
    rows = rows[np.argsort(owners[rows], kind="stable")]
    sizes = np.bincount(owners[rows], minlength=count)
    places = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    width = max(deep, int(sizes.max(initial=0)))
    table = np.full((count, width), len(owners), dtype=np.int32)
    table[owners[rows], places] = rows
    return Groups(table)
