"""Rights in the database: granted, asked for, handed back, taken again, picked in a round; each change stays."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from keha.agreements.actions import delegation, rights
from keha.agreements.actions.rights import Grant, Limit
from keha.agreements.models import LevelChange, Pick, ReadinessTick, Reveal
from keha.agreements.queries import delegation as rounds
from keha.agreements.queries import rights as queries
from keha.agreements.rights import ChangeKind, Level, Step
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.notices.models import KeptNotice
from keha.organisation import queries as organisation
from keha.organisation.models import Person
from keha.organisation.rules import RoleKind
from keha.presence.models import Stint

TOPIC = "working_time"


class Stage:
    """Aurinkokeittiö and who may do what in it, with a clock that goes on by a minute at each reading."""

    def __init__(self, world):
        self.world, self.team = world, world.teams["aurinkokeittio"]
        self.now = timezone.localtime().replace(hour=9, minute=0)

    def actor(self, key):
        return organisation.actor(Person.objects.get(pk=self.world.people[key]), on=timezone.localdate())

    @property
    def at(self):
        self.now += timedelta(minutes=1)
        return self.now

    def where(self, **more):
        return {"team_id": self.team, "topic": TOPIC, "at": self.at, **more}

    def grant(self, level, by="cecilia", *, topic=TOPIC, **more):
        given = Grant(level, timezone.localdate(), **more)
        return rights.grant(given, team_id=self.team, topic=topic, by=self.actor(by), at=self.at)

    def level(self):
        return queries.levels_of(self.team).get(TOPIC)


@pytest.fixture
def stage(world):
    with acting_for(world.employer):
        made = Stage(world)
        wish = queries.open_wish(made.team, TOPIC)
        if wish:
            rights.withdraw_wish(wish_id=wish.pk, by=made.actor("bertta"), at=made.at)
        yield made


def refused(what, *reasons):
    with pytest.raises(Refused) as found:
        what()
    assert found.value.verdict.reasons == tuple(f"agreements.{reason}" for reason in reasons)


def test_the_supervisor_grants_and_the_team_hears_of_it(stage) -> None:
    change = stage.grant(Level.TEAM, limit=Limit("pienet", None, ""), reason="Hyvin menee.")
    assert (stage.level(), change.kind, change.by.name) == (Level.TEAM, ChangeKind.GRANTED, "Cecilia Lindholm")
    told = KeptNotice.objects.filter(thing_id=change.pk).values_list("person_id", flat=True)
    assert stage.world.aino in told
    assert stage.world.cecilia not in told


@pytest.mark.parametrize("who", ["aino", "bertta", "tommi", "pekka", "oskari"])
def test_nobody_else_grants(stage, who) -> None:
    refused(lambda: stage.grant(Level.TEAM, who), "not-yours-to-grant")


def test_law_is_granted_by_nobody_and_a_common_topic_by_the_areas_manager_alone(stage) -> None:
    refused(lambda: stage.grant(Level.TEAM, topic="safety"), "law-decides")
    area = organisation.teams_seen_by(stage.actor("cecilia"))[0].area_id
    rights.set_common(area_id=area, topic=TOPIC, is_common=True, by=stage.actor("ritva"), at=stage.at)
    refused(lambda: stage.grant(Level.TEAM), "common-topic")
    assert stage.grant(Level.TEAM, "ritva").level == Level.TEAM
    refused(
        lambda: rights.set_common(area_id=area, topic=TOPIC, is_common=False, by=stage.actor("cecilia"), at=stage.at),
        "not-yours-to-grant",
    )
    rights.set_common(area_id=area, topic=TOPIC, is_common=False, by=stage.actor("ritva"), at=stage.at)
    assert stage.grant(Level.WORKER).kind == ChangeKind.GRANTED


def test_less_than_before_is_taken_back_with_a_reason_and_a_trial_goes_on(stage) -> None:
    until = timezone.localdate() + timedelta(days=30)
    stage.grant(Level.TEAM, trial_until=until)
    assert stage.grant(Level.TEAM).kind == ChangeKind.CONTINUED
    refused(lambda: stage.grant(Level.SUPERVISOR), "reason-missing")
    assert stage.grant(Level.SUPERVISOR, reason="Uusi laki.").kind == ChangeKind.TAKEN_BACK


def test_a_right_is_asked_for_once_and_granting_answers_it(stage) -> None:
    def ask():
        return rights.ask(**stage.where(level=Level.TEAM, reason="Sujuisi.", by=stage.actor("aino")))

    wish = ask()
    assert wish.answer_by == timezone.localdate() + timedelta(days=14)
    assert KeptNotice.objects.filter(thing_id=wish.pk, person_id=stage.world.cecilia, past_at=None).exists()
    refused(ask, "asked-already")
    refused(
        lambda: rights.not_yet(wish_id=wish.pk, reason="Ei.", by=stage.actor("aino"), at=stage.at), "not-yours-to-grant"
    )
    change = stage.grant(Level.TEAM, reason="Olette valmiita.")
    answer = wish.answers.get()
    assert (answer.kind, answer.change, answer.reason) == ("granted", change, "Olette valmiita.")
    assert not KeptNotice.objects.filter(thing_id=wish.pk, past_at=None).exists()
    refused(lambda: rights.ask(**stage.where(level=Level.TEAM, reason="x", by=stage.actor("aino"))), "have-it-already")


def test_not_yet_needs_its_reason_and_the_team_reads_it(stage) -> None:
    wish = rights.ask(**stage.where(level=Level.TEAM, reason="Sujuisi.", by=stage.actor("aino")))
    boss = stage.actor("cecilia")
    refused(lambda: rights.not_yet(wish_id=wish.pk, reason="", by=boss, at=stage.at), "reason-missing")
    rights.not_yet(wish_id=wish.pk, reason="Katsotaan keväällä.", by=boss, at=stage.at)
    refused(lambda: rights.not_yet(wish_id=wish.pk, reason="Ei.", by=boss, at=stage.at), "answered-already")
    assert KeptNotice.objects.filter(person_id=stage.world.aino, thing_id=wish.pk, body="Katsotaan keväällä.").exists()


def test_what_is_handed_back_is_taken_again_as_it_was(stage) -> None:
    aino = stage.actor("aino")
    stage.grant(Level.WORKER, limit=Limit("", 100, "€"))
    rights.hand_back(**stage.where(reason="", by=aino))
    assert stage.level() is Level.SUPERVISOR_HEARS
    again = rights.take_again(**stage.where(by=aino))
    assert (stage.level(), again.limit_unit, again.kind) == (Level.WORKER, "€", ChangeKind.TAKEN_AGAIN)
    refused(lambda: rights.take_again(**stage.where(by=aino)), "nothing-to-take-again")
    rights.hand_back(**stage.where(reason="Kokonaan.", by=stage.actor("cecilia")))
    refused(lambda: rights.take_again(**stage.where(by=aino)), "nothing-to-take-again")
    kinds = [row.kind for row in queries.history(stage.team, TOPIC)]
    assert kinds[:4] == ["taken_back", "taken_again", "handed_back", "granted"]


def test_what_was_on_trial_is_asked_for_anew_after_it_was_handed_back(stage) -> None:
    stage.grant(Level.TEAM, trial_until=timezone.localdate() + timedelta(days=9))
    rights.hand_back(**stage.where(reason="", by=stage.actor("bertta")))
    refused(lambda: rights.take_again(**stage.where(by=stage.actor("aino"))), "nothing-to-take-again")


def test_readiness_is_ticked_once_by_the_teams_own(stage) -> None:
    for _twice in range(2):
        rights.tick(**stage.where(step=Step.COVER, is_ready=True, by=stage.actor("aino")))
    assert ReadinessTick.objects.filter(team_id=stage.team, topic=TOPIC, step=Step.COVER).count() == 1
    rights.tick(**stage.where(step=Step.COVER, is_ready=False, by=stage.actor("bertta")))
    assert Step.COVER not in queries.ticks_of(stage.team, TOPIC)
    refused(
        lambda: rights.tick(**stage.where(step=Step.COVER, is_ready=True, by=stage.actor("cecilia"))), "members-only"
    )


class Round:
    """A round of Aino's, Bertta's and a third one's."""

    def __init__(self, stage):
        self.stage, keys = stage, ("aino", "bertta")
        self.aino, self.bertta = (stage.actor(key) for key in keys)
        self.id = delegation.begin(**stage.where(by=self.aino)).pk

    def pick(self, by, level):
        delegation.pick(round_id=self.id, level=level, by=by, at=self.stage.at)

    def do(self, verb, by, **more):
        return getattr(delegation, verb)(round_id=self.id, by=by, at=self.stage.at, **more)


