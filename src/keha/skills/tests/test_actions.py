"""Skills in the database: who may tell what, what waits to be seen, what is taken away, and reminders that go once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.notices.models import KeptNotice
from keha.organisation import queries as organisation
from keha.organisation.actions import people
from keha.organisation.models import Person, Team
from keha.skills import actions, queries
from keha.skills.actions import HeldTold, InductionTold, NeedTold, SkillTold
from keha.skills.models import Held, Induction, Need, Skill, Task
from keha.skills.rules import Level, Reader, SkillKind, Source

TODAY = timezone.localdate


class Stage:
    """Aurinkokeittiö: Aino, her mate Bertta who leads it, Cecilia who supervises, Daavid of another team."""

    def __init__(self, world):
        self.world, self.now = world, timezone.now()
        self.team = Team.objects.get(pk=world.teams["aurinkokeittio"])

    def actor(self, key):
        return organisation.actor(Person.objects.get(pk=self.world.people[key]), on=TODAY())

    def skill(self, code):
        return Skill.objects.get(code=code)

    def tell(self, code, by="aino", whose="aino", **told):
        return actions.tell(
            HeldTold(**told), person_id=self.world.people[whose], skill_id=self.skill(code).pk, by=self.actor(by),
            at=self.now,
        )  # fmt: skip

    def induct(self, site, by, person="aino", inducted_by="bertta", **more):
        told = InductionTold(
            self.world.people[person], self.world.sites[site], self.world.people[inducted_by],
            more.get("on", TODAY() - timedelta(days=1)), more.get("until"),
        )  # fmt: skip
        return actions.induct(told, by=self.actor(by), at=self.now)


@pytest.fixture
def stage(world):
    with acting_for(world.employer):
        yield Stage(world)


def refused(verdict):
    return list(verdict.value.verdict.reasons)


def test_what_somebody_can_only_she_tells(stage):
    for by in ("bertta", "cecilia", "daavid", "oskari"):
        with pytest.raises(Refused) as no:
            stage.tell("floor_wax", by=by, level=Level.CAN)
        assert refused(no) == ["skills.told-by-oneself"]
    assert stage.tell("floor_wax", level=Level.WANTS).level == Level.WANTS


def test_a_certificate_is_told_by_oneself_or_by_the_supervisor_and_by_no_mate(stage):
    for by in ("bertta", "daavid", "tommi", "oskari"):
        with pytest.raises(Refused):
            stage.tell("safety_card", by=by)
    told = stage.tell("safety_card")
    assert told.seen_at is None
    assert stage.tell("safety_card", by="cecilia").pk == told.pk
    told.refresh_from_db()
    assert told.seen_by_id == stage.world.cecilia


def test_a_certificate_with_other_days_waits_to_be_seen_again_and_the_same_days_do_not(stage):
    until = TODAY() + timedelta(days=300)
    row = stage.tell("safety_card", by="cecilia", until=until)
    assert stage.tell("safety_card", until=until).seen_at is not None
    row = stage.tell("safety_card", until=until + timedelta(days=1))
    assert row.seen_at is None
    waits = KeptNotice.objects.get(thing_id=row.pk, person_id=stage.world.cecilia, past_at=None)
    assert "Aino" not in waits.title and "Aino" in waits.body
    actions.see(held_id=row.pk, by=stage.actor("cecilia"), at=stage.now)
    assert not KeptNotice.objects.filter(thing_id=row.pk, past_at=None).exists()
    with pytest.raises(Refused) as no:
        actions.see(held_id=row.pk, by=stage.actor("aino"), at=stage.now)
    assert "skills.another-sees-it" in refused(no)


def test_days_that_cannot_be_are_refused_with_every_reason(stage):
    tomorrow = TODAY() + timedelta(days=1)
    with pytest.raises(Refused) as no:
        stage.tell("safety_card", since=tomorrow, until=tomorrow - timedelta(days=9))
    assert refused(no) == ["skills.not-yet", "skills.ends-before-it-begins"]


def test_what_is_taken_away_comes_back_within_a_week_and_not_beside_a_new_one(stage):
    row, by = stage.tell("floor_wax", level=Level.CAN), stage.actor("aino")
    actions.remove(held_id=row.pk, by=by, at=stage.now)
    assert row.pk not in {one.pk for one in queries.held_of([stage.world.aino], restricted=True)}
    actions.restore(held_id=row.pk, by=by, at=stage.now + timedelta(days=6))
    assert Held.objects.get(pk=row.pk).removed_at is None
    actions.remove(held_id=row.pk, by=by, at=stage.now)
    with pytest.raises(Refused) as no:
        actions.restore(held_id=row.pk, by=by, at=stage.now + timedelta(days=8))
    assert refused(no) == ["skills.too-late-to-restore"]
    stage.tell("floor_wax", level=Level.CAN)
    with pytest.raises(Refused) as no:
        actions.restore(held_id=row.pk, by=by, at=stage.now)
    assert refused(no) == ["skills.told-again"]
    actions.forget_removed(at=stage.now + timedelta(days=8))
    assert not Held.objects.filter(pk=row.pk).exists()


def test_what_the_supervisor_took_away_only_she_brings_back(stage):
    row = stage.tell("safety_card", by="cecilia")
    actions.remove(held_id=row.pk, by=stage.actor("cecilia"), at=stage.now)
    with pytest.raises(Refused) as no:
        actions.restore(held_id=row.pk, by=stage.actor("aino"), at=stage.now)
    assert refused(no) == ["skills.another-took-it-away"]
    actions.restore(held_id=row.pk, by=stage.actor("cecilia"), at=stage.now)
    assert Held.objects.get(pk=row.pk).removed_at is None


def test_an_induction_counts_at_once_by_who_gave_it_and_waits_when_told_by_who_got_it(stage):
    assert stage.induct("jokiranta", by="bertta").seen_at is not None
    row = stage.induct("niittypolku", by="aino")
    assert row.seen_at is None
    assert KeptNotice.objects.filter(thing_id=row.pk, person_id=stage.world.bertta, past_at=None).exists()
    with pytest.raises(Refused):
        actions.confirm_induction(induction_id=row.pk, by=stage.actor("grace"), at=stage.now)
    actions.confirm_induction(induction_id=row.pk, by=stage.actor("bertta"), at=stage.now)
    assert Induction.objects.get(pk=row.pk).seen_by_id == stage.world.bertta
    assert not KeptNotice.objects.filter(thing_id=row.pk, past_at=None).exists()


def test_nobody_inducts_herself_nor_writes_down_another_teams(stage):
    with pytest.raises(Refused) as no:
        stage.induct("jokiranta", by="aino", inducted_by="aino")
    assert "skills.inducts-oneself" in refused(no)
    with pytest.raises(Refused) as no:
        stage.induct("jokiranta", by="daavid")
    assert refused(no) == ["skills.not-your-team"]
    row = stage.induct("jokiranta", by="bertta")
    with pytest.raises(IntegrityError), transaction.atomic():
        Induction.objects.filter(pk=row.pk).update(inducted_by_id=stage.world.aino)


def test_a_restricted_fact_is_not_even_read_for_the_team(stage):
    with_it = {row.skill.code for row in queries.held_of([stage.world.aino], restricted=True)}
    without = {row.skill.code for row in queries.held_of([stage.world.aino], restricted=False)}
    assert with_it - without == {"salmonella"}


def test_needs_are_laid_down_by_the_supervisor_for_her_own_teams_places(stage):
    told = NeedTold(stage.skill("alarm_tag").pk, Source.OWN, site_id=stage.world.sites["aurinkorinne"])
    for by in ("aino", "bertta", "marketta", "oskari"):
        with pytest.raises(Refused):
            actions.add_need(told, team=stage.team, by=stage.actor(by), at=stage.now)
    row = actions.add_need(told, team=stage.team, by=stage.actor("cecilia"), at=stage.now)
    with pytest.raises(Refused) as no:
        actions.add_need(told, team=stage.team, by=stage.actor("cecilia"), at=stage.now)
    assert refused(no) == ["skills.need-already"]
    foreign = NeedTold(stage.skill("floor_wax").pk, Source.OWN, site_id=stage.world.sites["kunnantalo"])
    with pytest.raises(Refused) as no:
        actions.add_need(foreign, team=stage.team, by=stage.actor("cecilia"), at=stage.now)
    assert refused(no) == ["skills.not-your-place"]
    actions.remove_need(team=stage.team, need_id=row.pk, by=stage.actor("cecilia"), at=stage.now)
    assert not Need.objects.filter(pk=row.pk).exists()


def test_a_task_goes_with_what_it_needed(stage):
    by = stage.actor("cecilia")
    task = actions.add_task(team=stage.team, names={"fi": "Koe"}, is_common=True, by=by, at=stage.now)
    told = NeedTold(stage.skill("ordering").pk, Source.OWN, task_id=task.pk)
    need = actions.add_need(told, team=stage.team, by=by, at=stage.now)
    with pytest.raises(Refused) as no:
        actions.add_task(team=stage.team, names={"fi": "Koe"}, is_common=True, by=by, at=stage.now)
    assert refused(no) == ["skills.task-already"]
    actions.remove_task(task_id=task.pk, by=by, at=stage.now)
    assert not Task.objects.filter(pk=task.pk).exists() and not Need.objects.filter(pk=need.pk).exists()


def test_the_catalogue_is_the_administrators_and_a_kind_stays_once_it_is_held(stage):
    told = SkillTold(SkillKind.ABILITY, {"fi": "Koe"}, restricted=True)
    with pytest.raises(Refused) as no:
        actions.add_skill(told, by=stage.actor("cecilia"), at=stage.now)
    assert refused(no) == ["skills.not-administrator", "skills.restricted-certificate"]
    held = stage.skill("first_aid")
    as_key = SkillTold(SkillKind.KEY, {"fi": "Ensiapu"})
    with pytest.raises(Refused) as no:
        actions.change_skill(as_key, skill_id=held.pk, by=stage.actor("oskari"), at=stage.now)
    assert refused(no) == ["skills.kind-stays"]
    actions.retire(skill_id=held.pk, by=stage.actor("oskari"), at=stage.now)
    with pytest.raises(Refused) as no:
        stage.tell("first_aid")
    assert refused(no) == ["skills.retired"]
    assert actions.take_usual(by=stage.actor("oskari"), at=stage.now) == 0


def test_a_supervisor_hears_what_binds_and_a_colleague_nothing(stage):
    Held.objects.filter(person_id=stage.world.aino, skill__code="salmonella").delete()
    own = NeedTold(stage.skill("alarm_tag").pk, Source.OWN, site_id=stage.world.sites["aurinkorinne"])
    actions.add_need(own, team=stage.team, by=stage.actor("cecilia"), at=stage.now)
    found = queries.judged(
        [stage.world.aino, stage.world.bertta], site_id=stage.world.sites["aurinkorinne"], team_id=stage.team.pk,
        on=TODAY(),
    )[stage.world.aino]  # fmt: skip
    codes = {reader: list(found.seen_by(reader).reasons) for reader in Reader}
    assert codes[Reader.ONESELF] == ["skills.certificate-missing", "skills.key-missing"]
    assert codes[Reader.SUPERVISOR] == ["skills.certificate-missing", "skills.not-selectable"]
    assert codes[Reader.COLLEAGUE] == ["skills.not-selectable"]


def test_judging_takes_three_queries_however_many(stage, django_assert_num_queries):
    ids = list(Person.objects.values_list("pk", flat=True))
    for some in (ids[:2], ids):
        with django_assert_num_queries(3):
            queries.judged(some, site_id=stage.world.sites["aurinkorinne"], team_id=stage.team.pk, on=TODAY())


def test_a_last_day_is_told_to_the_person_and_her_supervisor_once_a_step(stage):
    actions.remind(at=stage.now)
    until = TODAY() + timedelta(days=70)
    row = stage.tell("safety_card", by="cecilia", until=until)
    counted = []
    for day in (0, 10, 10, 11, 40, 56, 57, 70, 71, 71, 72, 200):
        actions.remind(at=stage.now + timedelta(days=day))
        counted.append(KeptNotice.objects.filter(thing_id=row.pk, kind="certificate_ends").count())
    assert counted == [0, 2, 2, 2, 2, 4, 4, 4, 6, 6, 6, 6]
    told = KeptNotice.objects.filter(thing_id=row.pk, kind="certificate_ends")
    assert set(told.values_list("person_id", flat=True)) == {stage.world.aino, stage.world.cecilia}
    named = ("Aino", "Korhonen", "kortti", "card")
    assert not any(word in title for title in told.values_list("title", flat=True) for word in named)


def test_reminders_come_in_each_receivers_language_and_a_new_day_calls_them_off(stage):
    person = Person.objects.get(pk=stage.world.aino)
    people.choose_language(person=person, language="sv", at=stage.now)
    row = stage.tell("safety_card", by="cecilia", until=TODAY() + timedelta(days=3))
    actions.remind(at=stage.now)
    told = KeptNotice.objects.get(thing_id=row.pk, person=person)
    assert told.title == "Ett intyg för dig går snart ut" and "Arbetssäkerhetskort" in told.body
    stage.tell("safety_card", by="cecilia", until=TODAY() + timedelta(days=900))
    assert not KeptNotice.objects.filter(thing_id=row.pk, past_at=None).exists()


def test_nobody_is_told_of_who_has_left(stage):
    row = stage.tell("safety_card", by="cecilia", until=TODAY() + timedelta(days=3))
    people.depart(person=Person.objects.get(pk=stage.world.aino), at=stage.now - timedelta(minutes=1))
    actions.remind(at=stage.now)
    assert not KeptNotice.objects.filter(thing_id=row.pk, kind="certificate_ends").exists()


def test_every_write_leaves_a_row_with_its_actor(stage):
    before = AuditEntry.objects.count()
    row = stage.tell("floor_wax", level=Level.CAN)
    actions.remove(held_id=row.pk, by=stage.actor("aino"), at=stage.now)
    actions.restore(held_id=row.pk, by=stage.actor("aino"), at=stage.now)
    new = list(AuditEntry.objects.order_by("id").values_list("action", "actor", "whose"))[before:]
    assert new == [(f"skills.{verb}", stage.world.aino, stage.world.aino) for verb in ("tell", "remove", "restore")]


def test_the_county_has_a_catalogue_of_its_own_and_sees_no_other(world):
    with acting_for(world.employer):
        ours = set(Skill.objects.values_list("pk", flat=True))
    with acting_for(world.county):
        assert not Skill.objects.filter(pk__in=ours).exists()
        assert Skill.objects.filter(code="hygiene_passport").count() == 1
        assert not Held.objects.filter(person_id=world.aino).exists()
