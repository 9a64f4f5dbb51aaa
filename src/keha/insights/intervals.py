"""Pure: exact intervals of counts, and whether two rates differ. Own gamma function: no library of statistics is needed.

Sources: Garwood 1936, Biometrika 28, 437-442 (the interval); Ulm 1990, Am J Epidemiol 131, 373-375 (by chi-square);
Abramowitz & Stegun 6.5.29 and 6.5.31 (series and continued fraction of the incomplete gamma function);
Przyborowski & Wilenski 1940, Biometrika 31, 313-323 (two Poisson counts by the binomial distribution).
"""

from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, lgamma, log

LEVEL = 0.95
STEPS = 500
TINY = 1e-15
HUNDRED = 100


def gamma_below(shape: float, x: float) -> float:
    """The regularised lower incomplete gamma function P(shape, x). shape > 0, x >= 0."""
    if x <= 0:
        return 0.0
    scale = exp(shape * log(x) - x - lgamma(shape))
    return _series(shape, x) * scale if x < shape + 1 else 1.0 - _fraction(shape, x) * scale


def _series(shape: float, x: float) -> float:
    total = term = 1.0 / shape
    for n in range(1, STEPS):
        term *= x / (shape + n)
        total += term
        if term < total * TINY:
            break
    return total


def _fraction(shape: float, x: float) -> float:
    """The continued fraction by Lentz's way."""
    b = x + 1.0 - shape
    c, d = inf, 1.0 / b
    found = d
    for n in range(1, STEPS):
        a = -n * (n - shape)
        b += 2.0
        d = 1.0 / (a * d + b)
        c = b + a / c
        found *= c * d
        if abs(c * d - 1.0) < TINY:
            break
    return found


def chi_square(share: float, degrees: float) -> float:
    """The quantile of the chi-square distribution, by halving. share: 0 < share < 1."""
    low, high = 0.0, max(1.0, degrees)
    while gamma_below(degrees / 2, high / 2) < share:
        high *= 2
    while high - low > 1e-10 * max(1.0, high):
        middle = (low + high) / 2
        low, high = (middle, high) if gamma_below(degrees / 2, middle / 2) < share else (low, middle)
    return (low + high) / 2


def garwood(count: int, *, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of a Poisson mean of which a count was seen."""
    tail = (1 - level) / 2
    low = chi_square(tail, 2 * count) / 2 if count else 0.0
    return low, chi_square(1 - tail, 2 * (count + 1)) / 2


@dataclass(frozen=True, slots=True)
class Rate:
    """So many questions in so many worked shifts, for 100 shifts, with the interval of 95 %. shifts > 0."""

    count: int
    shifts: int

    @property
    def value(self) -> float:
        """For 100 worked shifts."""
        return HUNDRED * self.count / self.shifts

    @property
    def low(self) -> float:
        """The lower end for 100 worked shifts."""
        return HUNDRED * garwood(self.count)[0] / self.shifts

    @property
    def high(self) -> float:
        """The upper end for 100 worked shifts."""
        return HUNDRED * garwood(self.count)[1] / self.shifts


class Change(StrEnum):
    """What may be said of two rates."""

    LESS = "less"
    MORE = "more"
    CANNOT_TELL = "cannot-tell"


def change(before: Rate, after: Rate) -> Change:
    """Whether there is less or more than before; only when chance would do as much in less than 1 case of 20.

    Given how many came in all, those after are binomial when nothing changed.
    """
    n, share = before.count + after.count, after.shifts / (before.shifts + after.shifts)
    fewer = sum(_binomial(k, n, share) for k in range(after.count + 1))
    more = sum(_binomial(k, n, share) for k in range(after.count, n + 1))
    if min(fewer, more) * 2 >= 1 - LEVEL:
        return Change.CANNOT_TELL
    return Change.LESS if fewer < more else Change.MORE


def _binomial(k: int, n: int, share: float) -> float:
    ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(share) + (n - k) * log(1 - share))
