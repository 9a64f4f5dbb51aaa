"""A roster's file goes its whole way: brought, read, its letters told, looked through, taken in, again, taken back."""

import json
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.integrations import actions, incoming
from keha.integrations.models import RosterApplied, RosterFile, RosterRow, RosterSheet
from keha.integrations.roster_sheets.rows import signs
from keha.integrations.rule_sheets import reading
from keha.integrations.rule_sheets.table import Unreadable
from keha.integrations.rules import RowState
from keha.integrations.tests.roster_files import SSN, hostile_files, realistic, text
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Team
from keha.presence.rules import HELSINKI
from keha.shifts import rules
from keha.shifts.models import Assignment, AwayDay, Letter, Roster
from keha.web.shifts.importforms import LettersForm

NOW = timezone.now()
MONDAY = rules.period_of(timezone.localdate(NOW) + timedelta(weeks=9))[0]
NAMES = {"aino": "Aino Korhonen", "bertta": "Bertta Nieminen"}


def in_process(body, tab):
    try:
        return reading.read(body, tab=tab, spread=True)
    except Unreadable as no:
        return no


def carry_on(world, sheet, at=NOW):
    actions.carry_on_roster(world.employer, sheet.pk, at=at, today=timezone.localdate(at), read=in_process)


def lead(world):
    return organisation.actor(Person.objects.get(pk=world.bertta), on=timezone.localdate(NOW))


def read(world, body):
    """A sheet as the job has read it."""
    with acting_for(world.employer):
        team = Team.objects.get(pk=world.teams["aurinkokeittio"])
        sheet = actions.take_roster(name="lista.csv", body=body, team=team, by=lead(world), at=NOW)
    carry_on(world, sheet)
    return sheet


def placed(world, sheet, meanings):
    """The same with its letters told, and looked through."""
    with acting_for(world.employer):
        sheet = RosterSheet.objects.select_related("team").get(pk=sheet.pk)
        rows = RosterRow.objects.filter(sheet=sheet)
        found = signs((incoming.entries_of(row) for row in rows), incoming.letters_of(sheet.team))
        form = LettersForm(signs=found)
        told = {f"sign-{n}": meanings.get(sign, "") for n, sign in enumerate(form.signs)}
        form = LettersForm(told, signs=found)
        assert form.is_valid(), form.errors
        actions.place_roster(form.letters(), sheet_id=sheet.pk, by=lead(world), at=NOW)
    carry_on(world, sheet)
    return sheet


def taken(world, sheet):
    """The same, taken in."""
    with acting_for(world.employer):
        actions.apply_roster(sheet_id=sheet.pk, by=lead(world), at=NOW)
    carry_on(world, sheet)


