"""The present of the story: a question is open, another answered and not confirmed, and yesterday's are settled."""

from collections import Counter
from datetime import datetime, time, timedelta

from keha.language.documents import Outcome
from keha.organisation.queries import Actor
from keha.presence.rules import HELSINKI, local_date
from keha.questions import actions, policies
from keha.questions.queries import finder, questions, teams
from keha.questions.queries.questions import Asked
from keha.questions.rules import State, StepKind, Urgency
from keha.story import talk
from keha.story.asking import Talker, team_shifts
from keha.story.founding import Stage
from keha.story.rhythm import Shift, at_work, shifts
from keha.story.talk import Line

HOME = "aurinkokeittio"
AT_WORK_MIN = 2
RECENT = (timedelta(minutes=25), timedelta(minutes=43))
UNNAMED = timedelta(minutes=75)
SOON = timedelta(minutes=25)
LEFT_OPEN = timedelta(days=1)
ROWS = 500


def keep(stage: Stage) -> None:
    """Settles the story's old open questions, and sees that one is open in Aurinkokeittiö and in a team at work.

    What somebody else asked is left alone. Twice at the same hour changes nothing the second time.
    """
    _settle_old(stage)
    for place, team in enumerate(_teams(stage)):
        _keep_open(stage, team, place)
    _keep_unnamed(stage)
    _keep_answered(stage)


def _teams(stage: Stage) -> list[str]:
    """Aurinkokeittiö, and the other team with the most people at work now, if two at least."""
    today = local_date(stage.at)
    count = Counter[str]()
    for line in stage.cast.teams:
        found = team_shifts(stage, line.code, since=today - timedelta(days=1), until=today)
        count[line.code] = len(at_work(found, at=stage.at))
    del count[HOME]
    busiest = [code for code, people in count.most_common(1) if people >= AT_WORK_MIN]
    return [HOME, *busiest]


def _rows(stage: Stage, team: str) -> list[Asked]:
    """What has been asked in a team, seen with its supervisor's eyes, the oldest first. Three queries."""
    supervisor = stage.actor(stage.cast.team(team).supervisor)
    return questions.of_teams([stage.teams[team].pk], but=supervisor, limit=ROWS)


def _settle_old(stage: Stage) -> None:
    told = (*talk.load().open, *talk.load().unnamed)
    lines = {text: line for line in told for text in (line.text.fi, line.text.sv, line.text.en)}
    for team in stage.teams:
        for row in _rows(stage, team):
            line = lines.get(row.question.text)
            if line and _is_untouched(row) and row.question.asked_at < stage.at - LEFT_OPEN:
                _settle(stage, team, row, line)


def _is_untouched(row: Asked) -> bool:
    """Whether it still waits as it was handed over, with the team or by now with its supervisor."""
    came = [step for step in row.steps if step.kind != StepKind.REACHED]
    return row.state is State.WAITING and not row.answers and len(came) == 1


def _settle(stage: Stage, team: str, row: Asked, line: Line) -> None:
    question = row.question
    asker = next((key for key, person in stage.people.items() if row.is_by(person.pk)), None)
    if asker is None:
        return
    week = stage.cast.person(asker).week
    day = local_date(question.asked_at)
    during = at_work(shifts(asker, week, since=day - timedelta(days=1), until=day), at=question.asked_at)
    shift = during[0] if during else Shift(asker, "", question.asked_at, question.asked_at)
    talker = Talker(stage, team, shift, question.asked_at, question.asked_at.minute)
    if line.answer and (at := talker.answer(question.pk, line.answer, since=question.asked_at + SOON)):
        talker.confirm(question.pk, since=at)


def _keep_open(stage: Stage, team: str, place: int) -> None:
    shift, at, since = _moment(stage, team, RECENT[place])
    if any(row.state is State.WAITING and row.question.asked_at >= since for row in _rows(stage, team)):
        return
    talker = Talker(stage, team, shift, at, place)
    lines = talk.load().open
    first = local_date(stage.at).toordinal() * 2 + place
    turns = [lines[(first + n) % len(lines)] for n in range(len(lines))]
    # In the other team an answer was needed at once, so its supervisor sees by now that nobody has given one.
    urgency = Urgency.NOW if place else Urgency.SHIFT
    talker.hand_over(talker.ask(min(turns, key=lambda line: _is_ruled(stage, talker, line)).text), urgency)


def _keep_unnamed(stage: Stage) -> None:
    """One question of Aurinkokeittiö was asked without a name and waits."""
    if any(row.is_unnamed and row.state is State.WAITING for row in _rows(stage, HOME)):
        return
    shift, at, _since = _moment(stage, HOME, UNNAMED)
    by = stage.actor(shift.person)
    if not policies.may_ask_unnamed(by, members=teams.size(by.team, on=local_date(at))):
        return
    language = stage.cast.person(shift.person).language
    lines = talk.load().unnamed
    line = lines[local_date(stage.at).toordinal() % len(lines)]
    actions.ask_unnamed(
        text=line.text.of(language), language=language, urgency=Urgency.WEEK, by=by, at=at, today=local_date(at),
    )  # fmt: skip


def _is_ruled(stage: Stage, talker: Talker, line: Line) -> int:
    """How near the rules come to answering this: 0 when nobody has ruled it, 2 when one would be shown as the answer."""
    asker: Actor = stage.actor(talker.shift.person)
    place = actions.place_of(asker, stage.sites[talker.shift.site])
    text = line.text.of(stage.cast.person(talker.shift.person).language)
    found = finder.find(text, place, employer_id=stage.employer_id, today=local_date(stage.at))
    return [Outcome.HANDOVER, Outcome.CHOICES, Outcome.ANSWER].index(found.outcome)


def _moment(stage: Stage, team: str, recent: timedelta) -> tuple[Shift, datetime, datetime]:
    """Who of a team may have asked lately, when, and since when a question counts as fresh.

    Today when somebody of the team has been at work today, else on the last day when somebody was.
    """
    today = local_date(stage.at)
    midnight = datetime.combine(today, time(0), HELSINKI)
    begun = [
        shift
        for shift in team_shifts(stage, team, since=today - timedelta(days=7), until=today)
        if shift.starts_at < stage.at
    ]
    fresh = [shift for shift in begun if shift.ends_at > midnight]
    since = midnight if fresh else min(s.starts_at for s in begun if s.starts_at.date() == begun[-1].starts_at.date())
    now = at_work(fresh, at=stage.at) or [max(begun, key=lambda shift: shift.ends_at)]
    shift = now[today.toordinal() % len(now)]
    at = min(stage.at, shift.ends_at) - recent
    return shift, max(at, shift.starts_at, since), since


def _keep_answered(stage: Stage) -> None:
    """One question of Aurinkokeittiö is answered and waits for its asker's yes."""
    if any(row.state is State.ANSWERED for row in _rows(stage, HOME)):
        return
    today = local_date(stage.at)
    before = stage.at - timedelta(hours=30)
    found = team_shifts(stage, HOME, since=today - timedelta(days=7), until=today)
    done = [shift for shift in found if shift.ends_at < before]
    shift = done[-1 - today.toordinal() % AT_WORK_MIN]
    lines = talk.load().answered
    talker = Talker(stage, HOME, shift, shift.starts_at + timedelta(hours=2), today.toordinal())
    question = talker.ask(lines[today.toordinal() % len(lines)].text)
    talker.hand_over(question)
    if answer := lines[today.toordinal() % len(lines)].answer:
        talker.answer(question.pk, answer, since=talker.at)
