"""Facts reach their listeners, in order."""

from dataclasses import dataclass

import pytest

from keha.config.wiring import wire_all
from keha.foundation.facts import publish, wire


@dataclass(frozen=True)
class Rang:
    """A bell rang."""

    times: int


@pytest.fixture(autouse=True)
def _own_table():
    yield
    wire_all()


def test_a_fact_goes_to_its_listeners_in_order_and_to_nobody_else() -> None:
    heard: list[str] = []
    wire({Rang: [lambda f: heard.append(f"first {f.times}"), lambda f: heard.append("second")], int: [heard.append]})
    publish(Rang(3))
    assert heard == ["first 3", "second"]


def test_a_listeners_error_is_the_publishers_error() -> None:
    def breaks(fact: Rang) -> None:
        raise ValueError("no")

    wire({Rang: [breaks]})
    with pytest.raises(ValueError, match="no"):
        publish(Rang(1))
