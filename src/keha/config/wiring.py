"""Who listens to what: the whole table."""

from keha.agreements.events import RuleAdopted, RuleWordsChanged
from keha.foundation.facts import wire
from keha.questions import listeners as questions


def wire_all() -> None:
    """Sets the table, once a process."""
    wire({RuleAdopted: [questions.read_new_version], RuleWordsChanged: [questions.read_new_words]})
