"""Rounds: a proposal is agreed on phones."""
