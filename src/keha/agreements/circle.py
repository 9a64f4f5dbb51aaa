"""Pure: the team's circle of influence: on which ring a matter lies, and what has moved since a day.

A matter is a rule in force. Its ring is the stricter of what the rule says and who decides in its topic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from uuid import UUID

from keha.agreements.rights import Held, Level, in_force
from keha.agreements.rules import Decider, RulingVerdict


class Ring(IntEnum):
    """Whose a matter is to decide, from the middle outwards."""

    MINE = 0
    OURS = 1
    ASK_FIRST = 2
    NOT_OURS = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a rule's version places it: its verdict and who decides, and the day on which it was agreed."""

    day: date
    verdict: RulingVerdict
    decider: Decider


@dataclass(frozen=True, slots=True)
class Granted:
    """A topic's level became another on a day. None: the topic had no level, or has none any more."""

    day: date
    level: Level | None
    before: Level | None


@dataclass(frozen=True, slots=True)
class Move:
    """What lies on another ring than it did. day: when it came to where it is now."""

    before: Ring
    after: Ring
    day: date

    @property
    def is_inward(self) -> bool:
        """Whether the team decides more of it than before."""
        return self.after < self.before


@dataclass(frozen=True, slots=True)
class Matter:
    """A rule on the circle. move: where it was on the day that is compared with, when that was another ring."""

    rule_id: UUID
    topic: str
    ring: Ring
    move: Move | None = None


_OPEN = frozenset({RulingVerdict.MAY, RulingVerdict.NEED_NOT, RulingVerdict.DEPENDS})
_OF_DECIDER = {Decider.WORKER: Ring.MINE, Decider.TEAM: Ring.OURS, Decider.SUPERVISOR: Ring.ASK_FIRST}
_OF_LEVEL = {
    Level.WORKER: Ring.MINE,
    Level.TEAM: Ring.OURS,
    Level.TEAM_INFORMS: Ring.OURS,
    Level.SUPERVISOR_HEARS: Ring.ASK_FIRST,
    Level.SUPERVISOR: Ring.ASK_FIRST,
}


def ring_of(verdict: RulingVerdict, decider: Decider, *, fixed: bool, level: Level | None) -> Ring:
    """Whose a matter is: never further in than its rule or its topic's level puts it.

    A binding must, may not or information leaves nobody here anything to decide. One that is not binding the team has
    agreed, so it is the team's at the least. Without a level the rule alone tells.
    """
    if fixed and verdict not in _OPEN:
        return Ring.NOT_OURS
    own = _OF_DECIDER[decider] if verdict in _OPEN else max(Ring.OURS, _OF_DECIDER[decider])
    return own if level is None else max(own, _OF_LEVEL[level])


def grants_of(story: Sequence[Held], *, today: date) -> tuple[Granted, ...]:
    """The days until today on which a topic's level became another, the oldest first; also by a trial that ran out.

    story: all that was ever written of the topic, the oldest first.
    """
    days = {held.from_date for held in story}
    days |= {held.trial_until + timedelta(days=1) for held in story if held.trial_until}
    found: list[Granted] = []
    before: Level | None = None
    for day in sorted(day for day in days if day <= today):
        held = in_force(story, on=day)
        level = held.level if held else None
        if level is not before:
            found.append(Granted(day, level, before))
        before = level
    return tuple(found)


def move_of(wordings: Sequence[Wording], grants: Sequence[Granted], *, fixed: bool, since: date) -> Move | None:
    """How a matter has moved after a day; None for one that lies where it lay, or was not there yet.

    wordings: every version, the oldest first; grants: every change of its topic's level.
    """
    if not wordings or wordings[0].day > since:
        return None
    said, level = wordings[0], None
    rings: list[tuple[date, Ring]] = []
    events: list[Wording | Granted] = [*wordings, *grants]
    for event in sorted(events, key=lambda one: one.day):
        if isinstance(event, Wording):
            said = event
        else:
            level = event.level
        rings.append((event.day, ring_of(said.verdict, said.decider, fixed=fixed, level=level)))
    return _move(rings, since)


def topic_move(grants: Sequence[Granted], *, since: date) -> Move | None:
    """How a topic's level has moved after a day; None where it is on the ring where it was.

    Where nothing had been set, the supervisor decided.
    """
    return _move([(date.min, _of(None)), *((grant.day, _of(grant.level)) for grant in grants)], since)


def _of(level: Level | None) -> Ring:
    return _OF_LEVEL[level or Level.SUPERVISOR]


def _move(rings: Sequence[tuple[date, Ring]], since: date) -> Move | None:
    """From where it lay at the end of a day to where it lies; since when it has been there without leaving."""
    before = [ring for day, ring in rings if day <= since][-1]
    after = rings[-1][1]
    if before is after:
        return None
    left = max(place for place, (_day, ring) in enumerate(rings) if ring is not after)
    return Move(before, after, rings[left + 1][0])
