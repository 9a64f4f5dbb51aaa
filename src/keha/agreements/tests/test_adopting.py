"""Who makes a team's rule hold, or ends it, without a round: only whoever the team's decision list names."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from keha.agreements import actions, policies
from keha.agreements.consent import RoundEnd
from keha.agreements.models import Draft, LevelChange, Retirement, Round, RoundEnding, Rule
from keha.agreements.rights import ChangeKind, Level
from keha.agreements.tests.test_drafts import PLAIN, THE_TEAM, actor_of, adopted, adoption, holder, reasons, started
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.organisation.models import Role
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind

TEAMS = (Level.WORKER, Level.TEAM, Level.TEAM_INFORMS)
LEADERS = ("supervisor", "area_manager", "administrator")
AGREES, DECIDES, HEARS = "agreements.team-agrees", "agreements.decider-adopts", "agreements.hear-team-first"


def set_level(world, level, topic="working_time"):
    LevelChange.objects.create(
        team=actor_of(world.bertta).team, topic=topic, kind=ChangeKind.GRANTED, level=level, granted=level,
        from_date=timezone.localdate(), by_id=world.cecilia, at=timezone.now(),
    )  # fmt: skip


def everybody(world) -> dict[str, Actor]:
    return {
        "worker": actor_of(world.aino), "lead": actor_of(world.bertta), "supervisor": actor_of(world.cecilia),
        "area_manager": holder(RoleKind.AREA_MANAGER), "administrator": holder(RoleKind.ADMINISTRATOR),
    }  # fmt: skip


@pytest.mark.parametrize("level", [None, *Level])
def test_a_level_says_who_adopts_and_who_ends_a_rule_alone(world, level) -> None:
    expected = {None: LEADERS, Level.SUPERVISOR: LEADERS}.get(level, ())
    with acting_for(world.employer):
        people, today = everybody(world), timezone.localdate()
        rule = adopted(started(people["lead"]), people["supervisor"]).rule
        draft = started(people["worker"])
        if level:
            set_level(world, level)
        assert {name for name, one in people.items() if policies.may_adopt(one, draft, on=today)} == set(expected)
        assert {name for name, one in people.items() if policies.may_retire(one, rule, on=today)} == set(expected)


def test_each_refusal_says_what_comes_next(world) -> None:
    with acting_for(world.employer):
        people, team = everybody(world), actor_of(world.bertta).team
        for level in TEAMS:
            assert policies.decides_alone(people["supervisor"], team, level).reasons == (AGREES,)
        for level in (None, Level.SUPERVISOR, Level.SUPERVISOR_HEARS):
            assert policies.decides_alone(people["lead"], team, level).reasons == (DECIDES,)
        assert policies.decides_alone(people["supervisor"], team, Level.SUPERVISOR_HEARS).reasons == (HEARS,)
        assert policies.decides_alone(people["supervisor"], team, Level.SUPERVISOR_HEARS, heard=True)


def test_another_teams_supervisor_decides_nothing_here(world) -> None:
    with acting_for(world.employer):
        here = actor_of(world.cecilia).led_team_ids
        other = Role.objects.filter(kind=RoleKind.SUPERVISOR).exclude(team_id__in=here).first().person_id
        draft = started(actor_of(world.bertta))
        with pytest.raises(Refused) as refused:
            adopted(draft, actor_of(other))
        assert "agreements.not-your-scope" in reasons(refused)


def test_a_member_adopts_ends_and_takes_back_nothing_alone(world) -> None:
    with acting_for(world.employer):
        member, supervisor, now = actor_of(world.bertta), actor_of(world.cecilia), timezone.now()
        rule = adopted(started(member), supervisor).rule
        for what in (
            lambda: adopted(started(member), member),
            lambda: actions.retire(rule=rule, reason=THE_TEAM, by=member, at=now),
        ):
            with pytest.raises(Refused) as refused:
                what()
            assert reasons(refused) == (DECIDES,)
        actions.retire(rule=rule, reason=THE_TEAM, by=supervisor, at=now)
        with pytest.raises(Refused) as refused:
            actions.keep(rule_id=rule.pk, by=member, at=now)
        assert reasons(refused) == (DECIDES,)
        actions.keep(rule_id=rule.pk, by=supervisor, at=now + timedelta(minutes=9))
        assert not Retirement.objects.filter(rule=rule).exists()


def test_what_a_team_ended_nobody_takes_back_alone(world) -> None:
    with acting_for(world.employer):
        now, rule = timezone.now(), Rule.objects.get(slug="tiskivuorot", team=actor_of(world.bertta).team)
        Retirement.objects.create(rule=rule, by=actor_of(world.bertta).person, at=now)
        for one in everybody(world).values():
            with pytest.raises(Refused) as refused:
                actions.keep(rule_id=rule.pk, by=one, at=now)
            assert reasons(refused) == (AGREES,)


def test_a_draft_in_another_topic_does_not_go_round_the_rules_own(world) -> None:
    with acting_for(world.employer):
        supervisor, rule = (
            actor_of(world.cecilia),
            Rule.objects.get(slug="tiskivuorot", team=actor_of(world.bertta).team),
        )
        draft = actions.start_change(rule_id=rule.pk, by=supervisor, at=timezone.now())
        actions.edit_draft(
            replace(PLAIN, topic="working_time"), draft_id=draft.pk, edition=1, by=supervisor, at=timezone.now()
        )
        draft.refresh_from_db()
        with pytest.raises(Refused) as refused:
            actions.adopt_draft(draft_id=draft.pk, edition=2, adoption=adoption(), by=supervisor, at=timezone.now())
        assert reasons(refused) == (AGREES,)


def test_a_supervisor_who_hears_adopts_what_the_team_was_asked_about(world) -> None:
    with acting_for(world.employer):
        set_level(world, Level.SUPERVISOR_HEARS)
        member, supervisor, now = actor_of(world.bertta), actor_of(world.cecilia), timezone.now()
        draft = started(member)
        found = actions.start_round(actions.Opening("Tarve."), draft_id=draft.pk, by=member, at=now)
        _ended(found, RoundEnd.WITHDRAWN, at=now)
        with pytest.raises(Refused) as refused:
            adopted(draft, supervisor)
        assert reasons(refused) == (HEARS,)
        _ended(found, RoundEnd.NOT_ADOPTED, at=now)
        Draft.objects.filter(pk=draft.pk).update(edited_at=now + timedelta(minutes=1))
        with pytest.raises(Refused):
            adopted(draft, supervisor)
        Draft.objects.filter(pk=draft.pk).update(edited_at=now)
        assert adopted(draft, supervisor).number == 1


def _ended(found: Round, kind: RoundEnd, *, at) -> None:
    RoundEnding.objects.filter(round=found).delete()
    RoundEnding.objects.create(round=found, kind=kind, at=at, reason="Ei nyt.")


def test_wide_and_fixed_rules_stay_with_their_keepers(world) -> None:
    with acting_for(world.employer):
        people, today = everybody(world), timezone.localdate()
        team = people["lead"].team
        for thing in (Rule(slug="x", topic="kitchen"), Rule(slug="x", topic="kitchen", team=team, fixed=True)):
            able = {name for name, one in people.items() if policies.may_adopt(one, thing, on=today)}
            assert able == {"area_manager", "administrator"}
