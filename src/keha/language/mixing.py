"""The mix: fitted weights turn signals into a score, a confidence and an outcome."""

from dataclasses import dataclass

import numpy as np

from keha.language.documents import Outcome
from keha.language.index import Likeness
from keha.language.signals import Kind, Signal
from keha.language.terms import Floats, Ids
from keha.language.vectors import Matrix

answer_from = 0.75
permission_from = 0.85
choices_from = 0.20


@dataclass(frozen=True, slots=True)
class Mix:
    """(kinds, signals + 1) weights; the last column is a kind's constant."""

    weights: Matrix

    def scores(self, rows: Matrix, kinds: Ids) -> Floats:
        """(documents,) scores of rows of signals."""
        return np.einsum("ds,ds->d", rows, self.weights[kinds, :-1]) + self.weights[kinds, -1]

    def confidence(self, found: Likeness, places: Ids, scores: Floats, kinds: Ids) -> float:
        """Probability 0..1 that the best hit is the right rule."""
        shares = np.exp(scores - scores.max())
        return float(shares[0] / shares.sum())

    def outcome(self, confidence: float, *, permits: bool) -> Outcome:
        """One answer, choices or a hand-over; a permission needs more confidence."""
        if confidence >= (permission_from if permits else answer_from):
            return Outcome.ANSWER
        return Outcome.CHOICES if confidence >= choices_from else Outcome.HANDOVER


def mix_for(*, with_vectors: bool) -> Mix:
    """The weights for documents with or without vectors."""
    weights = np.zeros((len(Kind), len(Signal) + 1), np.float32)
    weights[:, Signal.WORDS] = 0.1
    weights[:, Signal.TITLE_GRAMS] = 4
    weights[:, Signal.TEXT_GRAMS] = 8
    weights[:, Signal.TRANSLATION_GRAMS] = 8
    weights[Kind.TOPIC, Signal.WAY_GRAMS] = 3
    weights[Kind.TOPIC, Signal.WAY_GRAMS_MEAN] = 5
    weights[Kind.TOPIC, Signal.TOPIC_GRAMS] = 6
    if with_vectors:
        weights[:, Signal.TITLE_VECTOR] = 5
        weights[:, Signal.TEXT_VECTOR] = 10
        weights[Kind.TOPIC, Signal.WAY_VECTOR] = 5
        weights[Kind.TOPIC, Signal.WAY_VECTOR_MEAN] = 10
        weights[Kind.TOPIC, Signal.TOPIC_VECTOR] = 6
    return Mix(weights)
