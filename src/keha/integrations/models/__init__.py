"""The tables of the room: sheets of rules, of people and of rosters, their rows, and what was done with them."""

from keha.integrations.models.people_sheets import PeopleApplied, PeopleFile, PeopleRow, PeopleSheet
from keha.integrations.models.roster_sheets import RosterApplied, RosterFile, RosterRow, RosterSheet
from keha.integrations.models.rule_sheets import (
    Applied,
    Applying,
    ColumnChoice,
    Placing,
    Reading,
    Sheet,
    SheetFile,
    SheetRow,
    Undoing,
)

__all__ = [
    "Applied", "Applying", "ColumnChoice", "PeopleApplied", "PeopleFile", "PeopleRow", "PeopleSheet", "Placing", "Reading",
    "RosterApplied", "RosterFile", "RosterRow", "RosterSheet", "Sheet", "SheetFile", "SheetRow", "Undoing",
]  # fmt: skip
