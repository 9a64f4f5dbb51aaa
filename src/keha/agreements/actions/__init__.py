"""Writes, by noun: adopting and retiring, drafts, rounds, a rule's own words, reviews and translations."""

from keha.agreements.actions.adopting import Adoption, adopt, adopt_library, keep, open_rule, retire
from keha.agreements.actions.drafts import (
    adopt_draft,
    bring_up_to_date,
    discard_draft,
    edit_draft,
    restore_draft,
    start_change,
    start_draft,
)
from keha.agreements.actions.rounds import (
    Opening,
    Said,
    answer_in_round,
    ask_in_round,
    speak,
    start_retirement,
    start_round,
)
from keha.agreements.actions.rounds_clock import tick_rounds
from keha.agreements.actions.rounds_ending import close_round, decide_on_round, withdraw_round
from keha.agreements.actions.rounds_leading import amend_round, extend_round, hand_round_on
from keha.agreements.actions.upkeep import Looked, add_translation, review
from keha.agreements.actions.words import add_words, remove_words

__all__ = [
    "Adoption", "Looked", "Opening", "Said", "add_translation", "add_words", "adopt", "adopt_draft", "adopt_library", "amend_round",
    "answer_in_round", "ask_in_round", "bring_up_to_date", "close_round", "decide_on_round", "discard_draft", "edit_draft",
    "extend_round", "hand_round_on", "keep", "open_rule", "remove_words", "restore_draft", "retire", "review", "speak",
    "start_change", "start_draft", "start_retirement", "start_round", "tick_rounds", "withdraw_round",
]  # fmt: skip
