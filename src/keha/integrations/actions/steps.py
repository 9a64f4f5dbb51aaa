"""The steps that sheets of people and of rosters take alike, once their room's policy has let somebody in."""

from collections.abc import Collection
from datetime import datetime

from keha.foundation import audit
from keha.foundation.verdict import holds
from keha.integrations import policies
from keha.integrations.models.brought import Brought
from keha.organisation.queries import Actor

AFTER = {"applying", "applied", "undoing", "undone"}


def hold_stage(stage: str, stages: Collection[str]) -> None:
    """Raises Refused where a sheet is at another stage than one of these."""
    holds(
        stage in stages, otherwise="integrations.applied-already" if stage in AFTER else "integrations.not-ready"
    ).or_refuse()


def step(sheet: Brought, verb: str, by: Actor, at: datetime) -> None:
    """Keeps what was done with the sheet, and by whom."""
    sheet.by = by.person
    sheet.save()
    record(sheet, verb, by, at)


def record(sheet: Brought, verb: str, by: Actor, at: datetime) -> None:
    """A row in the trail."""
    audit.record(f"integrations.{verb}", actor=by.id, at=at, thing=(sheet.thing, sheet.pk))


def ask_to_apply(sheet: Brought, verb: str, by: Actor, at: datetime, *, ready: bool) -> None:
    """Notes that the ready rows are to be taken in. Raises Refused: there are none."""
    holds(ready, otherwise="integrations.nothing-to-apply").or_refuse()
    sheet.apply_at = at
    step(sheet, verb, by, at)


def ask_to_undo(sheet: Brought, verb: str, by: Actor, at: datetime) -> bool:
    """Notes that an import is to be taken back; whether it was not asked for already. Raises Refused: after a week."""
    if sheet.undo_at is not None:
        return False
    holds(at - (sheet.apply_at or at) <= policies.UNDO, otherwise="integrations.too-late-to-undo").or_refuse()
    sheet.undo_at = at
    step(sheet, verb, by, at)
    return True
