"""Hours as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.presence.rules import NotHours, hours_in, written


@pytest.mark.parametrize(
    ("text", "hours"),
    [("6-14", [(6, 0, 14, 0)]), ("6–14", [(6, 0, 14, 0)]), ("06:30 - 14.00", [(6, 30, 14, 0)]), ("22-6", [(22, 0, 6, 0)]),
     ("16-24", [(16, 0, 0, 0)]), ("6-10, 16-20", [(6, 0, 10, 0), (16, 0, 20, 0)]), ("6-10+16-20.15", [(6, 0, 10, 0), (16, 0, 20, 15)]),
     ("", []), (" - ", []), ("x", []), ("V", []), ("klo 7-15", [(7, 0, 15, 0)])],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(text: str, hours: list[tuple[int, int, int, int]]) -> None:
    assert hours_in(text) == [(time(a, b), time(c, d)) for a, b, c, d in hours]


@pytest.mark.parametrize(
    "text", ["6", "6-", "25-30", "6-14-22", "aamu", "6.75-8", "6-10, 8-12", "6-6", "1-2,3-4,5-6,7-8"]
)
def test_what_is_no_hours_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotHours):
        hours_in(text)


@given(st.text(max_size=20))
def test_any_text_is_hours_or_said_not_to_be(text: str) -> None:
    try:
        found = hours_in(text)
    except NotHours:
        return
    assert hours_in(written(found)) == found
