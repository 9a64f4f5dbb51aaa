"""What has happened among the people."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonDeparted:
    """A person has left the employer."""

    person_id: UUID
    at: datetime
