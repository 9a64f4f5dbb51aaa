"""Who may bring a sheet in, work on it and take it back."""

from datetime import datetime, timedelta

from keha.agreements.keeping import Ground
from keha.foundation.verdict import Verdict, all_of, holds
from keha.integrations.models import Applying, Sheet
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind

UNDO = timedelta(days=7)


def may_bring(grounds: list[Ground]) -> Verdict:
    """Whoever keeps the rules of some place may bring a file of them."""
    return holds(bool(grounds), otherwise="integrations.nowhere-to-rule")


def may_work_on(actor: Actor, sheet: Sheet) -> Verdict:
    """A sheet is its bringer's; the administrator may go on with it."""
    mine = sheet.by_id == actor.id or RoleKind.ADMINISTRATOR in actor.roles
    return holds(mine, otherwise="integrations.not-yours")


def may_undo(applying: Applying, *, at: datetime) -> Verdict:
    """Within a week of the applying, once it has ended."""
    return all_of(
        holds(applying.ended_at is not None, otherwise="integrations.not-ready"),
        holds(at - applying.at <= UNDO, otherwise="integrations.too-late-to-undo"),
    )
