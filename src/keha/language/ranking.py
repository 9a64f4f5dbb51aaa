"""Ranking: documents in, the best hits and one of three outcomes out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from keha.language import general
from keha.language.analysis import analyse_arrays
from keha.language.documents import Document, Hit, Outcome, Ranking, Risk
from keha.language.index import Held, held, likeness
from keha.language.library import Library
from keha.language.mixing import Mix, evidence_of, mix_for, outcome_of
from keha.language.normaliser import clean, words
from keha.language.signals import asked
from keha.language.terms import Ids
from keha.language.vectors import Vectors

__all__ = ["Document", "Hit", "Index", "Outcome", "Ranking", "Risk", "analyse", "build"]

hits_max = 10
_nothing = Ranking((), Outcome.HANDOVER, 0.0)


@dataclass(frozen=True, slots=True)
class Index:
    """The documents of one employer, ready to be asked; immutable, safe to share between threads."""

    keys: tuple[str, ...]
    permits: tuple[bool, ...]
    arrays: Held
    library: Library | None
    vectors: Vectors | None
    mix: Mix

    def rank(self, question: str, *, among: Collection[str] | None = None) -> Ranking:
        """The documents best first and what to show; `among` leaves only the keys valid for the asker.

        Any string may be given: what holds no words, or nothing to choose from, is handed over.
        """
        text = clean(question)
        allowed = self._allowed(among)
        if not words(text) or not len(allowed):
            return _nothing
        ready = asked(text, general.load(), self.vectors)
        found = likeness(self.arrays, ready, self.library)
        scores = self.mix.scores(found.rows[allowed], self.arrays.kinds[allowed])
        order = np.argsort(-scores, kind="stable")[:hits_max]
        top = int(allowed[order[0]])
        evidence = evidence_of(found, self.arrays.topics, allowed, scores, len(words(text)))
        confidence = self.mix.confidence(evidence, int(self.arrays.kinds[top]))
        return Ranking(
            hits=tuple(Hit(self.keys[allowed[place]], float(scores[place])) for place in order.tolist()),
            outcome=outcome_of(confidence, permits=self.permits[top], kind=int(self.arrays.kinds[top])),
            confidence=confidence,
        )

    def _allowed(self, among: Collection[str] | None) -> Ids:
        if among is None:
            return np.arange(len(self.keys), dtype=np.int32)
        wanted = among if isinstance(among, set | frozenset | dict) else set(among)
        return np.asarray([place for place, key in enumerate(self.keys) if key in wanted], dtype=np.int32)


def analyse(document: Document, *, vectors: Vectors | None) -> bytes:
    """The document's analysis, to be stored beside it and given to `build`.

    Some milliseconds; with vectors about 1 ms a word of it on one core, unless its texts came with the product.
    """
    return analyse_arrays(document, general.load(), vectors).to_bytes()


def build(
    documents: Sequence[Document],
    *,
    library: Library | None,
    vectors: Vectors | None,
    analysed: Mapping[str, bytes] | None = None,
) -> Index:
    """An index of the documents; `analysed` (key -> what `analyse` gave) spares reading them again.

    With stored analyses 333 documents take some tens of milliseconds; without them and with vectors, about a tenth of
    a second for every text the library does not know.
    """
    return Index(
        keys=tuple(document.key for document in documents),
        permits=tuple(document.risk is Risk.PERMITS for document in documents),
        arrays=held(documents, library=library, vectors=vectors, analysed=analysed or {}, general=general.load()),
        library=library,
        vectors=vectors,
        mix=mix_for(with_vectors=vectors is not None),
    )
