"""Reads of the team's circle: every rule in force on its ring, and what has moved since a day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from keha.agreements import circle
from keha.agreements.circle import Granted, Matter, Move, Wording
from keha.agreements.models import Version
from keha.agreements.queries.rights import changes_since, levels_of
from keha.agreements.queries.ruling import Listed, readable
from keha.agreements.rights import Level
from keha.agreements.rules import Decider, Place, RulingVerdict


@dataclass(frozen=True, slots=True)
class Circle:
    """A team's matters with their rows, and the levels of its topics; both in no order.

    topic_moves: the topics whose level has come to another ring. What moved a rule with its topic is told there.
    """

    matters: tuple[tuple[Matter, Listed], ...]
    levels: dict[str, Level]
    topic_moves: dict[str, Move]

    def moved_alone(self) -> list[tuple[Matter, Listed, Move]]:
        """The rules that moved by themselves, not together with their topic."""
        found = []
        for matter, row in self.matters:
            together = self.topic_moves.get(matter.topic)
            if matter.move and not (together and together.at == matter.move.at):
                found.append((matter, row, matter.move))
        return found


def circle_of(place: Place, team_id: UUID | None, *, since: datetime, today: date) -> Circle:
    """The circle of a team that stands there; without a team that of the employer's rules. Four queries at most."""
    rows = [row for row in readable(place) if row.is_in_force(today)]
    levels = levels_of(team_id) if team_id else {}
    grants: defaultdict[str, list[Granted]] = defaultdict(list)
    for change in changes_since([team_id], since) if team_id else ():
        grants[change.topic].append(Granted(change.at, change.level, change.before))
    changed = _wordings({row.rule_id for row in rows if row.adopted_at > since})
    matters = []
    for row in rows:
        now = Wording(row.adopted_at, RulingVerdict(row.verdict), Decider(row.decider))
        level = levels.get(row.topic)
        move = circle.move_of(
            changed.get(row.rule_id, (now,)), grants[row.topic], fixed=row.fixed, level=level, since=since
        )
        ring = circle.ring_of(now.verdict, now.decider, fixed=row.fixed, level=level)
        matters.append((Matter(row.rule_id, row.topic, ring, move), row))
    moves = ((topic, circle.topic_move(found, level=levels.get(topic))) for topic, found in grants.items())
    return Circle(tuple(matters), levels, {topic: move for topic, move in moves if move})


def _wordings(rule_ids: Collection[UUID]) -> dict[UUID, tuple[Wording, ...]]:
    """Every version of these rules, the oldest first. One query; none for no rules."""
    found: dict[UUID, tuple[Wording, ...]] = {}
    versions = Version.objects.filter(rule_id__in=rule_ids).order_by("number") if rule_ids else Version.objects.none()
    for rule, at, verdict, decider in versions.values_list("rule_id", "adopted_at", "verdict", "decider"):
        found[rule] = (*found.get(rule, ()), Wording(at, RulingVerdict(verdict), Decider(decider)))
    return found
