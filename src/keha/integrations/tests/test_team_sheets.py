"""A file of rules for a team: its rows make a rule hold only in topics that the one who brings it decides."""

import pytest

from keha.agreements.models import Version
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.integrations.tests.test_sheets import actor_of, applied, brought, reasons
from keha.organisation.models import Team


def test_a_team_members_file_is_looked_at_for_her_own_team_and_makes_no_rule_hold(world) -> None:
    with acting_for(world.employer):
        aino = actor_of(world.aino)
        team, other = aino.teams[0], Team.objects.exclude(pk=aino.teams[0].pk).first()
        own = Team.objects.get(pk=team.pk)
    with pytest.raises(Refused):
        brought(world, by=aino, scope=other)
    with pytest.raises(Refused):
        brought(world, by=aino)
    sheet = brought(world, by=aino, scope=own, topic="working_time")
    with acting_for(world.employer):
        assert reasons(sheet, "Kahvihuoneen radio") == ["agreements.decider-adopts"]


def test_a_supervisor_brings_rules_for_her_team_in_the_topics_that_she_decides(world) -> None:
    with acting_for(world.employer):
        cecilia = actor_of(world.cecilia)
        own = Team.objects.get(pk=cecilia.led_teams[0].pk)
    sheet = brought(world, by=cecilia, scope=own, topic="everyday")
    with acting_for(world.employer):
        assert reasons(sheet, "Kahvihuoneen radio") == ["agreements.team-agrees"]
    sheet = brought(world, by=cecilia, scope=own, topic="working_time")
    applied(world, sheet, by=cecilia)
    with acting_for(world.employer):
        assert Version.objects.get(title_fi="Kahvihuoneen radio").rule.team_id == own.pk
