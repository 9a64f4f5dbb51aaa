"""Intervals against published tables, and by their own definition."""

from math import exp, factorial, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.insights.intervals import Change, Rate, change, chi_square, gamma_below, garwood


@pytest.mark.parametrize(
    ("share", "degrees", "value"),
    [(0.95, 1, 3.8415), (0.975, 2, 7.3778), (0.025, 2, 0.0506), (0.025, 10, 3.2470), (0.975, 10, 20.4832),
     (0.5, 4, 3.3567), (0.99, 30, 50.8922), (0.025, 100, 74.2219), (0.975, 100, 129.5612)],
)  # fmt: skip
def test_quantiles_of_chi_square_are_those_of_the_tables(share: float, degrees: int, value: float) -> None:
    assert chi_square(share, degrees) == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.689), (1, 0.025, 5.572), (2, 0.242, 7.225), (5, 1.623, 11.668), (10, 4.795, 18.390),
     (14, 7.654, 23.490), (50, 37.111, 65.919), (100, 81.364, 121.627)],
)  # fmt: skip
def test_the_interval_of_a_count_is_that_of_garwoods_table(count: int, low: float, high: float) -> None:
    assert garwood(count) == pytest.approx((low, high), abs=6e-4)


@given(st.integers(0, 60), st.floats(0.01, 80))
def test_the_gamma_function_is_the_sum_of_poisson_shares(count: int, mean: float) -> None:
    beyond = sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))
    assert isclose(1 - gamma_below(count + 1, mean), beyond, abs_tol=1e-9)


@given(st.integers(0, 3000), st.integers(1, 5000))
def test_a_rate_lies_inside_its_own_interval(count: int, shifts: int) -> None:
    rate = Rate(count, shifts)
    assert rate.low <= rate.value <= rate.high


def test_little_is_not_called_a_change_and_much_is() -> None:
    assert change(Rate(5, 50), Rate(3, 50)) is Change.CANNOT_TELL
    assert change(Rate(60, 150), Rate(20, 150)) is Change.LESS
    assert change(Rate(20, 150), Rate(60, 150)) is Change.MORE
    assert change(Rate(0, 50), Rate(0, 50)) is Change.CANNOT_TELL
