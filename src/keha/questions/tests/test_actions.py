"""Asking, handing over, answering, confirming, opening again, forgetting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from keha.agreements.models import Rule
from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.organisation import queries as organisation
from keha.organisation.models import Person
from keha.questions import actions
from keha.questions.models import Analysis, Question
from keha.questions.queries import finder
from keha.questions.queries import questions as queries
from keha.questions.rules import State


def actor_of(person_id):
    return organisation.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def ask(by, text="Saako koulun pihalle jättää auton yöksi?"):
    now = timezone.now()
    return actions.ask(text=text, language="fi", site=None, by=by, at=now, today=timezone.localdate(now))


@pytest.fixture
def inside(world):
    with acting_for(world.employer):
        yield world


def test_asking_about_a_swap_shows_the_rule_about_swaps(inside) -> None:
    asked = ask(actor_of(inside.aino), "Voinko vaihtaa vuoron työkaverin kanssa?")
    assert asked.outcome == "answer"
    assert asked.version.rule.library_slug == "vuoronvaihto"


def test_what_no_rule_answers_is_handed_over_and_nothing_is_shown(inside) -> None:
    asked = ask(actor_of(inside.aino), "qwzx kkrrtt plöö")
    assert (asked.outcome, asked.version) == ("handover", None)


def test_the_whole_road_from_the_asker_to_a_colleague_and_back(inside) -> None:
    aino, bertta, at = actor_of(inside.aino), actor_of(inside.bertta), timezone.now()
    asked = ask(aino)
    assert queries.asked(asked.pk, bertta) is None
    actions.hand_over(question_id=asked.pk, by=aino, at=at)
    assert queries.asked(asked.pk, bertta).state is State.WAITING
    actions.answer(question_id=asked.pk, text="Saa, jos lappu on ikkunassa.", by=bertta, at=at + timedelta(minutes=1))
    assert queries.asked(asked.pk, aino).state is State.ANSWERED
    actions.confirm(question_id=asked.pk, by=aino, at=at + timedelta(minutes=2))
    assert queries.asked(asked.pk, aino).state is State.SOLVED
    actions.reopen(question_id=asked.pk, by=aino, at=at + timedelta(minutes=3))
    assert queries.asked(asked.pk, bertta).state is State.WAITING


def test_nobody_outside_the_team_sees_or_answers(inside) -> None:
    aino, daavid = actor_of(inside.aino), actor_of(inside.daavid)
    asked = ask(aino)
    actions.hand_over(question_id=asked.pk, by=aino, at=timezone.now())
    assert queries.asked(asked.pk, daavid) is None
    with pytest.raises(Question.DoesNotExist):
        actions.answer(question_id=asked.pk, text="x", by=daavid, at=timezone.now())


def test_the_asker_does_not_answer_herself_and_hears_it_with_every_reason(inside) -> None:
    aino = actor_of(inside.aino)
    asked = ask(aino)
    with pytest.raises(Refused) as refusal:
        actions.answer(question_id=asked.pk, text="x", by=aino, at=timezone.now())
    assert refusal.value.verdict.reasons == ("questions.own-question", "questions.already-settled")


def test_on_a_fixed_topic_only_the_keeper_answers(inside) -> None:
    aino, at = actor_of(inside.aino), timezone.now()
    asked = ask(aino, "Voinko vaihtaa vuoron työkaverin kanssa?")
    assert Rule.objects.get(versions=asked.version).fixed
    actions.hand_over(question_id=asked.pk, by=aino, at=at)
    with pytest.raises(Refused) as refusal:
        actions.answer(question_id=asked.pk, text="Joo.", by=actor_of(inside.bertta), at=at + timedelta(minutes=1))
    assert refusal.value.verdict.reasons == ("questions.fixed-topic",)
    assert actions.answer(
        question_id=asked.pk, text="Kirjaan sen listaan.", by=actor_of(inside.cecilia), at=at + timedelta(minutes=2)
    )


def test_a_question_is_handed_over_once(inside) -> None:
    aino = actor_of(inside.aino)
    asked = ask(aino)
    actions.hand_over(question_id=asked.pk, by=aino, at=timezone.now())
    with pytest.raises(Refused) as refusal:
        actions.hand_over(question_id=asked.pk, by=aino, at=timezone.now())
    assert refusal.value.verdict.reasons == ("questions.already-with-team",)


def test_every_step_stands_in_the_trail_with_no_word_of_the_question(inside) -> None:
    aino = actor_of(inside.aino)
    asked = ask(aino, "Hyvin omituinen lause pysäköinnistä")
    actions.hand_over(question_id=asked.pk, by=aino, at=timezone.now())
    rows = AuditEntry.objects.filter(thing_id=asked.pk)
    assert {row.action for row in rows} == {"questions.ask", "questions.handed-over"}
    assert {row.actor for row in rows} == {inside.aino}


def test_words_are_forgotten_thirty_days_after_the_last_thing_that_happened(inside) -> None:
    aino, now = actor_of(inside.aino), timezone.now()
    old, fresh = ask(aino), ask(aino)
    Question.objects.filter(pk__in=[old.pk, fresh.pk]).update(asked_at=now - timedelta(days=31))
    actions.hand_over(question_id=fresh.pk, by=aino, at=now - timedelta(days=2))
    assert actions.forget_texts(at=now) >= 1
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert old.text == ""
    assert fresh.text != ""


def test_while_many_rules_are_unread_nothing_answers_rather_than_a_neighbour(inside) -> None:
    aino = actor_of(inside.aino)
    Analysis.objects.all().update(analyser="an older one")
    finder.forget_all()
    assert ask(aino, "Voinko vaihtaa vuoron työkaverin kanssa?").outcome == "handover"
    place = actions.place_of(aino, None)
    assert finder.nearest("vuoron vaihto", place, employer_id=inside.employer, today=timezone.localdate()) == ()


def test_a_rule_not_read_yet_is_read_by_its_first_asker(inside) -> None:
    aino = actor_of(inside.aino)
    Analysis.objects.filter(version__rule__library_slug="vuoronvaihto").delete()
    finder.forget_all()
    asked = ask(aino, "Voinko vaihtaa vuoron työkaverin kanssa?")
    assert asked.version.rule.library_slug == "vuoronvaihto"
    assert actions.analyse_missing(limit=9) > 0
    assert actions.analyse_missing(limit=9) == 0


def test_a_question_taken_back_is_seen_by_nobody_else_any_more(inside) -> None:
    aino, bertta, at = actor_of(inside.aino), actor_of(inside.bertta), timezone.now()
    asked = ask(aino)
    actions.hand_over(question_id=asked.pk, by=aino, at=at)
    assert asked.pk in {row.question.pk for row in queries.desk(bertta, own=5, of_teams=50).open}
    actions.withdraw(question_id=asked.pk, by=aino, at=at + timedelta(seconds=1))
    assert queries.asked(asked.pk, bertta) is None
    assert asked.pk not in {row.question.pk for row in queries.desk(bertta, own=5, of_teams=50).open}
    actions.hand_over(question_id=asked.pk, by=aino, at=at + timedelta(seconds=2))
    assert queries.asked(asked.pk, bertta) is not None


def test_what_is_answered_by_a_direct_route_does_not_go_to_the_team(inside) -> None:
    aino = actor_of(inside.aino)
    asked = ask(aino, "Kenelle kerron, jos minua häiritään tai kiusataan töissä?")
    assert asked.version.rule.library_slug == "epaasiallinen"
    with pytest.raises(Refused) as refusal:
        actions.hand_over(question_id=asked.pk, by=aino, at=timezone.now())
    assert refusal.value.verdict.reasons == ("questions.direct-route",)


def test_somebody_without_a_team_reads_the_rules_but_sends_nothing(inside) -> None:
    manager = actor_of(inside.people["ritva"])
    asked = ask(manager, "Voinko vaihtaa vuoron työkaverin kanssa?")
    assert asked.outcome == "answer"
    with pytest.raises(Refused) as refusal:
        actions.hand_over(question_id=asked.pk, by=manager, at=timezone.now())
    assert "questions.no-team" in refusal.value.verdict.reasons
