"""The tables of the room, by noun."""

from keha.questions.models.asking import (
    Analysis,
    Answer,
    Choice,
    Kept,
    LocalWord,
    Question,
    Seal,
    ShownOutcome,
    Step,
)

__all__ = [
    "Analysis",
    "Answer",
    "Choice",
    "Kept",
    "LocalWord",
    "Question",
    "Seal",
    "ShownOutcome",
    "Step",
]
