"""A file of people goes its whole way: brought, read apart, looked through, taken in, brought again, taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.integrations import actions, newcomers
from keha.integrations.models import PeopleApplied, PeopleFile, PeopleRow, PeopleSheet
from keha.integrations.people_sheets.columns import recognised
from keha.integrations.rule_sheets import reading
from keha.integrations.rule_sheets.table import Unreadable
from keha.integrations.rules import RowState
from keha.organisation import queries as organisation
from keha.organisation.actions import people as people_actions
from keha.organisation.models import Departure, Identity, Person, Role, Team, TeamMembership
from keha.organisation.rules import RoleKind

FILE = """Henkilönumero;Sukunimi;Etunimi;Tiimi;Työaika %;Viikkotyöaika;Rooli;Kieli
9001;Aalto;Aada;Aurinkokeittiö;80;30,6;;suomi
9002;Berg;Bo;Aurinkokeittiö;100 %;;tiimivastaava;ruotsi
9003;Cederström;Cia;Kuukeittiö;50;;;
9004;Dahl;Didrik;;paljon;;;
""".encode()


def now():
    return timezone.now()


def today():
    return timezone.localdate()


def administrator():
    holder = Role.objects.filter(kind=RoleKind.ADMINISTRATOR).first().person_id
    return organisation.actor(Person.objects.select_related("employer").get(pk=holder), on=today())


def in_process(body, tab):
    try:
        return reading.read(body, tab=tab)
    except Unreadable as no:
        return no


def carry_on(world, sheet):
    actions.carry_on_people(world.employer, sheet.pk, at=now(), today=today(), read=in_process)


def brought(world, body=FILE):
    """A sheet that has been read and looked through."""
    with acting_for(world.employer):
        sheet = actions.take_people(name="väki.csv", body=body, by=administrator(), at=now())
    carry_on(world, sheet)
    with acting_for(world.employer):
        sheet.refresh_from_db()
        columns = [one or "" for one in recognised(sheet.headings, newcomers.remembered_columns())]
        actions.place_people(columns, sheet_id=sheet.pk, by=administrator(), at=now())
    carry_on(world, sheet)
    return sheet


def applied(world, body=FILE):
    sheet = brought(world, body)
    with acting_for(world.employer):
        actions.apply_people(sheet_id=sheet.pk, by=administrator(), at=now())
    carry_on(world, sheet)
    return sheet


def states(sheet):
    return [row.state for row in PeopleRow.objects.filter(sheet=sheet).order_by("number")]


def test_new_people_come_with_their_team_role_and_number(world) -> None:
    sheet = brought(world)
    with acting_for(world.employer):
        assert states(sheet) == ["new", "new", "eye", "eye"]
        assert not Person.objects.filter(name="Aada Aalto").exists()
        actions.apply_people(sheet_id=sheet.pk, by=administrator(), at=now())
    carry_on(world, sheet)
    with acting_for(world.employer):
        aada, bo = (Person.objects.get(name=name) for name in ("Aada Aalto", "Bo Berg"))
        assert (aada.share_percent, aada.weekly_minutes, aada.language, bo.language) == (80, 1836, "fi", "sv")
        assert Identity.objects.get(person=aada).number == "9001"
        assert TeamMembership.objects.get(person=bo).team_id == world.teams["aurinkokeittio"]
        assert Role.objects.get(person=bo).kind == RoleKind.TEAM_LEAD
        sheet.refresh_from_db()
        assert (sheet.left, newcomers.stage_of(sheet)) == (2, "applied")
        assert not PeopleFile.objects.exists()
        assert AuditEntry.objects.filter(action="organisation.hire", whose=aada.pk, actor=administrator().id).exists()


def test_the_same_file_again_changes_nothing_and_a_changed_one_only_what_changed(world) -> None:
    applied(world)
    again = brought(world)
    with acting_for(world.employer):
        assert states(again) == ["same", "same", "eye", "eye"]
        with pytest.raises(Refused):
            actions.apply_people(sheet_id=again.pk, by=administrator(), at=now())
    changed = applied(world, FILE.replace(b"9001;Aalto", "9001;Aalto-Ås".encode()).replace(b";80;30,6", b";60;20"))
    with acting_for(world.employer):
        aada = Person.objects.get(name="Aada Aalto-Ås")
        assert (aada.share_percent, aada.weekly_minutes) == (60, 1200)
        assert PeopleApplied.objects.filter(sheet=changed).count() == 1
        assert Person.objects.filter(name__startswith="Aada").count() == 1


def test_who_moves_is_in_the_new_team_only(world) -> None:
    applied(world)
    applied(world, FILE.replace("Aada;Aurinkokeittiö".encode(), b"Aada;Koulusiivous"))
    with acting_for(world.employer):
        actor = organisation.actor(Person.objects.get(name="Aada Aalto"), on=today())
        assert [team.name_fi for team in actor.teams] == ["Koulusiivous"]


def test_all_of_it_can_be_taken_back_for_a_week(world) -> None:
    applied(world)
    moved = applied(
        world, FILE.replace("Aada;Aurinkokeittiö".encode(), b"Aada;Koulusiivous").replace(b";80;30,6", b";60;")
    )
    with acting_for(world.employer):
        actions.undo_people(sheet_id=moved.pk, by=administrator(), at=now())
        actions.undo_people(sheet_id=moved.pk, by=administrator(), at=now())
    carry_on(world, moved)
    with acting_for(world.employer):
        aada = Person.objects.get(name="Aada Aalto")
        assert aada.share_percent == 80
        assert [team.code for team in organisation.actor(aada, on=today()).teams] == ["aurinkokeittio"]
        first = PeopleSheet.objects.order_by("at").first()
        with pytest.raises(Refused):
            actions.undo_people(sheet_id=first.pk, by=administrator(), at=now() + timedelta(days=8))
        actions.undo_people(sheet_id=first.pk, by=administrator(), at=now())
    carry_on(world, first)
    with acting_for(world.employer):
        assert Departure.objects.filter(person__name__in=["Aada Aalto", "Bo Berg"]).count() == 2
        assert not Identity.objects.filter(number__startswith="900").exists()


def test_what_a_later_file_has_changed_stays(world) -> None:
    first = applied(world)
    applied(world, FILE.replace(b";80;30,6", b";60;"))
    with acting_for(world.employer):
        actions.undo_people(sheet_id=first.pk, by=administrator(), at=now())
    carry_on(world, first)
    with acting_for(world.employer):
        kept = PeopleApplied.objects.get(sheet=first, person__name="Aada Aalto")
        assert (kept.trouble, kept.undone_at) == ("integrations.person-changed-since", None)
        assert not Departure.objects.filter(person__name="Aada Aalto").exists()
        assert Departure.objects.filter(person__name="Bo Berg").exists()


def test_a_row_is_mended_answered_and_left_out(world) -> None:
    sheet = brought(world, b"Nimi;Tiimi\nAino Korhonen;Koulusiivous\nKukaan;Olematon\n")
    with acting_for(world.employer):
        by = administrator()
        assert states(sheet) == ["eye", "eye"]
        one = actions.mend_person({}, row=(sheet.pk, 2), meant=str(world.aino), by=by, at=now(), today=today())
        two = actions.skip_person(row=(sheet.pk, 3), by=by, at=now(), today=today())
        assert (one, two) == (RowState.CHANGE, RowState.SKIPPED)
        fixed = {"team": "Koulusiivous"}
        from keha.integrations.people_sheets.columns import Field

        three = actions.mend_person(
            {Field.TEAM: fixed["team"]}, row=(sheet.pk, 3), meant="", by=by, at=now(), today=today()
        )
        assert three is RowState.NEW
        actions.apply_people(sheet_id=sheet.pk, by=by, at=now())
    carry_on(world, sheet)
    with acting_for(world.employer):
        teams = [team.name_fi for team in organisation.actor(Person.objects.get(pk=world.aino), on=today()).teams]
        assert teams == ["Koulusiivous"]


def test_who_has_left_comes_back_when_somebody_says_so(world) -> None:
    applied(world)
    with acting_for(world.employer):
        people_actions.depart(person=Person.objects.get(name="Bo Berg"), at=now() - timedelta(minutes=1))
    sheet = brought(world)
    with acting_for(world.employer):
        row = PeopleRow.objects.get(sheet=sheet, number=3)
        assert row.reasons == ["integrations.person-has-left"]
        bo = Person.objects.get(name="Bo Berg")
        actions.mend_person({}, row=(sheet.pk, 3), meant=str(bo.pk), by=administrator(), at=now(), today=today())
        actions.apply_people(sheet_id=sheet.pk, by=administrator(), at=now())
    carry_on(world, sheet)
    with acting_for(world.employer):
        assert not Departure.objects.filter(person=bo).exists()


def test_somebody_changed_between_the_look_and_the_taking_in_waits(world) -> None:
    sheet = brought(world)
    with acting_for(world.employer):
        person = people_actions.hire(people_actions.Newcomer(name="Toinen"), on=today(), at=now())
        Identity.objects.create(person=person, number="9001", at=now())
        actions.apply_people(sheet_id=sheet.pk, by=administrator(), at=now())
    carry_on(world, sheet)
    with acting_for(world.employer):
        assert states(sheet)[0] == "eye"
        assert Person.objects.get(pk=person.pk).name == "Toinen"


def test_only_an_administrator_brings_people(world) -> None:
    with acting_for(world.employer):
        lead = organisation.actor(Person.objects.get(pk=world.cecilia), on=today())
        with pytest.raises(Refused):
            actions.take_people(name="x", body=b"x", by=lead, at=now())
    sheet = brought(world)
    with acting_for(world.employer), pytest.raises(Refused):
        actions.apply_people(sheet_id=sheet.pk, by=lead, at=now())


def test_a_hostile_file_is_read_apart_and_told(world) -> None:
    with acting_for(world.employer):
        sheet = actions.take_people(name="x.xlsx", body=b"PK\x03\x04" + b"\0" * 100, by=administrator(), at=now())
    actions.carry_on_people(world.employer, sheet.pk, at=now(), today=today())
    with acting_for(world.employer):
        sheet.refresh_from_db()
        assert (sheet.trouble, newcomers.stage_of(sheet)) == ("broken", "unreadable")
        assert not PeopleFile.objects.exists()


def test_a_week_later_rows_and_files_are_gone(world) -> None:
    done, waiting = applied(world), brought(world, b"Nimi\nOdottava\n")
    with acting_for(world.employer):
        actions.forget_people_sheets(at=now() + timedelta(days=8))
        assert list(PeopleSheet.objects.values_list("pk", flat=True)) == [done.pk]
        assert not PeopleRow.objects.exists()
        assert PeopleApplied.objects.count() == 2
        assert Team.objects.exists()
    assert waiting.pk != done.pk
