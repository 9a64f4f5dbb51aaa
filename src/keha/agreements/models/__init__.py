"""The tables of the room, by noun."""

from keha.agreements.models.parts import Figure, Limit, Source
from keha.agreements.models.ruleset import Retirement, Rule, RuleSet, Version

__all__ = ["Figure", "Limit", "Retirement", "Rule", "RuleSet", "Source", "Version"]
