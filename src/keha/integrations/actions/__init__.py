"""Writes, by noun: bringing a sheet and saying what it holds, its rows, and the work that a job does on it.

Of rules: bringing, rows, working; of people: people, looking_people, hiring.
"""

from keha.integrations.actions.bringing import (
    JOB,
    Placed,
    apply,
    choose_tab,
    discard,
    forget_sheets,
    keep_reading,
    place,
    take,
    undo,
)
from keha.integrations.actions.hiring import carry_on_people
from keha.integrations.actions.people import (
    PEOPLE_JOB,
    apply_people,
    choose_people_tab,
    discard_people,
    forget_people_sheets,
    mend_person,
    place_people,
    skip_person,
    take_people,
    undo_people,
)
from keha.integrations.actions.rows import mend, skip, sort
from keha.integrations.actions.working import carry_on

__all__ = [
    "JOB", "PEOPLE_JOB", "Placed", "apply", "apply_people", "carry_on", "carry_on_people", "choose_people_tab",
    "choose_tab", "discard", "discard_people", "forget_people_sheets", "forget_sheets", "keep_reading", "mend",
    "mend_person", "place", "place_people", "skip", "skip_person", "sort", "take", "take_people", "undo", "undo_people",
]  # fmt: skip
