"""Reads: questions with where they stand. Each says how many queries it takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from keha.organisation.queries import Actor
from keha.questions.models import Answer, Question, Seal, Step
from keha.questions.rules import Moment, State, StepKind, state_after
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

    def is_late(self, at: datetime) -> bool:
        """Whether the team's time to answer is over and nobody has."""
        by = self.question.answer_by
        return self.state is State.WAITING and by is not None and by <= at

    @property
    def state(self) -> State:
        """Where it stands."""
        steps = [Moment(StepKind(step.kind), step.at, step.by_id) for step in self.steps]
        return state_after([*steps, *(Moment(None, answer.at, answer.by_id) for answer in self.answers)])

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


def visible_to(seer: Actor) -> QuerySet[Question]:
    """One's own questions, and those handed over to a team that one belongs to or leads; not what its asker took back."""
    steps = Step.objects.filter(question=OuterRef("pk"))
    last = steps.order_by("-at").values("kind")[:1]
    handed = Question.objects.annotate(last_kind=Subquery(last)).filter(Exists(steps.filter(kind=StepKind.HANDED_OVER)))
    theirs = handed.filter(team_id__in=seer.working_team_ids).exclude(last_kind=StepKind.WITHDRAWN).values("pk")
    return Question.objects.filter(Q(asker_id=seer.id) | Q(pk__in=theirs))


def _with_seal(questions: QuerySet[Question]) -> QuerySet[Question]:
    return questions.annotate(seal=Subquery(Seal.objects.filter(question=OuterRef("pk")).values("seal")[:1]))


def _whole(questions: QuerySet[Question]) -> QuerySet[Question]:
    return (
        _with_seal(questions)
        .select_related("asker", "team", "version", "version__rule")
        .prefetch_related(
            Prefetch("steps", queryset=Step.objects.order_by("at")),
            Prefetch("answers", queryset=Answer.objects.order_by("at").select_related("by")),
        )
    )


def rows_of(questions: QuerySet[Question]) -> QuerySet[Question]:
    """What a list shows, in three queries."""
    # What a list shows and no more: neither the rule behind a question nor who wrote which answer.
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
    """A question that this person may see. Three queries."""
    question = _whole(visible_to(seer)).filter(pk=question_id).first()
    return as_asked(question) if question else None


def locked(question_id: UUID, seer: Actor) -> Asked:
    """The same with its row locked, for a change. Raises Question.DoesNotExist. Four queries."""
    visible = visible_to(seer).filter(pk=question_id).get()
    Question.objects.select_for_update(of=("self",), no_key=True).get(pk=visible.pk)
    return as_asked(_whole(Question.objects.filter(pk=visible.pk)).get())


def open_to(team_ids: Iterable[UUID], *, but: Actor) -> QuerySet[Question]:
    """Handed over to these teams and not settled since; one's own left out, but for those without a name."""
    return open_in(team_ids).exclude(asker_id=but.id)


def open_in(team_ids: Iterable[UUID]) -> QuerySet[Question]:
    """Handed over to these teams and not settled since, whoever asked."""
    last = Step.objects.filter(question=OuterRef("pk")).order_by("-at").values("kind")[:1]
    found = Question.objects.annotate(last_kind=Subquery(last)).exclude(text="")
    return found.filter(last_kind__in=[StepKind.HANDED_OVER, StepKind.REOPENED], team_id__in=list(team_ids))


def waiting_in(team_ids: Iterable[UUID], *, but: Actor) -> QuerySet[Question]:
    """Open to these teams, and nobody has answered since."""
    since = Step.objects.filter(question=OuterRef("question")).order_by("-at").values("at")[:1]
    answered = Answer.objects.filter(question=OuterRef("pk"), at__gte=Subquery(since))
    return open_to(team_ids, but=but).exclude(Exists(answered))


def of_teams(team_ids: Iterable[UUID], *, but: Actor, limit: int) -> list[Asked]:
    """The open questions of these teams, the oldest first. Three queries."""
    return [as_asked(question) for question in _whole(open_to(team_ids, but=but)).order_by("asked_at")[:limit]]


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before a person: her own questions, the newest first; her teams' open ones, the oldest first.

    late: what the teams that she leads have left unanswered by its time; it does not stand among the open ones.
    """

    own: tuple[Asked, ...]
    open: tuple[Asked, ...]
    late: tuple[Asked, ...] = ()


def sealed_by(seer: Actor) -> list[UUID]:
    """The questions that this person asked without a name, as long as their seals are kept. One query."""
    seals = Seal.objects.filter(question__team_id__in=seer.team_ids).values_list("question_id", "seal")
    return [question_id for question_id, seal in seals if is_sealed_by(seer.id, question_id, bytes(seal))]


def mine(seer: Actor) -> QuerySet[Question]:
    """One's own questions that still have their words. One query when made, for those without a name."""
    return Question.objects.filter(Q(asker_id=seer.id) | Q(pk__in=sealed_by(seer))).exclude(text="")


def desk(seer: Actor, *, own: int, of_teams: int, at: datetime | None = None) -> Desk:
    """The lists, at most so many of each. at: when what is late is wanted. Four queries."""
    of_mine = mine(seer).order_by("-asked_at").values("pk")[:own]
    teams = open_to(seer.team_ids | seer.led_team_ids, but=seer).order_by("asked_at").values("pk")[:of_teams]
    wanted = Q(pk__in=of_mine) | Q(pk__in=teams)
    if at and seer.led_team_ids:
        over = waiting_in(seer.led_team_ids, but=seer).filter(answer_by__lte=at)
        wanted |= Q(pk__in=over.order_by("answer_by").values("pk")[:of_teams])
    found = [as_asked(q) for q in rows_of(Question.objects.filter(wanted)).order_by("asked_at")]
    others = [row for row in found if not row.is_by(seer.id)]
    late = [row for row in others if at and row.question.team_id in seer.led_team_ids and row.is_late(at)]
    return Desk(
        own=tuple(row for row in reversed(found) if row.is_by(seer.id)),
        open=tuple(row for row in others if row not in late),
        late=tuple(late),
    )


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
