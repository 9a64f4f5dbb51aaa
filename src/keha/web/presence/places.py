"""Whose weeks somebody keeps: what every page here begins with."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from keha.foundation import audit
from keha.foundation.languages import said
from keha.foundation.verdict import holds
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Site, Team
from keha.presence import policies
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


@dataclass(frozen=True, slots=True)
class Kept:
    """A team that the reader keeps, with its people and sites."""

    team: Team
    teams: tuple[Team, ...]
    people: list[Person]
    sites: list[Site]

    def person(self, person_id: str) -> Person:
        """One of its people. Raises Http404."""
        found = next((one for one in self.people if str(one.pk) == person_id), None)
        if found is None:
            raise Http404
        return found


def kept_teams(request: Asked) -> tuple[Team, ...]:
    """The teams whose weeks the reader keeps, her own first. One query; none for a plain worker. Raises Refused."""
    seen = organisation.teams_seen_by(request.actor)
    found = tuple(team for team in seen if policies.may_keep_weeks(request.actor, team))
    holds(bool(found), otherwise="presence.not-your-team").or_refuse()
    return found


def kept(request: Asked, team_id: UUID) -> Kept:
    """A team that the reader keeps. Three queries, and a row in the trail. Raises Http404, Refused."""
    teams = kept_teams(request)
    team = next((one for one in teams if one.pk == team_id), None)
    if team is None:
        raise Http404
    now = timezone.now()
    people = organisation.people_of([team.pk], on=timezone.localdate(now))
    audit.record("presence.read", actor=request.actor.id, at=now, thing=("team", team.pk))
    return Kept(team, teams, people, organisation.sites_of(team))


def frame(request: Asked, found: Kept, page: str) -> dict[str, Any]:
    """What every page here shows: the team, the others, and which page this is."""
    language = reader_language()
    return {
        "team": found.team,
        "name": said(found.team, "name", language).text,
        "teams": [
            {"id": one.pk, "name": said(one, "name", language).text, "is_current": one == found.team}
            for one in found.teams
        ],
        "page": page,
        "may_keep_duty": bool(policies.may_keep_duty(request.actor, found.team)),
    }
