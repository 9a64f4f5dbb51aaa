"""What a person has against what a place needs, and who hears how much of it."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keha.skills import rules
from keha.skills.rules import Card, Has, Inducted, Level, Need, Place, Reader, SkillKind, Source
from keha.skills.wording import REASONS

TODAY = date(2026, 11, 24)
SITE = uuid4()
THINGS = [uuid4() for _ in range(5)]
KINDS = dict(zip(THINGS, [*SkillKind, SkillKind.CERTIFICATE, SkillKind.ABILITY], strict=True))

patient = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # the first draws wait for a busy machine
untils = st.none() | st.integers(-400, 400).map(lambda days: TODAY + timedelta(days=days))
things = st.sampled_from(THINGS)
has = st.builds(Has, things, untils, st.booleans(), st.none() | st.sampled_from(Level))
inducted = st.builds(Inducted, st.sampled_from([SITE, uuid4()]), untils, st.booleans())
cards = st.builds(
    Card, st.lists(has, unique_by=lambda one: one.skill).map(tuple), st.lists(inducted, max_size=3).map(tuple)
)
needs = st.builds(lambda skill, source: Need(skill, KINDS[skill], source), things, st.sampled_from(Source))
places = st.lists(needs, max_size=8).map(lambda some: Place(SITE, tuple(some)))


def full(skill: UUID) -> Has:
    return Has(skill, None, seen=True, level=Level.CAN)


@patient
@given(places)
def test_who_has_everything_and_was_inducted_is_always_enough(place: Place) -> None:
    card = Card(tuple(full(need.skill) for need in place.needs), (Inducted(SITE, None, True),))
    assert rules.judge(card, place, on=TODAY)


@patient
@given(cards, places)
def test_without_an_induction_that_counts_nothing_is_enough(card: Card, place: Place) -> None:
    counts = any(one.site == SITE and one.seen and not rules.is_over(one.until, on=TODAY) for one in card.inducted)
    judged = rules.judge(card, place, on=TODAY)
    assert counts or not judged
    assert counts != any("induct" in one.code for one in judged.missing)


@patient
@given(cards, places, has)
def test_more_in_hand_never_makes_it_worse(card: Card, place: Place, more: Has) -> None:
    if any(one.skill == more.skill for one in card.has):
        return
    before = {one.skill for one in rules.judge(card, place, on=TODAY).missing}
    after = {one.skill for one in rules.judge(Card((*card.has, more), card.inducted), place, on=TODAY).missing}
    assert after <= before


@patient
@given(cards, places, needs)
def test_more_needed_never_makes_it_better(card: Card, place: Place, more: Need) -> None:
    before = set(rules.judge(card, place, on=TODAY).missing)
    after = set(rules.judge(card, Place(SITE, (*place.needs, more)), on=TODAY).missing)
    assert {(one.code, one.skill) for one in before} <= {(one.code, one.skill) for one in after}


@patient
@given(cards, places)
def test_the_verdict_is_the_same_for_everybody_and_only_the_reasons_differ(card: Card, place: Place) -> None:
    judged = rules.judge(card, place, on=TODAY)
    verdicts = {reader: judged.seen_by(reader) for reader in Reader}
    assert {bool(verdict) for verdict in verdicts.values()} == {bool(judged)}
    assert all(reason in REASONS for verdict in verdicts.values() for reason in verdict.reasons)


@patient
@given(cards, places)
def test_a_colleague_hears_one_and_the_same_word_whatever_is_missing(card: Card, place: Place) -> None:
    judged = rules.judge(card, place, on=TODAY)
    assert judged.told(Reader.COLLEAGUE) == ()
    assert judged.seen_by(Reader.COLLEAGUE).reasons == (() if judged else (rules.NOT_SELECTABLE,))


@patient
@given(cards, places)
def test_the_supervisor_hears_what_binds_and_of_the_rest_only_that_there_is_some(card: Card, place: Place) -> None:
    judged = rules.judge(card, place, on=TODAY)
    told = judged.told(Reader.SUPERVISOR)
    assert all(one.source is not Source.OWN for one in told)
    hidden = any(one.source is Source.OWN for one in judged.missing)
    assert hidden == (rules.NOT_SELECTABLE in judged.seen_by(Reader.SUPERVISOR).reasons)
    assert judged.told(Reader.ONESELF) == judged.missing


def test_a_last_day_still_counts_and_the_day_after_does_not() -> None:
    place = Place(SITE, (Need(THINGS[1], SkillKind.CERTIFICATE, Source.LAW),))
    card = Card((Has(THINGS[1], TODAY, seen=True),), (Inducted(SITE, TODAY, True),))
    assert rules.judge(card, place, on=TODAY)
    late = rules.judge(card, place, on=TODAY + timedelta(days=1))
    assert [one.code for one in late.missing] == ["skills.induction-over", "skills.certificate-over"]
    assert late.missing[1].until == TODAY


def test_what_somebody_only_would_like_to_learn_is_not_enough() -> None:
    place = Place(SITE, (Need(THINGS[0], SkillKind.ABILITY, Source.OWN),))
    inductions = (Inducted(SITE, None, True),)
    for level, enough in ((Level.WANTS, False), (Level.CAN, True), (Level.TEACHES, True)):
        assert bool(rules.judge(Card((Has(THINGS[0], level=level),), inductions), place, on=TODAY)) is enough


def test_the_same_thing_by_law_and_by_wish_is_missing_once_and_by_law() -> None:
    both = (Need(THINGS[1], SkillKind.CERTIFICATE, Source.OWN), Need(THINGS[1], SkillKind.CERTIFICATE, Source.LAW))
    missing = rules.judge(Card((), (Inducted(SITE, None, True),)), Place(SITE, both), on=TODAY).missing
    assert [(one.skill, one.source) for one in missing] == [(THINGS[1], Source.LAW)]


@patient
@given(untils, st.lists(st.integers(1, 40), max_size=60))
def test_each_step_goes_at_most_once_and_they_only_come_nearer(until: date | None, waits: list[int]) -> None:
    day, reminded, sent = TODAY - timedelta(days=200), None, []
    for wait in waits:
        day += timedelta(days=wait)
        step = rules.step_due(until, reminded=reminded, on=day)
        if step is not None:
            reminded = step
            sent.append(step)
    assert sent == sorted(set(sent), reverse=True)
    assert until is not None or sent == []


def test_looked_at_each_day_every_step_is_told_on_its_day() -> None:
    until, reminded, told = TODAY + timedelta(days=100), None, {}
    for number in range(200):
        day = TODAY + timedelta(days=number)
        step = rules.step_due(until, reminded=reminded, on=day)
        if step is not None:
            reminded, told[step] = step, (until - day).days
    assert told == {60: 60, 14: 14, 0: -1}


def test_thin_spots_name_the_thing_and_never_the_person() -> None:
    one, other = uuid4(), uuid4()
    names = [("A", False), ("B", False), ("C", True)]
    found = rules.thin_spots(names, {(0, one), (0, other), (1, one)})
    assert [(spot.name, spot.one, spot.is_induction) for spot in found] == [("B", True, False), ("C", False, True)]
    assert str(one) not in repr(found)
