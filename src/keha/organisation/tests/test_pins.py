"""The PIN's rules, whose wrong tries are counted together, and how long a session lives."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keha.organisation import pins, rules

NOW = datetime(2026, 11, 24, 6, 45, tzinfo=UTC)
ONE = timedelta(seconds=1)


@pytest.mark.parametrize(
    "pin", ["123456", "654321", "111111", "121212", "123123", "112233", "890123", "00000000", "12121212", "4567890"]
)
def test_what_anybody_would_try_first_is_no_pin(pin: str) -> None:
    assert pins.may_be_pin(pin).reasons == ("organisation.pin-easy",)


@pytest.mark.parametrize("pin", ["", "12345", "123456789", "12345a", "١٢٣٤٥٦", "730 51", "７３０５１８"])
def test_a_pin_is_six_to_eight_figures(pin: str) -> None:
    assert pins.may_be_pin(pin).reasons == ("organisation.pin-length",)


@given(st.text("0123456789", min_size=6, max_size=8))
@settings(max_examples=300, deadline=None)
def test_few_pins_are_refused(pin: str) -> None:
    assert pins.may_be_pin(pin).reasons in ((), ("organisation.pin-easy",))


def test_less_than_one_in_a_hundred_is_too_easy() -> None:
    easy = sum(pins.is_easy(f"{number:06}") for number in range(0, 1_000_000, 7))
    assert easy / (1_000_000 / 7) < 1 / 100


def test_the_same_pin_is_kept_otherwise_each_time_and_fits_under_its_own_secret_only() -> None:
    one, two = pins.slow_hash("730518", b"a" * 32), pins.slow_hash("730518", b"a" * 32)
    assert one != two
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "730518" not in one
    assert pins.fits(one, "730518", b"a" * 32)
    assert not pins.fits(one, "730519", b"a" * 32)
    assert not pins.fits(one, "730518", b"b" * 32)
    assert not pins.fits("", "730518", b"a" * 32)
    assert not pins.fits(pins.nobodys(), "730518", b"a" * 32)


def test_five_wrong_ones_are_enough_for_one_and_thirty_for_a_tablet() -> None:
    assert pins.may_try(by_person=4, on_device=29)
    assert not pins.may_try(by_person=5, on_device=5)
    assert not pins.may_try(by_person=0, on_device=30)


def test_neighbours_are_counted_together_and_a_known_device_by_itself() -> None:
    assert rules.askers("10.1.2.3") == rules.askers("10.1.2.250") == {"10.1.2.0/24": 20, "10.1.0.0/16": 40}
    assert set(rules.askers("10.1.9.3")) & set(rules.askers("10.1.2.3")) == {"10.1.0.0/16"}
    assert rules.askers("2001:db8:1:2::7") == {"2001:db8:1::/56": 20, "2001:db8::/40": 40}
    assert rules.askers("device 7") == {"device 7": 5}
    assert rules.askers("") == {"": 20}


@pytest.mark.parametrize(
    ("since", "seen", "idle", "lives"),
    [
        (rules.SESSION_IDLE - ONE, rules.SESSION_IDLE - ONE, rules.SESSION_IDLE, True),
        (rules.SESSION_IDLE + ONE, rules.SESSION_IDLE + ONE, rules.SESSION_IDLE, False),
        (rules.SESSION_LENGTH - ONE, ONE, rules.SESSION_IDLE, True),
        (rules.SESSION_LENGTH + ONE, ONE, rules.SESSION_IDLE, False),
        (pins.IDLE - ONE, pins.IDLE - ONE, pins.IDLE, True),
        (pins.IDLE, pins.IDLE, pins.IDLE, False),
        (pins.IDLE + ONE, pins.IDLE + ONE, pins.IDLE, False),
    ],
)
def test_a_session_ends_to_the_second(since: timedelta, seen: timedelta, idle: timedelta, lives: bool) -> None:
    assert rules.is_alive(since=NOW - since, seen=NOW - seen, at=NOW, idle=idle) is lives
