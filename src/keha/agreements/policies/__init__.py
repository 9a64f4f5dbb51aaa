"""Who may do what in the room, by what it is about."""

from keha.agreements.policies.ruling import (
    may_adopt,
)

__all__ = [
    "may_adopt",
]
