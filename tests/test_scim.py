"""An employer's directory tells of joiners and leavers by SCIM 2.0."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.organisation.actions import people as people_actions
from keha.organisation.models import Departure, Identity, Invitation, MachineKey, Person, TeamMembership
from tests.support.directory import (
    ENTERPRISE,
    Directory,
    administrator,
    county_administrator,
    directory_of,
    follow,
    person_id,
)
from tests.support.people import Who, client_of


@pytest.fixture
def directory(world: Any) -> Directory:
    return directory_of(administrator(world))


def _get(directory: Directory, reply: Any) -> Any:
    return directory.send("GET", f"Users/{reply.json()['id']}").json()


def test_what_the_service_says_of_itself(directory: Directory) -> None:
    config = directory.send("GET", "ServiceProviderConfig")
    assert config.headers["Content-Type"] == "application/scim+json"
    assert config.json()["patch"] == {"supported": True}
    assert directory.send("GET", "ResourceTypes").json()["totalResults"] == 2
    assert directory.send("GET", "ResourceTypes/User").json()["endpoint"] == "/Users"
    assert directory.send("GET", "Schemas").json()["totalResults"] == 3
    assert directory.send("GET", f"Schemas/{ENTERPRISE}").status_code == 200
    assert directory.send("GET", "Schemas/none").status_code == 404
    assert directory.send("GET", "Bulk").status_code == 404
    assert directory.send("DELETE", "Users").status_code == 405


def test_without_a_living_key_every_answer_is_the_same(world: Any, directory: Directory) -> None:
    known = directory.post("Aada Uusi").json()["id"]
    with acting_for(world.employer):
        MachineKey.objects.update(ended_at=timezone.now())
    seen = set()
    for token in ("", "keha_wrong", directory.token, "ä" * 20, "x" * 5000):
        for path in ("Users", f"Users/{known}", f"Users/{uuid4()}", "Groups", "ServiceProviderConfig", "nothing"):
            for method in ("GET", "POST", "PATCH", "DELETE", "PUT"):
                reply = Directory(token if token.isascii() else "").send(method, path, {})
                seen.add((reply.status_code, reply.content, reply.headers["WWW-Authenticate"]))
                assert not reply.cookies
        from keha.api.scim.entrance import counter

        counter._counts.clear()
    assert len(seen) == 1
    assert next(iter(seen))[0] == 401


def test_too_many_requests_have_to_wait(world: Any, directory: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    from keha.api.scim import entrance

    monkeypatch.setattr(entrance, "PER_MINUTE", 3)
    monkeypatch.setattr(entrance, "counter", entrance.Counter())
    replies = [directory.send("GET", "Users?count=0") for _ in range(4)]
    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    assert replies[-1].headers["Retry-After"] == "60"


def test_a_joiner_is_a_person_and_is_kept_by_little(world: Any, directory: Directory) -> None:
    reply = directory.post("Aada Uusi", preferredLanguage="sv-FI", title="Siivooja", phoneNumbers=[{"value": "1"}])
    assert reply.status_code == 201
    assert reply.headers["Location"] == f"http://localhost/scim/v2/Users/{reply.json()['id']}"
    assert _get(directory, reply) == reply.json()
    assert set(reply.json()) == {"schemas", "id", "userName", "name", "displayName", "active", "meta", "externalId"}
    with acting_for(world.employer):
        person = Person.objects.get(pk=person_id(reply))
        assert (person.name, person.language) == ("Aada Uusi", "sv")


def test_the_same_joiner_twice_is_told_with_her_id(directory: Directory) -> None:
    first = directory.post("Aada Uusi")
    for again in (directory.post("Aada Uusi"), directory.post("Toinen", userName="AADA UUSI@kunta.example")):
        assert again.status_code == 409
        assert again.json()["scimType"] == "uniqueness"
        assert first.json()["id"] in again.json()["detail"]


def test_an_employee_number_finds_a_person_who_is_there_already(world: Any, directory: Directory) -> None:
    with acting_for(world.employer):
        Identity.objects.create(person_id=world.aino, number="1234", at=timezone.now())
    reply = directory.post("Aino Korhonen", **{ENTERPRISE: {"employeeNumber": "1234"}})
    assert reply.status_code == 201
    assert person_id(reply) == world.aino
    assert directory.post("Muu", **{ENTERPRISE: {"employeeNumber": 1234}}).status_code == 409


def test_a_person_whom_no_directory_told_of_is_not_seen(world: Any, directory: Directory) -> None:
    assert directory.send("GET", "Users").json()["totalResults"] == 0
    assert directory.send("GET", f"Users/{world.aino}").status_code == 404
    assert directory.send("DELETE", f"Users/{world.aino}").status_code == 404


def test_nor_is_anybody_of_another_employer(world: Any, directory: Directory) -> None:
    eeva = directory_of(county_administrator(world)).post("Eeva Toinen")
    assert directory.send("GET", f"Users/{eeva.json()['id']}").status_code == 404
    assert directory.send("GET", 'Users?filter=externalId eq "Eeva Toinen"').json()["totalResults"] == 0
    assert directory.post("Eeva Toinen").status_code == 201


@pytest.mark.parametrize("filter", ['userName eq "aada uusi@KUNTA.example"', 'externalId EQ "Aada Uusi"', 'urn:ietf:params:scim:schemas:core:2.0:User:externalId eq "Aada Uusi"'])  # fmt: skip
def test_a_directory_finds_a_person_by_its_own_names(directory: Directory, filter: str) -> None:
    directory.post("Aada Uusi"), directory.post("Bea Uusi")
    found = directory.send("GET", f"Users?filter={filter.replace(' ', '%20')}").json()
    assert [one["externalId"] for one in found["Resources"]] == ["Aada Uusi"]


@pytest.mark.parametrize("filter", ["", "userName", "name co 1", 'title eq "x"', 'userName eq "x" or id eq "y"', 'userName eq "x" and', '(userName eq "x")', "x" * 2000])  # fmt: skip
def test_other_filters_are_told_as_such(directory: Directory, filter: str) -> None:
    reply = directory.send("GET", f"Users?filter={filter.replace(' ', '%20')}")
    assert (reply.status_code, reply.json()["scimType"]) == (400, "invalidFilter")


def test_pages_of_people_meet_and_do_not_overlap(directory: Directory) -> None:
    for number in range(5):
        directory.post(f"Uusi {number}")
    seen = []
    for start in (1, 3, 5, 7):
        page = directory.send("GET", f"Users?startIndex={start}&count=2").json()
        assert page["totalResults"] == 5
        assert page["itemsPerPage"] == len(page["Resources"])
        seen += [one["id"] for one in page["Resources"]]
    assert len(set(seen)) == len(seen) == 5
    assert directory.send("GET", "Users?startIndex=-3&count=-1").json()["Resources"] == []
    assert directory.send("GET", "Users?count=x").status_code == 400


OFF = (
    {"op": "Replace", "path": "active", "value": "False"},
    {"op": "replace", "path": "active", "value": False},
    {"op": "Add", "value": {"active": "false"}},
    {"op": "Replace", "value": {"active": False, "displayName": "Aada Uusi"}},
    {"OP": "REPLACE", "PATH": "urn:ietf:params:scim:schemas:core:2.0:User:active", "VALUE": [{"value": "False"}]},
)


@pytest.mark.parametrize("operation", OFF, ids=str)
def test_a_leaver_is_out_at_once_however_it_is_said(world: Any, directory: Directory, operation: Any) -> None:
    reply = directory.post("Aada Uusi")
    who = Who(world.employer, person_id(reply))
    phone = client_of(who)
    assert phone.get("/me/").status_code == 200
    assert directory.patch(f"Users/{who.person}", operation).json()["active"] is False
    assert phone.get("/me/").headers["Location"] == "/login/"
    assert directory.patch(f"Users/{who.person}", {"op": "Add", "path": "active", "value": "True"}).json()["active"]
    assert client_of(who).get("/me/").status_code == 200


def test_a_patch_that_fails_changes_nothing(world: Any, directory: Directory) -> None:
    reply = directory.post("Aada Uusi")
    place = f"Users/{reply.json()['id']}"
    good = {"op": "Replace", "path": "displayName", "value": "Muu"}
    for bad in (
        {"op": "Replace", "path": "active", "value": "maybe"}, {"op": "Move", "path": "active"}, {"op": "Remove"},
        {"op": "Replace", "path": "userName", "value": ""}, {"op": "Replace", "path": "][", "value": "x"},
        {"op": "Replace", "path": "displayName", "value": "x" * 121}, {"op": "Replace", "path": "displayName", "value": "a\0b"},
        {"op": "Replace", "path": "displayName", "value": {"x": 1}}, {"op": "Replace", "value": "x"}, "x", {"path": "active"},
    ):  # fmt: skip
        failed = directory.patch(place, good, bad)  # type: ignore[arg-type]
        assert failed.status_code == 400, bad
        assert failed.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert _get(directory, reply) == reply.json()


def test_what_is_not_kept_is_passed_over_in_any_way_of_saying_it(directory: Directory) -> None:
    reply = directory.post("Aada Uusi")
    done = directory.patch(
        f"Users/{reply.json()['id']}",
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "a@b.example"},
        {"op": "Add", "path": 'addresses[type eq "work"].formatted', "value": "Katu 1"},
        {"op": "Add", "path": f"{ENTERPRISE}:department", "value": "Keittiö"},
        {"op": "Remove", "path": 'phoneNumbers[type eq "mobile"].value'},
        {"op": "Replace", "value": {"title": "x", "name.givenName": "Aada", f"{ENTERPRISE}:employeeNumber": "77"}},
        {"op": "Add", "path": "manager", "value": {"value": "1"}},
    )
    assert done.status_code == 200
    assert done.json()[ENTERPRISE] == {"employeeNumber": "77"}
    assert done.json()["displayName"] == "Aada Uusi"


def test_a_name_may_be_told_whole_or_in_parts(directory: Directory) -> None:
    place = f"Users/{directory.post('Aada Maria Uusi').json()['id']}"
    steps = (
        ({"op": "Replace", "path": "name.familyName", "value": "Vanha"}, "Aada Maria Vanha"),
        ({"op": "Replace", "path": "name.givenName", "value": "Ada"}, "Ada Vanha"),
        ({"op": "Add", "path": "name", "value": {"givenName": "Eeva", "familyName": "Aho"}}, "Eeva Aho"),
        ({"op": "Replace", "path": "name.formatted", "value": "E. Aho"}, "E. Aho"),
        ({"op": "Remove", "path": "displayName"}, "E. Aho"),
    )
    for operation, name in steps:
        assert directory.patch(place, operation).json()["displayName"] == name


def test_a_person_let_go_is_out_and_forgotten_and_may_come_anew(world: Any, directory: Directory) -> None:
    reply = directory.post("Aada Uusi", **{ENTERPRISE: {"employeeNumber": "55"}})
    who = Who(world.employer, person_id(reply))
    phone = client_of(who)
    assert directory.send("DELETE", f"Users/{who.person}").status_code == 204
    assert directory.send("GET", f"Users/{who.person}").status_code == 404
    assert directory.send("DELETE", f"Users/{who.person}").status_code == 404
    assert phone.get("/me/").headers["Location"] == "/login/"
    with acting_for(world.employer):
        kept = Identity.objects.get(person_id=who.person)
        assert (kept.external_id, kept.user_name, kept.user_key, kept.number) == ("", "", "", "55")
    again = directory.post("Aada Uusi", **{ENTERPRISE: {"employeeNumber": "55"}})
    assert person_id(again) == who.person
    assert again.json()["active"] is True
    assert person_id(directory.post("Bea Uusi")) != who.person


def test_told_whole_again_changes_what_is_said_and_leaves_the_rest(directory: Directory) -> None:
    reply = directory.post("Aada Uusi")
    place = f"Users/{reply.json()['id']}"
    directory.patch(place, {"op": "Replace", "path": "active", "value": False})
    told = directory.send(
        "PUT", place, {"userName": "uusi@kunta.example", "displayName": "Aada Muu", "externalId": "x"}
    )
    assert (told.json()["displayName"], told.json()["active"], told.json()["externalId"]) == ("Aada Muu", False, "x")
    other = directory.post("Bea Uusi")
    assert directory.send("PUT", place, {"userName": "Bea Uusi@kunta.example"}).status_code == 409
    assert _get(directory, other) == other.json()


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff", b'{"userName": NaN}', b"[" * 50_000, b'{"userName": "a\\ud800b"}', b'{"userName": 1.5}', b"null"])  # fmt: skip
def test_a_broken_body_is_told(directory: Directory, raw: bytes) -> None:
    reply = directory.send("POST", "Users", raw=raw)
    assert reply.status_code == 400
    assert reply.headers["Content-Type"] == "application/scim+json"


def test_a_body_too_large_is_told(directory: Directory) -> None:
    assert directory.send("POST", "Users", {"userName": "x", "more": "y" * 500_000}).status_code == 413


def test_groups_are_nothing_until_the_employer_follows_them(world: Any, directory: Directory) -> None:
    team = next(iter(world.teams.values()))
    assert directory.send("GET", "Groups").json()["totalResults"] == 0
    assert directory.send("GET", f"Groups/{team}").status_code == 404
    assert directory.send("POST", "Groups", {"displayName": "Aurinkokeittiö"}).status_code == 403
    follow(administrator(world))
    assert directory.send("GET", "Groups").json()["totalResults"] == len(world.teams)
    follow(administrator(world), follows=False)
    assert directory.send("GET", "Groups").json()["totalResults"] == 0


@pytest.fixture
def team(world: Any, directory: Directory) -> dict[str, Any]:
    follow(administrator(world))
    name = "Aurinkokeitti%C3%B6"
    found = directory.send("GET", f"Groups?excludedAttributes=members&filter=displayName%20eq%20%22{name}%22").json()
    assert found["totalResults"] == 1
    assert "members" not in found["Resources"][0]
    return found["Resources"][0]


def _members(directory: Directory, team: Any) -> set[str]:
    return {one["value"] for one in directory.send("GET", f"Groups/{team['id']}").json()["members"]}


def test_members_of_a_group_are_in_the_team_and_nobody_else_is_touched(
    world: Any, directory: Directory, team: Any
) -> None:
    one, two, three = (directory.post(f"Uusi {n}").json()["id"] for n in range(3))
    with acting_for(world.employer):
        before = set(
            TeamMembership.objects.filter(team_id=team["id"], until_date=None).values_list("person_id", flat=True)
        )
    place = f"Groups/{team['id']}"
    assert _members(directory, team) == set()
    directory.patch(place, {"op": "Add", "path": "members", "value": [{"value": one}, {"value": two}]})
    assert _members(directory, team) == {one, two}
    directory.patch(place, {"op": "Remove", "path": f'members[value eq "{one}"]'})
    assert _members(directory, team) == {two}
    directory.patch(place, {"op": "Remove", "path": "members", "value": [{"value": two}, {"value": str(world.aino)}]})
    assert _members(directory, team) == set()
    directory.patch(place, {"op": "Replace", "value": {"members": [{"value": three}], "displayName": "aurinkokeittiö"}})
    assert _members(directory, team) == {three}
    assert (
        directory.patch(place, {"op": "Add", "path": "members", "value": [{"value": str(world.aino)}]}).status_code
        == 400
    )
    assert directory.patch(place, {"op": "Replace", "path": "displayName", "value": "Muu"}).status_code == 400
    assert directory.send("DELETE", place).status_code == 204
    assert _members(directory, team) == set()
    with acting_for(world.employer):
        after = set(
            TeamMembership.objects.filter(team_id=team["id"], until_date=None).values_list("person_id", flat=True)
        )
    assert after == before


def test_a_departure_ends_codes_and_sessions_with_its_own_transaction(
    world: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from django.db import transaction

    from keha.foundation.context import door
    from keha.organisation.actions import door as door_actions
    from keha.organisation.models import Session
    from tests.support.people import account_id

    aino = Who(world.employer, world.aino)
    phone = client_of(aino)
    with acting_for(world.employer):
        person = Person.objects.get(pk=world.aino)
        door_actions.invite_first(person=person, at=timezone.now())
    with acting_for(world.employer):
        people_actions.depart(person=person, at=timezone.now())
        transaction.set_rollback(True)
    assert phone.get("/me/").status_code == 200
    account = account_id(aino)
    with django_capture_on_commit_callbacks(execute=True), acting_for(world.employer):
        people_actions.depart(person=person, at=timezone.now())
    with acting_for(world.employer):
        assert not Invitation.objects.filter(person=person).exists()
        assert Departure.objects.filter(person=person).exists()
    with door():
        assert not Session.objects.filter(account_id=account).exists()
    assert phone.get("/me/").headers["Location"] == "/login/"


def test_an_id_that_is_none_is_nothing(directory: Directory) -> None:
    for path in ("Users/x", "Users/%00", f"Users/{UUID(int=0)}", "Groups/x"):
        assert directory.send("GET", path).status_code == 404
    assert json.loads(directory.send("GET", "Users/x").content)["status"] == "404"
