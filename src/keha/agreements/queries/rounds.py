"""Reads of consent rounds: which a person sees, who is asked, and where everybody stands."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, JSONObject

from keha.agreements import consent
from keha.agreements.consent import Course, Member, RoundEnd, Stand, Stood, VoiceKind
from keha.agreements.models import (
    Counted,
    Draft,
    Edition,
    Review,
    Round,
    RoundEnding,
    RoundQuestion,
    RoundTeam,
    Version,
    Voice,
    renewed,
)
from keha.notices.models import KeptNotice
from keha.organisation.models import Person, Team, TeamMembership
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind
from keha.presence import queries as presence
from keha.presence.rules import HELSINKI, local_date

EVERYWHERE = frozenset({RoleKind.STEWARD, RoleKind.SAFETY, RoleKind.ADMINISTRATOR})
IS_OPEN = Q(endings__isnull=True) | Q(endings__kind=RoundEnd.PASSED_ON, decisions__isnull=True)


def course_of(found: Round) -> Course:
    """The time of a round."""
    return Course(
        opened_at=found.at, closes_at=found.closes_at, last_at=found.last_at, asked_at=found.asked_at,
        window=timedelta(days=found.window_days), edition=found.edition, asked_edition=found.asked_edition,
    )  # fmt: skip


def is_asked_about(draft_id: UUID) -> bool:
    """Whether a round about a draft is open, or waits for the one who decides. One query."""
    return Round.objects.filter(IS_OPEN, draft_id=draft_id).exists()


def open_round_about(draft_id: UUID) -> UUID | None:
    """The open round about a draft. One query."""
    return Round.objects.filter(IS_OPEN, draft_id=draft_id).values_list("pk", flat=True).first()


def open_round_of(rule_id: UUID) -> UUID | None:
    """The open round about a rule. One query."""
    return Round.objects.filter(IS_OPEN, rule_id=rule_id).values_list("pk", flat=True).first()


def was_heard(draft: Draft) -> bool:
    """Whether its teams have been asked to the end about a draft as it is worded now. One query."""
    ended = RoundEnding.objects.filter(round__draft_id=draft.pk, at__gte=draft.edited_at)
    return ended.exclude(kind=RoundEnd.WITHDRAWN).exists()


def of_reader(actor: Actor) -> Q:
    """The rounds that a person sees: of the teams she belongs to, leads or manages; the representatives see all."""
    if actor.roles & EVERYWHERE:
        return Q()
    asked = RoundTeam.objects.filter(round=OuterRef("pk"))
    inside = Q(team_id__in=actor.working_team_ids)
    if actor.managed_area_ids:
        inside |= Q(team__area_id__in=actor.managed_area_ids)
    return Q(Exists(asked.filter(inside)))


_ENDING = ("kind", "at", "reason", "codes", "version_id", "version__rule_id", "decide_by", "by__name")
_DECISION = ("accepted", "reason", "at", "by__name", "version__rule_id")


_TEAM = ("pk", "area_id", "code", "name_fi", "name_sv", "name_en")


def _teams() -> ArraySubquery:
    """The teams of a round, in its own row."""
    asked = RoundTeam.objects.filter(round=OuterRef("pk")).order_by("team__name_fi")
    return ArraySubquery(asked.values(json=JSONObject(**{name: f"team__{name}" for name in _TEAM})))


def _editions() -> ArraySubquery:
    """What was changed on the way, in the round's own row."""
    later = Edition.objects.filter(round=OuterRef("pk"), number__gt=1).order_by("number")
    return ArraySubquery(
        later.values(json=JSONObject(number="number", substance="substance", note="note", by="by__name", at="at"))
    )


def _rounds() -> QuerySet[Any]:
    ended = {f"end_{name}": F(f"endings__{name}") for name in _ENDING}
    decided = {f"decision_{name}": F(f"decisions__{name}") for name in _DECISION}
    around = ("by", "lead", "rule", "draft", "draft__rule", "draft__team", "draft__area", "draft__site")
    found = Round.objects.select_related(*around, "rule__team", "rule__area", "rule__site")
    return found.annotate(**ended, **decided, team_rows=_teams(), edition_rows=_editions())


def find(round_id: UUID, actor: Actor) -> Any | None:
    """A round that this person sees, with how it ended. One query."""
    return _rounds().filter(of_reader(actor), pk=round_id).first()


def rounds_of(actor: Actor, *, most: int) -> list[Any]:
    """The rounds that this person sees, the open ones first, then the latest ended. One query."""
    ordered = _rounds().filter(of_reader(actor)).order_by(F("end_at").desc(nulls_first=True), "closes_at")
    return list(ordered[:most])


@dataclass(frozen=True, slots=True)
class Wanted:
    """A round in which somebody has still to say what she thinks. titles: the proposal's heading by language."""

    round_id: UUID
    titles: dict[str, str]
    closes_at: datetime

    def title(self, language: str) -> str:
        """The heading in a language, or in Finnish."""
        return self.titles.get(language) or self.titles["fi"]


