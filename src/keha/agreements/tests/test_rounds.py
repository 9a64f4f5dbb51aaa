"""A round as rows: asked, spoken to, amended, settled by the last voice, by hand or by time; and who may do what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from keha.agreements import actions, consent
from keha.agreements.actions import Opening, Said
from keha.agreements.consent import RoundEnd, Stand, VoiceKind
from keha.agreements.models import Counted, LevelChange, Retirement, Round, RoundEnding, Rule, Version, Voice
from keha.agreements.queries import rounds
from keha.agreements.rights import ChangeKind, Level
from keha.agreements.rules import Words
from keha.agreements.tests.test_drafts import PLAIN, actor_of, holder, reasons, started
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.notices.models import KeptNotice
from keha.organisation.models import TeamMembership
from keha.organisation.rules import RoleKind
from keha.presence.models import Stint

NEED = Opening("Radio on välillä liian kovalla.")
CONSENT, OBJECTION = VoiceKind.CONSENT, VoiceKind.OBJECTION


@pytest.fixture
def team(world):
    """The team of Aino and Bertta, whose decision list gives it the kitchen."""
    with acting_for(world.employer):
        by = actor_of(world.bertta)
        LevelChange.objects.create(
            team=by.team, topic="kitchen", kind=ChangeKind.GRANTED, level=Level.TEAM, granted=Level.TEAM,
            from_date=timezone.localdate(), by_id=world.cecilia, at=timezone.now(),
        )  # fmt: skip
        yield [row.person_id for row in rounds.members_of([by.team.pk], at=timezone.now())]


def opened(by, **changes) -> Round:
    draft = started(by, **{"topic": "kitchen"} | changes)
    return actions.start_round(NEED, draft_id=draft.pk, by=by, at=timezone.now())


def says(found, person, kind=CONSENT, *, edition=1, at=None, **words):
    said = Said(kind, edition, **words)
    return actions.speak(said, round_id=found.pk, by=actor_of(person), at=at or timezone.now())


def objects(found, person, **more):
    return says(found, person, OBJECTION, text="Keskittyminen kärsii.", change="Radio pois aamulla.", **more)


def ending(found) -> RoundEnding | None:
    return RoundEnding.objects.filter(round=found).first()


def test_the_last_consent_makes_the_rule_hold_at_once(world, team) -> None:
    found = opened(actor_of(world.bertta))
    for person in team:
        if person != world.bertta:
            assert ending(found) is None
            says(found, person)
    end = ending(found)
    assert end.kind == RoundEnd.ADOPTED
    assert end.version.title_fi == PLAIN.title.fi
    assert end.version.agreed_by_fi == "Aurinkokeittiö, suostumuskierros"
    assert end.version.rule.team_id == actor_of(world.bertta).team.pk
    assert Counted.objects.filter(round=found, stand=Stand.CONSENTS).count() == len(team) == 8
    with pytest.raises(Refused) as refused:
        says(found, world.aino)
    assert reasons(refused) == ("agreements.round-over",)


def test_everybody_but_the_proposer_is_asked_once_and_nobody_who_answered_is_reminded(world, team) -> None:
    found = opened(actor_of(world.bertta))
    asked = KeptNotice.objects.filter(thing_id=found.pk, kind="round_asks")
    assert {row.person_id for row in asked} == set(team) - {world.bertta}
    says(found, world.aino)
    late = found.closes_at - timedelta(hours=1)
    Stint.objects.all().delete()
    for person in team:
        stint = Stint(
            person_id=person, team_id=actor_of(world.bertta).team.pk, site=actor_of(world.bertta).person.home_site
        )
        stint.period = (late - timedelta(hours=2), late + timedelta(hours=3))
        if person not in {team[-1]}:
            stint.save()
    for _twice in range(2):
        actions.tick_rounds(at=late)
    reminded = KeptNotice.objects.filter(thing_id=found.pk, kind="round_reminds")
    assert {row.person_id for row in reminded} == set(team) - {world.bertta, world.aino, team[-1]}
    assert reminded.count() == len(team) - 3


def test_it_cannot_be_closed_over_an_objection_and_the_objector_alone_settles_it(world, team) -> None:
    lead = actor_of(world.bertta)
    found = opened(lead)
    objector, *others = [person for person in team if person != world.bertta]
    objects(found, objector)
    for person in others:
        says(found, person)
    late = found.closes_at + timedelta(hours=1)
    with pytest.raises(Refused) as refused:
        actions.close_round(round_id=found.pk, by=lead, at=late)
    assert "agreements.round-open-objection" in reasons(refused)
    actions.amend_round(
        replace(PLAIN, text=Words("Saatte pitää radiota auki iltapäivällä.", "", "")), note="Aamu rauhoitetaan",
        round_id=found.pk, edition=1, by=lead, at=timezone.now(),
    )  # fmt: skip
    stood = rounds.asked_of(Round.objects.get(pk=found.pk), rounds.voices_of(found.pk), at=timezone.now())
    assert stood.of(objector).stand is Stand.OBJECTS
    assert stood.of(world.bertta).stand is Stand.CONSENTS
    assert {stood.of(person).stand for person in others} <= consent.QUIET
    with pytest.raises(Refused) as refused:
        says(found, objector)
    assert reasons(refused) == ("agreements.round-edited",)
    for person in (objector, *others):
        says(found, person, edition=2)
    assert ending(found).kind == RoundEnd.ADOPTED
    assert ending(found).version.text_fi == "Saatte pitää radiota auki iltapäivällä."


def test_a_mended_heading_keeps_every_consent(world, team) -> None:
    lead = actor_of(world.bertta)
    found = opened(lead)
    says(found, world.aino)
    mended = replace(PLAIN, title=Words("Radio keittiössä", "Radion i köket", ""))
    actions.amend_round(mended, note="", round_id=found.pk, edition=1, by=lead, at=timezone.now())
    found.refresh_from_db()
    assert (found.edition, found.asked_edition) == (2, 1)
    stood = rounds.asked_of(found, rounds.voices_of(found.pk), at=timezone.now())
    assert stood.of(world.aino).stand is Stand.CONSENTS


def test_where_the_decision_list_does_not_give_the_topic_the_supervisor_decides(world, team) -> None:
    LevelChange.objects.all().delete()
    found = opened(actor_of(world.bertta))
    for person in team:
        if person != world.bertta:
            says(found, person)
    assert ending(found).kind == RoundEnd.PASSED_ON
    assert not Version.objects.filter(title_fi=PLAIN.title.fi).exists()
    assert KeptNotice.objects.filter(person_id=world.cecilia, kind="proposal_waits", thing_id=found.pk).count() == 1
    with pytest.raises(Refused) as refused:
        actions.decide_on_round(True, round_id=found.pk, reason="", by=actor_of(world.bertta), at=timezone.now())
    assert reasons(refused) == ("agreements.round-not-decider",)
    cecilia = actor_of(world.cecilia)
    with pytest.raises(Refused) as refused:
        actions.decide_on_round(False, round_id=found.pk, reason=" ", by=cecilia, at=timezone.now())
    assert reasons(refused) == ("agreements.round-no-reason",)
    decision = actions.decide_on_round(True, round_id=found.pk, reason="", by=cecilia, at=timezone.now())
    assert decision.version.title_fi == PLAIN.title.fi


def test_a_draft_in_a_round_is_changed_and_adopted_nowhere_else(world, team) -> None:
    found = opened(actor_of(world.bertta))
    for act in (
        lambda: actions.edit_draft(
            PLAIN, draft_id=found.draft_id, edition=1, by=actor_of(world.aino), at=timezone.now()
        ),
        lambda: actions.discard_draft(draft_id=found.draft_id, by=actor_of(world.aino), at=timezone.now()),
        lambda: actions.start_round(NEED, draft_id=found.draft_id, by=actor_of(world.aino), at=timezone.now()),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert set(reasons(refused)) & {"agreements.draft-in-round", "agreements.round-open-already"}


def test_a_round_nobody_closes_ends_by_itself_and_its_draft_is_free_again(world, team) -> None:
    found = opened(actor_of(world.bertta))
    Stint.objects.all().delete()
    actions.tick_rounds(at=found.closes_at)
    assert ending(found) is None
    assert KeptNotice.objects.filter(thing_id=found.pk, person_id=world.bertta).count() == 1
    over = found.closes_at + consent.GRACE
    actions.tick_rounds(at=over)
    end = ending(found)
    assert (end.kind, end.by) == (RoundEnd.NOT_ADOPTED, None)
    assert "agreements.round-nobody-else" in end.codes
    assert set(Counted.objects.filter(round=found).exclude(person_id=world.bertta).values_list("stand", flat=True)) == {
        "unheard"
    }
    actions.start_round(NEED, draft_id=found.draft_id, by=actor_of(world.bertta), at=over)


def test_silence_counts_when_the_time_is_up_for_those_who_had_two_shifts(world, team) -> None:
    found = opened(actor_of(world.bertta))
    says(found, world.aino)
    says(found, team[-1])
    asked = rounds.asked_of(found, rounds.voices_of(found.pk), at=timezone.now())
    silent = {one.person for one in asked.stood if one.stand is Stand.SILENT}
    assert len(silent) >= 3
    actions.tick_rounds(at=found.closes_at - timedelta(minutes=1))
    assert ending(found) is None
    actions.tick_rounds(at=found.closes_at + timedelta(hours=5))
    assert ending(found).kind == RoundEnd.ADOPTED
    counted = Counted.objects.filter(round=found, stand=Stand.SILENT)
    assert {row.person_id for row in counted} == silent
    assert all(row.shifts >= 2 for row in counted)


def test_whoever_left_no_longer_counts_and_her_objection_goes_with_her(world, team) -> None:
    found = opened(actor_of(world.bertta))
    leaver, *others = [person for person in team if person != world.bertta]
    objects(found, leaver)
    TeamMembership.objects.filter(person_id=leaver).update(until_date=timezone.localdate() - timedelta(days=1))
    for person in others:
        says(found, person)
    assert ending(found).kind == RoundEnd.ADOPTED
    assert not Counted.objects.filter(round=found, person_id=leaver).exists()


def test_a_rule_is_retired_by_consent(world, team) -> None:
    rule = Rule.objects.get(slug="tiskivuorot")
    LevelChange.objects.update(topic=rule.topic)
    bertta = actor_of(world.bertta)
    found = actions.start_retirement(NEED, rule_id=rule.pk, by=bertta, at=timezone.now())
    with pytest.raises(Refused):
        actions.start_retirement(NEED, rule_id=rule.pk, by=bertta, at=timezone.now())
    for person in team:
        if person != world.bertta:
            says(found, person)
    assert ending(found).kind == RoundEnd.ADOPTED
    assert Retirement.objects.filter(rule=rule).count() == 1


def test_nobody_outside_the_team_speaks_and_a_supervisor_takes_no_part(world, team) -> None:
    found = opened(actor_of(world.bertta))
    for person in (world.cecilia, world.daavid):
        with pytest.raises(Refused) as refused:
            says(found, person)
        assert reasons(refused) == ("agreements.round-not-asked",)
    assert Voice.objects.filter(round=found).count() == 1


def test_a_round_of_a_whole_area_is_blocked_by_one_objection_anywhere(world, team) -> None:
    manager = holder(RoleKind.AREA_MANAGER)
    area = actor_of(world.bertta).team.area_id
    draft = actions.start_draft(
        PLAIN, scope=type(actor_of(world.bertta).team.area).objects.get(pk=area), by=manager, at=timezone.now()
    )
    found = actions.start_round(NEED, draft_id=draft.pk, by=manager, at=timezone.now())
    assert len(rounds.teams_of(found.pk)) > 3
    objects(found, world.daavid)
    asked = rounds.asked_of(found, rounds.voices_of(found.pk), at=timezone.now())
    for one in asked.stood:
        if one.person != world.daavid:
            says(found, one.person)
    with pytest.raises(Refused) as refused:
        actions.close_round(round_id=found.pk, by=manager, at=found.closes_at + timedelta(hours=1))
    assert reasons(refused) == ("agreements.round-open-objection",)
    says(found, world.daavid)
    assert ending(found).kind == RoundEnd.PASSED_ON
