"""Writes, by noun."""

from keha.shifts.actions.assigning import assign, change, drop
from keha.shifts.actions.drafting import fill_from
from keha.shifts.actions.feeds import end_feed, make_feed
from keha.shifts.actions.letters import keep_letters
from keha.shifts.actions.rosters import Filling, begin, fill, publish, take_away

__all__ = [
    "Filling", "assign", "begin", "change", "drop", "end_feed", "fill", "fill_from", "keep_letters", "make_feed", "publish", "take_away",
]  # fmt: skip
