"""Reads of the team's circle: every rule in force on its ring, and what has moved since a day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from keha.agreements import circle
from keha.agreements.circle import Granted, Matter, Move, Wording
from keha.agreements.models import LevelChange
from keha.agreements.queries.listing import Listed, readable_versions
from keha.agreements.rights import Held, Level
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
            if matter.move and not (together and together.day == matter.move.day):
                found.append((matter, row, matter.move))
        return found


def circle_of(place: Place, team_id: UUID | None, *, since: date, today: date) -> Circle:
    """The circle of a team that stands there; without a team that of the employer's rules. Two queries at most."""
    grants = _grants(team_id, today=today) if team_id else {}
    levels = {topic: changes[-1].level for topic, changes in grants.items()}
    matters = []
    for versions in readable_versions(place):
        row = versions[-1]
        if not row.is_in_force(today):
            continue
        wordings = [_wording(version) for version in versions]
        move = circle.move_of(wordings, grants.get(row.topic, ()), fixed=row.fixed, since=since)
        now = wordings[-1]
        ring = circle.ring_of(now.verdict, now.decider, fixed=row.fixed, level=levels.get(row.topic))
        matters.append((Matter(row.rule_id, row.topic, ring, move), row))
    moves = ((topic, circle.topic_move(changes, since=since)) for topic, changes in grants.items())
    return Circle(
        tuple(matters),
        {topic: level for topic, level in levels.items() if level},
        {topic: move for topic, move in moves if move},
    )


def _wording(version: Listed) -> Wording:
    day = timezone.localdate(version.adopted_at)
    return Wording(day, RulingVerdict(version.verdict), Decider(version.decider))


def _grants(team_id: UUID, *, today: date) -> dict[str, tuple[Granted, ...]]:
    """How the levels of a team's topics have changed, by topic; without those that never came to hold. One query."""
    stories: defaultdict[str, list[Held]] = defaultdict(list)
    rows = LevelChange.objects.filter(team_id=team_id).order_by("at", "pk")
    for topic, level, granted, begun, until in rows.values_list(
        "topic", "level", "granted", "from_date", "trial_until"
    ):
        stories[topic].append(Held(Level(level), Level(granted), begun, until))
    changes = {topic: circle.grants_of(story, today=today) for topic, story in stories.items()}
    return {topic: found for topic, found in changes.items() if found}
