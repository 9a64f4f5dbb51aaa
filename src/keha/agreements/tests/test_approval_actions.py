"""Standing approvals in the database: given, signed by everybody who must, told of, withdrawn at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from keha.agreements import approvals as rules
from keha.agreements.actions import approvals
from keha.agreements.approvals import ApprovalClass, Limits
from keha.agreements.queries import approvals as queries
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.notices.models import KeptNotice
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Role
from keha.organisation.rules import RoleKind


class Stage:
    """Two teams of two supervisors, and everybody who signs."""

    def __init__(self, world):
        self.world = world
        self.ours, self.theirs = world.teams["aurinkokeittio"], world.teams["kotitiimi"]

    def actor(self, key):
        return organisation.actor(Person.objects.get(pk=self.world.people[key]), on=timezone.localdate())

    def give(self, *teams, by="cecilia", **limits):
        today = timezone.localdate()
        terms = approvals.Terms(ApprovalClass.SWAP, Limits(**limits), today, today + timedelta(days=60))
        return approvals.give(terms, team_ids=teams, by=self.actor(by), at=timezone.now())

    def sign(self, approval, by):
        approvals.sign(approval_id=approval.pk, by=self.actor(by), at=timezone.now())

    def stands(self, approval):
        return rules.stands(queries.approval(approval.pk).standing, at=timezone.localtime()).reasons


@pytest.fixture
def stage(world):
    with acting_for(world.employer):
        yield Stage(world)


def refused(what, *reasons):
    with pytest.raises(Refused) as found:
        what()
    assert found.value.verdict.reasons == tuple(f"agreements.{reason}" for reason in reasons)


def test_it_does_nothing_before_hr_and_the_steward_have_accepted(stage) -> None:
    approval = stage.give(stage.ours)
    assert stage.stands(approval) == ("agreements.hr-has-not-accepted", "agreements.steward-has-not-accepted")
    refused(lambda: stage.sign(approval, "cecilia"), "nothing-to-sign")
    refused(lambda: stage.sign(approval, "aino"), "nothing-to-sign")
    stage.sign(approval, "oskari")
    assert stage.stands(approval) == ("agreements.steward-has-not-accepted",)
    assert not KeptNotice.objects.filter(thing_id=approval.pk, person_id=stage.world.aino).exists()
    stage.sign(approval, "pekka")
    assert stage.stands(approval) == ()
    assert KeptNotice.objects.filter(thing_id=approval.pk, person_id=stage.world.aino).count() == 1


def test_another_supervisors_team_needs_her_name_or_the_area_managers(stage) -> None:
    for signer in ("marketta", "ritva"):
        approval = stage.give(stage.ours, stage.theirs)
        for key in ("oskari", "pekka"):
            stage.sign(approval, key)
        assert stage.stands(approval) == ("agreements.not-all-signed",)
        refused(lambda approval=approval: stage.sign(approval, "tommi"), "nothing-to-sign")
        stage.sign(approval, signer)
        assert stage.stands(approval) == ()


def test_one_person_does_not_accept_for_both_sides(stage) -> None:
    Role.objects.create(person_id=stage.world.people["oskari"], kind=RoleKind.STEWARD, from_date=timezone.localdate())
    approval = stage.give(stage.ours)
    refused(lambda: stage.sign(approval, "oskari"), "two-people-accept")


def test_only_whoever_signs_for_a_team_gives_one(stage) -> None:
    for key in ("aino", "bertta", "pekka", "oskari", "tommi"):
        refused(lambda key=key: stage.give(stage.ours, by=key), "not-yours-to-approve")
    refused(stage.give, "choose-a-team", "not-yours-to-approve")


@pytest.mark.parametrize("who", ["cecilia", "ritva", "pekka", "oskari"])
def test_any_of_them_withdraws_it_at_once(stage, who) -> None:
    approval = stage.give(stage.ours)
    for key in ("oskari", "pekka"):
        stage.sign(approval, key)

    def withdraw(by, reason="Ei toiminut."):
        return approvals.withdraw(approval_id=approval.pk, reason=reason, by=stage.actor(by), at=timezone.now())

    refused(lambda: withdraw("aino"), "not-yours-to-approve")
    refused(lambda: withdraw(who, ""), "reason-missing")
    withdraw(who)
    assert stage.stands(approval) == ("agreements.approval-withdrawn",)
    refused(lambda: withdraw(who), "approval-withdrawn")


def test_the_story_has_one_that_stands_and_one_that_waits_for_hr(stage) -> None:
    told = queries.approvals_of([stage.ours])
    found = {one.approval.kind: rules.stands(one.standing, at=timezone.localtime()).reasons for one in told}
    assert found == {"swap": (), "moved_time": ("agreements.hr-has-not-accepted",)}
