"""Who may do what in the room, by what it is about."""

from keha.agreements.policies.adopting import (
    alone_at,
    decides_alone,
    may_adopt,
    may_retire,
    topic_of,
)
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
    may_tend,
)

__all__ = [
    "alone_at",
    "decides_alone",
    "may_adopt",
    "may_adopt_alone",
    "may_decide",
    "may_lead",
    "may_propose",
    "may_retire",
    "may_speak",
    "may_tend",
    "teams_adopt",
    "topic_of",
]
