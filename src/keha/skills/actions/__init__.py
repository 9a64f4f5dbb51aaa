"""Writes, by noun."""

from keha.skills.actions.catalogue import SkillTold, add_skill, bring_back, change_skill, retire, take_usual
from keha.skills.actions.holding import HeldTold, forget_removed, remove, restore, see, tell
from keha.skills.actions.inducting import (
    InductionTold,
    confirm_induction,
    induct,
    remove_induction,
    restore_induction,
)
from keha.skills.actions.needing import NeedTold, add_need, add_task, remove_need, remove_task
from keha.skills.actions.reminding import remind

__all__ = [
    "HeldTold", "InductionTold", "NeedTold", "SkillTold", "add_need", "add_skill", "add_task", "bring_back", "change_skill",
    "confirm_induction", "forget_removed", "induct", "remind", "remove", "remove_induction", "remove_need", "remove_task",
    "restore", "restore_induction", "retire", "see", "take_usual", "tell",
]  # fmt: skip
