"""Reads: questions with where they stand. Each says how many queries it takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from keha.organisation.queries import Actor
from keha.questions.ladder import was_given_back
from keha.questions.models import Answer, Choice, Question, Receiver, Seal, Step
from keha.questions.rules import HOPS, Moment, State, StepKind, is_with_supervisor, state_after
from keha.questions.sealing import is_sealed_by


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that has happened to it, oldest first."""

    question: Question
    steps: tuple[Step, ...]
    answers: tuple[Answer, ...]

    @property
    def is_unnamed(self) -> bool:
        """Whether it was asked without a name."""
        return self.question.asker_id is None

    def is_by(self, person_id: UUID) -> bool:
        """Whether this person asked it; of a question without a name her seal tells."""
        if not self.is_unnamed:
            return bool(self.question.asker_id == person_id)
        return is_sealed_by(person_id, self.question.pk, getattr(self.question, "seal", None))

    @property
    def moments(self) -> list[Moment]:
        """All that has happened to it."""
        steps = [Moment(StepKind(step.kind), step.at, step.by_id) for step in self.steps]
        return [*steps, *(Moment(None, answer.at, answer.by_id) for answer in self.answers)]

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_after(self.moments)

    def is_past_team(self, at: datetime) -> bool:
        """Whether the team's time is over and nobody has answered: it is its supervisor's, recorded so or not yet."""
        climbs_at = self.question.climbs_at
        is_due = self.state is State.WAITING and climbs_at is not None and climbs_at <= at
        return is_due or is_with_supervisor(self.moments)

    @property
    def was_given_back(self) -> bool:
        """Whether the supervisor has handed it back since it last came to the team."""
        return was_given_back(self.moments)

    @property
    def has_reached_reader(self) -> bool:
        """Whether it went on to the one for whom it was read, when she was on duty."""
        return bool(getattr(self.question, "has_reached", False))

    @property
    def offered(self) -> list[UUID]:
        """The rules whose headings were offered, or that stand beside the answer, in order; where they were read."""
        return [rule_id for rule_id in getattr(self.question, "offered", ()) if rule_id]

    @property
    def was_handed_over(self) -> bool:
        """Whether the team has ever seen it."""
        return any(step.kind == StepKind.HANDED_OVER for step in self.steps)

    @property
    def has_direct_route(self) -> bool:
        """Whether the rule shown says whom to contact straight away, past the team."""
        version = self.question.version
        return version is not None and version.rule.direct_route

    @property
    def is_fixed(self) -> bool:
        """Whether the rule shown is fixed: then only the rule or its keeper answers."""
        version = self.question.version
        return version is not None and version.rule.fixed


def turns(of: OuterRef) -> QuerySet[Step]:
    """The steps that change where a question stands, the newest first; not who of team and supervisor has it."""
    return Step.objects.filter(question=of).exclude(kind__in=HOPS).order_by("-at")


def visible_to(seer: Actor) -> QuerySet[Question]:
    """One's own questions, and those of a team that one belongs to or leads, or that reached one on duty.

    Not what its asker took back.
    """
    steps = turns(OuterRef("pk"))
    last = steps.values("kind")[:1]
    handed = Question.objects.annotate(last_kind=Subquery(last)).filter(Exists(steps.filter(kind=StepKind.HANDED_OVER)))
    theirs = handed.filter(_is_before(seer)).exclude(last_kind=StepKind.WITHDRAWN).values("pk")
    return Question.objects.filter(Q(asker_id=seer.id) | Q(pk__in=theirs))


def _is_before(seer: Actor) -> Q:
    """Of a team that she belongs to or leads; or it went on to her when she was on duty."""
    of_teams = Q(team_id__in=seer.working_team_ids)
    return of_teams | Q(pk__in=reached(seer)) if seer.roles else of_teams


def reached(seer: Actor) -> QuerySet[Receiver, UUID]:
    """The questions that went on to somebody when she was on duty."""
    return Receiver.objects.filter(person_id=seer.id).values_list("step__question_id", flat=True)


def _for(seer: Actor, questions: QuerySet[Question]) -> QuerySet[Question]:
    """With a word on each, whether it went on to her."""
    if not seer.roles:
        return questions
    went = Receiver.objects.filter(person_id=seer.id, step__question_id=OuterRef("pk"))
    return questions.annotate(has_reached=Exists(went))


