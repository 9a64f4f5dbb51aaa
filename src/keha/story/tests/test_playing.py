"""The story as it stands in the database after it was played, and how it rolls on."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from keha import story
from keha.agreements import queries as agreements
from keha.agreements.models import Retirement, Rule, Version
from keha.agreements.rules import Place
from keha.foundation.context import acting_for, door
from keha.organisation import queries as organisation
from keha.organisation.models import Employer, Membership, Person, Site, Team
from keha.presence import queries as presence
from keha.presence.models import Stint
from keha.presence.rules import local_date
from keha.questions import actions as questions
from keha.questions.models import Answer, Question, Step
from keha.questions.queries import questions as asked
from keha.questions.rules import State
from keha.story import World, multiplying
from keha.story.cast import lahdenpera
from keha.story.people import people_of


@pytest.fixture
def now(world: World) -> datetime:
    """The present of the story: when it was rolled last."""
    at = timezone.now()
    story.roll(at=at)
    return at


def everything() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Person, Stint, Rule, Version, Question, Answer, Step)}


def waiting(team: str, world: World, *, at: datetime) -> list[asked.Asked]:
    """The questions that wait in a team, as its supervisor sees them."""
    key = lahdenpera().team(team).supervisor
    supervisor = organisation.actor(Person.objects.get(pk=world.people[key]), on=local_date(at))
    rows = asked.of_teams([world.teams[team]], but=supervisor, limit=100)
    return [row for row in rows if row.state is State.WAITING]


def place_of(world: World, key: str, site: str, *, at: datetime) -> Place:
    actor = organisation.actor(Person.objects.get(pk=world.people[key]), on=local_date(at))
    return questions.place_of(actor, Site.objects.get(pk=world.sites[site]))


def test_lahdenpera_stands_in_the_database_as_in_words(world: World) -> None:
    with acting_for(world.employer):
        assert (Person.objects.count(), Team.objects.count(), Site.objects.count()) == (54, 7, 16)
        assert Person.objects.filter(share_percent__lt=100).count() == 10
        assert people_of(lahdenpera())["aino"] == world.aino


def test_everybody_but_the_two_newcomers_can_come_in(world: World) -> None:
    with door():
        inside = set(Membership.objects.filter(employer_id=world.employer).values_list("person_id", flat=True))
    outside = {key for key, person in world.people.items() if person not in inside}
    assert outside == {"jani", "viivi"}


def test_the_county_sees_nothing_of_lahdenpera(world: World) -> None:
    with acting_for(world.county):
        assert not Person.objects.filter(pk__in=world.people.values()).exists()
        assert not Rule.objects.filter(team_id__in=world.teams.values()).exists()
        assert Person.objects.get(name="Aino Korhonen").pk != world.aino


def test_aino_may_lean_on_all_eighty_rules_and_her_teams_five(world: World, now: datetime) -> None:
    with acting_for(world.employer):
        place = place_of(world, "aino", "aurinkorinne", at=now)
        standing = [row for row in agreements.standing_rules() if row.answers(place, today=local_date(now))]
    assert len({row.library_slug for row in standing if row.library_slug}) == 80
    assert sum(row.scope.team_id is not None for row in standing) == 5


def test_the_only_topic_on_which_two_rules_meet_is_the_sun_kitchens_shopping(world: World, now: datetime) -> None:
    with acting_for(world.employer):
        rows = agreements.standing_rules()
        for line in lahdenpera().people:
            for site in {day.site for day in line.week}:
                place = place_of(world, line.key, site, at=now)
                topics = Counter(row.slug for row in rows if row.answers(place, today=local_date(now)))
                twice = {"pienhankinta"} if line.team == "aurinkokeittio" else set()
                assert {slug for slug, count in topics.items() if count > 1} == twice, line.key


def test_one_rule_is_silent_since_yesterday_and_one_is_out_of_use_with_a_reason(world: World) -> None:
    with acting_for(world.employer):
        played = Version.objects.order_by("adopted_at").values_list("adopted_at", flat=True)[0]
        expired = Version.objects.get(valid_until__isnull=False)
        assert (expired.valid_until - local_date(played)).days == 79
        retirement = Retirement.objects.get()
        assert all(getattr(retirement, f"reason_{language}") for language in ("fi", "sv", "en"))


def test_later_versions_tell_what_changed(world: World) -> None:
    with acting_for(world.employer):
        later = list(Version.objects.filter(number__gt=1))
        assert len({version.rule_id for version in later}) >= 6
        assert {version.number for version in later} == {2, 3}
        for version in later:
            assert all(getattr(version, f"change_{language}") for language in ("fi", "sv", "en"))


def test_every_rule_stands_in_three_languages(world: World) -> None:
    with acting_for(world.employer):
        for version in Version.objects.prefetch_related("limits", "sources"):
            for field in ("title", "text", "why", "agreed_by"):
                assert all(getattr(version, f"{field}_{language}") for language in ("fi", "sv", "en")), version
            for limit in version.limits.all():
                assert limit.words_fi and limit.words_sv and limit.words_en
            for source in version.sources.all():
                assert source.name_fi and source.name_sv and source.name_en


def test_the_past_has_every_kind_of_ending(world: World) -> None:
    with acting_for(world.employer):
        found = [asked.as_asked(question) for question in asked.whole(Question.objects.all())]
        states = Counter(row.state for row in found)
        assert states[State.HELPED] >= 20
        assert states[State.SOLVED] >= 15
        assert states[State.ANSWERED] >= 2
        assert Step.objects.filter(kind="reopened").exists()
        for row in found:
            if not row.is_unnamed:
                assert row.question.language == row.question.asker.language


def test_nobody_asks_when_she_is_not_at_work(world: World) -> None:
    with acting_for(world.employer):
        first = Stint.objects.order_by("period").values_list("period", flat=True)[0].lower
        for question in Question.objects.filter(asked_at__gte=first, asker__isnull=False):
            assert Stint.objects.filter(person_id=question.asker_id, period__contains=question.asked_at).exists()


@pytest.mark.parametrize("hours", [0, 5, 11, 16, 22, 65, 150])
def test_at_any_hour_questions_are_open_where_people_are(world: World, hours: int) -> None:
    at = timezone.now() + timedelta(hours=hours)
    story.roll(at=at)
    with acting_for(world.employer):
        assert waiting("aurinkokeittio", world, at=at)
        now = Counter(row.team_id for row in presence.everybody_at_work(at=at))
        busy = [code for code, pk in world.teams.items() if now[pk] >= 2]
        assert busy
        fresh = [row for code in busy for row in waiting(code, world, at=at)]
        assert any(local_date(row.question.asked_at) == local_date(at) for row in fresh)
        answered = asked.whole(Question.objects.filter(team_id=world.teams["aurinkokeittio"]))
        assert any(asked.as_asked(question).state is State.ANSWERED for question in answered)


def test_rolling_twice_changes_nothing_the_second_time(world: World, now: datetime) -> None:
    with acting_for(world.employer):
        before = everything()
    story.roll(at=now)
    with acting_for(world.employer):
        assert everything() == before


def test_rolling_settles_what_was_left_open_and_leaves_other_peoples_questions(world: World, now: datetime) -> None:
    later = now + timedelta(days=9)
    with acting_for(world.employer):
        old = {row.question.pk for row in waiting("aurinkokeittio", world, at=now)}
        aino = organisation.actor(Person.objects.get(pk=world.aino), on=local_date(now))
        own = questions.ask(text="qwertz", language="fi", site=None, by=aino, at=now, today=local_date(now))
        questions.hand_over(question_id=own.pk, by=aino, at=now)
    story.roll(at=later)
    with acting_for(world.employer):
        still = {row.question.pk for row in waiting("aurinkokeittio", world, at=later)}
        assert own.pk in still
        assert not old & still
        assert Stint.objects.filter(period__contains=later + timedelta(days=20)).exists()


def test_playing_again_leaves_everything_as_it_is(world: World) -> None:
    assert story.is_there()
    assert story.play(at=timezone.now()) == world.employer
    with door():
        assert Employer.objects.count() == 2


def test_a_multiplied_employer_is_like_the_first_and_apart_from_it(world: World) -> None:
    made = multiplying.multiply(world.employer, employers=2, rules=90, tell=lambda _line: None)
    for employer in made:
        with acting_for(employer):
            assert Person.objects.count() == 54
            assert not Person.objects.filter(pk__in=world.people.values()).exists()
            assert Rule.objects.count() == 90
            assert Question.objects.exists()
            newest = {version.rule_id: version.text_fi for version in Version.objects.order_by("number")}
            assert len(set(newest.values())) == 90
    with acting_for(world.employer):
        assert Rule.objects.count() == 88


def test_texts_of_load_are_many_and_all_different() -> None:
    found = [title for title, _text in multiplying.texts()]
    assert len(set(found)) >= 5_000
