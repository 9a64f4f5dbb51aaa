"""Reads: what asking has to know of a team and of a rule."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from keha.agreements.models import Rule
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Team


def size(team: Team | None, *, on: date) -> int:
    """How many belong to a team on a day. One query; none without a team."""
    return len(organisation.people_of([team.pk], on=on)) if team else 0


def has_direct_route(rule_ids: Collection[UUID]) -> bool:
    """Whether one of these rules says whom to contact straight away, past the team. One query."""
    return Rule.objects.filter(pk__in=rule_ids, direct_route=True).exists()


def names() -> list[str]:
    """The names of all the employer's people, for noticing them in a text. One query."""
    return list(Person.objects.values_list("name", flat=True))
