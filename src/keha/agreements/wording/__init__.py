"""Codes of the room as words, by what they are about."""

from typing import Any

from keha.agreements.wording import rights, rounds, ruling
from keha.agreements.wording.ruling import (
    COMPARISONS,
    DECIDERS,
    FIXED,
    HEADLINES,
    SOURCE_KINDS,
    TOPICS,
    headline_sentence,
    own_decision,
    past_limit,
)

REASONS: dict[str, Any] = {**ruling.REASONS, **rounds.REASONS, **rights.REASONS}

__all__ = [
    "COMPARISONS",
    "DECIDERS",
    "FIXED",
    "HEADLINES",
    "REASONS",
    "SOURCE_KINDS",
    "TOPICS",
    "headline_sentence",
    "own_decision",
    "past_limit",
]
