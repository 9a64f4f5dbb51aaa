"""Guessing, and keeping others out by guessing: few tries are performed, and whoever is known gets in."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for, door
from keha.organisation import pins, rules
from keha.organisation.actions import door as actions
from keha.organisation.actions import tablets
from keha.organisation.models import Attempt, Device, Person, Pin, Team
from keha.organisation.queries import actor

PIN = "730518"


@pytest.fixture
def tablet(world: Any, monkeypatch: pytest.MonkeyPatch) -> Device:
    """A paired tablet of Aino's team. The hash is a quick one here: its slowness is not what is tried."""
    quick = pins.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(pins, "_HASHER", quick)
    pins.nobodys.cache_clear()
    now, today = timezone.now(), timezone.localdate()
    with acting_for(world.employer):
        own = actor(Person.objects.get(pk=world.aino), on=today).teams[0].pk
        by = actor(Person.objects.get(pk=world.cecilia), on=today)
        device = tablets.open_pairing(team=Team.objects.get(pk=own), name="Keittiö", by=by, at=now)
        return tablets.become_paired(device, browser="Chrome, Android", at=now)


def _pin_for(world: Any, device: Device, person_id: Any) -> None:
    account = actions.account_of(person_id=person_id, employer_id=world.employer)
    tablets.set_pin(account=account, device_ids=[device.pk], pin=PIN, at=timezone.now())


def _performed() -> int:
    return Attempt.objects.count()


def test_five_hundred_guesses_of_codes_from_a_neighbourhood_are_twenty_tries(world: Any) -> None:
    now = timezone.now()
    with acting_for(world.employer):
        _, code = actions.invite_first(person=Person.objects.get(pk=world.aino), at=now)
    with door():
        for number in range(500):
            guess = f"{number * 7919 % 10**8:08}"
            assert guess != code
            assert not actions.look_at_code(guess, network=f"10.0.0.{number % 50}", at=now)[1]
        assert (
            _performed() == 2 * rules.WRONG_TRIES_MAX
        )  # each is counted for the neighbourhood and for the wide network
        for number in range(500):
            actions.look_at_code(f"{number:08}", network=f"10.0.{number % 50}.1", at=now)
        assert _performed() == 2 * rules.WRONG_TRIES_WIDE_MAX


def test_five_hundred_guesses_of_pins_on_a_stolen_tablet_are_thirty_tries(world: Any, tablet: Device) -> None:
    people, now = [world.aino, world.bertta, *(uuid4() for _ in range(48))], timezone.now()
    with door():
        _pin_for(world, tablet, world.aino)
        for number in range(500):
            knock = tablets.Knock(world.employer, tablet.pk, people[number % 50])
            assert tablets.enter_by_pin(knock, pin=f"{number + 200_000}", at=now)[0] is None
        assert _performed() == 2 * pins.WRONG_ON_DEVICE_MAX


def test_whoever_guesses_for_all_locks_nobody_on_a_device_that_is_known(world: Any, tablet: Device) -> None:
    now = timezone.now()
    with acting_for(world.employer):
        _, code = actions.invite_first(person=Person.objects.get(pk=world.aino), at=now)
    with door():
        _pin_for(world, tablet, world.aino)
        for number in range(60):
            actions.look_at_code(f"{number:08}", network="10.0.0.7", at=now)
        assert not actions.look_at_code(code, network="10.0.0.8", at=now)[1]
        assert actions.look_at_code(code, network="device own", at=now)[1]
        knock = tablets.Knock(world.employer, tablet.pk, world.aino)
        assert tablets.enter_by_pin(knock, pin=PIN, at=now)[0]


def test_fifty_four_correct_codes_from_one_address_all_open(world: Any) -> None:
    begin = timezone.now()
    for number, person_id in enumerate(world.people.values()):
        at = begin + timedelta(seconds=5 * number)
        with acting_for(world.employer):
            _, code = actions.invite_first(person=Person.objects.get(pk=person_id), at=at)
        with door():
            if number % 3 == 0:  # and every third mistypes it first
                actions.look_at_code("00000000", network="10.0.0.7", at=at)
            invitation, verdict = actions.look_at_code(code, network="10.0.0.7", at=at)
            assert verdict
            assert invitation
            actions.enter(invitation, at=at)
    assert number == 53


def test_unlocking_forgets_her_tries_and_nobody_elses(world: Any, tablet: Device) -> None:
    now = timezone.now()
    with door():
        for person_id in (world.aino, world.bertta):
            _pin_for(world, tablet, person_id)
            for _ in range(pins.WRONG_MAX):
                knock = tablets.Knock(world.employer, tablet.pk, person_id)
                tablets.enter_by_pin(knock, pin="940271", at=now)
        tablets.unlock(device_id=tablet.pk, person_id=world.aino)
        found = [
            tablets.enter_by_pin(tablets.Knock(world.employer, tablet.pk, one), pin=PIN, at=now)[0]
            for one in (world.aino, world.bertta)
        ]
        assert [bool(one) for one in found] == [True, False]
        assert Attempt.objects.count() == 2 * pins.WRONG_MAX


def test_an_unpaired_tablet_opens_nothing(world: Any, tablet: Device) -> None:
    now = timezone.now()
    with door():
        _pin_for(world, tablet, world.aino)
    with acting_for(world.employer):
        by = actor(Person.objects.get(pk=world.cecilia), on=timezone.localdate())
        tablets.unpair(device=tablet, by=by, at=now)
    with door():
        knock = tablets.Knock(world.employer, tablet.pk, world.aino)
        assert tablets.enter_by_pin(knock, pin=PIN, at=now)[0] is None
        tablets.forget_tablet(tablet.pk)
        assert not Pin.objects.filter(device=tablet).exists()
