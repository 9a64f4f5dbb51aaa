"""Writes: what the letters of a team's rosters mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from keha.foundation import audit
from keha.organisation.models import Team
from keha.organisation.queries import Actor
from keha.shifts import policies
from keha.shifts.models import Letter
from keha.shifts.rules import Means


@dataclass(frozen=True, slots=True)
class Meant:
    """What a letter means. Local times for work, none else; an end not after the start is the next day's."""

    sign: str
    means: Means
    starts: time | None = None
    ends: time | None = None
    site_id: UUID | None = None


def keep_letters(letters: Sequence[Meant], *, team: Team, by: Actor, at: datetime) -> None:
    """Remembers what these letters mean in a team's rosters; others stay as they were. Raises Refused."""
    policies.may_plan(by, team).or_refuse()
    Letter.objects.bulk_create(
        [
            Letter(
                team=team, sign=one.sign, means=one.means, starts=one.starts, ends=one.ends, site_id=one.site_id,
                by=by.person, at=at,
            )
            for one in letters
        ],
        update_conflicts=True, unique_fields=["employer", "team", "sign"],
        update_fields=["means", "starts", "ends", "site", "by", "at"],
    )  # fmt: skip
    audit.record("shifts.keep_letters", actor=by.id, at=at, thing=("team", team.pk))
