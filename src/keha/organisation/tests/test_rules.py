"""Codes and sessions, by the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from keha.organisation import rules

NOON = datetime(2026, 11, 24, 10, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_code_works_until_it_expires_and_once() -> None:
    later = NOON + rules.CODE_LIFETIME
    assert rules.may_be_used(expires_at=later, used_at=None, at=later - SECOND)
    assert rules.may_be_used(expires_at=later, used_at=None, at=later).reasons == ("organisation.code-expired",)
    assert rules.may_be_used(expires_at=later, used_at=NOON, at=NOON).reasons == ("organisation.code-used",)


@pytest.mark.parametrize(
    ("since", "seen", "alive"),
    [
        (timedelta(0), timedelta(0), True),
        (rules.SESSION_IDLE - SECOND, rules.SESSION_IDLE - SECOND, True),
        (rules.SESSION_IDLE, rules.SESSION_IDLE, False),
        (rules.SESSION_LENGTH - SECOND, timedelta(0), True),
        (rules.SESSION_LENGTH, timedelta(0), False),
    ],
)
def test_a_session_ends_three_hours_after_the_last_click_and_twelve_after_the_first(since, seen, alive) -> None:
    assert rules.is_alive(since=NOON - since, seen=NOON - seen, at=NOON) is alive


def test_only_wrong_codes_are_counted_against_a_network() -> None:
    assert rules.may_try(rules.WRONG_TRIES_MAX - 1)
    assert not rules.may_try(rules.WRONG_TRIES_MAX)


def test_a_code_reads_the_same_however_it_is_typed() -> None:
    assert rules.in_groups("12345678") == "1234-5678"
    assert rules.only_digits(" 1234 - 5678 ") == "12345678"
    assert rules.only_digits("١٢٣٤") == ""
