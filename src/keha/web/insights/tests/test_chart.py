"""The picture of the weeks: everything inside the sheet, gaps where nothing was counted."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from keha.insights.intervals import Rate
from keha.insights.rules import Burden, Week
from keha.web.insights.chart import BOTTOM, LEFT, RIGHT, TOP, picture, top_of

MONDAY = date(2026, 8, 31)
RATES = st.one_of(st.none(), st.builds(Rate, st.integers(0, 60), st.integers(1, 80)))


def _burden(rates: list[Rate | None], start: date | None) -> Burden:
    weeks = tuple(Week(MONDAY + timedelta(weeks=n), rate) for n, rate in enumerate(rates))
    known = [rate for rate in rates if rate]
    return Burden(
        start, weeks, before=known[0] if known and start else None, after=known[-1] if known else None, counted_weeks=0
    )


@settings(max_examples=30)
@given(st.lists(RATES, max_size=26), st.one_of(st.none(), st.integers(-40, 200)))
def test_everything_drawn_lies_on_the_sheet(rates: list[Rate | None], start: int | None) -> None:
    drawn = picture(_burden(rates, MONDAY + timedelta(days=start) if start is not None else None))
    assert (drawn is None) == (not any(rates))
    if drawn is None:
        return
    assert len(drawn.points) == len([rate for rate in rates if rate])
    for point in drawn.points:
        assert LEFT <= point.x <= RIGHT
        assert TOP <= point.high <= point.y <= point.low <= BOTTOM + 0.1
    assert drawn.line.count("M") + drawn.line.count("L") == len(drawn.points)
    assert all(LEFT <= mean.begin <= mean.words_x + 100 and mean.end <= RIGHT for mean in drawn.means)


def test_a_line_breaks_where_a_week_was_not_counted() -> None:
    drawn = picture(_burden([Rate(3, 30), Rate(4, 30), None, Rate(2, 30)], None))
    assert drawn
    assert drawn.line.count("M") == 2


def test_the_scale_ends_in_a_number_that_people_read() -> None:
    assert [top_of(most) for most in (0, 3.1, 4, 17, 41, 63, 390)] == [4, 4, 4, 20, 80, 80, 400]
