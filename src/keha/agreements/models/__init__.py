"""The tables of the room, by noun."""

from keha.agreements.models.approvals import Approval, ApprovalTeam, Signature, Withdrawal
from keha.agreements.models.delegation import (
    DelegationEnd,
    DelegationRound,
    Explanation,
    LevelConsent,
    Pick,
    ProposedLevel,
    Reveal,
)
from keha.agreements.models.drafts import Draft, DraftEnding, OwnWords, Review, Translation, renewed
from keha.agreements.models.parts import Figure, Limit, Source
from keha.agreements.models.rights import CommonTopic, LevelChange, ReadinessTick, Wish, WishAnswer
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
    "Approval", "ApprovalTeam", "CommonTopic", "Counted", "DelegationEnd", "DelegationRound", "Draft", "DraftEnding",
    "Edition", "Explanation", "Extension", "Figure", "Handing", "LevelChange", "LevelConsent", "Limit", "OwnWords",
    "Pick", "ProposedLevel", "ReadinessTick", "Retirement", "Reveal", "Review", "Round", "RoundDecision",
    "RoundEnding", "RoundQuestion", "RoundTeam", "Rule", "RuleSet", "Signature", "Source", "Translation", "Version",
    "Voice", "Wish", "WishAnswer", "Withdrawal", "renewed",
]  # fmt: skip
