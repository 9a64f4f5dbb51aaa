"""What happened to ground rules, told upwards."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RuleAdopted:
    """A version of a ground rule began to answer."""

    rule_id: UUID
    version_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleRetired:
    """A ground rule was taken out of use for good; its history stays."""

    rule_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class RuleWordsChanged:
    """The words by which a ground rule is found changed: its own words, or a translation written afterwards."""

    rule_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class RightsChanged:
    """Who decides a topic in a team changed, or will from a day on."""

    team_id: UUID
    topic: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ApprovalChanged:
    """A standing approval was given, signed, accepted or withdrawn."""

    approval_id: UUID
    at: datetime