def test_a_round_from_private_picks_to_the_teams_level(stage) -> None:
    stage.grant(Level.TEAM)
    one = Round(stage)
    one.pick(one.aino, Level.TEAM)
    refused(lambda: one.do("reveal", one.aino), "too-few-picks")
    one.pick(one.bertta, Level.SUPERVISOR)
    if rounds.seen(one.id).revealed_at is None:
        assert rounds.seen(one.id).picks == {}
        one.do("reveal", one.aino)
    refused(lambda: one.pick(one.aino, Level.WORKER), "revealed-already")
    refused(lambda: one.do("propose", one.aino, level=Level.TEAM, limit=Limit()), "extremes-first")
    one.do("explain", one.aino, text="Osaamme tämän.")
    one.do("explain", one.bertta, text="Se on kallista.")
    refused(lambda: one.do("propose", one.aino, level=Level.WORKER, limit=Limit()), "more-than-granted")
    one.do("propose", one.aino, level=Level.TEAM, limit=Limit("", 50, "€"))
    assert one.do("consent", one.aino, number=1, agrees=True, reason="") is None
    assert one.do("consent", one.bertta, number=1, agrees=False, reason="Liian paljon.") is None
    one.do("propose", one.aino, level=Level.TEAM_INFORMS, limit=Limit("", 20, "€"))
    refused(lambda: one.do("consent", one.bertta, number=1, agrees=True, reason=""), "another-proposal")
    one.do("consent", one.bertta, number=2, agrees=True, reason="")
    change = one.do("consent", one.aino, number=2, agrees=True, reason="")
    assert (change.level, change.granted, change.kind) == (Level.TEAM_INFORMS, Level.TEAM, ChangeKind.CHOSEN)
    assert stage.level() is Level.TEAM_INFORMS
    refused(lambda: one.pick(one.aino, Level.TEAM), "round-ended")


