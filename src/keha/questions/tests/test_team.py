"""The team's time to answer, what it left unanswered, what it answered, what it asks often, and what is kept."""

from datetime import date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keha.agreements.models import Version
from keha.foundation.context import acting_for
from keha.foundation.verdict import Refused
from keha.organisation import queries as organisation
from keha.organisation.models import Person
from keha.presence.models import Stint
from keha.questions import actions
from keha.questions.models import Answer, Kept, Question
from keha.questions.queries import lists
from keha.questions.queries import questions as queries
from keha.questions.rules import Urgency, answer_by

FAR = datetime(2031, 3, 3, 8, tzinfo=timezone.get_fixed_timezone(0))
NONSENSE = "qwzx kkrrtt plöö"


def actor_of(person_id):
    return organisation.actor(Person.objects.get(pk=person_id), on=timezone.localdate())


def handed(by, *, at, urgency=Urgency.SHIFT, text=NONSENSE):
    asked = actions.ask(text=text, language="fi", site=None, by=by, at=at, today=timezone.localdate(at))
    actions.hand_over(question_id=asked.pk, by=by, at=at, urgency=urgency)
    asked.refresh_from_db()
    return asked


@pytest.fixture
def inside(world):
    with acting_for(world.employer):
        yield world


def shift(person_id, start: datetime, hours: float):
    person = Person.objects.get(pk=person_id)
    team = organisation.actor(person, on=date(2026, 11, 24)).teams[0]
    return Stint.objects.create(
        person=person, team=team, site_id=person.home_site_id,
        period=DateTimeTZRange(start, start + timedelta(hours=hours)),
    )  # fmt: skip


@given(
    st.sampled_from(Urgency),
    st.datetimes(timezones=st.just(timezone.get_fixed_timezone(0))),
    st.none() | st.integers(1, 200),
)
def test_the_time_to_answer_is_never_over_at_once(urgency, at, hours) -> None:
    if at.year > 9990:
        return
    end = at + timedelta(hours=hours) if hours else None
    assert answer_by(urgency, at=at, shift_end=end) > at


def test_now_is_half_an_hour_and_this_week_is_seven_days(inside) -> None:
    aino = actor_of(inside.aino)
    assert handed(aino, at=FAR, urgency=Urgency.NOW).answer_by == FAR + timedelta(minutes=30)
    assert handed(aino, at=FAR, urgency=Urgency.WEEK).answer_by == FAR + timedelta(days=7)


def test_this_shift_ends_when_the_askers_own_shift_ends(inside) -> None:
    shift(inside.aino, FAR - timedelta(hours=2), 8)
    shift(inside.bertta, FAR - timedelta(hours=1), 9)
    assert handed(actor_of(inside.aino), at=FAR).answer_by == FAR + timedelta(hours=6)


def test_off_duty_it_is_her_next_shift_and_without_one_the_teams(inside) -> None:
    shift(inside.bertta, FAR - timedelta(hours=1), 9)
    assert handed(actor_of(inside.aino), at=FAR).answer_by == FAR + timedelta(hours=8)
    shift(inside.aino, FAR + timedelta(days=2), 7)
    assert handed(actor_of(inside.aino), at=FAR).answer_by == FAR + timedelta(days=2, hours=7)


def test_with_nobody_in_any_roster_it_is_a_day(inside) -> None:
    assert handed(actor_of(inside.aino), at=FAR).answer_by == FAR + timedelta(days=1)


def test_without_a_name_the_clock_runs_by_the_team_and_not_by_the_askers_own_shift(inside) -> None:
    shift(inside.aino, FAR - timedelta(hours=2), 3)
    shift(inside.bertta, FAR - timedelta(hours=1), 9)
    asked = actions.ask_unnamed(
        text=NONSENSE, language="fi", urgency=Urgency.SHIFT, by=actor_of(inside.aino), at=FAR, today=FAR.date()
    )
    assert asked.answer_by == FAR + timedelta(hours=8)


