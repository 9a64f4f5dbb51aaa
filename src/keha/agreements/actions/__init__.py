"""Writes, by noun: adopting and retiring, drafts, a rule's own words, reviews and translations."""

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
from keha.agreements.actions.upkeep import add_translation, review
from keha.agreements.actions.words import add_words, remove_words

__all__ = [
    "Adoption", "add_translation", "add_words", "adopt", "adopt_draft", "adopt_library", "bring_up_to_date",
    "discard_draft", "edit_draft", "keep", "open_rule", "remove_words", "restore_draft", "retire", "review",
    "start_change", "start_draft",
]  # fmt: skip
