"""The tables of the room, by noun."""

from keha.agreements.models.drafts import Draft, DraftEnding, OwnWords, Review, Translation, renewed
from keha.agreements.models.parts import Figure, Limit, Source
from keha.agreements.models.ruleset import Retirement, Rule, RuleSet, Version

__all__ = [
    "Draft", "DraftEnding", "Figure", "Limit", "OwnWords", "Retirement", "Review", "Rule", "RuleSet", "Source",
    "Translation", "Version", "renewed",
]  # fmt: skip
