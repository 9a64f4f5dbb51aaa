"""Writes, by noun: bringing a sheet and saying what it holds, its rows, and the work that a job does on it.

Of rules: bringing, rows, working; of people: people, looking_people, hiring; of rosters: roster_files, looking_rosters,
rostering.
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
from keha.integrations.actions.roster_files import (
    ROSTER_JOB,
    apply_roster,
    choose_roster_columns,
    choose_roster_tab,
    discard_roster,
    forget_roster_sheets,
    name_roster_row,
    place_roster,
    skip_roster_row,
    take_roster,
    undo_roster,
)
from keha.integrations.actions.rostering import carry_on_roster
from keha.integrations.actions.rows import mend, skip, sort
from keha.integrations.actions.working import carry_on

__all__ = [
    "JOB", "PEOPLE_JOB", "ROSTER_JOB", "Placed", "apply", "apply_people", "apply_roster", "carry_on", "carry_on_people",
    "carry_on_roster", "choose_people_tab", "choose_roster_columns", "choose_roster_tab", "choose_tab", "discard",
    "discard_people", "discard_roster", "forget_people_sheets", "forget_roster_sheets", "forget_sheets", "keep_reading",
    "mend", "mend_person", "name_roster_row", "place", "place_people", "place_roster", "skip", "skip_person",
    "skip_roster_row", "sort", "take", "take_people", "take_roster", "undo", "undo_people", "undo_roster",
]  # fmt: skip
