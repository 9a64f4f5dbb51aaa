"""The mix: fitted weights turn signals into a score, a confidence and an outcome."""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from keha.language.documents import Outcome
from keha.language.index import Likeness
from keha.language.signals import Kind, Signal
from keha.language.terms import Floats, Ids
from keha.language.vectors import Matrix

# (one answer from, a permission from) by whether the library knows the topic; see decision 0023.
known_from, own_from = (0.95, 0.97), (0.85, 0.92)
choices_from = 0.15
odds_max = 8.0
classifiers_max = 3
evidence_size = 2 + len(Signal) + 3 * classifiers_max + 5


@dataclass(frozen=True, slots=True)
class Mix:
    """`weights`: (kinds, signals + 1), the last column a kind's constant. `belief`: the same for (2, evidence + 1)."""

    weights: Matrix
    belief: Matrix

    def scores(self, rows: Matrix, kinds: Ids) -> Floats:
        """(documents,) scores of rows of signals."""
        products = np.einsum("ds,ds->d", rows, self.weights[kinds, :-1]) + self.weights[kinds, -1]
        return np.asarray(products, dtype=np.float32)

    def confidence(self, evidence: Floats, kind: int) -> float:
        """Probability 0..1 that the best hit, of this kind, is the right rule."""
        weights = self.belief[int(kind == Kind.TOPIC)]
        return float(1 / (1 + np.exp(-np.clip(evidence @ weights[:-1] + weights[-1], -30, 30))))


def outcome_of(confidence: float, *, permits: bool, kind: int) -> Outcome:
    """One answer, choices or a hand-over; a permission needs more confidence, and so does a topic with many ways in."""
    plain_from, permission_from = known_from if kind == Kind.TOPIC else own_from
    if confidence >= (permission_from if permits else plain_from):
        return Outcome.ANSWER
    return Outcome.CHOICES if confidence >= choices_from else Outcome.HANDOVER


def evidence_of(found: Likeness, topics: Ids, allowed: Ids, scores: Floats, word_count: int) -> Floats:
    """(evidence,) what speaks for the best of the allowed documents being right; `scores` is theirs, in their order.

    `topics` are those of all documents, -1 where the library does not know one.
    """
    first = int(np.argmax(scores))
    top = int(allowed[first])
    rest = np.delete(scores, first)
    gap = min(float(scores[first] - rest.max(initial=-np.inf)), odds_max)
    odds = float(scores[first]) - _log_sum(rest) if len(rest) else odds_max
    evidence = np.zeros(evidence_size, np.float32)
    evidence[:2] = np.clip(odds, -odds_max, odds_max), gap
    evidence[2 : 2 + len(Signal)] = found.rows[top]
    at = 2 + len(Signal)
    for number, (none, absent, agrees) in enumerate(_classifiers(found.topic_scores, topics[allowed], first)):
        evidence[at + 3 * number : at + 3 * number + 3] = none, absent, agrees
    evidence[-5:] = *found.nobodys, found.known_share, np.log1p(word_count), float(len(rest) == 0)
    return evidence


def _log_sum(scores: Floats) -> float:
    most = float(scores.max())
    return most + float(np.log(np.exp(scores - most).sum()))


def _classifiers(topic_scores: Matrix, topics: Ids, first: int) -> list[tuple[float, float, float]]:
    """For each classifier: its score for no topic, for the best topic not at hand, and whether it agrees."""
    present = topics[topics >= 0]
    if not len(topic_scores) or not len(present):
        return []
    absent = np.delete(topic_scores[:, :-1], present, axis=1).max(axis=1, initial=0)
    agrees = topics[first] == present[np.argmax(topic_scores[:, present], axis=1)]
    return list(zip(topic_scores[:, -1].tolist(), absent.tolist(), agrees.astype(float).tolist(), strict=True))


@lru_cache(maxsize=2)
def mix_for(*, with_vectors: bool) -> Mix:
    """The fitted weights for documents with or without vectors."""
    stored = json.loads(resources.files(__package__).joinpath("data/mix.json").read_text(encoding="utf-8"))
    chosen = stored["vectors" if with_vectors else "lexical"]
    return Mix(np.asarray(chosen["weights"], dtype=np.float32), np.asarray(chosen["belief"], dtype=np.float32))
