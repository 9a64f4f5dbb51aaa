"""Asking: one field, the answer card, headings, the way to the team and back."""
