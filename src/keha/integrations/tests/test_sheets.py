"""A sheet's whole way: brought, read, placed, looked through, applied, brought again, taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from keha.agreements import actions as agreements
from keha.agreements import keeping, proposals
from keha.agreements import queries as rules
from keha.agreements.models import Retirement, Rule, Version
from keha.agreements.rules import Place, Words
from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.integrations import actions, queries
from keha.integrations.models import Applied, Reading, Sheet, SheetFile, SheetRow
from keha.integrations.rule_sheets import reading, writing
from keha.integrations.rule_sheets.columns import Field, recognised
from keha.integrations.rule_sheets.table import Unreadable
from keha.integrations.rules import RowState
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Role, Team
from keha.organisation.rules import RoleKind

FILE = """Sääntö;Ohje;Saako;Kuka päättää;Lähde
Kahvihuoneen radio;Radion saa pitää päällä, kun kaikki suostuvat.;saa;tiimi;Kokous 3.11.
Pyörän säilytys;Pyörä jätetään telineeseen.;pitää;itse;
Saappaiden lainaaminen;Saappaita voi lainata.;ehkä;tiimi;
Ilman tekstiä;;saa;tiimi;
""".encode()


def in_process(body, tab):
    try:
        return reading.read(body, tab=tab)
    except Unreadable as no:
        return no


def now():
    return timezone.now()


def today():
    return timezone.localdate()


def actor_of(person_id):
    return organisation.actor(Person.objects.select_related("employer").get(pk=person_id), on=today())


def manager():
    return actor_of(Role.objects.filter(kind=RoleKind.AREA_MANAGER).first().person_id)


def carry_on(world, sheet):
    actions.carry_on(world.employer, sheet.pk, at=now(), today=today(), read=in_process)


def brought(world, body=FILE, *, by=None, **placed):
    """A sheet that has been read, placed for the whole employer and looked through."""
    with acting_for(world.employer):
        sheet = actions.take(name="säännöt.csv", body=body, by=by or manager(), at=now())
    carry_on(world, sheet)
    with acting_for(world.employer):
        found = Reading.objects.get(sheet=sheet)
        columns = [field.value if field else "" for field in recognised(found.headings, queries.remembered())]
        said = {
            "columns": columns, "scope": None, "verdict": "", "decider": "", "topic": "everyday",
            "agreed_by": "Johtoryhmä", "agreed_date": today(), "valid_from": today(),
        }  # fmt: skip
        actions.place(actions.Placed(**(said | placed)), sheet_id=sheet.pk, by=by or manager(), at=now())
    carry_on(world, sheet)
    return sheet


def applied(world, sheet, *, by=None):
    with acting_for(world.employer):
        actions.apply(sheet_id=sheet.pk, by=by or manager(), at=now())
    carry_on(world, sheet)


def states(sheet):
    return {row.title: row.state for row in SheetRow.objects.filter(sheet=sheet)}


def reasons(sheet, title):
    return SheetRow.objects.get(sheet=sheet, title=title).reasons


def test_a_file_becomes_rules_and_what_is_unclear_is_asked(world) -> None:
    sheet = brought(world)
    with acting_for(world.employer):
        assert states(sheet) == {
            "Kahvihuoneen radio": "new", "Pyörän säilytys": "new", "Saappaiden lainaaminen": "eye", "Ilman tekstiä": "eye",
        }  # fmt: skip
        assert reasons(sheet, "Saappaiden lainaaminen") == ["integrations.unclear-verdict"]
        assert reasons(sheet, "Ilman tekstiä") == ["integrations.no-text"]
    applied(world, sheet)
    with acting_for(world.employer):
        radio = Version.objects.get(title_fi="Kahvihuoneen radio")
        assert (radio.verdict, radio.decider, radio.agreed_by_fi) == ("may", "team", "Johtoryhmä")
        assert rules.story(radio.rule_id, Place(), today=today())
        assert [source.name_fi for source in radio.sources.all()] == ["Kokous 3.11."]
        story = queries.story(sheet)
        assert (story.stage, story.applying.left) == ("applied", 2)
        assert not SheetFile.objects.filter(sheet=sheet).exists()
        assert not Rule.objects.filter(slug__startswith="saappaiden").exists()


def test_the_same_file_again_changes_nothing(world) -> None:
    applied(world, brought(world))
    with acting_for(world.employer):
        count = Version.objects.count()
    again = brought(world)
    with acting_for(world.employer):
        assert states(again)["Kahvihuoneen radio"] == states(again)["Pyörän säilytys"] == "same"
        with pytest.raises(Refused):
            actions.apply(sheet_id=again.pk, by=manager(), at=now())
        assert Version.objects.count() == count


def test_a_change_becomes_the_next_version_and_undoing_restores_the_wording_before_it(world) -> None:
    applied(world, brought(world))
    second = brought(world, FILE.replace(b"kun kaikki suostuvat", b"hiljaa"))
    with acting_for(world.employer):
        assert states(second)["Kahvihuoneen radio"] == "change"
    applied(world, second)
    with acting_for(world.employer):
        rule = Version.objects.filter(title_fi="Kahvihuoneen radio").first().rule
        assert rules.versions_of(rule.pk)[0].text_fi == "Radion saa pitää päällä, hiljaa."
        actions.undo(sheet_id=second.pk, by=manager(), at=now())
    carry_on(world, second)
    with acting_for(world.employer):
        versions = rules.versions_of(rule.pk)
        assert [v.number for v in versions] == [3, 2, 1]
        assert versions[0].text_fi == versions[2].text_fi == "Radion saa pitää päällä, kun kaikki suostuvat."
        assert queries.story(second).stage == "undone"


def test_undoing_takes_new_rules_out_of_use_and_leaves_what_was_changed_since(world) -> None:
    sheet = brought(world)
    applied(world, sheet)
    with acting_for(world.employer):
        bike = Version.objects.get(title_fi="Pyörän säilytys")
        proposal = queries.line_of(bike)
        assert proposal[Field.VERDICT] == "must"

        filled = proposals.filled(keeping.proposal_of(bike), slug=bike.rule.slug, fixed=False)
        adoption = agreements.Adoption(agreed_by=Words("Tiimi", "", ""), valid_from=today(), review_months=12)
        agreements.adopt(bike.rule, filled, adoption, by=manager(), at=now())
        actions.undo(sheet_id=sheet.pk, by=manager(), at=now())
    carry_on(world, sheet)
    with acting_for(world.employer):
        radio = Version.objects.get(title_fi="Kahvihuoneen radio")
        assert Retirement.objects.filter(rule=radio.rule).exists()
        assert not Retirement.objects.filter(rule=bike.rule).exists()
        assert set(Applied.objects.values_list("trouble", flat=True)) == {"", "integrations.changed-since"}
        assert queries.sums_of(queries.story(sheet).applying) == queries.Sums(new=2, changed=0, undone=1, kept=1)


def test_an_import_is_taken_back_within_a_week_only_and_once(world) -> None:
    sheet = brought(world)
    applied(world, sheet)
    with acting_for(world.employer):
        with pytest.raises(Refused):
            actions.undo(sheet_id=sheet.pk, by=manager(), at=now() + timedelta(days=8))
        actions.undo(sheet_id=sheet.pk, by=manager(), at=now())
        actions.undo(sheet_id=sheet.pk, by=manager(), at=now())
    carry_on(world, sheet)
    carry_on(world, sheet)
    with acting_for(world.employer):
        assert Retirement.objects.filter(rule__slug__startswith="kahvihuoneen").count() == 1


def test_what_was_taken_back_can_be_brought_again(world) -> None:
    sheet = brought(world)
    applied(world, sheet)
    with acting_for(world.employer):
        actions.undo(sheet_id=sheet.pk, by=manager(), at=now())
    carry_on(world, sheet)
    again = brought(world)
    applied(world, again)
    with acting_for(world.employer):
        standing = [v for v in queries.known_rules(today=today()) if v.values[Field.TITLE] == "Kahvihuoneen radio"]
        assert len(standing) == 1


def test_a_row_is_mended_and_then_ready_and_another_is_skipped(world) -> None:
    sheet = brought(world)
    with acting_for(world.employer):
        boots = SheetRow.objects.get(sheet=sheet, title="Saappaiden lainaaminen")
        words = {"row": (sheet.pk, boots.number), "by": manager(), "at": now(), "today": today()}
        assert actions.mend({Field.VERDICT: "may"}, accepted=[], **words) is RowState.NEW
        assert actions.skip(**words) is RowState.SKIPPED
        assert actions.mend({}, accepted=[], **words) is RowState.NEW


def test_a_heading_twice_needs_an_eye_until_one_of_them_is_left_out(world) -> None:
    sheet = brought(world, b"title_fi,answer_fi,verdict,decider\nSama,yksi,may,team\nsama,kaksi,may,team\n")
    with acting_for(world.employer):
        rows = list(SheetRow.objects.filter(sheet=sheet).order_by("number"))
        assert [row.reasons for row in rows] == [["integrations.twice"]] * 2
        actions.skip(row=(sheet.pk, rows[1].number), by=manager(), at=now(), today=today())
        assert SheetRow.objects.get(pk=rows[0].pk).state == "new"


def test_what_looks_like_a_person_needs_an_eye_and_may_be_taken_when_read(world) -> None:
    body = "Sääntö;Ohje\nAvain;Avaimen antaa Pirkko Virtanen, 040 123 4567.\nTunnus;131052-308T avaa oven.\n".encode()
    sheet = brought(world, body, verdict="info", decider="team")
    with acting_for(world.employer):
        assert reasons(sheet, "Avain") == ["integrations.name-number"]
        assert reasons(sheet, "Tunnus") == ["integrations.identity-code"]
        key, code = SheetRow.objects.filter(sheet=sheet).order_by("number")
        words = {"by": manager(), "at": now(), "today": today()}
        accepted = ["integrations.name-number", "integrations.identity-code"]
        assert actions.mend({}, row=(sheet.pk, key.number), accepted=accepted, **words) is RowState.NEW
        assert actions.mend({}, row=(sheet.pk, code.number), accepted=accepted, **words) is RowState.EYE


def test_a_teams_rule_that_loosens_a_wider_one_needs_an_eye(world) -> None:
    wide = b"title_fi,answer_fi,verdict,decider\nOvien avaaminen,Ovia ei avata,may_not,supervisor\n"
    applied(world, brought(world, wide))
    with acting_for(world.employer):
        own = Team.objects.first()
    narrow = b"title_fi,answer_fi,verdict,decider\nOvien avaaminen,Ovet saa avata,may,supervisor\n"
    sheet = brought(world, narrow, scope=own)
    with acting_for(world.employer):
        assert "agreements.looser-permission" in reasons(sheet, "Ovien avaaminen")


def test_a_rule_of_the_law_is_not_changed_by_a_file(world) -> None:
    body = b"slug,title_fi,answer_fi,verdict,decider\ntauot,Tauot,Ei taukoja,may_not,supervisor\n"
    sheet = brought(world, body)
    with acting_for(world.employer):
        assert "integrations.locked" in reasons(sheet, "Tauot")


def test_everything_written_out_and_brought_back_is_the_same(world) -> None:
    place = Place()
    with acting_for(world.employer):
        lines = queries.exported(place, today=today())
        rows = [[line[one] for one in Field] for line in lines]
    assert len(rows) > 60
    headings = [one.value for one in Field]
    for body in (writing.as_csv(headings, rows), writing.as_xlsx(headings, rows, tab="Säännöt")):
        sheet = brought(world, body)
        with acting_for(world.employer):
            assert queries.story(sheet).counts == {RowState.SAME: len(rows)}


def test_a_file_that_cannot_be_read_says_so_and_is_not_kept(world) -> None:
    with acting_for(world.employer):
        sheet = actions.take(name="x.xlsx", body=b"PK\x03\x04 not a package", by=manager(), at=now())
    carry_on(world, sheet)
    with acting_for(world.employer):
        assert (queries.story(sheet).stage, Reading.objects.get(sheet=sheet).trouble) == ("unreadable", "broken")
        assert not SheetFile.objects.filter(sheet=sheet).exists()


def test_files_and_rows_are_forgotten_after_a_week_and_what_was_adopted_stays(world) -> None:
    unused, used = brought(world), brought(world, FILE.replace(b"Kahvi", b"Tee"))
    applied(world, used)
    with acting_for(world.employer):
        actions.forget_sheets(at=now() + timedelta(days=6))
        assert SheetRow.objects.filter(sheet__in=[unused, used]).exists()
        actions.forget_sheets(at=now() + timedelta(days=8))
        assert not SheetRow.objects.filter(sheet__in=[unused, used]).exists()
        assert list(Sheet.objects.filter(pk__in=[unused.pk, used.pk])) == [used]
        assert Applied.objects.count() == 2


def test_every_step_leaves_a_row_in_the_trail(world) -> None:
    sheet = brought(world)
    applied(world, sheet)
    with acting_for(world.employer):
        done = set(AuditEntry.objects.filter(thing_id=sheet.pk).values_list("action", flat=True))
    assert done == {"integrations.bring", "integrations.place", "integrations.apply", "integrations.applied"}
