"""Reads: a team's questions, counts and shifts become figures. Nobody's name is read, and no asker leaves this room."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from keha.agreements.wording import TOPICS
from keha.insights import rules
from keha.insights.rules import By, Cell, Days, Ending, Mark, Shown, Trace
from keha.organisation import queries as organisation
from keha.organisation.models import Role, Team
from keha.organisation.rules import RoleKind
from keha.presence import queries as presence
from keha.presence.rules import day_span, local_date
from keha.questions.models import Answer, Choice, Heard, Question, ShownOutcome, Step
from keha.questions.queries import heard
from keha.questions.rules import Moment, State, StepKind, state_after


@dataclass(frozen=True, slots=True)
class Load:
    """All the figures of a team. since: from which day on those below the picture are counted.

    answered: what has an answer. asked, reached: by topic, "" for what is near no rule.
    """

    burden: rules.Burden
    since: date
    shifts: int
    weeks: float
    answered: Shown[By]
    endings: Shown[Ending]
    minutes: int | None
    asked: Shown[str]
    reached: Shown[str]
    next_rules: tuple[tuple[str, int], ...]
    heard: Shown[bool]


def members(team: Team, *, on: date) -> int:
    """How many belong to a team on a day. One query."""
    return len(organisation.people_of([team.pk], on=on))


def load(team: Team, *, at: datetime) -> Load:
    """The figures of the last 26 weeks. Five queries. Who may see them, and whether, is asked before: see policies."""
    days = _days(team, at=at)
    first = max(days.since, days.start or days.since)
    traces = [t for t in days.traces if local_date(t.asked_at) >= first and t.state is not State.WITHDRAWN]
    marks = [mark for mark in days.marks if mark.on >= first and mark.count]
    reached = [t for t in days.traces if t.reached_date and t.reached_date >= first]
    by_topic = rules.shown(_by_topic(traces, [])), rules.shown(_by_topic(reached, marks))
    answered, endings = _answers(traces, days.traces)
    return Load(
        burden=rules.burden(days),
        since=first,
        shifts=sum(n for day, n in days.shifts.items() if day >= first),
        weeks=((days.until - first).days + 1) / 7,
        answered=answered,
        endings=endings,
        minutes=rules.minutes_to_answer(traces),
        asked=by_topic[0],
        reached=by_topic[1],
        next_rules=_next_rules([t for t in traces if rules.answered_by(t) is not By.RULE], marks),
        heard=_heard(reached, marks),
    )


def _answers(traces: list[Trace], asked: Sequence[Trace]) -> tuple[Shown[By], Shown[Ending]]:
    """Who answered, and what came of what a rule or the team did: only where both of these are shown themselves."""
    of = {by: [trace for trace in traces if rules.answered_by(trace) is by] for by in By}
    cells: dict[By, Cell] = {by: rules.cell(of[by]) for by in By if by is not By.NOBODY}
    answered = rules.shown(cells)
    if None in (answered.cells[By.RULE], answered.cells[By.TEAM]):
        return answered, rules.withheld(Ending)
    settled = [*of[By.RULE], *of[By.TEAM]]
    ended = {kind: [trace for trace in settled if rules.ending(trace, asked) is kind] for kind in Ending}
    return answered, rules.shown({kind: rules.cell(found) for kind, found in ended.items()})


def _heard(reached: list[Trace], marks: list[Mark]) -> Shown[bool]:
    """What was counted by hand, by whether the team could have settled it.

    Hidden where the rest of what reached the supervisor, which it leaves over, could point to a person.
    """
    if rules.is_small(rules.cell(reached)):
        return rules.withheld((True, False))
    could = {yes: rules.cell([], [mark for mark in marks if mark.could_team is yes]) for yes in (True, False)}
    return rules.shown(could)


def _by_topic(traces: list[Trace], marks: list[Mark]) -> dict[str, Cell]:
    keys = [*TOPICS, ""]
    return {
        key: rules.cell((t for t in traces if t.topic == key), (m for m in marks if m.topic == key)) for key in keys
    }


def _next_rules(unruled: list[Trace], marks: list[Mark]) -> tuple[tuple[str, int], ...]:
    """The topics most asked about without a rule that answered, and that the team could settle by what was counted."""
    could = [mark for mark in marks if mark.could_team]
    found = rules.shown(_by_topic(unruled, could)).cells
    rows = [(key, count) for key, count in found.items() if key and count]
    return tuple(sorted(rows, key=lambda row: (-row[1], row[0]))[:3])


def _days(team: Team, *, at: datetime) -> Days:
    until = local_date(at)
    since = rules.monday(until) - rules.WEEK * (rules.WEEKS_MAX - 1)
    begin, _end = day_span(since, until)
    shifts = presence.worked_by_day([team.pk], since=begin, until=at)
    marks = Heard.objects.filter(team=team, heard_date__range=(since, until))
    return Days(
        traces=_traces(team.pk, since=begin, until=at),
        marks=[
            Mark(*row) for row in marks.order_by().values_list("heard_date", "topic", "could_team", "count")
        ],
        shifts={day: count for (_team, day), count in shifts.items()},
        start=heard.beginning(team.pk),
        since=since,
        until=until,
    )  # fmt: skip


def _traces(team_id: UUID, *, since: datetime, until: datetime) -> list[Trace]:
    """The team's questions with what happened to each. Two queries."""
    found = Question.objects.filter(team_id=team_id, asked_at__gte=since, asked_at__lte=until)
    moments: dict[UUID, list[tuple[str, datetime, bool]]] = defaultdict(list)
    for question_id, kind, at, leads in _moments(found, until):
        moments[question_id].append((kind, at, leads))
    topics = found.annotate(topic=_topic()).order_by("asked_at")
    rows = topics.values_list("pk", "asker_id", "topic", "asked_at", "outcome")
    return [
        _trace(asker, topic, asked_at, outcome == ShownOutcome.ANSWER, moments[pk])
        for pk, asker, topic, asked_at, outcome in rows
    ]


