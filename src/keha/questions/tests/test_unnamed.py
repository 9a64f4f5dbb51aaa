"""A question without a name: nothing in the database says who asked it, and she still hears the answer."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.organisation import queries as organisation
from keha.organisation.models import Person, TeamMembership
from keha.questions import actions
from keha.questions.models import Question, Seal, Step
from keha.questions.queries import questions as queries
from keha.questions.rules import State, Urgency

TEXT = "Saako taukohuoneeseen tuoda oman tuolin plöö kvaasi?"


def actor_of(person_id):
    return organisation.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def ask(by, *, text=TEXT, urgency=Urgency.WEEK, at=None):
    at = at or timezone.now()
    return actions.ask_unnamed(
        text=text, language="fi", urgency=urgency, by=by, at=at, today=timezone.localdate(at)
    )  # fmt: skip


@pytest.fixture
def inside(world):
    with acting_for(world.employer):
        yield world


def columns_of(model):
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s",
            [model._meta.db_table],
        )
        return dict(cursor.fetchall())


def test_the_seal_holds_a_question_and_nothing_of_a_person_or_a_time(inside) -> None:
    assert columns_of(Seal) == {"id": "uuid", "employer_id": "uuid", "question_id": "uuid", "seal": "bytea"}


def test_its_ids_are_random_and_not_of_a_time(inside) -> None:
    asked = ask(actor_of(inside.aino))
    ids = [asked.pk, Seal.objects.get(question=asked).pk, Step.objects.get(question=asked).pk]
    assert {one.version for one in ids} == {4}


def test_the_asker_knows_it_again_and_a_team_mate_does_not(inside) -> None:
    aino, bertta = actor_of(inside.aino), actor_of(inside.bertta)
    asked = ask(aino)
    assert queries.asked(asked.pk, aino).is_by(aino.id)
    assert not queries.asked(asked.pk, bertta).is_by(bertta.id)
    assert asked.pk in {row.question.pk for row in queries.desk(aino, own=9, of_teams=50).own}
    assert asked.pk in {row.question.pk for row in queries.desk(bertta, own=9, of_teams=50).open}
    assert asked.pk not in {row.question.pk for row in queries.desk(aino, own=9, of_teams=50).open}


def test_a_seal_moved_to_another_question_is_nobodys(inside) -> None:
    aino, cecilia = actor_of(inside.aino), actor_of(inside.cecilia)
    mine, other = ask(aino), ask(actor_of(inside.bertta))
    Seal.objects.filter(question=other).update(seal=bytes(Seal.objects.get(question=mine).seal))
    assert not queries.asked(other.pk, aino).is_by(aino.id)
    assert not queries.asked(other.pk, cecilia).is_by(cecilia.id)


def test_the_whole_road_without_a_name(inside) -> None:
    aino, bertta, at = actor_of(inside.aino), actor_of(inside.bertta), timezone.now()
    asked = ask(aino, at=at)
    actions.answer(question_id=asked.pk, text="Saa.", by=bertta, at=at + timedelta(minutes=1))
    assert queries.asked(asked.pk, aino).state is State.ANSWERED
    actions.reopen(question_id=asked.pk, by=aino, at=at + timedelta(minutes=2))
    actions.answer(question_id=asked.pk, text="Saa, jos se mahtuu.", by=bertta, at=at + timedelta(minutes=3))
    actions.confirm(question_id=asked.pk, by=aino, at=at + timedelta(minutes=4))
    assert queries.asked(asked.pk, bertta).state is State.SOLVED
    assert set(Step.objects.filter(question=asked).values_list("by", flat=True)) == {None}
    trail = AuditEntry.objects.filter(thing_id=asked.pk)
    assert {(row.action, row.actor) for row in trail} == {
        ("questions.ask-unnamed", None), ("questions.answer", bertta.id), ("questions.reopened", None),
        ("questions.solved", None),
    }  # fmt: skip
    assert {row.whose for row in trail} == {None}


@pytest.mark.parametrize("deed", ["confirm", "withdraw", "reopen"])
def test_nobody_else_acts_as_the_asker(inside, deed) -> None:
    aino, bertta, at = actor_of(inside.aino), actor_of(inside.bertta), timezone.now()
    asked = ask(aino, at=at)
    actions.answer(question_id=asked.pk, text="Saa.", by=bertta, at=at + timedelta(minutes=1))
    with pytest.raises(Refused) as refusal:
        getattr(actions, deed)(question_id=asked.pk, by=bertta, at=at + timedelta(minutes=2))
    assert "questions.not-yours" in refusal.value.verdict.reasons


def test_the_asker_does_not_answer_herself(inside) -> None:
    aino = actor_of(inside.aino)
    asked = ask(aino)
    with pytest.raises(Refused) as refusal:
        actions.answer(question_id=asked.pk, text="x", by=aino, at=timezone.now())
    assert refusal.value.verdict.reasons == ("questions.own-question",)


def test_taken_back_it_is_seen_by_nobody_and_its_words_and_seal_are_gone_at_once(inside) -> None:
    aino, at = actor_of(inside.aino), timezone.now()
    asked = ask(aino, at=at)
    actions.withdraw(question_id=asked.pk, by=aino, at=at + timedelta(minutes=1))
    assert queries.asked(asked.pk, aino) is None
    assert not Seal.objects.filter(question=asked).exists()
    assert Question.objects.get(pk=asked.pk).text == ""


def _team_of(inside, members: int) -> None:
    """Leaves so many in Aino's team."""
    team = TeamMembership.objects.get(person_id=inside.aino).team_id
    others = TeamMembership.objects.filter(team_id=team).exclude(person_id=inside.aino).values_list("pk", flat=True)
    TeamMembership.objects.filter(pk__in=list(others)[members - 1 :]).delete()