def _with_seal(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.annotate(seal=Subquery(Seal.objects.filter(question=OuterRef("pk")).values("seal")[:1]))


def whole(questions: QuerySet[Question]) -> QuerySet[Question]:
    """All that the page of a question shows, in three queries."""
    around = ("asker", "team", "version", "version__rule")
    return _with_seal(questions).select_related(*around).prefetch_related(_steps(), _answers())


def _steps() -> Any:
    return Prefetch("steps", queryset=Step.objects.order_by("at").select_related("by"))


def _answers() -> Any:
    return Prefetch("answers", queryset=Answer.objects.order_by("at").select_related("by"))


def rows_of(questions: QuerySet[Question]) -> QuerySet[Question]:
    """What a list shows, in three queries: neither the rule behind a question nor who wrote which answer."""
    return (
        _with_seal(questions)
        .select_related("asker", "team")
        .prefetch_related(
            Prefetch("steps", queryset=Step.objects.order_by("at")),
            Prefetch("answers", queryset=Answer.objects.order_by("at")),
        )
    )


def as_asked(question: Question) -> Asked:
    """A question read with its steps and answers."""
    return Asked(question=question, steps=tuple(question.steps.all()), answers=tuple(question.answers.all()))


def asked(question_id: UUID, seer: Actor) -> Asked | None:
    """A question that this person may see, with the rules offered for it. Two queries, three once a team has seen it."""
    offered = ArraySubquery(Choice.objects.filter(question=OuterRef("pk")).order_by("position").values("rule_id"))
    seen = _for(seer, _with_seal(visible_to(seer))).select_related("asker", "team", "version", "version__rule")
    question = seen.annotate(offered=offered).prefetch_related(_steps()).filter(pk=question_id).first()
    if question is None:
        return None
    found = Asked(question=question, steps=tuple(question.steps.all()), answers=())
    if not found.was_handed_over:
        return found
    prefetch_related_objects([question], _answers())
    return as_asked(question)


def locked(question_id: UUID, seer: Actor) -> Asked:
    """The same with its row locked, for a change. Raises Question.DoesNotExist. Four queries."""
    visible = visible_to(seer).filter(pk=question_id).get()
    Question.objects.select_for_update(of=("self",), no_key=True).get(pk=visible.pk)
    return as_asked(_for(seer, whole(Question.objects.filter(pk=visible.pk))).get())


def open_to(team_ids: Iterable[UUID], *, but: Actor) -> QuerySet[Question]:
    """Handed over to these teams and not settled since; one's own left out, but for those without a name."""
    return _open(but=but).filter(team_id__in=list(team_ids))


def _open(*, but: Actor) -> QuerySet[Question]:
    return _still_open().exclude(asker_id=but.id)


def open_in(team_ids: Iterable[UUID]) -> QuerySet[Question]:
    """Handed over to these teams and not settled since, whoever asked."""
    return _still_open().filter(team_id__in=list(team_ids))


def _still_open() -> QuerySet[Question]:
    last = turns(OuterRef("pk")).values("kind")[:1]
    found = Question.objects.annotate(last_kind=Subquery(last)).exclude(text="")
    return found.filter(last_kind__in=[StepKind.HANDED_OVER, StepKind.REOPENED])


def waiting_in(team_ids: Iterable[UUID], *, but: Actor) -> QuerySet[Question]:
    """Open to these teams, and nobody has answered since."""
    return _unanswered(open_to(team_ids, but=but))


def _unanswered(questions: QuerySet[Question]) -> QuerySet[Question]:
    since = turns(OuterRef("question")).values("at")[:1]
    answered = Answer.objects.filter(question=OuterRef("pk"), at__gte=Subquery(since))
    return questions.exclude(Exists(answered))


def is_past_team(at: datetime) -> Q:
    """Of waiting questions with `lies`: those past their team, recorded so or not yet."""
    return Q(lies=StepKind.REACHED) | Q(climbs_at__lte=at)


def with_lies(questions: QuerySet[Question]) -> QuerySet[Question]:
    """With a word on each, lies: the newest of the steps that say whether team or supervisor has it."""
    ways = [*HOPS, StepKind.HANDED_OVER, StepKind.REOPENED]
    newest = Step.objects.filter(question=OuterRef("pk"), kind__in=ways).order_by("-at").values("kind")[:1]
    return questions.annotate(lies=Subquery(newest))


def past_team(seer: Actor, *, at: datetime) -> QuerySet[Question]:
    """What waits for a supervisor: of the teams that she leads, and what reached her on duty. Not her own."""
    hers = _open(but=seer).filter(Q(team_id__in=seer.led_team_ids) | Q(pk__in=reached(seer)))
    return with_lies(_unanswered(hers)).filter(is_past_team(at))


def of_teams(team_ids: Iterable[UUID], *, but: Actor, limit: int) -> list[Asked]:
    """The open questions of these teams, the oldest first. Three queries."""
    return [as_asked(question) for question in whole(open_to(team_ids, but=but)).order_by("asked_at")[:limit]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before a person: her own questions, the newest first; her teams' open ones, the oldest first.

    reached: what the teams that she leads had no time for, and what reached her on duty; it does not stand among the
    open ones.
    """

    own: tuple[Asked, ...]
    open: tuple[Asked, ...]
    reached: tuple[Asked, ...] = ()


def sealed_by(seer: Actor) -> list[UUID]:
    """The questions that this person asked without a name, as long as their seals are kept. One query."""
    seals = Seal.objects.filter(question__team_id__in=seer.team_ids).values_list("question_id", "seal")
    return [question_id for question_id, seal in seals if is_sealed_by(seer.id, question_id, bytes(seal))]


def mine(seer: Actor) -> QuerySet[Question]:
    """One's own questions that still have their words. One query when made, for those without a name."""
    return Question.objects.filter(Q(asker_id=seer.id) | Q(pk__in=sealed_by(seer))).exclude(text="")


def desk(seer: Actor, *, own: int, of_teams: int, at: datetime | None = None) -> Desk:
    """The lists, at most so many of each. at: when what has reached her is wanted. Four queries."""
    of_mine = mine(seer).order_by("-asked_at").values("pk")[:own]
    teams = open_to(seer.team_ids | seer.led_team_ids, but=seer).order_by("asked_at").values("pk")[:of_teams]
    wanted = Q(pk__in=of_mine) | Q(pk__in=teams)
    if at and seer.roles:
        wanted |= Q(pk__in=past_team(seer, at=at).order_by("answer_by").values("pk")[:of_teams])
    rows = rows_of(_for(seer, Question.objects.filter(wanted))).order_by("asked_at")
    found = [as_asked(question) for question in rows]
    others = [row for row in found if not row.is_by(seer.id)]
    has_come = [row for row in others if at and _is_hers(row, seer) and row.is_past_team(at)]
    return Desk(
        own=tuple(row for row in reversed(found) if row.is_by(seer.id)),
        open=tuple(row for row in others if row not in has_come),
        reached=tuple(has_come),
    )


def _is_hers(row: Asked, seer: Actor) -> bool:
    return row.question.team_id in seer.led_team_ids or row.has_reached_reader


def count_open(seer: Actor) -> int:
    """How many questions of others wait in one's teams. One query."""
    return open_to(seer.team_ids | seer.led_team_ids, but=seer).count()


def choices_of(question_id: UUID) -> Sequence[UUID]:
    """The rules whose headings were offered, in order. One query."""
    found = Question.objects.filter(pk=question_id).values_list("choices__rule_id", flat=True)
    return [pk for pk in found.order_by("choices__position") if pk]


def helped_by(rule_id: UUID) -> tuple[int, int]:
    """How often a rule answered so that the asker said so, and how often the question went on to a team. One query."""
    steps = Step.objects.order_by()
    helped = steps.filter(kind=StepKind.HELPED, version__rule_id=rule_id)
    went_on = steps.filter(kind=StepKind.HANDED_OVER, question__version__rule_id=rule_id)
    counts = (found.values_list("kind").annotate(n=Count("question", distinct=True)) for found in (helped, went_on))
    times = dict(next(counts).union(next(counts), all=True))
    return times.get(StepKind.HELPED, 0), times.get(StepKind.HANDED_OVER, 0)
