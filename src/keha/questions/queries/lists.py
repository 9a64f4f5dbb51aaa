"""Reads: lists of questions, by what a person looks for. Each says how many queries it takes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from keha.agreements import queries as agreements
from keha.agreements.models import DraftEnding, Version
from keha.agreements.proposals import DraftEnd
from keha.agreements.queries import Heading
from keha.agreements.rules import Decider
from keha.foundation.languages import Said, said
from keha.organisation.queries import Actor
from keha.questions.models import Answer, Question, Step
from keha.questions.queries.questions import Asked, as_asked, mine, rows_of, turns, waiting_in
from keha.questions.rules import StepKind

OFTEN_WITHIN = timedelta(days=30)
OFTEN_MIN = 3


@dataclass(frozen=True, slots=True)
class TeamState:
    """How many questions of a team wait, and how many of them past their time."""

    waiting: int = 0
    late: int = 0


def states(leader: Actor, *, at: datetime) -> Mapping[UUID, TeamState]:
    """How the teams that she leads stand; a team of which nothing waits is left out. One query."""
    counted = waiting_in(leader.led_team_ids, but=leader).values("team_id").order_by()
    rows = counted.annotate(n=Count("pk"), over=Count("pk", filter=Q(answer_by__lte=at)))
    return {row["team_id"]: TeamState(row["n"], row["over"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, and whether there is more after it."""

    rows: tuple[Asked, ...]
    number: int
    has_more: bool


def _page(questions: QuerySet[Question], number: int, size: int) -> Page:
    start = (number - 1) * size
    found = [as_asked(q) for q in rows_of(questions)[start : start + size + 1]]
    return Page(rows=tuple(found[:size]), number=number, has_more=len(found) > size)


def history(seer: Actor, *, number: int, size: int) -> Page:
    """All that a person has asked and that still has its words, the newest first. Four queries."""
    return _page(mine(seer).order_by("-asked_at", "pk"), number, size)


def answered(seer: Actor, *, wanted: str, number: int, size: int) -> Page:
    """What her teams have answered, the newest first. wanted: words of the question or of an answer.

    Three queries. What was taken back, and what has been emptied, is left out.
    """
    last = turns(OuterRef("pk")).values("kind")[:1]
    found = Question.objects.annotate(last_kind=Subquery(last)).exclude(last_kind=StepKind.WITHDRAWN).exclude(text="")
    answers = Answer.objects.filter(question=OuterRef("pk"))
    handed = Step.objects.filter(question=OuterRef("pk"), kind=StepKind.HANDED_OVER)
    found = found.filter(Exists(answers), Exists(handed), team_id__in=seer.working_team_ids)
    if wanted:
        found = found.filter(Q(text__icontains=wanted) | Exists(answers.filter(text__icontains=wanted)))
    return _page(found.order_by("-asked_at", "pk"), number, size)


def was_taken_back(question_id: UUID, seer: Actor) -> bool:
    """Whether this was a question of one's own team whose asker took it back. One query."""
    last = turns(OuterRef("pk")).values("kind")[:1]
    found = Question.objects.annotate(last_kind=Subquery(last)).filter(last_kind=StepKind.WITHDRAWN)
    return found.filter(pk=question_id, team_id__in=seer.working_team_ids).exclude(asker_id=seer.id).exists()


@dataclass(frozen=True, slots=True)
class Often:
    """A rule asked about again and again, though whoever asks may settle it."""

    rule_id: UUID
    title: Said
    count: int


def asked_often(team_ids: Collection[UUID], *, at: datetime, limit: int, language: str) -> list[Often]:
    """What these teams have asked three times or more in 30 days though the worker or the team decides it.

    Never by person. One query, two when there is any.
    """
    own = [Decider.WORKER, Decider.TEAM]
    since = Question.objects.filter(team_id__in=list(team_ids), asked_at__gte=at - OFTEN_WITHIN)
    rows = since.filter(version__decider__in=own).values(rule=F("version__rule_id")).order_by().annotate(n=Count("pk"))
    found = {row["rule"]: row["n"] for row in rows.filter(n__gte=OFTEN_MIN).order_by("-n", "rule")[:limit]}
    newest = Version.objects.filter(rule_id__in=found).order_by("rule_id", "-number").distinct("rule_id")
    titles = {version.rule_id: said(version, "title", language) for version in (newest if found else ())}
    return [Often(rule_id=rule_id, title=titles[rule_id], count=count) for rule_id, count in found.items()]


def grown_from(question_id: UUID, *, language: str) -> list[Heading]:
    """The headings of the rules that were made from a question. One query; two more when there are any."""
    ended = DraftEnding.objects.filter(draft__source_kind="question", draft__source_id=question_id)
    rules = ended.filter(kind=DraftEnd.ADOPTED).order_by("at").values_list("version__rule_id", flat=True)
    found = list(dict.fromkeys(rules))
    return agreements.headings(found, language=language) if found else []
