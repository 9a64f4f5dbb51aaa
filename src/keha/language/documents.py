"""What is ranked and what comes out: documents, hits, outcomes."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What the asker is shown."""

    ANSWER = "answer"
    CHOICES = "choices"
    HANDOVER = "handover"


class Risk(StrEnum):
    """What a wrong answer would cost: a permission given by mistake costs most."""

    PERMITS = "permits"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Document:
    """One rule as the ranking sees it.

    `key` is the caller's own id. `slug` names the library's topic and brings its ways of asking. `translations` are
    "title. text" in other languages; `own_words` are the team's own ways of asking for this rule.
    """

    key: str
    slug: str | None
    title: str
    text: str
    translations: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    risk: Risk = Risk.NEUTRAL


@dataclass(frozen=True, slots=True)
class Hit:
    """A document and its score: higher is better, comparable within one ranking only."""

    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """At most ten hits, best first; `confidence` (0..1) is that of the first hit being the right rule."""

    hits: tuple[Hit, ...]
    outcome: Outcome
    confidence: float