def _instant(day, hours):
    on, minutes = MONDAY + timedelta(days=day + int(hours // 24)), round(hours % 24 * 60)
    return datetime.combine(on, time(minutes // 60, minutes % 60), HELSINKI)


@pytest.mark.parametrize("number", range(12))
def test_a_roster_as_people_keep_it_comes_in_right_and_again_changes_nothing(world, number) -> None:
    file = list(realistic(MONDAY))[number]
    sheet = placed(world, read(world, file.body), file.letters)
    with acting_for(world.employer):
        doubts = list(RosterRow.objects.filter(sheet=sheet).values_list("name", "doubts"))
        sheet.refresh_from_db()
        assert not sheet.trouble and all(not found for _name, found in doubts), (file.name, sheet.trouble, doubts)
    taken(world, sheet)
    with acting_for(world.employer):
        for key, spans in file.wanted.items():
            rows = Assignment.objects.filter(
                person_id=world.people[key], roster__team=sheet.team, period__startswith__gte=_instant(0, 0)
            )
            found = [(row.period.lower, row.period.upper) for row in rows.order_by("period")]
            assert found == [(_instant(day, a), _instant(day, b)) for day, a, b in spans], (file.name, key)
        gone = {
            (str(pk), day)
            for pk, day in AwayDay.objects.filter(roster__team=sheet.team).values_list("person_id", "day")
        }
        wanted = {
            (str(world.people[key]), MONDAY + timedelta(days=day)) for key, days in file.away.items() for day in days
        }
        assert gone == wanted, file.name
        kept = json.dumps(list(RosterRow.objects.filter(sheet=sheet).values_list("name", "told", "cells")))
        assert SSN not in kept and "sairas" not in kept and "LOMA" not in kept.upper()
        assert not RosterFile.objects.filter(sheet=sheet).exists()
    again = placed(world, read(world, file.body), {})
    with acting_for(world.employer):
        assert set(RosterRow.objects.filter(sheet=again).values_list("state", flat=True)) == {RowState.SAME}, file.name


@pytest.mark.parametrize("number", range(20))
def test_a_file_that_would_break_a_reader_is_refused_with_the_reason_and_nothing_is_written(world, number) -> None:
    file = hostile_files(MONDAY)[number]
    sheet = read(world, file.body)
    with acting_for(world.employer):
        before = Assignment.objects.count()
        sheet.refresh_from_db()
        assert sheet.trouble == file.trouble, file.name
    if not file.trouble:
        placed(world, sheet, {})
        with acting_for(world.employer):
            rows = list(RosterRow.objects.filter(sheet=sheet))
            assert RowState.EYE in {row.state for row in rows}
            assert file.reason in {one[0] for row in rows for one in row.doubts}, (
                file.name,
                [row.doubts for row in rows],
            )
            if RowState.NEW not in {row.state for row in rows}:
                with pytest.raises(Refused, match="nothing-to-apply"):
                    actions.apply_roster(sheet_id=sheet.pk, by=lead(world), at=NOW)
            assert Assignment.objects.count() == before


def _grid(*lines):
    days = ";".join(f"{MONDAY + timedelta(days=n):%d.%m.%Y}" for n in range(5))
    return text(f"Nimi;{days}", *lines)


def test_an_import_is_taken_back_but_for_what_somebody_has_changed_since(world) -> None:
    sheet = placed(world, read(world, _grid("Aino Korhonen;6-14;6-14;;;", "Olena Kovalenko;8-16;;;;")), {})
    taken(world, sheet)
    from keha.shifts import actions as shifts

    with acting_for(world.employer):
        olena = Assignment.objects.filter(person_id=world.people["olena"]).order_by("-period").first()
        shifts.drop(assignment_id=olena.pk, edition=1, by=lead(world), at=NOW)
        actions.undo_roster(sheet_id=sheet.pk, by=lead(world), at=NOW)
    carry_on(world, sheet)
    with acting_for(world.employer):
        after = RosterApplied.objects.filter(sheet=sheet)
        assert dict(after.values_list("person__name", "trouble")) == {
            "Aino Korhonen": "", "Olena Kovalenko": "integrations.roster-changed-since",
        }  # fmt: skip
        assert not Assignment.objects.filter(roster__team=sheet.team, period__startswith__gte=_instant(0, 0)).exists()
        assert not Roster.objects.filter(team=sheet.team, days__startswith=MONDAY).exists()


def test_a_row_that_needs_an_eye_is_named_or_left_out_and_the_others_come_in(world) -> None:
    sheet = placed(world, read(world, _grid("Aikku;6-14;;;;", "Outo;6-14;;;;", "Bertta Nieminen;6-14;;;;")), {})
    with acting_for(world.employer):
        first, second, _third = RosterRow.objects.filter(sheet=sheet).order_by("number")
        by = lead(world)
        assert (
            actions.name_roster_row(row=(sheet.pk, first.number), meant=str(world.aino), by=by, at=NOW) == RowState.NEW
        )
        assert actions.skip_roster_row(row=(sheet.pk, second.number), by=by, at=NOW) == RowState.SKIPPED
    taken(world, sheet)
    with acting_for(world.employer):
        assert RosterApplied.objects.filter(sheet=sheet).count() == 2


def test_a_letter_is_remembered_for_the_next_file(world) -> None:
    placed(world, read(world, _grid("Aino Korhonen;Q;;;;")), {"Q": "10-18"})
    with acting_for(world.employer):
        letter = Letter.objects.get(team_id=world.teams["aurinkokeittio"], sign="Q")
        assert (letter.starts, letter.ends) == (time(10), time(18))
    sheet = placed(world, read(world, _grid("Aino Korhonen;;Q;;;")), {})
    with acting_for(world.employer):
        assert RosterRow.objects.get(sheet=sheet).state == RowState.NEW


def test_the_columns_of_a_list_are_told_and_remembered(world) -> None:
    lines = ("Kuka;Milloin;Mistä;Mihin", f"Aino Korhonen;{MONDAY:%d.%m.%Y};6;14")
    sheet = read(world, text(*lines))
    with acting_for(world.employer):
        sheet.refresh_from_db()
        assert sheet.trouble == "no-days" and RosterFile.objects.filter(sheet=sheet).exists()
        actions.choose_roster_columns(["name", "day", "starts", "ends"], sheet_id=sheet.pk, by=lead(world), at=NOW)
    carry_on(world, sheet)
    taken(world, placed(world, sheet, {}))
    again = read(world, text(*lines))
    with acting_for(world.employer):
        again.refresh_from_db()
        assert again.layout == "list" and not again.trouble


def test_an_import_into_two_rosters_is_refused_and_old_files_are_forgotten(world) -> None:
    with acting_for(world.employer):
        from keha.shifts import actions as shifts

        team = Team.objects.get(pk=world.teams["aurinkokeittio"])
        shifts.begin(team=team, days=(MONDAY + timedelta(days=7), MONDAY + timedelta(days=13)), by=lead(world), at=NOW)
    days = ";".join(f"{MONDAY + timedelta(days=n):%d.%m.%Y}" for n in range(4, 10))
    sheet = placed(world, read(world, text(f"Nimi;{days}", "Aino Korhonen;6-14")), {})
    with acting_for(world.employer):
        sheet.refresh_from_db()
        assert sheet.trouble == "days-cross"
        assert actions.forget_roster_sheets(at=NOW + timedelta(days=9)) == 1
        assert not RosterSheet.objects.filter(pk=sheet.pk).exists()