def test_the_supervisor_sees_what_the_team_had_no_time_for_and_not_a_minute_before(inside) -> None:
    cecilia = actor_of(inside.cecilia)
    shift(inside.bertta, FAR - timedelta(hours=1), 9)
    asked = handed(actor_of(inside.aino), at=FAR, urgency=Urgency.NOW)

    def reached(minutes: int) -> set:
        at = FAR + timedelta(minutes=minutes)
        return {row.question.pk for row in queries.desk(cecilia, own=1, of_teams=500, at=at).reached}

    assert asked.pk not in reached(9)
    assert asked.pk in reached(10)
    actions.answer(question_id=asked.pk, text="Saa.", by=cecilia, at=FAR + timedelta(minutes=11))
    assert asked.pk not in reached(12)
    actions.reopen(question_id=asked.pk, by=actor_of(inside.aino), at=FAR + timedelta(minutes=40))
    assert asked.pk not in reached(41)
    assert asked.pk in reached(50)


def test_another_supervisor_and_a_worker_do_not_see_it(inside) -> None:
    asked = handed(actor_of(inside.aino), at=FAR, urgency=Urgency.NOW)
    at = FAR + timedelta(days=1)
    others = [actor_of(pk) for name, pk in inside.people.items() if pk not in {inside.cecilia}]
    seers = [
        one
        for one in others
        if asked.pk in {row.question.pk for row in queries.desk(one, own=1, of_teams=500, at=at).reached}
    ]
    assert seers == []


def test_how_a_team_stands_is_counted_as_it_is_listed(inside) -> None:
    cecilia, aino = actor_of(inside.cecilia), actor_of(inside.aino)
    at = FAR + timedelta(hours=1)
    before = lists.states(cecilia, at=at).get(aino.team.pk, lists.TeamState())
    handed(aino, at=FAR, urgency=Urgency.NOW)
    handed(aino, at=FAR, urgency=Urgency.WEEK)
    after = lists.states(cecilia, at=at)[aino.team.pk]
    assert (after.waiting - before.waiting, after.reached - before.reached) == (2, 1)


def test_answered_questions_are_found_by_words_of_the_question_or_the_answer(inside) -> None:
    aino, bertta, daavid = actor_of(inside.aino), actor_of(inside.bertta), actor_of(inside.daavid)
    asked = handed(aino, at=FAR, text="kvaasin plööri qwzx")
    actions.answer(question_id=asked.pk, text="Kysy zzyrkiltä.", by=bertta, at=FAR + timedelta(minutes=1))

    def found(seer, words: str) -> set:
        return {row.question.pk for row in lists.answered(seer, wanted=words, number=1, size=50).rows}

    assert asked.pk in found(bertta, "PLÖÖRI")
    assert asked.pk in found(bertta, "zzyrk")
    assert asked.pk not in found(bertta, "%")
    assert asked.pk not in found(daavid, "zzyrk")
    actions.withdraw(question_id=asked.pk, by=aino, at=FAR + timedelta(minutes=2))
    assert asked.pk not in found(bertta, "zzyrk")


def test_history_is_paged_and_each_question_stands_on_one_page(inside) -> None:
    aino = actor_of(inside.aino)
    made = {handed(aino, at=FAR + timedelta(minutes=n)).pk for n in range(5)}
    first, second = (lists.history(aino, number=n, size=3) for n in (1, 2))
    assert first.has_more
    assert len(first.rows) == 3
    assert made <= {row.question.pk for page in (first, second) for row in page.rows}
    assert not {r.question.pk for r in first.rows} & {r.question.pk for r in second.rows}


def test_what_may_be_settled_by_oneself_and_is_asked_three_times_is_told_without_people(inside) -> None:
    aino, bertta = actor_of(inside.aino), actor_of(inside.bertta)
    version = Version.objects.filter(decider="worker", rule__team=None).first()
    for n, by in enumerate([aino, bertta, aino]):
        asked = actions.ask(
            text=NONSENSE, language="fi", site=None, by=by, at=FAR - timedelta(days=n), today=FAR.date()
        )
        Question.objects.filter(pk=asked.pk).update(version=version)
        counts = {one.rule_id: one.count for one in lists.asked_often([aino.team.pk], at=FAR, limit=5, language="fi")}
        assert counts.get(version.rule_id, 0) == (3 if n == 2 else 0)
    assert lists.asked_often([aino.team.pk], at=FAR + timedelta(days=31), limit=5, language="fi") == []
    assert set(lists.Often.__slots__) == {"rule_id", "title", "count"}


