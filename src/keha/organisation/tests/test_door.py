"""Codes handed over, used once; who may hand one over; leaving."""

from datetime import timedelta

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for, door
from keha.foundation.verdict import Refused
from keha.organisation import policies, queries, rules
from keha.organisation.actions import door as actions
from keha.organisation.actions import people
from keha.organisation.models import Account, Membership, Person


def actor_of(person_id):
    return queries.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def code_for(world, person_id, *, by, at):
    with acting_for(world.employer):
        invitation, code = actions.invite(person=Person.objects.get(pk=person_id), by=actor_of(by), at=at)
    return invitation.pk, code


def test_a_code_leads_to_the_person_it_was_made_for_and_works_once(world) -> None:
    now = timezone.now()
    _, code = code_for(world, world.bertta, by=world.cecilia, at=now)
    with door():
        invitation, verdict = actions.look_at_code(rules.in_groups(code), network="a", at=now)
        assert verdict
        entrance = actions.enter(invitation, at=now)
        again, second = actions.look_at_code(code, network="a", at=now)
    assert (entrance.employer_id, entrance.person_id) == (world.employer, world.bertta)
    assert second.reasons == ("organisation.code-used",)
    assert again is not None


def test_a_new_code_for_a_new_phone_leads_to_the_same_account(world) -> None:
    with door():
        before = Membership.objects.get(person_id=world.bertta).account_id
        accounts = Account.objects.count()
        assert actions.account_of(person_id=world.bertta, employer_id=world.employer).pk == before
        assert Account.objects.count() == accounts


def test_an_old_code_says_that_it_is_old(world) -> None:
    now = timezone.now()
    _, code = code_for(world, world.bertta, by=world.cecilia, at=now)
    with door():
        _, verdict = actions.look_at_code(code, network="a", at=now + rules.CODE_LIFETIME)
    assert verdict.reasons == ("organisation.code-expired",)


def test_many_wrong_codes_close_the_way_for_that_network_and_for_no_other(world) -> None:
    now = timezone.now()
    _, code = code_for(world, world.bertta, by=world.cecilia, at=now)
    with door():
        for n in range(rules.WRONG_TRIES_MAX):
            actions.look_at_code(f"wrong {n}", network="bad", at=now)
        assert actions.look_at_code(code, network="bad", at=now)[1].reasons == ("organisation.too-many-tries",)
        assert actions.look_at_code(code, network="good", at=now)[1]
        later = now + rules.WRONG_TRIES_WINDOW + timedelta(seconds=1)
        assert actions.look_at_code("x", network="bad", at=later)[1].reasons == ("organisation.code-unknown",)


def test_the_code_itself_stands_nowhere_in_the_database(world) -> None:
    now = timezone.now()
    invitation_id, code = code_for(world, world.bertta, by=world.cecilia, at=now)
    with acting_for(world.employer):
        from keha.organisation.models import Invitation

        row = Invitation.objects.get(pk=invitation_id)
        assert code.encode() not in bytes(row.code_hash)
        assert actions.code_of(row) == code


@pytest.mark.parametrize(("by", "whom", "allowed"), [
    ("cecilia", "aino", True), ("daavid", "aino", False), ("aino", "cecilia", False), ("aino", "aino", True),
    ("cecilia", "daavid", False), ("aino", "jani", True), ("aino", "bertta", False),
])  # fmt: skip
def test_who_may_hand_over_a_code(world, by, whom, allowed) -> None:
    with acting_for(world.employer):
        person = Person.objects.get(pk=world.people[whom])
        verdict = policies.may_invite(actor_of(world.people[by]), person, on=timezone.localdate())
        assert bool(verdict) is allowed


def test_a_refused_invitation_makes_no_code(world) -> None:
    with acting_for(world.employer), pytest.raises(Refused):
        actions.invite(person=Person.objects.get(pk=world.aino), by=actor_of(world.daavid), at=timezone.now())


def test_a_leaver_is_nobody_from_that_instant_on(world) -> None:
    now = timezone.now()
    with acting_for(world.employer):
        people.depart(person=Person.objects.get(pk=world.aino), at=now)
        assert queries.present_person(world.aino, at=now) is None
        assert queries.present_person(world.aino, at=now - timedelta(seconds=1)) is not None
