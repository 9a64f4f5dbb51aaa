"""The weeks of the story: somebody is always at work, and nobody works unlawfully much."""

import itertools
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keha.story.cast import PersonLine, etelaranta, lahdenpera
from keha.story.rhythm import at_work, shifts, week_of, weekly_hours

FULL_WEEK_HOURS = 38.25
REST = timedelta(hours=11)
WORKERS = [line for line in (*lahdenpera().people, *etelaranta().people) if line.team]

days = st.dates(date(2026, 1, 1), date(2029, 12, 31))


def most_at_work(day: date, *, minutes: int, team: str = "") -> list[int]:
    """For each so many minutes of a UTC day: how many are at work in a team, or in the team with the most."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    found = {
        line.key: shifts(line.key, line.week, since=day - timedelta(days=2), until=day + timedelta(days=1))
        for line in lahdenpera().people
        if not line.newcomer
    }
    most = []
    for step in range(24 * 60 // minutes):
        at = midnight + timedelta(minutes=minutes * step)
        count = Counter(
            line.team for line in lahdenpera().people if not line.newcomer and at_work(found[line.key], at=at)
        )
        most.append(count[team] if team else max(count.values(), default=0))
    return most


@settings(deadline=None, max_examples=40)
@given(day=days)
def test_at_every_quarter_of_an_hour_some_team_has_two_people_at_work(day: date) -> None:
    assert min(most_at_work(day, minutes=15)) >= 2


@pytest.mark.parametrize("clocks", [date(2026, 3, 22), date(2026, 10, 18)], ids=["spring", "autumn"])
def test_a_fortnight_over_the_change_of_the_clocks_has_no_gap_either(clocks: date) -> None:
    for number in range(14):
        assert min(most_at_work(clocks + timedelta(days=number), minutes=15)) >= 2


@settings(deadline=None, max_examples=40)
@given(day=days)
def test_aurinkokeittio_is_at_work_every_morning(day: date) -> None:
    assert most_at_work(day, minutes=510, team="aurinkokeittio")[1] >= 2


@pytest.mark.parametrize("line", WORKERS, ids=lambda line: line.key)
def test_a_week_is_as_long_as_the_share_of_contract(line: PersonLine) -> None:
    assert weekly_hours(line.week) == pytest.approx(FULL_WEEK_HOURS * line.share / 100, abs=2)


@pytest.mark.parametrize("line", WORKERS, ids=lambda line: line.key)
def test_everybody_rests_between_shifts_and_has_a_day_off(line: PersonLine) -> None:
    found = shifts(line.key, line.week, since=date(2026, 2, 2), until=date(2026, 2, 15))
    gaps = [after.starts_at - before.ends_at for before, after in itertools.pairwise(found)]
    assert min(gaps) >= REST
    assert max(gaps) >= timedelta(hours=35)


def test_a_night_ends_on_the_next_day() -> None:
    (night,) = shifts("timo", week_of(["1 21:30-07:00 kallioranta"]), since=date(2026, 2, 2), until=date(2026, 2, 8))
    assert night.ends_at - night.starts_at == timedelta(hours=9.5)
    assert at_work([night], at=night.ends_at) == []
    assert at_work([night], at=night.starts_at) == [night]
