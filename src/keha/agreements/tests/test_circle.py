"""On which ring a matter lies, and what has moved."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from keha.agreements.circle import Granted, Move, Ring, Wording, grants_of, move_of, ring_of, topic_move
from keha.agreements.rights import Held, Level
from keha.agreements.rules import Decider, RulingVerdict

MAY, MUST = RulingVerdict.MAY, RulingVerdict.MUST
TODAY = date(2026, 11, 24)
SINCE = TODAY - timedelta(days=90)


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _said(days: int, decider: Decider, verdict: RulingVerdict = MAY) -> Wording:
    return Wording(_ago(days), verdict, decider)


def _held(days: int, level: Level, *, trial: int | None = None) -> Held:
    return Held(level, level, _ago(days), None if trial is None else _ago(trial))


def test_a_permission_lies_where_its_decider_is() -> None:
    rings = [ring_of(MAY, decider, fixed=False, level=None) for decider in Decider]
    assert rings == [Ring.MINE, Ring.OURS, Ring.ASK_FIRST]


def test_what_law_commands_is_not_ours_and_what_the_team_commands_is() -> None:
    assert ring_of(MUST, Decider.WORKER, fixed=True, level=Level.WORKER) is Ring.NOT_OURS
    assert ring_of(MUST, Decider.WORKER, fixed=False, level=None) is Ring.OURS
    assert ring_of(MAY, Decider.WORKER, fixed=True, level=None) is Ring.MINE


def test_a_level_never_draws_a_matter_further_in_and_a_stricter_one_draws_it_out() -> None:
    for verdict, decider, fixed in product(RulingVerdict, Decider, (True, False)):
        alone = ring_of(verdict, decider, fixed=fixed, level=None)
        rings = [ring_of(verdict, decider, fixed=fixed, level=level) for level in Level]
        assert rings == sorted(rings)
        assert min(rings) == alone
    assert ring_of(MAY, Decider.WORKER, fixed=False, level=Level.SUPERVISOR_HEARS) is Ring.ASK_FIRST


def test_a_rule_that_the_team_got_to_decide_has_moved_inwards_on_the_day_it_was_agreed() -> None:
    wordings = [_said(200, Decider.SUPERVISOR), _said(40, Decider.TEAM), _said(10, Decider.TEAM)]
    move = move_of(wordings, [], fixed=False, since=SINCE)
    assert move == Move(Ring.ASK_FIRST, Ring.OURS, _ago(40))
    assert move.is_inward


def test_a_rule_moves_with_its_topics_level_and_outwards_too() -> None:
    given_ = [Granted(_ago(150), Level.TEAM, None), Granted(_ago(20), Level.SUPERVISOR, Level.TEAM)]
    move = move_of([_said(200, Decider.WORKER)], given_, fixed=False, since=SINCE)
    assert move == Move(Ring.OURS, Ring.ASK_FIRST, _ago(20))
    assert not move.is_inward


def test_there_and_back_is_no_move_nor_is_what_was_not_there_yet() -> None:
    there_and_back = [_said(200, Decider.TEAM), _said(40, Decider.SUPERVISOR), _said(10, Decider.TEAM)]
    assert move_of(there_and_back, [], fixed=False, since=SINCE) is None
    new = [_said(50, Decider.SUPERVISOR), _said(10, Decider.WORKER)]
    assert move_of(new, [], fixed=False, since=SINCE) is None


def test_a_trial_that_ran_out_moved_what_it_had_moved_back_on_the_day_after() -> None:
    story = [_held(200, Level.WORKER), _held(80, Level.SUPERVISOR, trial=31)]
    grants = grants_of(story, today=TODAY)
    assert grants == (
        Granted(_ago(200), Level.WORKER, None), Granted(_ago(80), Level.SUPERVISOR, Level.WORKER),
        Granted(_ago(30), Level.WORKER, Level.SUPERVISOR),
    )  # fmt: skip
    assert topic_move(grants, since=_ago(60)) == Move(Ring.ASK_FIRST, Ring.MINE, _ago(30))
    assert topic_move(grants, since=SINCE) is None
    assert move_of([_said(300, Decider.WORKER)], grants, fixed=False, since=SINCE) is None


def test_what_begins_tomorrow_has_not_happened() -> None:
    assert grants_of([_held(-1, Level.TEAM)], today=TODAY) == ()


def test_where_nothing_had_been_set_the_supervisor_decided() -> None:
    assert topic_move([Granted(_ago(3), Level.TEAM, None)], since=SINCE) == Move(Ring.ASK_FIRST, Ring.OURS, _ago(3))
    assert topic_move([Granted(_ago(3), Level.SUPERVISOR_HEARS, None)], since=SINCE) is None
    assert topic_move([], since=SINCE) is None


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 400), st.sampled_from(Decider), st.sampled_from(RulingVerdict)), min_size=1
    ),
    fixed=st.booleans(),
)
def test_a_move_leads_from_where_the_rule_was_to_where_it_is(
    steps: list[tuple[int, Decider, RulingVerdict]], fixed: bool
) -> None:
    wordings = sorted((_said(*step) for step in steps), key=lambda one: one.day)
    move = move_of(wordings, [], fixed=fixed, since=SINCE)
    here = [ring_of(one.verdict, one.decider, fixed=fixed, level=None) for one in wordings]
    then = [ring for one, ring in zip(wordings, here, strict=True) if one.day <= SINCE]
    if not then or then[-1] is here[-1]:
        assert move is None
    else:
        assert move is not None
        assert (move.before, move.after) == (then[-1], here[-1])
        assert move.day in {one.day for one in wordings if one.day > SINCE}
