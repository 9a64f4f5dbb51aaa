"""Pure: the places and people of an employer of the story, read from its file of words."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import cache
from importlib import resources
from typing import Any

from keha.agreements.rules import Words
from keha.story.rhythm import WeekDay, week_of


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site. kind: see SiteKind."""

    code: str
    kind: str
    name: Words


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team: the codes of the sites it serves, and the key of its supervisor."""

    code: str
    name: Words
    sites: tuple[str, ...]
    supervisor: str


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody of the story. share: of a full contract, in percent. newcomer: came lately and has no login yet.

    team: blank for those who lead teams or run the whole and belong to none.
    """

    key: str
    name: str
    language: str
    share: int
    team: str
    roles: tuple[str, ...]
    newcomer: bool
    week: tuple[WeekDay, ...]


@dataclass(frozen=True, slots=True)
class NumberLine:
    """An important number. site: its code; blank: of the whole employer. hours: on each of the weekdays; None: always."""

    kind: str
    phone: str
    name: Words
    site: str
    weekdays: tuple[int, ...]
    hours: tuple[time, time] | None


@dataclass(frozen=True, slots=True)
class Cast:
    """An employer of the story as it stands in words."""

    code: str
    name: Words
    area_code: str
    area: Words
    sites: tuple[SiteLine, ...]
    teams: tuple[TeamLine, ...]
    people: tuple[PersonLine, ...]
    numbers: tuple[NumberLine, ...] = ()

    def person(self, key: str) -> PersonLine:
        """The person of a key. Raises LookupError."""
        for line in self.people:
            if line.key == key:
                return line
        raise LookupError(key)

    def team(self, code: str) -> TeamLine:
        """The team of a code. Raises LookupError."""
        for line in self.teams:
            if line.code == code:
                return line
        raise LookupError(code)

    def of_team(self, code: str) -> list[PersonLine]:
        """The people of a team, in the order of the file."""
        return [line for line in self.people if line.team == code]


def table(file: str) -> Mapping[str, Any]:
    """A file of words, by its name without the ending."""
    path = resources.files("keha.story") / "words" / f"{file}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def lahdenpera() -> Cast:
    """The first employer: a municipality's meal and cleaning services."""
    return _cast(table("lahdenpera"))


@cache
def etelaranta() -> Cast:
    """The second: a wellbeing services county, small."""
    return _cast(table("etelaranta"))


def _cast(words: Mapping[str, Any]) -> Cast:
    return Cast(
        code=words["employer"]["code"],
        name=Words(**words["employer"]["name"]),
        area_code=words["area"]["code"],
        area=Words(**words["area"]["name"]),
        sites=tuple(SiteLine(line["code"], line["kind"], Words(**line["name"])) for line in words["site"]),
        teams=tuple(map(_team, words["team"])),
        people=_people(words["person"]),
        numbers=tuple(map(_number, words["number"])),
    )


def _team(line: Mapping[str, Any]) -> TeamLine:
    return TeamLine(line["code"], Words(**line["name"]), tuple(line["sites"]), line["supervisor"])


def _number(line: Mapping[str, Any]) -> NumberLine:
    hours = tuple(map(time.fromisoformat, line["hours"].split("-"))) if "hours" in line else ()
    return NumberLine(
        kind=line["kind"], phone=line["phone"], name=Words(**line["name"]), site=line.get("site", ""),
        weekdays=tuple(line.get("weekdays", ())), hours=(hours[0], hours[1]) if hours else None,
    )  # fmt: skip


def _people(lines: Sequence[Mapping[str, Any]]) -> tuple[PersonLine, ...]:
    return tuple(
        PersonLine(
            key=line["key"], name=line["name"], language=line.get("language", "fi"), share=line.get("share", 100),
            team=line.get("team", ""), roles=tuple(line.get("roles", ())), newcomer=line.get("newcomer", False),
            week=week_of(line.get("week", ())),
        )
        for line in lines
    )  # fmt: skip
