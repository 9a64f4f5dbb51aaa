"""The engine and the simulator, which share no code, say the same of 2,000 rosters; the drill asks of 100,000."""

from datetime import date

import pytest

from keha.worktime.tests.board import last_sunday, summer, utc_minute
from keha.worktime.tests.comparing import compare

PARTS = 8
ROSTERS = 2000


@pytest.mark.parametrize("part", range(PARTS))
def test_the_engine_says_what_the_minutes_say(part: int) -> None:
    seen = compare(range(part * ROSTERS // PARTS, (part + 1) * ROSTERS // PARTS))
    assert seen.differ == []
    assert seen.lawful > seen.rosters // 10
    assert seen.reasons > seen.rosters
    assert seen.rosters // 10 < seen.allowed < seen.rosters * 9 // 10


def test_the_simulators_own_clock_knows_the_nights_of_the_bars() -> None:
    changes = [
        date(2026, 3, 29),
        date(2026, 10, 25),
        date(2027, 3, 28),
        date(2027, 10, 31),
        date(2028, 3, 26),
        date(2028, 10, 29),
    ]
    assert [last_sunday(year, month) for year in (2026, 2027, 2028) for month in (3, 10)] == changes
    assert summer(2026) == (utc_minute(date(2026, 3, 29)) + 60, utc_minute(date(2026, 10, 25)) + 60)


def test_rosters_about_which_the_two_once_disagreed() -> None:
    """The drill found them: a rest cut by the end of its 24 hours, with free time going on after it."""
    assert compare([1_003_407, 1_005_179, 1_008_553, 1_014_045, 1_021_153]).differ == []
