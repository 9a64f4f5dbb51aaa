"""Levels of deciding and standing approvals of the story: lists of every team, a round, what is asked for and given."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from keha.agreements.actions import approvals, delegation, rights
from keha.agreements.actions.rights import Grant, Limit
from keha.agreements.approvals import ApprovalClass, Limits
from keha.agreements.queries import rights as queries
from keha.agreements.rights import Level, Step
from keha.agreements.rules import Words
from keha.organisation.rules import RoleKind
from keha.presence.rules import local_date
from keha.story.cast import lahdenpera, table
from keha.story.founding import Scene, Stage, days_before

MORNING, NOON, EVENING = time(9, 10), time(12, 20), time(15, 5)
Line = Mapping[str, Any]


def scenes(stage: Stage) -> Iterator[Scene]:
    """What happened before the present."""
    words = table("rights")
    yield from _first(stage, words["first"])
    if stage.cast is not lahdenpera():
        return
    for line in words["change"]:
        yield _scene(stage, line, _grant, clock=NOON)
    for line in words["back"]:
        yield _scene(stage, line, _hand_back, clock=EVENING)
    yield _scene(stage, words["wish"], _ask, clock=EVENING)
    yield _scene(stage, words["round"], _round, clock=NOON)
    for line in words["approval"]:
        yield from _approval(stage, line)


def keep(stage: Stage) -> None:
    """What is asked for is always waiting, and never late: the same is asked anew when its answer would be due."""
    line = table("rights")["wish"]
    if stage.cast is not lahdenpera():
        return
    wish = queries.open_wish(stage.teams[line["team"]].pk, line["topic"])
    if wish is None or wish.answer_by > local_date(stage.at):
        return
    rights.withdraw_wish(wish_id=wish.pk, by=stage.actor(line["by"]), at=stage.at)
    _ask(stage, line, stage.at)


def _scene(stage: Stage, line: Line, play: Callable[[Stage, Line, datetime], None], *, clock: time) -> Scene:
    at = days_before(stage.at, line["days"], clock=clock)
    return Scene(at, partial(play, stage, line, at))


def _said(stage: Stage, words: Line, by: str) -> str:
    """What somebody of the story writes, in her own language."""
    return Words(**words).of(stage.cast.person(by).language)


def _supervisor(stage: Stage, team: str) -> str:
    return stage.cast.team(team).supervisor


def _first(stage: Stage, line: Line) -> Iterator[Scene]:
    for team in stage.cast.teams:
        for topic, level in line["levels"].items():
            own = {"team": team.code, "topic": topic, "level": level, "days": line["days"], "reason": line["reason"]}
            yield _scene(stage, own, _grant, clock=MORNING)


def _grant(stage: Stage, line: Line, at: datetime) -> None:
    by, day = _supervisor(stage, line["team"]), local_date(at)
    limit = Limit(value=Decimal(line["value"]), unit=line["unit"]) if "value" in line else Limit()
    trial = day + timedelta(days=line["trial"]) if "trial" in line else None
    given = Grant(Level(line["level"]), day, limit, trial, _said(stage, line["reason"], by))
    rights.grant(given, team_id=stage.teams[line["team"]].pk, topic=line["topic"], by=stage.actor(by), at=at)


def _hand_back(stage: Stage, line: Line, at: datetime) -> None:
    rights.hand_back(
        team_id=stage.teams[line["team"]].pk, topic=line["topic"], reason=_said(stage, line["reason"], line["by"]),
        by=stage.actor(line["by"]), at=at,
    )  # fmt: skip


def _ask(stage: Stage, line: Line, at: datetime) -> None:
    team_id, topic, by = stage.teams[line["team"]].pk, line["topic"], stage.actor(line["by"])
    for step in line["ready"]:
        rights.tick(team_id=team_id, topic=topic, step=Step(step), is_ready=True, by=by, at=at)
    rights.ask(
        team_id=team_id,
        topic=topic,
        level=Level(line["level"]),
        reason=_said(stage, line["reason"], line["by"]),
        by=by,
        at=at,
    )


def _round(stage: Stage, line: Line, at: datetime) -> None:
    """Three pick, the host shows the picks, and one of those at either end has said her sentence."""
    host = stage.actor(line["host"])
    one = delegation.begin(team_id=stage.teams[line["team"]].pk, topic=line["topic"], by=host, at=at)
    named = {row["by"] for row in line["pick"]}
    others = (
        person.key for person in stage.cast.of_team(line["team"]) if person.key not in named and not person.newcomer
    )
    for number, row in enumerate(line["pick"], start=1):
        by = stage.actor(row["by"] or next(others))
        delegation.pick(round_id=one.pk, level=Level(row["level"]), by=by, at=at + timedelta(minutes=number))
    delegation.reveal(round_id=one.pk, by=host, at=at + timedelta(minutes=9))
    for row in line["pick"]:
        if "says" in row:
            said = _said(stage, row["says"], row["by"])
            delegation.explain(round_id=one.pk, text=said, by=stage.actor(row["by"]), at=at + timedelta(minutes=11))


def _approval(stage: Stage, line: Line) -> Iterator[Scene]:
    """An approval is given, and accepted by those who have accepted it."""
    given: list[Any] = []
    at = days_before(stage.at, line["days"], clock=MORNING)

    def give() -> None:
        day = local_date(at)
        limits = Limits(most_moved=line.get("moved"), notice_hours=line["notice"])
        terms = approvals.Terms(
            ApprovalClass(line["kind"]),
            limits,
            day,
            day + timedelta(days=line["long"]),
            _said(stage, line["words"], line["by"]),
        )
        teams = [stage.teams[code].pk for code in line["teams"]]
        given.append(approvals.give(terms, team_ids=teams, by=stage.actor(line["by"]), at=at))

    yield Scene(at, give)
    for key, role in (("hr", RoleKind.ADMINISTRATOR), ("steward", RoleKind.STEWARD)):
        if key in line:
            then = days_before(stage.at, line[key], clock=NOON)
            yield Scene(then, partial(_sign, stage, given, role, then))


def _sign(stage: Stage, given: list[Any], role: RoleKind, at: datetime) -> None:
    approvals.sign(approval_id=given[0].pk, by=stage.actor(stage.first_with(role)), at=at)
