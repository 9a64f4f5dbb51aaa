"""Sparse rows and postings in plain arrays: all texts of an employer are compared in some vector operations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from keha.language.terms import Floats, Ids, gram_buckets

bm25_k1 = 1.2
bm25_b = 0.6


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as unit vectors of weighted n-grams; every row has at least one entry, `starts` is where each begins."""

    starts: Ids
    ids: Ids
    weights: Floats

    def similarities(self, dense: Floats) -> Floats:
        """(texts,) cosine with a question's dense unit vector of n-grams."""
        if not len(self.starts):
            return np.zeros(0, np.float32)
        return np.add.reduceat(dense[self.ids] * self.weights, self.starts)


def unit_rows(starts: Ids, ids: Ids, counts: Floats, idf: Floats) -> Rows:
    """Rows from raw n-gram counts: weighted by rarity and brought to length one."""
    if not len(starts):
        return Rows(starts, ids, counts)
    weights = counts * idf[ids]
    lengths = np.sqrt(np.add.reduceat(weights * weights, starts))
    sizes = np.diff(np.append(starts, len(ids)))
    weights /= np.repeat(np.maximum(lengths, 1e-9), sizes)
    return Rows(starts, ids, weights.astype(np.float32))


def dense_unit(ids: Ids, counts: Floats, idf: Floats) -> Floats:
    """A question's n-grams as one dense unit vector."""
    dense = np.zeros(gram_buckets, np.float32)
    weights = counts * idf[ids]
    length = float(np.sqrt(weights @ weights))
    dense[ids] = weights / (length or 1.0)
    return dense


@dataclass(frozen=True, slots=True)
class Postings:
    """BM25 over the terms of documents; entries are sorted by term."""

    terms: Ids
    documents: Ids
    weights: Floats
    document_count: int

    def scores(self, query: Sequence[int] | Ids) -> tuple[Floats, float, float]:
        """((documents,) BM25 scores, the share 0..1 of the question's rarity known to any document, that rarity)."""
        scores = np.zeros(self.document_count, np.float32)
        wanted = np.unique(np.asarray(query, dtype=np.int32))
        begins, ends = np.searchsorted(self.terms, wanted), np.searchsorted(self.terms, wanted, side="right")
        found, known = 0.0, 0.0
        for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
            idf = float(np.log1p((self.document_count - (end - begin) + 0.5) / (end - begin + 0.5)))
            found += idf
            if end > begin:
                known += idf
                scores[self.documents[begin:end]] += idf * self.weights[begin:end]
        return scores, known / found if found else 0.0, found


def postings(term_ids: Sequence[Ids], term_counts: Sequence[Floats]) -> Postings:
    """Postings of documents given as (terms, counts) each."""
    sizes = [len(ids) for ids in term_ids]
    if not sum(sizes):
        return Postings(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.float32), len(sizes))
    terms, counts = np.concatenate(term_ids), np.concatenate(term_counts)
    documents = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    lengths = np.bincount(documents, counts, len(sizes))
    relative = 1 - bm25_b + bm25_b * lengths / max(lengths.mean(), 1e-9)
    weights = counts * (bm25_k1 + 1) / (counts + bm25_k1 * relative[documents])
    order = np.argsort(terms, kind="stable")
    return Postings(terms[order], documents[order], weights[order].astype(np.float32), len(sizes))
