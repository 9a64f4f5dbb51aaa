"""Reads: rounds in which a team picks a level. A pick is read nowhere before its round's picks are revealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, F, When

from keha.agreements.models import DelegationRound, Explanation, Pick, ProposedLevel
from keha.agreements.rights import Extremes, Level, Outcome, extremes, outcome


@dataclass(frozen=True, slots=True)
class Answered:
    """One's answer to a proposed level."""

    name: str
    agrees: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A round as the team sees it. picked: who has picked, by id; picks: what, once they are revealed, else nothing."""

    round: DelegationRound
    picked: Mapping[UUID, str]
    revealed_at: datetime | None
    picks: Mapping[UUID, Level]
    explanations: Mapping[UUID, Explanation]
    proposal: ProposedLevel | None
    consents: Mapping[UUID, Answered]
    ended_at: datetime | None
    change_id: UUID | None

    @property
    def extremes(self) -> Extremes:
        """Who picked the loosest and the strictest; nobody before the reveal."""
        return extremes(self.picks)

    @property
    def waiting_to_explain(self) -> frozenset[UUID]:
        """Who of them has not said her sentence yet."""
        return self.extremes.explain - self.explanations.keys()

    @property
    def outcome(self) -> Outcome:
        """Where the consent stands."""
        return outcome(self.picked.keys(), {person: row.agrees for person, row in self.consents.items()})


# The database itself gives no level out before the reveal.
_SHOWN = Case(When(round__reveals__isnull=False, then=F("level")), default=None, output_field=CharField(null=True))


def _picks(round_id: UUID) -> tuple[dict[UUID, str], dict[UUID, Level]]:
    """Who has picked, by name; and what, once it is revealed. One query."""
    rows = list(
        Pick.objects.filter(round_id=round_id).order_by("person__name").values_list("person_id", "person__name", _SHOWN)
    )
    return {pk: name for pk, name, _level in rows}, {pk: Level(level) for pk, _name, level in rows if level}


_PROPOSAL = ("number", "level", "limit_words", "limit_value", "limit_unit")
_CONSENT = ("consents__person_id", "consents__person__name", "consents__agrees", "consents__reason")


def _proposed(round_id: UUID) -> tuple[ProposedLevel | None, dict[UUID, Answered]]:
    """The newest proposed level with its answers. One query."""
    rows = ProposedLevel.objects.filter(round_id=round_id).order_by("-number", "consents__person__name")
    found = list(rows.values_list("pk", *_PROPOSAL, *_CONSENT))
    if not found:
        return None, {}
    pk, *fields = found[0][: len(_PROPOSAL) + 1]
    proposal = ProposedLevel(pk=pk, round_id=round_id, **dict(zip(_PROPOSAL, fields, strict=True)))
    answers = (row[-len(_CONSENT) :] for row in found if row[0] == pk)
    return proposal, {who: Answered(name, agrees, reason) for who, name, agrees, reason in answers if who}


def seen(round_id: UUID) -> Seen | None:
    """A round with all that the team sees of it; None: no such round. Two queries, four once it is revealed."""
    around = {"revealed_at": F("reveals__at"), "ended_at": F("ends__at"), "change_id": F("ends__change_id")}
    found: Any = DelegationRound.objects.filter(pk=round_id).select_related("team", "host").annotate(**around).first()
    if found is None:
        return None
    picked, picks = _picks(round_id)
    is_revealed = found.revealed_at is not None
    proposal, consents = _proposed(round_id) if is_revealed else (None, {})
    explanations = (
        Explanation.objects.filter(round=found).select_related("person").order_by("at") if is_revealed else ()
    )
    return Seen(
        round=found, picked=picked, revealed_at=found.revealed_at, picks=picks,
        explanations={row.person_id: row for row in explanations}, proposal=proposal, consents=consents,
        ended_at=found.ended_at, change_id=found.change_id,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A round in a list: when it began, whether its picks are shown, and whether it has ended."""

    round_id: UUID
    topic: str
    at: datetime
    is_revealed: bool
    is_open: bool


def rounds_of(team_id: UUID) -> list[Listed]:
    """A team's rounds, the newest first. One query."""
    rows = DelegationRound.objects.filter(team_id=team_id).order_by("-at", "-pk")
    found = rows.values_list("pk", "topic", "at", "reveals__pk", "ends__pk")
    return [Listed(pk, topic, at, shown is not None, end is None) for pk, topic, at, shown, end in found]