def test_picks_show_themselves_when_everybody_at_work_has_picked(stage) -> None:
    one, around = Round(stage), DateTimeTZRange(stage.at - timedelta(hours=2), stage.at + timedelta(hours=2))
    Stint.objects.filter(team_id=stage.team, period__overlap=around).delete()
    for person in (stage.world.aino, stage.world.bertta):
        Stint.objects.filter(person_id=person, period__overlap=around).delete()
        site = stage.world.sites["aurinkorinne"]
        Stint.objects.create(person_id=person, team_id=stage.team, site_id=site, period=around)
    one.pick(one.aino, Level.TEAM)
    assert rounds.seen(one.id).revealed_at is None
    one.pick(one.bertta, Level.WORKER)
    seen = rounds.seen(one.id)
    assert Reveal.objects.get(round_id=one.id, at=seen.revealed_at).by is None
    assert seen.picks == {stage.world.aino: Level.TEAM, stage.world.bertta: Level.WORKER}


def test_a_round_is_for_the_teams_own_people(stage) -> None:
    one = Round(stage)
    for key in ("cecilia", "daavid", "ritva", "pekka"):
        refused(lambda key=key: one.pick(stage.actor(key), Level.TEAM), "members-only")
    assert not Pick.objects.filter(round_id=one.id).exists()
    assert delegation.begin(**stage.where(by=one.bertta)).pk == one.id
    one.do("call_off", one.bertta)
    assert delegation.begin(**stage.where(by=one.bertta)).pk != one.id


def test_a_plain_member_does_not_host(stage) -> None:
    one = Round(stage)
    mates = organisation.people_of([stage.team], on=timezone.localdate())
    plain = next(
        person for person in mates if person.pk not in {one.aino.id, one.bertta.id} and not person.roles.exists()
    )
    other = organisation.actor(plain, on=timezone.localdate())
    refused(lambda: one.do("call_off", other), "the-host-does-this")
    assert RoleKind.TEAM_LEAD in one.bertta.roles


def test_the_story_has_lists_a_wish_and_a_round(world) -> None:
    with acting_for(world.employer):
        team = world.teams["aurinkokeittio"]
        assert len(queries.levels_of(team)) >= 6
        moved = queries.changes_since([team], timezone.now() - timedelta(weeks=5))
        assert sum(one.is_inward for one in moved) == 2
        assert queries.open_wish(team, TOPIC) is not None
        assert any(one.is_revealed and one.is_open for one in rounds.rounds_of(team))
        assert all(queries.levels_of(other) for other in world.teams.values())
        assert LevelChange.objects.filter(kind=ChangeKind.HANDED_BACK).exists()
