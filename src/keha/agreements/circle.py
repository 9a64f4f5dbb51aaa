"""Pure: the team's circle of influence: on which ring a matter lies, and what has moved since a day.

A matter is a rule in force. Its ring is the stricter of what the rule says and who decides in its topic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from uuid import UUID

from keha.agreements.rights import Level
from keha.agreements.rules import Decider, RulingVerdict


class Ring(IntEnum):
    """Whose a matter is to decide, from the middle outwards."""

    MINE = 0
    OURS = 1
    ASK_FIRST = 2
    NOT_OURS = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """What of a rule's version places it: its verdict and who decides, since when it was agreed."""

    at: datetime
    verdict: RulingVerdict
    decider: Decider


@dataclass(frozen=True, slots=True)
class Granted:
    """A topic's level was changed. None: the topic had no level, or has none any more."""

    at: datetime
    level: Level | None
    before: Level | None


@dataclass(frozen=True, slots=True)
class Move:
    """What lies on another ring than it did. at: when it came to where it is now; None: a trial ran out."""

    before: Ring
    after: Ring
    at: datetime | None

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


def move_of(
    wordings: Sequence[Wording], grants: Iterable[Granted], *, fixed: bool, level: Level | None, since: datetime
) -> Move | None:
    """How a matter has moved since an instant; None for one that lies where it lay, or was not there yet.

    wordings: every version, the oldest first. grants: what changed its topic's level after that instant, in any order.
    level: the topic's level now.
    """
    later = sorted((grant for grant in grants if grant.at > since), key=lambda grant: grant.at)
    if not wordings or wordings[0].at > since:
        return None
    held = later[0].before if later else level
    said = next(wording for wording in reversed(wordings) if wording.at <= since)
    rings: list[tuple[datetime | None, Ring]] = [(since, ring_of(said.verdict, said.decider, fixed=fixed, level=held))]
    happened: list[Wording | Granted] = [*(wording for wording in wordings if wording.at > since), *later]
    for event in sorted(happened, key=lambda one: one.at):
        if isinstance(event, Wording):
            said = event
        else:
            held = event.level
        rings.append((event.at, ring_of(said.verdict, said.decider, fixed=fixed, level=held)))
    return _move([*rings, (None, ring_of(said.verdict, said.decider, fixed=fixed, level=level))])


def topic_move(grants: Iterable[Granted], *, level: Level | None) -> Move | None:
    """How a topic's level has moved by what changed it; None where it is on the ring where it was.

    Where nothing had been set, the supervisor decided. level: what holds now.
    """
    changes = sorted(grants, key=lambda grant: grant.at)
    if not changes:
        return None
    rings: list[tuple[datetime | None, Ring]] = [(None, _of(changes[0].before))]
    rings += [(change.at, _of(change.level)) for change in changes]
    return _move([*rings, (None, _of(level))])


def _of(level: Level | None) -> Ring:
    return _OF_LEVEL[level or Level.SUPERVISOR]


def _move(rings: Sequence[tuple[datetime | None, Ring]]) -> Move | None:
    """From the first to the last; since when it has been there without leaving."""
    before, after = rings[0][1], rings[-1][1]
    if before is after:
        return None
    came = None
    for at, ring in reversed(rings):
        if ring is not after:
            break
        came = at
    return Move(before, after, came)
