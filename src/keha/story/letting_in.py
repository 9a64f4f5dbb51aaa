"""Shared tablets of the story: one on a kitchen's table, paired by the team's supervisor weeks ago."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from keha.organisation.actions import tablets
from keha.story.cast import table
from keha.story.founding import Scene, Stage, days_before

DAYS_AGO = 24


def scenes(stage: Stage) -> Iterator[Scene]:
    """What happened before the present."""
    at = days_before(stage.at, DAYS_AGO, clock=time(13, 20))
    for line in table(stage.cast.code).get("tablet", ()):
        yield Scene(at, partial(_pair, stage, line, at))


def _pair(stage: Stage, line: dict[str, Any], at: datetime) -> None:
    supervisor = stage.actor(stage.cast.team(line["team"]).supervisor, on=at.date())
    device = tablets.open_pairing(team=stage.teams[line["team"]], name=line["name"], by=supervisor, at=at)
    tablets.become_paired(device, browser=line["browser"], at=at + timedelta(minutes=1))


def keep(stage: Stage) -> None:
    """What has to be there at any hour of the present. Twice at the same hour changes nothing the second time."""
