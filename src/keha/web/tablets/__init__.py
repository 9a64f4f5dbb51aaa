"""Shared tablets: pairing, and the PIN."""
