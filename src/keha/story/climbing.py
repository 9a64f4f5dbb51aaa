"""Questions of the story that went up the ladder: those the supervisor answered, those she gave back, and today's."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from keha.agreements.rules import Words
from keha.presence.rules import local_date
from keha.questions import actions
from keha.questions.models import Question
from keha.questions.queries import questions
from keha.questions.rules import Urgency
from keha.story.asking import Talker, team_shifts
from keha.story.cast import lahdenpera, table
from keha.story.founding import Scene, Stage
from keha.story.rhythm import Shift

SOON = timedelta(minutes=6)
DAYS_BACK_MAX = 4
KEPT_MAX = 500


def scenes(stage: Stage) -> Iterator[Scene]:
    """What happened before the present."""
    if stage.cast is not lahdenpera():
        return
    for number, row in enumerate(table("climbed")["climbed"]):
        shift = _shift_for(stage, row, number)
        talker = Talker(stage, row["team"], shift, shift.starts_at + (shift.ends_at - shift.starts_at) / 3, number)
        yield Scene(talker.at, partial(_play, talker, row))


def _shift_for(stage: Stage, row: Mapping[str, Any], number: int) -> Shift:
    day = local_date(stage.at) - timedelta(days=row["days"])
    for back in range(DAYS_BACK_MAX):
        then = day - timedelta(days=back)
        if found := team_shifts(stage, row["team"], since=then, until=then):
            return found[number % len(found)]
    raise LookupError(f"nobody of {row['team']} is at work around {day}")


def _play(talker: Talker, row: Mapping[str, Any]) -> None:
    """Asked, needed at once, nobody had time; then the supervisor's answer, or her words and a team mate's answer."""
    stage = talker.stage
    language = stage.cast.person(talker.shift.person).language
    supervisor = stage.actor(stage.cast.team(talker.team).supervisor)
    question = talker.ask(Words(row["fi"], row["sv"], row["en"]))
    talker.hand_over(question, Urgency.NOW)
    question.refresh_from_db()
    at = question.climbs_at or talker.at
    actions.climb(question.pk, at=at)
    if "back" in row:
        at += SOON
        asked = questions.asked(question.pk, supervisor)
        if asked and actions.has_time(asked, at=at):
            words = Words(**row["back"]).of(language)
            actions.give_back(question_id=question.pk, words=words, by=supervisor, at=at)
            answered = talker.answer(question.pk, Words(**row["answer"]), since=at - timedelta(minutes=8))
            if answered:
                talker.confirm(question.pk, since=answered)
            return
    at += SOON
    actions.answer(question_id=question.pk, text=Words(**row["answer"]).of(language), by=supervisor, at=at)
    talker.confirm(question.pk, since=at)


def keep(stage: Stage) -> None:
    """What the teams had no time for has gone on by now. Twice at the same hour changes nothing the second time."""
    due = Question.objects.filter(climbs_at__lte=stage.at).order_by("climbs_at")
    for question_id, at in due.values_list("pk", "climbs_at")[:KEPT_MAX]:
        actions.climb(question_id, at=at or stage.at)
