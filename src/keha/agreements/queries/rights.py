"""Reads: who decides a topic in a team, and what of it changed. Each says how many queries it takes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now, TruncDate

from keha.agreements.models import CommonTopic, LevelChange, ReadinessTick, Wish
from keha.agreements.rights import Answer, Held, Level, Step


def held_on(on: date | None) -> QuerySet[LevelChange]:
    """Of each topic of each team the row that holds on a day; without one, on the day that the database has here."""
    day = TruncDate(Now()) if on is None else on
    begun = LevelChange.objects.filter(Q(from_date__lte=day), Q(trial_until__isnull=True) | Q(trial_until__gte=day))
    return begun.order_by("team_id", "topic", "-at", "-pk").distinct("team_id", "topic")


def levels_of(team_id: UUID, *, on: date | None = None) -> dict[str, Level]:
    """Who decides each topic in a team on a day, today without one; a topic that nobody has set is absent. One query."""
    rows = held_on(on).filter(team_id=team_id).values_list("topic", "level")
    return {topic: Level(level) for topic, level in rows}


def level_here(team: str, topic: str) -> Subquery:
    """Who decides today, as a part of another query's rows. team, topic: the names of their columns."""
    return Subquery(held_on(None).filter(team_id=OuterRef(team), topic=OuterRef(topic)).values("level")[:1])


def all_levels(*, on: date) -> dict[tuple[UUID, str], Level]:
    """The same for every team, by team and topic. One query."""
    rows = held_on(on).values_list("team_id", "topic", "level")
    return {(team, topic): Level(level) for team, topic, level in rows}


@dataclass(frozen=True, slots=True)
class RightChange:
    """Who decides a topic changed. before: what held until then; None: nobody had set it."""

    team_id: UUID
    topic: str
    level: Level
    before: Level | None
    at: datetime

    @property
    def is_inward(self) -> bool:
        """Whether the team got more to decide. Where nothing had been set the supervisor decided."""
        return self.level.is_looser_than(self.before or Level.SUPERVISOR)


def changes_since(team_ids: Collection[UUID], since: datetime) -> list[RightChange]:
    """What changed in these teams from an instant on, the newest first; a change to come is left out. One query.

    A topic whose level stayed the same has not changed, whatever else of it was written.
    """
    rows = LevelChange.objects.filter(team_id__in=list(team_ids), from_date__lte=TruncDate(Now()))
    before: dict[tuple[UUID, str], Level] = {}
    found: list[RightChange] = []
    for team_id, topic, written, at in rows.order_by("at", "pk").values_list("team_id", "topic", "level", "at"):
        level, known = Level(written), before.get((team_id, topic))
        if at >= since and level is not known:
            found.append(RightChange(team_id, topic, level, known, at))
        before[team_id, topic] = level
    return found[::-1]


def held_rows(team_id: UUID, *, on: date) -> dict[str, LevelChange]:
    """What holds in each topic of a team on a day, with who signed it. One query."""
    return {row.topic: row for row in held_on(on).filter(team_id=team_id).select_related("by")}


def held_row(team_id: UUID, topic: str, *, on: date) -> LevelChange | None:
    """The same for one topic. One query."""
    return held_on(on).filter(team_id=team_id, topic=topic).select_related("by").first()


def as_held(row: LevelChange | None) -> Held | None:
    """A row as the rules take it."""
    return Held(Level(row.level), Level(row.granted), row.from_date, row.trial_until) if row else None


def history(team_id: UUID, topic: str) -> list[LevelChange]:
    """Everything that was ever written of a topic in a team, the newest first. One query."""
    rows = LevelChange.objects.filter(team_id=team_id, topic=topic).select_related("by")
    return list(rows.order_by("-at", "-pk"))


def common_topics(area_id: UUID) -> frozenset[str]:
    """The topics that are common to an area. One query."""
    newest = CommonTopic.objects.filter(area_id=area_id).order_by("topic", "-at", "-pk").distinct("topic")
    return frozenset(topic for topic, common in newest.values_list("topic", "is_common") if common)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a team asked for, and how it was answered; kind: None while it waits."""

    id: UUID
    level: Level
    reason: str
    by: str
    at: datetime
    answer_by: date
    kind: Answer | None
    answer: str
    answered_by: str
    answered_at: datetime | None


_ASKED = ("pk", "level", "reason", "by__name", "at", "answer_by")
_ANSWERED = ("answers__kind", "answers__reason", "answers__by__name", "answers__at")


def wishes_of(team_id: UUID, topic: str) -> list[Asked]:
    """What a team asked for in a topic, with the answers, the newest first. One query."""
    rows = Wish.objects.filter(team_id=team_id, topic=topic).order_by("-at", "-pk").values_list(*_ASKED, *_ANSWERED)
    return [
        Asked(pk, Level(level), reason, by, at, answer_by, Answer(kind) if kind else None, said or "", who or "", then)
        for pk, level, reason, by, at, answer_by, kind, said, who, then in rows
    ]


def open_wish(team_id: UUID, topic: str) -> Wish | None:
    """What a team asks for in a topic and has not been answered. One query."""
    found = Wish.objects.filter(team_id=team_id, topic=topic, answers__isnull=True).select_related("by")
    return found.order_by("-at").first()


def open_wishes(team_ids: Collection[UUID]) -> list[Wish]:
    """What these teams ask for, by the day of the answer. One query."""
    found = Wish.objects.filter(team_id__in=list(team_ids), answers__isnull=True)
    return list(found.select_related("team", "by").order_by("answer_by", "at"))


def ticks_of(team_id: UUID, topic: str) -> dict[Step, ReadinessTick]:
    """The readiness that a team has ticked in a topic. One query."""
    rows = ReadinessTick.objects.filter(team_id=team_id, topic=topic).select_related("by")
    return {Step(row.step): row for row in rows}
