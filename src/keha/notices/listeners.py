"""What notices do on facts from below."""

from keha.notices.actions import choosing
from keha.organisation.events import PersonDeparted


def forget_departed(fact: PersonDeparted) -> None:
    """Who has left is told nothing any more."""
    choosing.forget_person(person_id=fact.person_id, at=fact.at)
