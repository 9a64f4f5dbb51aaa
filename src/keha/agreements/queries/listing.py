"""Reads of rules as lists and counts know them: no text, and one query however many."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from keha.agreements.models import Version
from keha.agreements.queries.ruling import here
from keha.agreements.rules import Place, Scope, covers
from keha.foundation.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Listed:
    """A rule as lists and counts know it: its heading, whom it concerns, who decides; no text of it.

    place_*: the name of the site, team or area it is for; empty for the whole employer.
    """

    rule_id: UUID
    topic: str
    fixed: bool
    verdict: str
    decider: str
    valid_until: date | None
    adopted_at: datetime
    scope: Scope
    title_fi: str
    title_sv: str
    title_en: str
    place_fi: str
    place_sv: str
    place_en: str

    def is_in_force(self, today: date) -> bool:
        """Whether its time has not run out by a day."""
        return self.valid_until is None or self.valid_until >= today


_PLACES = [f"rule__{place}__name_{language}" for place in ("site", "team", "area") for language in LANGUAGES]
_LISTED = (
    "rule_id", "rule__topic", "rule__fixed", "verdict", "decider", "valid_until", "adopted_at",
    "rule__area_id", "rule__team_id", "rule__site_id", "title_fi", "title_sv", "title_en", *_PLACES,
)  # fmt: skip


def readable(place: Place) -> list[Listed]:
    """Every rule in use that a reader standing there may read, expired ones too. One query."""
    newest = Version.objects.filter(here(place), rule__retirements__isnull=True).order_by("rule_id", "-number")
    rows = (_listed(row) for row in newest.distinct("rule_id").values_list(*_LISTED))
    return [row for row in rows if covers(row.scope, place)]


def readable_versions(place: Place) -> list[list[Listed]]:
    """The same rules, each with all its versions, the oldest first. One query."""
    rows = Version.objects.filter(here(place), rule__retirements__isnull=True).order_by("rule_id", "number")
    found = (list(versions) for _rule, versions in groupby(map(_listed, rows.values_list(*_LISTED)), _rule_of))
    return [versions for versions in found if covers(versions[-1].scope, place)]


def _rule_of(listed: Listed) -> UUID:
    return listed.rule_id


def _listed(row: tuple[Any, ...]) -> Listed:
    rule, topic, fixed, verdict, decider, until, adopted, area, team, site, fi, sv, en, *names = row
    own = next((names[n : n + 3] for n in (0, 3, 6) if names[n]), ["", "", ""])
    scope = Scope(area, team, site)
    return Listed(rule, topic, fixed, verdict, decider, until, adopted, scope, fi, sv, en, own[0], own[1], own[2])
