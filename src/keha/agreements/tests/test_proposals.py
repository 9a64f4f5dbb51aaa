"""A proposed wording keeps all that it says on its way into a draft and out again. No database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keha.agreements import proposals, templates
from keha.agreements.rules import Addressee, Comparison, Decider, Limit, RulingVerdict, SourceKind, Words
from keha.agreements.templates import SourceLine

TEXTS = st.text(max_size=60)
WORDS = st.builds(Words, TEXTS, TEXTS, TEXTS)
VALUES = st.none() | st.decimals(min_value=0, max_value=99999, places=3)
LIMITS = st.builds(Limit, TEXTS, st.sampled_from(Comparison), VALUES, TEXTS, WORDS)
SOURCES = st.builds(SourceLine, st.sampled_from(SourceKind), WORDS, TEXTS, st.none() | st.dates())
PROPOSALS = st.builds(
    proposals.Proposal, TEXTS, st.sampled_from(RulingVerdict), st.sampled_from(Decider), st.sampled_from(Addressee),
    title=WORDS, text=WORDS, why=WORDS, limits=st.lists(LIMITS, max_size=4).map(tuple),
    sources=st.lists(SOURCES, max_size=3).map(tuple), direct_route=st.booleans(), review_months=st.integers(1, 36),
)  # fmt: skip


@given(PROPOSALS)
def test_a_proposal_comes_back_from_its_body_as_it_was(proposal) -> None:
    assert proposals.from_body(proposals.to_body(proposal)) == proposal


@pytest.mark.parametrize("template", templates.load(), ids=lambda template: template.slug)
def test_a_filled_template_is_adopted_as_the_proposal_says(template) -> None:
    proposal = proposals.refilled(template, templates.example_figures(template))
    assert proposals.from_body(proposals.to_body(proposal)) == proposal
    filled = proposals.filled(proposal, slug=template.slug, fixed=template.fixed)
    straight = templates.fill(template, templates.example_figures(template))
    assert (filled.text, filled.limits) == (straight.text, straight.limits)
    assert [value for _slot, value in filled.figures] == [value for _slot, value in straight.figures]
    assert proposal.missing == ()


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Ruokatauon paikka?", "ruokatauon_paikka_ab12cd"), ("Öljy & äyriäiset", "oljy_ayriaiset_ab12cd"), ("!!!", "saanto_ab12cd")],
)  # fmt: skip
def test_a_topics_short_name_is_made_of_its_heading(title, slug) -> None:
    assert proposals.slug_of(title, mark="ab12cd") == slug


@given(st.text(max_size=300))
def test_a_short_name_always_fits_its_column(title) -> None:
    assert 0 < len(proposals.slug_of(title, mark="ab12cd")) <= 60


def test_binding_words_are_locked_and_a_teams_own_are_not() -> None:
    for template in templates.load():
        if template.fixed or any(source.kind is SourceKind.LAW for source in template.sources):
            assert proposals.is_locked(template)
    assert any(not proposals.is_locked(template) for template in templates.load())


def test_months_later_ends_in_a_day_that_exists() -> None:
    assert proposals.months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert proposals.months_later(date(2026, 11, 24), 12) == date(2027, 11, 24)
