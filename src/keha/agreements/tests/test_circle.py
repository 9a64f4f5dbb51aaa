"""On which ring a matter lies, and what has moved."""

from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from keha.agreements.circle import Granted, Move, Ring, Wording, move_of, ring_of, topic_move
from keha.agreements.rights import Level
from keha.agreements.rules import Decider, RulingVerdict

MAY, MUST = RulingVerdict.MAY, RulingVerdict.MUST
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SINCE = NOW - timedelta(days=90)


def _ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def _said(days: int, decider: Decider, verdict: RulingVerdict = MAY) -> Wording:
    return Wording(_ago(days), verdict, decider)


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
    move = move_of(wordings, [], fixed=False, level=None, since=SINCE)
    assert move == Move(Ring.ASK_FIRST, Ring.OURS, _ago(40))
    assert move.is_inward


def test_a_rule_moves_with_its_topics_level_and_outwards_too() -> None:
    given_ = [Granted(_ago(20), Level.SUPERVISOR, Level.TEAM)]
    move = move_of([_said(200, Decider.WORKER)], given_, fixed=False, level=Level.SUPERVISOR, since=SINCE)
    assert move == Move(Ring.OURS, Ring.ASK_FIRST, _ago(20))
    assert not move.is_inward


def test_there_and_back_is_no_move_nor_is_what_was_not_there_yet() -> None:
    there_and_back = [_said(200, Decider.TEAM), _said(40, Decider.SUPERVISOR), _said(10, Decider.TEAM)]
    assert move_of(there_and_back, [], fixed=False, level=None, since=SINCE) is None
    new = [_said(50, Decider.SUPERVISOR), _said(10, Decider.WORKER)]
    assert move_of(new, [], fixed=False, level=None, since=SINCE) is None


def test_a_trial_that_ran_out_has_no_day_of_its_own() -> None:
    tried = [Granted(_ago(80), Level.WORKER, Level.SUPERVISOR)]
    move = move_of([_said(200, Decider.WORKER)], tried, fixed=False, level=Level.TEAM, since=SINCE)
    assert move == Move(Ring.ASK_FIRST, Ring.OURS, None)
    assert topic_move(tried, level=Level.SUPERVISOR) is None


def test_where_nothing_had_been_set_the_supervisor_decided() -> None:
    assert topic_move([Granted(_ago(3), Level.TEAM, None)], level=Level.TEAM) == Move(
        Ring.ASK_FIRST, Ring.OURS, _ago(3)
    )
    assert topic_move([Granted(_ago(3), Level.SUPERVISOR_HEARS, None)], level=Level.SUPERVISOR_HEARS) is None
    assert topic_move([], level=Level.TEAM) is None


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 400), st.sampled_from(Decider), st.sampled_from(RulingVerdict)), min_size=1
    ),
    fixed=st.booleans(),
)
def test_a_move_leads_from_where_the_rule_was_to_where_it_is(
    steps: list[tuple[int, Decider, RulingVerdict]], fixed: bool
) -> None:
    wordings = sorted((_said(*step) for step in steps), key=lambda one: one.at)
    move = move_of(wordings, [], fixed=fixed, level=None, since=SINCE)
    here = [ring_of(one.verdict, one.decider, fixed=fixed, level=None) for one in wordings]
    then = [ring for one, ring in zip(wordings, here, strict=True) if one.at <= SINCE]
    if not then or then[-1] is here[-1]:
        assert move is None
    else:
        assert move is not None
        assert (move.before, move.after) == (then[-1], here[-1])
        assert move.at in {one.at for one in wordings if one.at > SINCE}
