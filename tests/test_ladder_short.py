"""Twenty days of questions on the ladder. The long trial of a thousand is `bin/drill ladder`."""

from typing import Any

from drill.ladder import FIRST_DAY
from drill.ladder_days import Days


def test_every_question_of_twenty_days_finds_its_hearer_by_the_end_of_the_shift(world: Any) -> None:
    days = Days.founded(seed=4, first=FIRST_DAY)
    days.live(20)
    figures = days.figures()
    assert figures["first_faults"] == []
    assert figures["doubled"] == 0
    assert figures["questions"] >= 40
    assert figures["reached"] >= 10
    assert figures["given_back"] >= 1
