"""Weeks, duty and the tally of calls of the story."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from keha.organisation.models import Team
from keha.presence import actions as presence
from keha.presence import queries as at_work
from keha.presence.rules import HELSINKI, ExceptionKind, day_span, local_date
from keha.questions import actions
from keha.questions.models import Heard
from keha.questions.rules import Channel
from keha.story.cast import lahdenpera
from keha.story.founding import PAST, Scene, Stage, days_before

HOME = "aurinkokeittio"
WEEKS_BACK, BEGAN = 10, 5
# How many came past the application in each week, the oldest first: before the team's own rules, and since.
CAME = (15, 13, 16, 12, 14, 9, 8, 5, 5, 4)
COUNTED = (1, 3, 4)  # Tuesday, Thursday, Friday
# By turns: the topic, and whether the team could have settled it.
TURNS = (
    ("cover", True), ("working_time", False), ("everyday", True), ("cover", True), ("service", True),
    ("working_time", False), ("everyday", True), ("absence", False), ("cover", False), ("", True),
)  # fmt: skip
DUTY = (time(7), time(16))
AHEAD = timedelta(days=8)


def scenes(stage: Stage) -> Iterator[Scene]:
    """Weeks of work before the story's others, Cecilia's duty, and what she counted before and since the start."""
    if stage.cast is not lahdenpera():
        return
    first = days_before(stage.at, WEEKS_BACK * 7 + 7, clock=time(9))
    yield Scene(first, partial(_work_before, stage))
    yield Scene(first, partial(_begin, stage, first))
    for week, came in enumerate(CAME):
        for place, weekday in enumerate(COUNTED):
            day = _monday(stage) - timedelta(weeks=WEEKS_BACK - week) + timedelta(days=weekday)
            number = came * (place + 1) // len(COUNTED) - came * place // len(COUNTED)
            at = datetime.combine(day, time(17), HELSINKI)
            if at < stage.at:
                yield Scene(at, partial(_count, stage, day, number, turn=week + place, at=at))


def _monday(stage: Stage) -> date:
    today = local_date(stage.at)
    return today - timedelta(days=today.weekday())


def _work_before(stage: Stage) -> None:
    """Everybody's weeks become intervals from the first counted week on; the story has the last three already."""
    people = [stage.people[line.key].pk for line in stage.cast.people if not line.newcomer]
    since = _monday(stage) - timedelta(weeks=WEEKS_BACK)
    presence.write_out(since=since, until=local_date(stage.at) - PAST, person_ids=people)


def _begin(stage: Stage, at: datetime) -> None:
    by = stage.actor("cecilia", on=local_date(at))
    actions.begin(team=stage.teams[HOME], start_date=_monday(stage) - timedelta(weeks=BEGAN), by=by, at=at)
    for team in by.led_teams:
        hours = [presence.DutyHours(weekday, *DUTY) for weekday in range(5)]
        presence.set_duty(team=team, person=by.person, hours=hours, by=by, at=at)


def _count(stage: Stage, day: date, number: int, *, turn: int, at: datetime) -> None:
    counts = Counter(TURNS[(turn * 3 + n) % len(TURNS)] for n in range(number))
    actions.count_day(
        team=stage.teams[HOME], on=day, channel=Channel.PHONE, counts=counts, by=stage.actor("cecilia", on=day), at=at
    )


def keep(stage: Stage) -> None:
    """Something was counted in the last week, and in the weeks to come two days are otherwise and somebody is away."""
    if stage.cast is not lahdenpera():
        return
    team, today = stage.teams[HOME], local_date(stage.at)
    if not Heard.objects.filter(team=team, heard_date__gt=today - timedelta(days=7)).exists():
        _count(stage, today - timedelta(days=1), 2, turn=today.toordinal(), at=stage.at)
    if not at_work.exceptions_of(team.pk, since=today):
        _keep_days(stage, team, today)
    irja = stage.people["irja"]
    since, until = day_span(today + timedelta(days=15), today + timedelta(days=18))
    if not at_work.away_of([irja.pk], since=stage.at, until=until):
        by = stage.actor("cecilia")
        presence.add_away(person=irja, team=team, since=since, until=until, by=by, at=stage.at)


def _keep_days(stage: Stage, team: Team, today: date) -> None:
    """Kaisu works a Friday more, and Olena has a Wednesday off."""
    by = stage.actor("bertta")
    monday = today + AHEAD - timedelta(days=(today + AHEAD).weekday()) + timedelta(days=7)
    extra = presence.Told(
        monday + timedelta(days=4), ExceptionKind.EXTRA, time(7, 40), time(13), stage.sites["paivankakkara"]
    )
    off = presence.Told(monday + timedelta(days=2), ExceptionKind.OFF)
    presence.add_exception(extra, person=stage.people["kaisu"], team=team, by=by, at=stage.at)
    presence.add_exception(off, person=stage.people["olena"], team=team, by=by, at=stage.at)