def test_kept_words_hold_no_asker_and_no_question(inside) -> None:
    assert {field.column for field in Kept._meta.local_fields} == {
        "id", "employer_id", "team_id", "rule_id", "language", "text", "kept_date",
    }  # fmt: skip


def test_only_a_settled_question_is_kept_and_only_by_its_asker_or_keeper(inside) -> None:
    aino, bertta, cecilia = (actor_of(pk) for pk in (inside.aino, inside.bertta, inside.cecilia))
    asked = handed(aino, at=FAR)

    def keep(by):
        return actions.keep_words(question_id=asked.pk, text="kvaasin paikka", by=by, at=FAR, day=FAR.date())

    with pytest.raises(Refused) as refusal:
        keep(aino)
    assert refusal.value.verdict.reasons == ("questions.still-open",)
    actions.answer(question_id=asked.pk, text="Saa.", by=bertta, at=FAR + timedelta(minutes=1))
    actions.confirm(question_id=asked.pk, by=aino, at=FAR + timedelta(minutes=2))
    with pytest.raises(Refused):
        keep(bertta)
    kept = [keep(aino), keep(cecilia)]
    actions.forget_texts(at=FAR + timedelta(days=40))
    assert Question.objects.get(pk=asked.pk).text == ""
    assert {one.text for one in Kept.objects.filter(pk__in=[one.pk for one in kept])} == {"kvaasin paikka"}


@given(idle=st.floats(0, 60, allow_nan=False), unnamed=st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_words_live_for_thirty_days_after_the_last_thing_that_happened(inside, idle, unnamed) -> None:
    aino, bertta = actor_of(inside.aino), actor_of(inside.bertta)
    if unnamed:
        asked = actions.ask_unnamed(
            text=NONSENSE, language="fi", urgency=Urgency.WEEK, by=aino, at=FAR, today=FAR.date()
        )
    else:
        asked = handed(aino, at=FAR)
    last = FAR + timedelta(days=10)
    actions.answer(question_id=asked.pk, text="Saa.", by=bertta, at=last)
    at = last + timedelta(days=idle)
    actions.forget_texts(at=at)
    actions.break_seals(at=at)
    gone = idle > 30
    assert (Question.objects.get(pk=asked.pk).text == "") is gone
    assert (Answer.objects.get(question=asked).text == "") is gone
    assert queries.asked(asked.pk, aino).is_by(aino.id) is not (unnamed and gone)


def test_a_question_nobody_has_seen_is_written_anew_and_looked_up_again(inside) -> None:
    aino = actor_of(inside.aino)
    asked = actions.ask(text=NONSENSE, language="fi", site=None, by=aino, at=timezone.now(), today=timezone.localdate())
    assert asked.outcome == "handover"
    text = "Voinko vaihtaa vuoron työkaverin kanssa?"
    actions.reword(question_id=asked.pk, text=text, by=aino, at=timezone.now(), today=timezone.localdate())
    asked.refresh_from_db()
    assert asked.version.rule.library_slug == "vuoronvaihto"
    actions.reword(question_id=asked.pk, text=NONSENSE, by=aino, at=timezone.now(), today=timezone.localdate())
    actions.hand_over(question_id=asked.pk, by=aino, at=timezone.now())
    with pytest.raises(Refused) as refusal:
        actions.reword(question_id=asked.pk, text="x", by=aino, at=timezone.now(), today=timezone.localdate())
    assert refusal.value.verdict.reasons == ("questions.already-with-team",)


def test_what_was_left_for_thirty_days_stands_in_no_list_without_its_words(inside) -> None:
    aino, bertta = actor_of(inside.aino), actor_of(inside.bertta)
    asked = handed(aino, at=FAR)
    assert asked.pk in {row.question.pk for row in queries.desk(bertta, own=5, of_teams=500).open}
    actions.forget_texts(at=FAR + timedelta(days=31))
    assert asked.pk not in {row.question.pk for row in queries.desk(bertta, own=5, of_teams=500).open}
    assert asked.pk not in {row.question.pk for row in lists.history(aino, number=1, size=500).rows}
