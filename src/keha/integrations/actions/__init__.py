"""Writes, by noun: bringing a sheet and saying what it holds, its rows, and the work that a job does on it."""

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
from keha.integrations.actions.rows import mend, skip, sort
from keha.integrations.actions.working import carry_on

__all__ = [
    "JOB", "Placed", "apply", "carry_on", "choose_tab", "discard", "forget_sheets", "keep_reading", "mend", "place", "skip",
    "sort", "take", "undo",
]  # fmt: skip
