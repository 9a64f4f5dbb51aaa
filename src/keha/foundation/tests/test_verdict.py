"""A verdict is a yes, or a no with every reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.foundation.verdict import Refused, Verdict, all_of, any_of, holds

reasons = st.lists(st.sampled_from(["a.b", "a.c", "b.d", "c.e"]), max_size=4).map(lambda found: Verdict(tuple(found)))


def test_a_condition_that_holds_is_a_yes_and_one_that_does_not_says_why() -> None:
    assert holds(True, otherwise="a.b")
    assert holds(False, otherwise="a.b").reasons == ("a.b",)


@given(st.lists(reasons, max_size=5))
def test_all_of_says_yes_only_when_all_do_and_names_each_reason_once(found: list[Verdict]) -> None:
    whole = all_of(*found)
    assert bool(whole) == all(found)
    assert len(whole.reasons) == len(set(whole.reasons))
    assert set(whole.reasons) == {reason for verdict in found for reason in verdict.reasons}


@given(st.lists(reasons, min_size=1, max_size=5))
def test_any_of_says_yes_when_one_does(found: list[Verdict]) -> None:
    assert bool(any_of(*found)) == any(found)


def test_a_refusal_carries_all_the_reasons() -> None:
    with pytest.raises(Refused) as refusal:
        all_of(holds(False, otherwise="a.b"), holds(False, otherwise="a.c")).or_refuse()
    assert refusal.value.verdict.reasons == ("a.b", "a.c")
