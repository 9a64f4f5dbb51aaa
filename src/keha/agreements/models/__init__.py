"""The tables of the room, by noun."""

from keha.agreements.models.drafts import Draft, DraftEnding, OwnWords, Review, Translation, renewed
from keha.agreements.models.parts import Figure, Limit, Source
from keha.agreements.models.rounds import (
    Counted,
    Edition,
    Extension,
    Handing,
    Round,
    RoundDecision,
    RoundEnding,
    RoundQuestion,
    RoundTeam,
    Voice,
)
from keha.agreements.models.ruleset import Retirement, Rule, RuleSet, Version

__all__ = [
    "Counted", "Draft", "DraftEnding", "Edition", "Extension", "Figure", "Handing", "Limit", "OwnWords",
    "Retirement", "Review", "Round", "RoundDecision", "RoundEnding", "RoundQuestion", "RoundTeam", "Rule", "RuleSet", "Source",
    "Translation", "Version", "Voice", "renewed",
]  # fmt: skip
