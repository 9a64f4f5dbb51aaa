"""The strain lights: recommendations, not law."""

import pytest

from keha.worktime.strain import Light, StrainKind, strain
from keha.worktime.tests.test_vectors import at, shift


@pytest.mark.parametrize(
    ("ends", "light"),
    [("16:00", Light.GREEN), ("16:01", Light.ELEVATED), ("18:01", Light.OVER), ("20:01", Light.STRONG)],
)
def test_the_light_of_a_shift(ends: str, light: Light) -> None:
    (found,) = (one for one in strain([shift(0, "06:00", ends)]) if one.kind is StrainKind.SHIFT)
    assert found.light is light
    assert found.have == (at(0, ends) - at(0, "06:00")).total_seconds() / 60


@pytest.mark.parametrize(
    ("days", "light"),
    [
        (1, Light.STRONG),
        (2, Light.ELEVATED),
        (3, Light.GREEN),
        (5, Light.GREEN),
        (6, Light.ELEVATED),
        (7, Light.OVER),
        (8, Light.STRONG),
    ],
)
def test_the_light_of_days_in_a_row(days: int, light: Light) -> None:
    (found,) = (
        one for one in strain(shift(day, "07:00", "12:00") for day in range(days)) if one.kind is StrainKind.DAYS
    )
    assert (found.light, found.have) == (light, days)


def test_the_light_of_work_between_days_off() -> None:
    six = [shift(day, "07:00", "15:00") for day in range(6)] + [shift(8, "07:00", "15:00")]
    stretches = [one for one in strain(six) if one.kind is StrainKind.STRETCH]
    assert [(one.have, one.light) for one in stretches] == [(48 * 60, Light.ELEVATED), (8 * 60, Light.GREEN)]
    assert stretches[0].at * 60 == at(0, "00:00").timestamp()
