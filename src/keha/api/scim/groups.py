"""Teams, as groups of a directory: only where the employer follows them, and only people whom the directory has told of."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from keha.api.scim import filters, resources
from keha.api.scim.entrance import Told as Asked
from keha.api.scim.entrance import answered, machine
from keha.api.scim.patching import member_ids, patched_group
from keha.api.scim.protocol import NAME_MAX, ScimError, bad_value, got, text
from keha.api.scim.users import id_of, window
from keha.organisation import registers
from keha.organisation.actions import directory
from keha.organisation.models import Team

FILTERS = ("displayname", "id", "externalid", "members", "members.value")


@machine("GET", "POST")
def groups(request: Asked) -> HttpResponse:
    """A page of teams; a group of a team's name is that team."""
    follows = registers.follows_groups()
    if request.method == "POST":
        if not follows:
            raise ScimError(403, "This employer does not follow groups.")
        return _meets(request)
    start, count = window(request)
    found = _found(request) if follows else []
    with_members = "members" not in request.GET.get("excludedAttributes", "").casefold().split(",")
    shown = found[start - 1 : start - 1 + count]
    members = registers.told_members([team.pk for team in shown]) if with_members else {}
    rows = [_shown(team, members.get(team.pk) if with_members else None, request) for team in shown]
    return answered(resources.page(rows, total=len(found), start=start))


def _shown(team: Team, members: Any, request: Asked) -> dict[str, Any]:
    named = None if members is None else [(person.pk, person.name) for person in members]
    return resources.group(team.pk, team.name_fi, named, base=request.base)


def _found(request: Asked) -> list[Team]:
    teams = list(Team.objects.order_by("pk"))
    for name, value in filters.terms(request.GET["filter"], known=FILTERS) if "filter" in request.GET else ():
        wanted = value.casefold()
        if name == "displayname":
            named = {team.pk for team in registers.teams_named(value.replace("\0", ""))}
            teams = [team for team in teams if team.pk in named]
        elif name == "id":
            teams = [team for team in teams if str(team.pk) == wanted]
        elif name == "externalid":
            teams = []  # a group's own id is not kept: a team is found by its name
        else:
            members = registers.told_members([team.pk for team in teams])
            teams = [team for team in teams if any(str(one.pk) == wanted for one in members[team.pk])]
    return teams


def _meets(request: Asked) -> HttpResponse:
    name = text(got(request.body_told, "displayName"), "displayName", most=NAME_MAX)
    teams = registers.teams_named(name)
    if len(teams) != 1:
        raise bad_value("No team has this name or code." if not teams else "Several teams have this name or code.")
    team = teams[0]
    _lock(team)
    if registers.told_members([team.pk])[team.pk]:
        raise ScimError(409, f"Known already: {team.pk}.", "uniqueness")
    wanted = _people(member_ids(got(request.body_told, "members")))
    directory.add_members(team, wanted, on=timezone.localdate(request.at), at=request.at)
    shown = _shown(team, registers.told_members([team.pk])[team.pk], request)
    return answered(shown, status=201, Location=shown["meta"]["location"])


def _lock(team: Team) -> None:
    Team.objects.select_for_update(of=("self",)).get(pk=team.pk)


def _people(written: frozenset[str]) -> set[UUID]:
    """The people of these ids. Raises ScimError when the directory has not told of one."""
    wanted = {id_of(one) for one in written}
    if len(registers.told_ids(wanted)) != len(wanted):
        raise bad_value("A member is not a person that the directory has told of.")
    return wanted


@machine("GET", "PUT", "PATCH", "DELETE")
def group(request: Asked, scim_group: str) -> HttpResponse:
    """One team: shown, its members told anew or changed; let go, it is empty of the directory's people."""
    found = Team.objects.filter(pk=id_of(scim_group)).first() if registers.follows_groups() else None
    if found is None:
        raise ScimError(404, "There is nothing of this id.")
    if request.method in {"PUT", "PATCH", "DELETE"}:
        _lock(found)
        _set_members(found, request)
    if request.method == "DELETE":
        return HttpResponse(status=204)
    with_members = "members" not in request.GET.get("excludedAttributes", "").casefold().split(",")
    return answered(_shown(found, registers.told_members([found.pk])[found.pk] if with_members else None, request))


def _set_members(team: Team, request: Asked) -> None:
    before = frozenset(str(person.pk) for person in registers.told_members([team.pk])[team.pk])
    names: tuple[str, ...] = ()
    after: frozenset[str] = frozenset()
    if request.method == "PATCH":
        patch = patched_group(before, request.body_told)
        after, names = patch.members, patch.names
    elif request.method == "PUT":
        after = member_ids(got(request.body_told, "members"))
        names = (text(got(request.body_told, "displayName"), "displayName", most=NAME_MAX),)
    for name in names:
        if team.pk not in {one.pk for one in registers.teams_named(name)}:
            raise ScimError(400, "A team's name is kept in Kehä.", "mutability")
    today = timezone.localdate(request.at)
    directory.add_members(team, _people(after - before), on=today, at=request.at)
    directory.drop_members(team, {UUID(one) for one in before - after}, on=today, at=request.at)