def test_in_a_team_of_five_it_may_be_asked_and_in_one_of_four_not(inside) -> None:
    aino = actor_of(inside.aino)
    _team_of(inside, 5)
    ask(aino)
    _team_of(inside, 4)
    with pytest.raises(Refused) as refusal:
        ask(aino)
    assert refusal.value.verdict.reasons == ("questions.team-too-small",)


def test_without_a_team_it_is_not_asked(inside) -> None:
    with pytest.raises(Refused) as refusal:
        ask(actor_of(inside.cecilia))
    assert refusal.value.verdict.reasons == ("questions.no-team",)


def test_what_has_a_direct_route_does_not_go_to_the_team_without_a_name_either(inside) -> None:
    with pytest.raises(Refused) as refusal:
        ask(actor_of(inside.aino), text="Kenelle kerron, jos minua häiritään tai kiusataan töissä?")
    assert refusal.value.verdict.reasons == ("questions.direct-route",)


def test_seals_are_broken_seven_days_after_closing_and_not_before(inside) -> None:
    aino, bertta, at = actor_of(inside.aino), actor_of(inside.bertta), timezone.now()
    solved, again, waiting = ask(aino, at=at), ask(aino, at=at), ask(aino, at=at)
    for one in (solved, again):
        actions.answer(question_id=one.pk, text="Saa.", by=bertta, at=at + timedelta(minutes=1))
        actions.confirm(question_id=one.pk, by=aino, at=at + timedelta(minutes=2))
    actions.reopen(question_id=again.pk, by=aino, at=at + timedelta(minutes=3))

    def sealed() -> set[UUID]:
        return set(Seal.objects.values_list("question_id", flat=True))

    closed = at + timedelta(minutes=2)
    actions.break_seals(at=closed + timedelta(days=7))
    assert sealed() >= {solved.pk, again.pk, waiting.pk}
    actions.break_seals(at=closed + timedelta(days=7, seconds=1))
    assert solved.pk not in sealed()
    assert sealed() >= {again.pk, waiting.pk}
    actions.break_seals(at=closed + timedelta(days=7, seconds=1))
    actions.forget_texts(at=at + timedelta(days=31))
    actions.break_seals(at=at + timedelta(days=31))
    assert not sealed() & {again.pk, waiting.pk}


def test_a_question_opened_again_and_solved_again_loses_its_seal_too(inside) -> None:
    aino, bertta, at = actor_of(inside.aino), actor_of(inside.bertta), timezone.now()
    asked = ask(aino, at=at)
    actions.answer(question_id=asked.pk, text="Saa.", by=bertta, at=at + timedelta(minutes=1))
    actions.confirm(question_id=asked.pk, by=aino, at=at + timedelta(minutes=2))
    actions.reopen(question_id=asked.pk, by=aino, at=at + timedelta(minutes=3))
    actions.answer(question_id=asked.pk, text="Saa.", by=bertta, at=at + timedelta(minutes=4))
    actions.confirm(question_id=asked.pk, by=aino, at=at + timedelta(minutes=5))
    actions.break_seals(at=at + timedelta(days=8))
    assert not Seal.objects.filter(question=asked).exists()
