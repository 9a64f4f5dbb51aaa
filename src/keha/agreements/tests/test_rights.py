"""Levels of deciding, on paper: their order, what may be granted and chosen, and the round in which a team picks."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from keha.agreements import rights, rules
from keha.agreements.rights import Held, Level
from keha.agreements.rules import Addressee, Decider, Ruling, RulingVerdict

DAY = date(2026, 11, 24)
levels = st.sampled_from(list(Level))
deciders = st.sampled_from(list(Decider))
days = st.integers(-40, 40).map(lambda n: DAY + timedelta(days=n))
people = [UUID(int=n) for n in range(1, 9)]
picks = st.dictionaries(st.sampled_from(people), levels, max_size=8)


@st.composite
def helds(draw: st.DrawFn) -> Held:
    granted, begins = draw(levels), draw(days)
    level = rights.strictest(granted, draw(levels))
    return Held(level, granted, begins, draw(st.none() | st.integers(0, 30).map(lambda n: begins + timedelta(days=n))))


def ruling(decider: Decider, verdict: RulingVerdict) -> Ruling:
    return Ruling("a topic", verdict, decider, Addressee.SINA, fixed=False)


def test_the_order_leaves_less_and_less_to_the_worker() -> None:
    assert list(Level) == sorted(Level, key=lambda level: level.strictness)
    assert [level for level in Level if level.is_the_teams] == [Level.WORKER, Level.TEAM, Level.TEAM_INFORMS]


@given(levels, deciders, st.sampled_from(list(RulingVerdict)))
def test_a_level_never_loosens_a_rule(level: Level, decider: Decider, verdict: RulingVerdict) -> None:
    before = ruling(decider, verdict)
    after = rights.under(before, level)
    order = list(Decider)
    assert order.index(after.decider) >= order.index(before.decider)
    assert rules.is_bare_permission(before) or not rules.is_bare_permission(after)
    assert rights.under(after, level) == after


def test_a_stricter_level_takes_the_bare_permission_away() -> None:
    own = ruling(Decider.WORKER, RulingVerdict.MAY)
    assert rules.headline(rights.under(own, Level.SUPERVISOR_HEARS)).code is rules.HeadlineCode.MAY_SUPERVISOR
    assert rules.headline(rights.under(own, Level.WORKER)) == rules.headline(own)
    must = ruling(Decider.WORKER, RulingVerdict.MUST)
    assert rights.under(must, Level.SUPERVISOR) == must


@given(st.lists(helds(), max_size=6), days)
def test_what_holds_is_the_last_written_that_has_begun_and_not_run_out(story: list[Held], on: date) -> None:
    found = rights.in_force(story, on=on)
    alive = [held for held in story if held.holds_on(on)]
    assert found == (alive[-1] if alive else None)


@given(st.none() | helds(), levels, days)
def test_a_team_never_chooses_more_than_it_was_granted(held: Held | None, level: Level, on: date) -> None:
    if rights.may_choose(level, held, on=on):
        granted = held.granted if held and held.holds_on(on) else Level.SUPERVISOR
        assert level.strictness >= granted.strictness


@given(helds(), st.booleans())
def test_handing_back_never_leaves_more_to_the_team(held: Held, by_team: bool) -> None:
    level, granted = rights.handed_back(held, by_team=by_team)
    assert not level.is_looser_than(Level.SUPERVISOR_HEARS)
    assert level.strictness >= held.level.strictness
    assert level.strictness >= granted.strictness >= held.granted.strictness
    assert granted is held.granted or not by_team or held.trial_until is not None


def test_law_is_never_granted_and_what_is_common_only_by_the_areas_manager() -> None:
    for topic in rights.LAW_TOPICS:
        assert "agreements.law-decides" in rights.is_grantable(topic, is_common=True, by_area=True).reasons
    assert rights.is_grantable("kitchen", is_common=False, by_area=False)
    assert rights.is_grantable("kitchen", is_common=True, by_area=True)
    assert rights.is_grantable("kitchen", is_common=True, by_area=False).reasons == ("agreements.common-topic",)


@given(st.sets(st.sampled_from(people)), st.sets(st.sampled_from(people)))
def test_picks_reveal_themselves_only_when_everybody_at_work_has_picked(picked: set[UUID], at_work: set[UUID]) -> None:
    shown = rights.may_reveal(picked, at_work)
    assert shown == (at_work <= picked and bool(at_work) and len(picked) >= 2)


@given(picks)
def test_those_at_either_end_explain_and_nobody_when_all_picked_the_same(picks: dict[UUID, Level]) -> None:
    found = rights.extremes(picks)
    if len(set(picks.values())) < 2:
        assert not found.explain
        return
    assert found.loosest and found.strictest and not found.loosest & found.strictest
    assert found.explain <= picks.keys()
    for loose in found.loosest:
        assert all(not level.is_looser_than(picks[loose]) for level in picks.values())
    for strict in found.strictest:
        assert all(not picks[strict].is_looser_than(level) for level in picks.values())


@given(picks, levels, levels, st.sets(st.sampled_from(people)), st.booleans())
def test_nothing_is_put_to_consent_before_the_extremes_have_spoken(
    picks: dict[UUID, Level], level: Level, granted: Level, explained: set[UUID], is_revealed: bool
) -> None:
    verdict = rights.may_propose(level, granted=granted, picks=picks, explained=explained, is_revealed=is_revealed)
    assert bool(verdict) == (
        is_revealed and rights.extremes(picks).explain <= explained and level.strictness >= granted.strictness
    )


@given(picks, levels)
def test_a_host_may_always_begin_with_the_suggestion(picks: dict[UUID, Level], granted: Level) -> None:
    found = rights.suggestion(picks, granted)
    assert found.strictness >= granted.strictness
    assert rights.may_propose(found, granted=granted, picks=picks, explained=picks.keys(), is_revealed=True)
    assert sum(count for _level, count in rights.spread(picks)) == len(picks)


@given(st.sets(st.sampled_from(people)), st.dictionaries(st.sampled_from(people), st.booleans()))
def test_silence_is_no_yes_and_any_objection_stops(pickers: set[UUID], answers: dict[UUID, bool]) -> None:
    agreed = rights.outcome(pickers, answers).is_agreed
    assert agreed == (all(answers.get(person) is True for person in pickers) and False not in answers.values())
    assert not rights.outcome({*pickers, uuid4()}, answers).is_agreed


def test_a_right_begins_today_at_the_earliest_and_a_trial_after_that() -> None:
    assert rights.dates_are_right(DAY, None, today=DAY)
    verdict = rights.dates_are_right(DAY - timedelta(days=1), DAY - timedelta(days=2), today=DAY)
    assert verdict.reasons == ("agreements.begins-in-the-past", "agreements.trial-ends-first")
