"""Who may do what in the room, by what it is about."""

from keha.agreements.policies.rights import (
    may_adopt_alone,
)
from keha.agreements.policies.rounds import (
    may_decide,
    may_lead,
    may_propose,
    may_speak,
    teams_adopt,
)
from keha.agreements.policies.ruling import (
    may_adopt,
)

__all__ = [
    "may_adopt",
    "may_adopt_alone",
    "may_decide",
    "may_lead",
    "may_propose",
    "may_speak",
    "teams_adopt",
]
