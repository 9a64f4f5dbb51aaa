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
from keha.questions.models.heard import Beginning, Heard
from keha.questions.models.ladder import Receiver

__all__ = [
    "Analysis",
    "Answer",
    "Beginning",
    "Choice",
    "Heard",
    "Kept",
    "LocalWord",
    "Question",
    "Receiver",
    "Seal",
    "ShownOutcome",
    "Step",
]