def _topic() -> Coalesce:
    """The topic of the rule that was shown, else of the one that helped, else of the nearest heading."""
    helped = Step.objects.filter(question=OuterRef("pk"), kind=StepKind.HELPED).order_by("-at")
    nearest = Choice.objects.filter(question=OuterRef("pk")).order_by("position")
    return Coalesce(
        "version__rule__topic",
        Subquery(helped.values("version__rule__topic")[:1]),
        Subquery(nearest.values("rule__topic")[:1]),
        Value(""),
    )


def _moments(questions: QuerySet[Question], until: datetime) -> QuerySet[Any, tuple[UUID, str, datetime, bool]]:
    ids = questions.order_by().values("pk")
    steps = Step.objects.order_by().filter(question__in=ids, at__lte=until)
    leads = Role.objects.filter(
        Q(until_date__isnull=True) | Q(until_date__gte=OuterRef("at__date")), kind=RoleKind.SUPERVISOR,
        person=OuterRef("by"), team=OuterRef("question__team"), from_date__lte=OuterRef("at__date"),
    )  # fmt: skip
    answers = Answer.objects.order_by().filter(question__in=ids, at__lte=until)
    told = answers.annotate(kind=Value(""), leads=Exists(leads)).values_list("question_id", "kind", "at", "leads")
    return steps.annotate(leads=Value(False)).values_list("question_id", "kind", "at", "leads").union(told, all=True)


def _trace(
    asker: UUID | None, topic: str, asked_at: datetime, shown: bool, moments: list[tuple[str, datetime, bool]]
) -> Trace:
    told = [Moment(StepKind(kind) if kind else None, at, None) for kind, at, _leads in moments]
    times: dict[str, datetime] = {}
    for kind, at, _leads in sorted(moments, key=lambda moment: moment[1]):
        times.setdefault(kind, at)
    reached = times.get(StepKind.REACHED)
    return Trace(
        asker=asker, topic=topic, asked_at=asked_at, state=state_after(told), shown=shown,
        handed_at=times.get(StepKind.HANDED_OVER), reached_date=local_date(reached) if reached else None,
        reopened=StepKind.REOPENED in times,
        answers=tuple((at, leads) for kind, at, leads in moments if not kind),
    )  # fmt: skip


def weeks_shifts(found: Load) -> int:
    """How many shifts the team works in a week, of the days that the figures are counted from."""
    return round(found.shifts / found.weeks) if found.weeks > 0 else 0
