"""Writes: one shift is given, changed, taken away. Of two who change the same shift, the later one is told."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from keha.foundation import audit
from keha.foundation.verdict import Refused, Verdict, all_of, holds
from keha.organisation.queries import Actor
from keha.shifts import queries, rules
from keha.shifts.actions.rosters import changed, locked, row
from keha.shifts.models import Assignment, AwayDay, Roster
from keha.shifts.rules import Shift


def assign(shift: Shift, *, roster_id: UUID, by: Actor, at: datetime) -> Assignment:
    """Gives somebody a shift. Raises Refused: not hers, not allowed, the person is busy then. Locks the roster."""
    roster = locked(roster_id, by)
    _may_be(shift, roster).or_refuse()
    new = row(shift, roster, by, at)
    _save(new)
    AwayDay.objects.filter(roster=roster, person_id=shift.person_id, day=shift.day).delete()
    changed(roster, {shift.person_id}, by=by, at=at)
    audit.record("shifts.assign", actor=by.id, at=at, thing=("assignment", new.pk), whose=shift.person_id)
    return new


def change(shift: Shift, *, assignment_id: UUID, edition: int, by: Actor, at: datetime) -> Assignment:
    """Changes a shift, also whose it is. edition: the one that was before the editor.

    Raises Refused: not hers, changed meanwhile, the person is busy then; Assignment.DoesNotExist. Locks the roster.
    """
    found = _locked(assignment_id, edition, by)
    _may_be(shift, found.roster).or_refuse()
    was = found.person_id
    found.person_id, found.site_id, found.letter = shift.person_id, shift.site_id, shift.letter
    found.period, found.edition = DateTimeTZRange(shift.starts_at, shift.ends_at), found.edition + 1
    found.by, found.at = by.person, at
    _save(found)
    changed(found.roster, {was, shift.person_id}, by=by, at=at)
    audit.record("shifts.change", actor=by.id, at=at, thing=("assignment", found.pk), whose=shift.person_id)
    return found


def drop(*, assignment_id: UUID, edition: int, by: Actor, at: datetime) -> None:
    """Takes a shift away. Raises Refused: not hers, changed meanwhile; Assignment.DoesNotExist. Locks the roster."""
    found = _locked(assignment_id, edition, by)
    roster, whose = found.roster, found.person_id
    found.delete()
    changed(roster, {whose}, by=by, at=at)
    audit.record("shifts.drop", actor=by.id, at=at, thing=("assignment", assignment_id), whose=whose)


def _locked(assignment_id: UUID, edition: int, by: Actor) -> Assignment:
    roster_id = Assignment.objects.values_list("roster_id", flat=True).get(pk=assignment_id)
    roster = locked(roster_id, by)
    found = Assignment.objects.get(pk=assignment_id)
    found.roster = roster
    holds(found.edition == edition, otherwise="shifts.changed-meanwhile").or_refuse()
    return found


def _may_be(shift: Shift, roster: Roster) -> Verdict:
    days = queries.days_of(roster)
    return all_of(
        rules.may_be_shift(shift, days=days),
        holds(shift.person_id in queries.plannable_ids(roster.team, days=days), otherwise="shifts.not-of-team"),
        holds(shift.site_id in queries.site_ids(roster.team), otherwise="shifts.not-a-site"),
    )


def _save(row: Assignment) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(Verdict(("shifts.person-busy",))) from None
