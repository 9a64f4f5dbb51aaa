"""The picture's places: inside the sheet, nothing over anything, letters that tell people apart."""

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keha.web.skills.drawing import EDGE, WIDTH, Mark, Thing, letters, picture

patient = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the first draws wait for a busy machine
names = st.lists(st.sampled_from(["Aino Korhonen", "Anna Kallio", "Bertta Nieminen", "Kim"]), min_size=1, max_size=14)
marks = st.dictionaries(st.integers(0, 13), st.sampled_from(Mark))
groups = st.lists(
    st.tuples(st.text(max_size=20), st.lists(st.builds(Thing, st.text(max_size=60), marks), max_size=5)), max_size=4
)


@patient
@given(names, groups)
def test_everything_is_on_the_sheet_and_nobodys_column_meets_anothers(people, things) -> None:
    found = picture(people, things)
    xs = [x for _letters, x in found.heads]
    assert all(EDGE <= x <= WIDTH - EDGE for x in xs)
    assert all(b - a >= 18 for a, b in itertools.pairwise(xs))
    for group in found.groups:
        assert group.rows and all(group.y < row.y < found.height for row in group.rows)
        for row in group.rows:
            assert [dot.x for dot in row.dots] == xs and all(dot.y < found.height for dot in row.dots)


few = st.dictionaries(st.integers(0, 2), st.sampled_from(Mark))


@patient
@given(
    st.lists(st.builds(Thing, st.text(max_size=60), few), min_size=1, max_size=5).map(lambda some: [("Title", some)])
)
def test_a_row_is_thin_when_at_most_one_has_it(things) -> None:
    people = ["Aino Korhonen", "Bertta Nieminen", "Grace Mensah"]
    for group in picture(people, things).groups:
        for row in group.rows:
            have = sum(dot.kind in ("can", "teaches") for dot in row.dots)
            assert row.is_thin == (have < 2) and row.count == f"{have}/3"


def test_two_with_the_same_letters_are_told_apart() -> None:
    assert letters(["Aino Korhonen", "Anna Kallio", "Bertta Nieminen"]) == ["AinK", "AnnK", "BN"]
    assert letters(["Kim"]) == ["KI"]
