"""Skills, certificates, inductions and needs of the story: the catalogue, what people told, and what ends soon."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from keha.agreements.rules import Words
from keha.organisation.rules import RoleKind
from keha.presence.rules import local_date
from keha.skills import actions
from keha.skills.actions import HeldTold, InductionTold, NeedTold
from keha.skills.models import Held, Skill
from keha.skills.rules import Level, SkillKind, Source
from keha.story.cast import PersonLine, lahdenpera, table
from keha.story.founding import Scene, Stage, days_before, in_languages

MORNING, NOON, AFTERNOON = time(8, 20), time(11, 40), time(14, 10)
# A last day is told anew once it is further gone than this from where the story wants it.
DRIFT = timedelta(days=10)
Line = Mapping[str, Any]


def scenes(stage: Stage) -> Iterator[Scene]:
    """What happened before the present."""
    words = table("skills")
    at = days_before(stage.at, words["begun"], clock=MORNING)
    yield Scene(at, partial(_begin, stage, at))
    if stage.cast is not lahdenpera():
        return
    at += timedelta(hours=1)
    yield Scene(at, partial(_need, stage, words, at))
    for number, team in enumerate(stage.cast.teams):
        then = days_before(stage.at, words["begun"] - 3 - number, clock=NOON)
        yield Scene(then, partial(_team, stage, words, team.code, then, newcomers=False))
        then = days_before(stage.at, 3, clock=NOON)
        yield Scene(then, partial(_team, stage, words, team.code, then, newcomers=True))
    for line in words["told"]:
        then = days_before(stage.at, line["days"], clock=AFTERNOON)
        yield Scene(then, partial(_told_by_herself, stage, line, then))
    for line in words["inducted"]:
        then = days_before(stage.at, line["days"], clock=AFTERNOON)
        place = (line["person"], line["site"], line["by"])
        yield Scene(then, partial(_inducted, stage, place, then, told_by=line["person"]))


def keep(stage: Stage) -> None:
    """What ends soon always does so soon: its day is told anew when it has gone too far; and it is reminded of."""
    if stage.cast is not lahdenpera():
        return
    skills, today = _skills(), local_date(stage.at)
    for key, lines in table("skills")["have"].items():
        for code, told in (_parts(line) for line in lines):
            if isinstance(told, timedelta):
                row = Held.objects.filter(person=stage.people[key], skill=skills[code], removed_at=None).first()
                if row and row.until_date and today + told - row.until_date > DRIFT:
                    _tell(stage, key, skills[code], told, stage.at)
    actions.remind(at=stage.at)


def _begin(stage: Stage, at: datetime) -> None:
    actions.take_usual(by=stage.actor(stage.first_with(RoleKind.ADMINISTRATOR)), at=at)


def _skills() -> dict[str, Skill]:
    return {row.code: row for row in Skill.objects.all()}


def _supervisor(stage: Stage, team: str) -> str:
    return stage.cast.team(team).supervisor


def _need(stage: Stage, words: Line, at: datetime) -> None:
    """The supervisors write down what the work needs."""
    skills = _skills()
    for team in words["kitchen"]["teams"]:
        _task(stage, words["kitchen"] | {"team": team}, skills, at, is_law=True)
    for line in words["task"]:
        _task(stage, line, skills, at, is_law=False)
    for line in words["site"]:
        by = stage.actor(_supervisor(stage, line["team"]))
        for code in line["needs"]:
            told = NeedTold(skills[code].pk, Source.OWN, site_id=stage.sites[line["code"]].pk)
            actions.add_need(told, team=stage.teams[line["team"]], by=by, at=at)


def _task(stage: Stage, line: Line, skills: Mapping[str, Skill], at: datetime, *, is_law: bool) -> None:
    team, by = stage.teams[line["team"]], stage.actor(_supervisor(stage, line["team"]))
    task = actions.add_task(team=team, names=in_languages(Words(**line["name"])), is_common=is_law, by=by, at=at)
    source = Source.LAW if is_law else Source.OWN
    for code in line["needs"]:
        actions.add_need(NeedTold(skills[code].pk, source, task_id=task.pk), team=team, by=by, at=at)


def _team(stage: Stage, words: Line, team: str, at: datetime, *, newcomers: bool) -> None:
    """A team tells: everybody for herself, the supervisor of certificates and keys, and who inducted whom."""
    skills, kitchen = _skills(), words["kitchen"]
    for line in (line for line in stage.cast.of_team(team) if line.newcomer is newcomers):
        if team in kitchen["teams"] and line.key not in kitchen["but"]:
            for code in kitchen["needs"]:
                _tell(stage, line.key, skills[code], None, at)
        for code, told in map(_parts, words["have"].get(line.key, ())):
            _tell(stage, line.key, skills[code], told, at)
        sites = list(dict.fromkeys([*(day.site for day in line.week), *words["also"].get(line.key, ())]))
        by = _inductor(stage, line)
        for site in sites:
            _inducted(stage, (line.key, site, by), at, told_by=by)


def _inductor(stage: Stage, line: PersonLine) -> str:
    """The team lead inducts, and the supervisor inducts her."""
    lead = next(one.key for one in stage.cast.of_team(line.team) if RoleKind.TEAM_LEAD.value in one.roles)
    return _supervisor(stage, line.team) if line.key == lead else lead


def _parts(line: str) -> tuple[str, Level | timedelta | None]:
    code, _space, told = line.partition(" ")
    if not told:
        return code, None
    return code, timedelta(days=int(told)) if told[0] in "+-" else Level(told)


def _tell(stage: Stage, key: str, skill: Skill, told: Level | timedelta | None, at: datetime) -> None:
    is_own = skill.kind == SkillKind.ABILITY
    by = key if is_own else _supervisor(stage, stage.cast.person(key).team)
    until = local_date(stage.at) + told if isinstance(told, timedelta) else None
    level = told if isinstance(told, Level) else Level.CAN
    what = HeldTold(level=level) if is_own else HeldTold(until=until)
    actions.tell(what, person_id=stage.people[key].pk, skill_id=skill.pk, by=stage.actor(by), at=at)


def _told_by_herself(stage: Stage, line: Line, at: datetime) -> None:
    since = local_date(at) - timedelta(days=90)
    actions.tell(
        HeldTold(since=since), person_id=stage.people[line["by"]].pk, skill_id=_skills()[line["skill"]].pk,
        by=stage.actor(line["by"]), at=at,
    )  # fmt: skip


def _inducted(stage: Stage, place: tuple[str, str, str], at: datetime, *, told_by: str) -> None:
    """place: who was inducted, at which site, by whom; the day before."""
    person, site, by = place
    told = InductionTold(
        stage.people[person].pk, stage.sites[site].pk, stage.people[by].pk, local_date(at) - timedelta(days=1)
    )
    actions.induct(told, by=stage.actor(told_by), at=at)
