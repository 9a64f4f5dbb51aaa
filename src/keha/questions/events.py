"""What has happened to questions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class QuestionHandedOver:
    """A question went to a team."""

    question_id: UUID
    team_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class QuestionReached:
    """The team's time was over and nobody had answered: the question went on to the team's supervisor."""

    question_id: UUID
    team_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """A colleague answered."""

    question_id: UUID
    answer_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class QuestionSettled:
    """The asker said that a rule or an answer solved it."""

    question_id: UUID
    at: datetime
