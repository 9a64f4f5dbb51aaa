"""The important numbers of an employer of the story, written down when it was founded."""

from collections.abc import Iterator
from datetime import datetime, time
from functools import partial

from keha.organisation.actions import numbers
from keha.organisation.duty import Hours
from keha.organisation.rules import NumberKind, RoleKind
from keha.story.cast import NumberLine
from keha.story.founding import FOUNDED, Scene, Stage, days_before, in_languages


def scenes(stage: Stage) -> Iterator[Scene]:
    """A scene for each number of the words."""
    at = days_before(stage.at, FOUNDED.days, clock=time(10))
    for place, line in enumerate(stage.cast.numbers):
        yield Scene(at, partial(_tell, stage, line, place, at))


def _tell(stage: Stage, line: NumberLine, position: int, at: datetime) -> None:
    hours = tuple(Hours(weekday, *line.hours) for weekday in line.weekdays) if line.hours else ()
    told = numbers.Told(
        kind=NumberKind(line.kind), names=in_languages(line.name), phone=line.phone, hours=hours, position=position,
        site_id=stage.sites[line.site].pk if line.site else None,
    )  # fmt: skip
    numbers.add_number(told, by=stage.actor(stage.first_with(RoleKind.ADMINISTRATOR)), at=at)
