"""Writes, by noun."""

from keha.presence.actions.duty import DutyHours, remove_duty_day, set_duty, set_duty_day
from keha.presence.actions.exceptions import Told, add_away, add_exception, remove_away, remove_exception
from keha.presence.actions.rosters import PlannedShift, follow_roster, leave_roster
from keha.presence.actions.weeks import HORIZON, WorkDay, set_pattern, set_week, write_out

__all__ = [
    "HORIZON",
    "DutyHours",
    "PlannedShift",
    "Told",
    "WorkDay",
    "add_away",
    "add_exception",
    "follow_roster",
    "leave_roster",
    "remove_away",
    "remove_duty_day",
    "remove_exception",
    "set_duty",
    "set_duty_day",
    "set_pattern",
    "set_week",
    "write_out",
]
