"""Ids grow with time; a form's fingerprint tells forms apart."""

from hypothesis import given
from hypothesis import strategies as st

from keha.foundation.idempotency import digest
from keha.foundation.ids import uuid7

pairs = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=5)


def test_ids_are_version_seven_and_never_the_same() -> None:
    made = [uuid7() for _ in range(2000)]
    assert len(set(made)) == 2000
    assert {one.version for one in made} == {7}
    assert {one.variant for one in made} == {"specified in RFC 4122"}


def test_ids_made_later_sort_later_by_the_millisecond() -> None:
    made = [uuid7().int >> 80 for _ in range(500)]
    assert made == sorted(made)


@given(pairs, pairs)
def test_two_forms_have_one_fingerprint_only_when_they_say_the_same(one: list, other: list) -> None:
    assert (digest(one) == digest(other)) == (sorted(one) == sorted(other))


def test_a_fingerprint_takes_any_text_even_half_a_sign() -> None:
    assert digest([("text", "\ud800 \0 ä")])
