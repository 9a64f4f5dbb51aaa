"""An employer is founded: its areas, sites and teams."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from keha.foundation import audit
from keha.foundation.context import door
from keha.organisation.models import Area, Employer, Site, Team, TeamSite

Names = Mapping[str, str]


def found_employer(*, names: Names, employer_id: UUID | None = None) -> UUID:
    """Makes an employer, in a transaction of its own at the door. names: by language. Returns its id."""
    with door():
        fields = {f"name_{language}": name for language, name in names.items()}
        employer = Employer(**fields) if employer_id is None else Employer(pk=employer_id, **fields)
        employer.save(force_insert=True)
        return employer.pk


def add_area(*, code: str, names: Names, at: datetime, by: UUID | None = None) -> Area:
    """Adds a service area."""
    area = Area.objects.create(code=code, **_named(names))
    audit.record("organisation.add_area", actor=by, at=at, thing=("area", area.pk))
    return area


def add_site(*, area: Area, code: str, kind: str, names: Names, at: datetime, by: UUID | None = None) -> Site:
    """Adds a site to an area. kind: see SiteKind."""
    site = Site.objects.create(area=area, code=code, kind=kind, **_named(names))
    audit.record("organisation.add_site", actor=by, at=at, thing=("site", site.pk))
    return site


def add_team(*, area: Area, code: str, names: Names, sites: list[Site], at: datetime, by: UUID | None = None) -> Team:
    """Adds a team, and the sites that it serves."""
    team = Team.objects.create(area=area, code=code, **_named(names))
    TeamSite.objects.bulk_create([TeamSite(team=team, site=site) for site in sites])
    audit.record("organisation.add_team", actor=by, at=at, thing=("team", team.pk))
    return team


def _named(names: Names) -> dict[str, str]:
    return {f"name_{language}": name for language, name in names.items()}
