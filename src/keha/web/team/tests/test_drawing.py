"""The circle's drawing: whatever a team has, everything has its own place on the sheet."""

from itertools import combinations, pairwise
from math import hypot, pi

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keha.web.team import drawing
from keha.web.team.drawing import CENTRE, RADII, Topic, Words

NAMES = ("Me · 27", "Kysymme ensin · 26", "Laki tai ohje · 26")
MOVES = [(before, after) for before in range(4) for after in range(4) if before != after]

letters = st.text("iljftrswmWMOÅÄÖabcdeghknopuvxyzåäö ABCDEK-", max_size=30)
counts = st.tuples(*[st.integers(0, 30)] * 4)
topics = st.lists(
    st.builds(
        Topic, code=st.just("x"), label=letters, counts=counts,
        moves=st.lists(st.sampled_from(MOVES), max_size=3).map(tuple),
    ),
    max_size=12,
)  # fmt: skip
names = st.tuples(*[st.text("abcdeiäöåW ", max_size=30)] * 3)


def _reach(words: Words) -> tuple[float, float]:
    """The angles that words take at most, in the middle of their room."""
    middle, half = (words.start + words.end) / 2, words.width / words.radius / 2
    return middle - half, middle + half


@given(topics=topics, names=names)
@settings(max_examples=150)
def test_no_two_words_overlap(topics: list[Topic], names: tuple[str, str, str]) -> None:
    drawn = drawing.draw(topics, names)
    reaches = sorted(_reach(one.words) for one in drawn.slices if one.words.text)
    assert all(one[1] <= other[0] + 1e-9 for one, other in pairwise(reaches))
    for name in drawn.names:
        assert drawing.width_of(name.text, bold=True) <= (name.end - name.start) * name.radius + 1e-9
    assert all(one.start >= name.end - 1e-9 for one in drawn.slices for name in drawn.names)
    assert all(one.end <= 2 * pi + name.start + 1e-9 for one in drawn.slices for name in drawn.names)


@given(topics=topics, names=names)
@settings(max_examples=100)
def test_everything_lies_inside_the_sheet(topics: list[Topic], names: tuple[str, str, str]) -> None:
    drawn = drawing.draw(topics, names)
    for one in drawn.slices:
        ascent, descent = 0.78 * drawing.TEXT, 0.24 * drawing.TEXT
        outermost = one.words.radius + (descent if one.words.is_under else ascent)
        innermost = one.words.radius - (ascent if one.words.is_under else descent)
        assert RADII[-1] <= innermost
        assert outermost <= drawing.EDGE < CENTRE
        top = min(drawing.at(drawing.EDGE, angle)[1] for angle in (one.start, one.end))
        assert top >= drawing.TOP
    for name, (inner, outer) in zip(drawn.names, drawing.pairs_of_rings()[1:], strict=True):
        assert inner <= name.radius - 0.24 * drawing.TEXT
        assert name.radius + 0.78 * drawing.TEXT <= outer


@given(topics=topics)
@settings(max_examples=60)
def test_each_matter_is_one_dot_in_its_ring_and_its_slice_and_no_dots_touch(topics: list[Topic]) -> None:
    drawn = drawing.draw(topics, NAMES)
    for topic, one in zip(topics, drawn.slices, strict=True):
        assert tuple(len(dots) for dots in one.dots) == topic.counts
        for (inner, outer), dots in zip(drawing.pairs_of_rings(), one.dots, strict=True):
            for dot in dots:
                distance = hypot(dot.x - CENTRE, dot.y - CENTRE)
                assert inner - 0.1 <= distance - dot.size
                assert distance + dot.size <= outer + 0.1
            for dot, other in combinations(dots, 2):
                assert hypot(dot.x - other.x, dot.y - other.y) >= dot.size + other.size - 0.2
    every = [dot for one in drawn.slices for dots in one.dots[1:] for dot in dots]
    edges = [one.start for one in drawn.slices]
    assert edges == sorted(edges)
    assert len(every) == sum(sum(topic.counts[1:]) for topic in topics)


@given(topics=topics)
@settings(max_examples=40)
def test_the_same_team_is_drawn_the_same(topics: list[Topic]) -> None:
    assert drawing.draw(topics, NAMES) == drawing.draw(list(topics), NAMES)


def test_names_that_fit_are_drawn_whole() -> None:
    labels = ("Työaika", "Poissaolo", "Paikkaus", "Vuoron työt", "Asiakkaat", "Keittiö", "Siivous", "Turvallisuus", "Viestit", "Oppiminen")  # fmt: skip
    drawn = drawing.draw([Topic(label, label, (1, 3, 4, 3)) for label in labels], NAMES)
    assert [one.words.text for one in drawn.slices] == list(labels)
    assert [name.text for name in drawn.names] == list(NAMES)


def test_what_does_not_fit_is_cut_with_a_mark() -> None:
    assert drawing.cut("Sijaistaminen", 60).endswith("…")
    assert drawing.cut("Sijaistaminen", 5) == ""


def test_where_all_cannot_have_what_they_want_only_the_longest_give() -> None:
    assert drawing.shared_out([20, 30, 100], 100) == [20, 30, 50]
    assert drawing.shared_out([20, 30], 100) == [45, 55]


@pytest.mark.parametrize(("before", "after"), MOVES)
def test_an_arrow_points_the_way_the_matter_went(before: int, after: int) -> None:
    arrow = drawing.arrow(before, after, 1.0, 0)
    assert arrow.is_inward is (after < before)
    tail, tip = (part.split("L") for part in (arrow.path.split("M")[1], arrow.path.split("M")[2]))
    far = [hypot(*(float(number) - CENTRE for number in point.split())) for point in (tail[0], tip[1])]
    assert (far[1] < far[0]) is arrow.is_inward
