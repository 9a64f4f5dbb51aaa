"""Up the ladder: by a job or by the sweep, once; to who is on duty; and back to the team, once."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from keha.agreements.models import Version
from keha.config import jobs
from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.foundation.verdict import Refused
from keha.notices.models import KeptNotice
from keha.organisation.models import Person, Team
from keha.organisation.rules import RoleKind
from keha.presence.models import Duty
from keha.presence.rules import HELSINKI
from keha.questions import actions
from keha.questions.models import Question, Receiver, Step
from keha.questions.queries import ladder
from keha.questions.queries import questions as queries
from keha.questions.rules import StepKind, Urgency
from keha.questions.tests.test_team import FAR, NONSENSE, actor_of, handed, shift

MINUTE = timedelta(minutes=1)
BACK = "Tämän voitte itse päättää."


@pytest.fixture
def inside(world):
    with acting_for(world.employer):
        shift(world.aino, FAR - timedelta(hours=2), 8)
        shift(world.bertta, FAR - timedelta(hours=1), 9)
        yield world


def road(question_id: UUID) -> list[str]:
    return list(Step.objects.filter(question_id=question_id).order_by("at").values_list("kind", flat=True))


def told(question_id: UUID, kind: str) -> list[UUID]:
    return list(KeptNotice.objects.filter(thing_id=question_id, kind=kind).values_list("person_id", flat=True))


def test_a_question_goes_on_at_its_time_once_and_not_before(inside) -> None:
    asked = handed(actor_of(inside.aino), at=FAR, urgency=Urgency.NOW)
    assert asked.climbs_at == FAR + 10 * MINUTE
    assert not actions.climb(asked.pk, at=FAR + 9 * MINUTE)
    assert actions.climb(asked.pk, at=FAR + 10 * MINUTE)
    assert not actions.climb(asked.pk, at=FAR + 11 * MINUTE)
    assert road(asked.pk) == ["handed-over", "reached"]
    assert told(asked.pk, "question_reached") == [inside.cecilia]


def test_what_somebody_answered_or_its_asker_took_back_does_not_go_on(inside) -> None:
    aino, at = actor_of(inside.aino), FAR + 2 * MINUTE
    answered, taken = (handed(aino, at=FAR, urgency=Urgency.NOW) for _ in range(2))
    actions.answer(question_id=answered.pk, text="Saa.", by=actor_of(inside.bertta), at=at)
    actions.withdraw(question_id=taken.pk, by=aino, at=at)
    for asked in (answered, taken):
        assert not actions.climb(asked.pk, at=FAR + timedelta(days=1))
        assert "reached" not in road(asked.pk)


def test_nobody_at_work_who_could_answer_is_the_supervisor_at_once(inside) -> None:
    late = FAR + timedelta(hours=12)
    asked = handed(actor_of(inside.aino), at=late, urgency=Urgency.NOW)
    assert road(asked.pk) == ["handed-over", "reached"]
    assert told(asked.pk, "question_waits") == []


def test_a_fixed_topic_goes_past_the_team_at_once_and_is_not_given_back(inside) -> None:
    fixed = Version.objects.filter(rule__fixed=True).first()
    asked = actions.ask(text=NONSENSE, language="fi", site=None, by=actor_of(inside.aino), at=FAR, today=FAR.date())
    Question.objects.filter(pk=asked.pk).update(version=fixed)
    actions.hand_over(question_id=asked.pk, by=actor_of(inside.aino), at=FAR, urgency=Urgency.WEEK)
    assert road(asked.pk) == ["handed-over", "reached"]
    with pytest.raises(Refused) as refused:
        actions.give_back(question_id=asked.pk, words=BACK, by=actor_of(inside.cecilia), at=FAR + MINUTE)
    assert "questions.not-the-teams" in refused.value.verdict.reasons


def test_those_at_work_are_told_and_neither_the_asker_nor_who_is_off(inside) -> None:
    asked = handed(actor_of(inside.aino), at=FAR)
    assert told(asked.pk, "question_waits") == [inside.bertta]
    actions.answer(question_id=asked.pk, text="Saa.", by=actor_of(inside.bertta), at=FAR + MINUTE)
    assert told(asked.pk, "question_answered") == [inside.aino]
    assert KeptNotice.objects.get(thing_id=asked.pk, kind="question_waits").past_at == FAR + MINUTE


def test_without_a_name_the_asker_is_told_no_more_and_no_less_than_her_team_mates(inside) -> None:
    by = actor_of(inside.aino)
    asked = actions.ask_unnamed(text=NONSENSE, language="fi", urgency=Urgency.NOW, by=by, at=FAR, today=FAR.date())
    assert set(told(asked.pk, "question_waits")) == {inside.aino, inside.bertta}
    actions.climb(asked.pk, at=FAR + 10 * MINUTE)
    actions.give_back(question_id=asked.pk, words=BACK, by=actor_of(inside.cecilia), at=FAR + 12 * MINUTE)
    actions.answer(question_id=asked.pk, text="Saa.", by=actor_of(inside.bertta), at=FAR + 13 * MINUTE)
    assert set(told(asked.pk, "question_returned")) == {inside.aino, inside.bertta}
    assert told(asked.pk, "question_answered") == []
    actors = set(AuditEntry.objects.filter(thing_id=asked.pk).values_list("actor", flat=True))
    assert actors == {None, inside.cecilia, inside.bertta}


def test_who_is_on_duty_gets_it_sees_it_and_answers_as_a_supervisor(inside) -> None:
    other = next(
        actor for person in Person.objects.filter(roles__kind=RoleKind.SUPERVISOR).exclude(pk=inside.cecilia).distinct()
        if not (actor := actor_of(person.pk)).led_team_ids & actor_of(inside.aino).team_ids
    )  # fmt: skip
    asked = handed(actor_of(inside.aino), at=FAR, urgency=Urgency.NOW)
    assert queries.asked(asked.pk, other) is None
    local = FAR.astimezone(HELSINKI)
    Duty.objects.create(
        team=Team.objects.get(pk=asked.team_id), person=other.person, day=local.date(),
        starts=local.time(), ends=(local + timedelta(hours=3)).time(),
    )  # fmt: skip
    at = FAR + 10 * MINUTE
    actions.climb(asked.pk, at=at)
    assert other.id in Receiver.objects.filter(step__question=asked).values_list("person_id", flat=True)
    assert asked.pk in {row.question.pk for row in queries.desk(other, own=1, of_teams=500, at=at).reached}
    assert asked.pk in {
        row.question.pk for row in queries.desk(actor_of(inside.cecilia), own=1, of_teams=500, at=at).reached
    }
    given = actions.answer(question_id=asked.pk, text="Saa.", by=other, at=at + MINUTE)
    assert given.by_supervisor
    assert told(asked.pk, "question_reached").count(other.id) == 1


def test_a_supervisor_who_asks_her_team_reaches_her_own_superior_and_not_herself(inside) -> None:
    cecilia = actor_of(inside.cecilia)
    asked = handed(cecilia, at=FAR, urgency=Urgency.NOW)
    actions.climb(asked.pk, at=FAR + 10 * MINUTE)
    [manager] = told(asked.pk, "question_reached")
    assert actor_of(manager).managed_area_ids
    assert queries.asked(asked.pk, actor_of(manager)) is not None


def test_a_team_mates_answer_is_hers_and_a_supervisors_is_marked(inside) -> None:
    asked = handed(actor_of(inside.aino), at=FAR)
    assert not actions.answer(
        question_id=asked.pk, text="Saa.", by=actor_of(inside.bertta), at=FAR + MINUTE
    ).by_supervisor
    assert actions.answer(question_id=asked.pk, text="Saa.", by=actor_of(inside.cecilia), at=FAR + MINUTE).by_supervisor


def test_given_back_the_team_has_its_time_once_more_and_then_it_is_the_supervisors(inside) -> None:
    cecilia, aino = actor_of(inside.cecilia), actor_of(inside.aino)
    asked = handed(aino, at=FAR, urgency=Urgency.NOW)
    with pytest.raises(Refused):
        actions.give_back(question_id=asked.pk, words=BACK, by=cecilia, at=FAR + 9 * MINUTE)
    at = FAR + 15 * MINUTE
    # No clock has struck yet: what she does strikes it.
    actions.give_back(question_id=asked.pk, words=BACK, by=cecilia, at=at)
    asked.refresh_from_db()
    assert asked.climbs_at == at + 10 * MINUTE
    assert road(asked.pk) == ["handed-over", "reached", "given_back"]
    assert set(told(asked.pk, "question_returned")) == {inside.aino, inside.bertta}
    actions.climb(asked.pk, at=at + 10 * MINUTE)
    with pytest.raises(Refused) as refused:
        actions.give_back(question_id=asked.pk, words=BACK, by=cecilia, at=at + 11 * MINUTE)
    assert refused.value.verdict.reasons == ("questions.given-back-already",)
    actions.answer(question_id=asked.pk, text="Saa.", by=cecilia, at=at + 12 * MINUTE)
    actions.reopen(question_id=asked.pk, by=aino, at=at + 13 * MINUTE)
    actions.climb(asked.pk, at=at + 30 * MINUTE)
    actions.give_back(question_id=asked.pk, words=BACK, by=cecilia, at=at + 31 * MINUTE)
    assert road(asked.pk)[-2:] == ["reached", "given_back"]


def test_it_is_not_given_back_to_a_team_of_which_nobody_is_there(inside) -> None:
    asked = handed(actor_of(inside.aino), at=FAR, urgency=Urgency.NOW)
    with pytest.raises(Refused) as refused:
        actions.give_back(question_id=asked.pk, words=BACK, by=actor_of(inside.cecilia), at=FAR + timedelta(hours=20))
    assert refused.value.verdict.reasons == ("questions.nobody-there",)


def test_a_team_mate_gives_nothing_back(inside) -> None:
    asked = handed(actor_of(inside.aino), at=FAR, urgency=Urgency.NOW)
    with pytest.raises(Refused):
        actions.give_back(question_id=asked.pk, words=BACK, by=actor_of(inside.bertta), at=FAR + 15 * MINUTE)


def test_the_words_of_a_hand_back_are_forgotten_with_the_question(inside) -> None:
    asked = handed(actor_of(inside.aino), at=FAR, urgency=Urgency.NOW)
    actions.give_back(question_id=asked.pk, words=BACK, by=actor_of(inside.cecilia), at=FAR + 15 * MINUTE)
    actions.forget_texts(at=FAR + timedelta(days=31))
    assert not Step.objects.filter(question=asked).exclude(words="").exists()


def test_after_two_hours_without_a_worker_each_goes_on_once_and_none_is_lost(world) -> None:
    with acting_for(world.employer):
        shift(world.bertta, FAR - timedelta(hours=1), 9)
        asked = [handed(actor_of(world.aino), at=FAR + n * MINUTE, urgency=Urgency.NOW).pk for n in range(5)]
    back = FAR + timedelta(hours=2)
    assert jobs.climb_due_of(world.employer, at=back) >= len(asked)
    assert jobs.climb_due_of(world.employer, at=back + MINUTE) == 0
    for pk in asked:
        jobs.climb(str(world.employer), str(pk))  # their own jobs, late: nothing is left to do
    with acting_for(world.employer):
        assert all(road(pk) == ["handed-over", "reached"] for pk in asked)
        assert all(told(pk, "question_reached") == [world.cecilia] for pk in asked)


def test_a_question_that_cannot_go_on_keeps_no_other_back_and_is_not_passed_over_in_silence(world) -> None:
    with acting_for(world.employer):
        shift(world.bertta, FAR - timedelta(hours=1), 9)
        bad, good = (handed(actor_of(world.aino), at=FAR, urgency=Urgency.NOW).pk for _ in range(2))
        Question.objects.filter(pk=bad).update(team=None, climbs_at=FAR)
    with pytest.raises(ExceptionGroup) as raised:
        jobs.climb_due_of(world.employer, at=FAR + 10 * MINUTE)
    assert len(raised.value.exceptions) == 1
    with acting_for(world.employer):
        assert road(good)[-1] == StepKind.REACHED
        assert road(bad)[-1] == StepKind.HANDED_OVER


def test_in_the_night_in_which_clocks_go_back_the_shift_is_an_hour_longer(world) -> None:
    night = datetime(2031, 10, 25, 21, tzinfo=HELSINKI)
    with acting_for(world.employer):
        # From nine to eight by the clock is twelve hours of work.
        shift(world.aino, night, 11)
        shift(world.bertta, night, 11)
        asked = handed(actor_of(world.aino), at=night, urgency=Urgency.SHIFT)
        half = night.astimezone(timezone.get_fixed_timezone(0)) + timedelta(hours=6)
        assert asked.climbs_at == half
        assert asked.pk not in ladder.due(at=half - MINUTE, limit=500)
        assert asked.pk in ladder.due(at=half, limit=500)
