"""The story's people and places by name, for tests, the demonstration and the benches."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from keha.foundation.context import acting_for
from keha.organisation.models import Person, Site, Team
from keha.story.cast import Cast, etelaranta, lahdenpera

# Drawn so that the story's two employers sort before any that is made later: the page of the demonstration shows them.
NAMESPACE = UUID("2fac6b03-92a6-459d-982e-c14fed1723cb")


def id_of(cast: Cast, *, mark: str = "") -> UUID:
    """The id of an employer of the story: the same on every machine. mark: of a multiplied one."""
    return uuid5(NAMESPACE, cast.code + mark)


@dataclass(frozen=True, slots=True)
class World:
    """Ids of the story: its two employers, the people everybody learns, and everything else by key or code."""

    employer: UUID
    county: UUID
    people: Mapping[str, UUID]
    teams: Mapping[str, UUID]
    sites: Mapping[str, UUID]
    county_people: Mapping[str, UUID]
    county_teams: Mapping[str, UUID]

    @property
    def aino(self) -> UUID:
        """Aino Korhonen, worker, Aurinkokeittiö."""
        return self.people["aino"]

    @property
    def bertta(self) -> UUID:
        """Bertta Nieminen, her team mate and the team lead."""
        return self.people["bertta"]

    @property
    def daavid(self) -> UUID:
        """Daavid Laine, worker of another team, Koulusiivous."""
        return self.people["daavid"]

    @property
    def cecilia(self) -> UUID:
        """Cecilia Lindholm, Aurinkokeittiö's supervisor."""
        return self.people["cecilia"]

    @property
    def eeva(self) -> UUID:
        """Eeva Mattila, of the other employer."""
        return self.county_people["eeva"]


def world() -> World:
    """The story as it stands in the database, found by its codes and names. Two transactions, five queries."""
    first, second = id_of(lahdenpera()), id_of(etelaranta())
    with acting_for(first):
        people, teams = people_of(lahdenpera()), _by_code(Team)
        sites = _by_code(Site)
    with acting_for(second):
        county_people, county_teams = people_of(etelaranta()), _by_code(Team)
    return World(first, second, people, teams, sites, county_people, county_teams)


def people_of(cast: Cast) -> dict[str, UUID]:
    """Ids by key, of the employer that is acted for. One query."""
    by_name = dict(Person.objects.values_list("name", "pk"))
    return {line.key: by_name[line.name] for line in cast.people}


def _by_code(kind: type[Team] | type[Site]) -> dict[str, UUID]:
    return dict(kind.objects.values_list("code", "pk"))
