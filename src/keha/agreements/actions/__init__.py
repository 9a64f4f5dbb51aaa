"""Writes, by noun: adopting and retiring, drafts, a rule's own words, reviews and translations."""

from keha.agreements.actions.adopting import Adoption, adopt, adopt_library, open_rule, retire
from keha.agreements.actions.words import add_words, remove_words

__all__ = ["Adoption", "add_words", "adopt", "adopt_library", "open_rule", "remove_words", "retire"]
