"""Reads: rounds in which a team picks a level. A pick is read nowhere before its round's picks are revealed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from keha.agreements.models import (
    DelegationEnd,
    DelegationRound,
    Explanation,
    LevelConsent,
    Pick,
    ProposedLevel,
    Reveal,
)
from keha.agreements.rights import Extremes, Level, Outcome, extremes, outcome


@dataclass(frozen=True, slots=True)
class Seen:
    """A round as the team sees it. picked: who has picked, by id; picks: what, once they are revealed, else nothing."""

    round: DelegationRound
    picked: Mapping[UUID, str]
    reveal: Reveal | None
    picks: Mapping[UUID, Level]
    explanations: Mapping[UUID, Explanation]
    proposal: ProposedLevel | None
    consents: Mapping[UUID, LevelConsent]
    end: DelegationEnd | None

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


def pickers(round_id: UUID) -> dict[UUID, str]:
    """Who has picked, by name; never what. One query."""
    return dict(
        Pick.objects.filter(round_id=round_id).order_by("person__name").values_list("person_id", "person__name")
    )


def revealed_picks(round_id: UUID) -> dict[UUID, Level]:
    """What was picked, once it is revealed; nothing before. One query."""
    shown = Pick.objects.filter(round_id=round_id, round__reveals__isnull=False)
    return {person: Level(level) for person, level in shown.values_list("person_id", "level")}


def seen(round_id: UUID) -> Seen | None:
    """A round with all that the team sees of it; None: no such round. Eight queries."""
    found = DelegationRound.objects.filter(pk=round_id).select_related("team", "host").first()
    if found is None:
        return None
    proposal = ProposedLevel.objects.filter(round=found).select_related("by").order_by("-number").first()
    consents = LevelConsent.objects.filter(proposal=proposal).select_related("person") if proposal else []
    explanations = Explanation.objects.filter(round=found).select_related("person").order_by("at")
    return Seen(
        round=found,
        picked=pickers(round_id),
        reveal=Reveal.objects.filter(round=found).first(),
        picks=revealed_picks(round_id),
        explanations={row.person_id: row for row in explanations},
        proposal=proposal,
        consents={row.person_id: row for row in consents},
        end=DelegationEnd.objects.filter(round=found).select_related("change").first(),
    )


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
