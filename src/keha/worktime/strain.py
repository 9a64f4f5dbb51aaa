"""Pure: how hard a roster is on one person, in four lights. It forbids nothing.

Source: the Finnish Institute of Occupational Health's recommendations for period work (working hours' strain).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from keha.worktime.rosters import in_order
from keha.worktime.shifts import Shift
from keha.worktime.spans import HOUR
from keha.worktime.streaks import runs, stretches


class Light(StrEnum):
    """From good to worst."""

    GREEN = "green"
    ELEVATED = "elevated"
    OVER = "over"
    STRONG = "strong"


class StrainKind(StrEnum):
    """What is looked at."""

    SHIFT = "shift"  # minutes of a shift from start to end
    STRETCH = "stretch"  # minutes of work between days off
    DAYS = "days"  # working days in a row


LIGHTS = tuple(Light)
SHIFT_MINUTES = (10 * HOUR, 12 * HOUR, 14 * HOUR)
STRETCH_MINUTES = (40 * HOUR, 48 * HOUR, 55 * HOUR)
DAYS_LONG, DAYS_SHORT = (5, 6, 7), {1: Light.STRONG, 2: Light.ELEVATED}


@dataclass(frozen=True, slots=True)
class Strain:
    """One light. at: the minute at which the shift, or the first day of the stretch, begins. have: minutes or days."""

    kind: StrainKind
    at: int
    have: int
    light: Light


def strain(shifts: Iterable[Shift]) -> list[Strain]:
    """The lights of each shift and of each stretch between days off, by time. A day off is a day on which none begins."""
    pieces = in_order(shifts)
    found = [Strain(StrainKind.SHIFT, p.begin, p.end - p.begin, _light(p.end - p.begin, SHIFT_MINUTES)) for p in pieces]
    for (at, days), stretch in zip(runs(pieces), stretches(pieces), strict=True):
        worked = sum(piece.worked for piece in stretch)
        found.append(Strain(StrainKind.STRETCH, at, worked, _light(worked, STRETCH_MINUTES)))
        found.append(Strain(StrainKind.DAYS, at, days, DAYS_SHORT.get(days) or _light(days, DAYS_LONG)))
    return sorted(found, key=lambda one: (one.at, one.kind))


def _light(have: int, steps: tuple[int, int, int]) -> Light:
    return LIGHTS[sum(have > step for step in steps)]