def wanted_from(actor: Actor) -> list[Wanted]:
    """The open rounds of her own teams to which she has not spoken since they last asked anew. One query, or none."""
    if not actor.team_ids:
        return []
    asked = RoundTeam.objects.filter(round=OuterRef("pk"), team_id__in=actor.team_ids)
    spoken = Voice.objects.filter(round=OuterRef("pk"), person=actor.person).filter(
        Q(kind=VoiceKind.OBJECTION) | Q(edition__gte=OuterRef("asked_edition"))
    )
    rows = Round.objects.filter(Exists(asked), ~Exists(spoken), endings__isnull=True).order_by("closes_at")
    return [
        Wanted(pk, draft or before, closes)
        for pk, draft, before, closes in rows.values_list("pk", "draft__proposal__title", "before__title", "closes_at")
    ]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, and where everybody stands. people: by id. teams: of the round, by name."""

    teams: tuple[Team, ...]
    people: dict[UUID, Person]
    stood: tuple[Stood, ...]
    since: dict[UUID, datetime]
    away: frozenset[UUID]

    def of(self, person_id: UUID) -> Stood | None:
        """Where one person stands; None: she is not asked."""
        return next((one for one in self.stood if one.person == person_id), None)


def teams_in(found: Any) -> tuple[Team, ...]:
    """The teams of a round that `find` read, by name. No query."""
    return tuple(
        Team(**row | {"pk": UUID(row["pk"]), "area_id": UUID(row["area_id"]), "employer_id": found.employer_id})
        for row in found.team_rows
    )  # fmt: skip


def teams_of(round_id: UUID) -> tuple[Team, ...]:
    """The teams that a round asks, by name. One query."""
    found = RoundTeam.objects.filter(round_id=round_id).select_related("team").order_by("team__name_fi")
    return tuple(row.team for row in found)


def asked_of(found: Round, voices: Sequence[Voice], *, at: datetime, teams: tuple[Team, ...] = ()) -> Asked:
    """Who of a round's teams is present at an instant, and where each stands. Three queries, four without the teams."""
    teams, course = teams or teams_of(found.pk), course_of(found)
    rows = members_of([team.pk for team in teams], at=at)
    people = {row.person_id: row.person for row in rows}
    since = {(row.person_id, row.team_id): max(found.at, _begin(row)) for row in rows}
    shifts = presence.shifts_of(people, since=course.asked_at, until=course.closes_at)
    away = presence.away_of(people, since=course.asked_at, until=course.closes_at)
    members = [
        Member(person, team, begin, tuple(shifts.get(person, ())), tuple(away.get(person, ())))
        for (person, team), begin in since.items()
    ]
    said = [consent.Voice(voice.person_id, VoiceKind(voice.kind), voice.edition) for voice in voices]
    first = {person: max(begin, course.asked_at) for (person, _team), begin in since.items()}
    gone = frozenset(person for person, spans in away.items() if spans)
    return Asked(teams, people, consent.standing(members, said, course), first, gone)


def _begin(row: TeamMembership) -> datetime:
    return datetime.combine(row.from_date, time(), HELSINKI)


def members_of(team_ids: Collection[UUID], *, at: datetime) -> list[TeamMembership]:
    """Who belongs to these teams at an instant and has not left, by name. One query."""
    day = local_date(at)
    inside = Q(from_date__lte=day) & (Q(until_date__isnull=True) | Q(until_date__gte=day))
    rows = TeamMembership.objects.filter(inside, team_id__in=list(team_ids)).exclude(person__departures__at__lte=at)
    return list(rows.select_related("person").order_by("person__name", "from_date"))


def voices_of(round_id: UUID) -> list[Voice]:
    """All that was said, in the order in which it was said. One query."""
    return list(Voice.objects.filter(round_id=round_id).select_related("person").order_by("at", "number", "pk"))


def questions_of(round_id: UUID) -> list[RoundQuestion]:
    """The questions with their answers, in order. One query."""
    found = RoundQuestion.objects.filter(round_id=round_id).select_related("by", "answered_by")
    return list(found.order_by("at", "pk"))


def last_review(rule_id: UUID) -> Review | None:
    """What was said when a rule was last looked at again. One query."""
    return Review.objects.filter(version__rule_id=rule_id).select_related("by").order_by("-at").first()


def due_reviews(*, at: datetime) -> list[Any]:
    """The newest versions of rules in use whose day to be looked at again has come, with the day as due. One query."""
    newest = Version.objects.filter(rule__retirements__isnull=True).order_by("rule_id", "-number").distinct("rule_id")
    due = Coalesce(renewed(), F("review_date"))
    rows = Version.objects.filter(pk__in=newest.values("pk")).annotate(due=due).filter(due__lte=local_date(at))
    return list(rows.select_related("rule", "rule__team"))


def already_told(keys: Collection[str]) -> set[tuple[UUID, str]]:
    """Who has been told what of these, by person and key. One query."""
    rows = KeptNotice.objects.filter(key__in=list(keys), person__isnull=False)
    return set(rows.values_list("person_id", "key"))


def counted_of(found: Any) -> Asked:
    """How everybody was counted when a round ended. One query. found: as `find` read it."""
    rows = list(Counted.objects.filter(round_id=found.pk).select_related("person").order_by("person__name"))
    stood = tuple(Stood(row.person_id, row.team_id, Stand(row.stand), row.shifts) for row in rows)
    return Asked(teams_in(found), {row.person_id: row.person for row in rows}, stood, {}, frozenset())
