"""Words of the trade that mean nearly the same are one concept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.language.concepts import concepts_of, load, read

GROUPS = read(
    [
        "# a comment: not, a, group",
        "sickness: kipeä, sairas, huono olo | sjuk | ill, unwell",
        "substitute: sijainen | vikarie | substitute, stand in",
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("oon kipee", ["sickness"]),
        ("mulla on huono olo", ["sickness"]),
        ("tuleeko kesäsijainen", ["substitute"]),
        ("kuka on sijaisena kun olen sairas", ["substitute", "sickness"]),
        ("vem är vikarie när jag är sjuk", ["substitute", "sickness"]),
        ("who can stand in for me if I am unwell", ["sickness", "substitute"]),
        ("mitä kello on", []),
    ],
)
def test_a_text_speaks_of_its_concepts_in_each_language(text: str, found: list[str]) -> None:
    assert sorted(concepts_of(text, GROUPS)) == sorted(found)


def test_every_group_that_is_shipped_has_words_in_three_languages() -> None:
    known = load()
    finnish = {name for names in known.finnish.values() for name in names}
    others = {name for names in known.others.values() for name in names}
    assert len(finnish) >= 90
    assert finnish == others


@given(st.text(max_size=200))
def test_any_text_gives_only_names_of_groups(text: str) -> None:
    assert set(concepts_of(text, GROUPS)) <= {"sickness", "substitute"}
