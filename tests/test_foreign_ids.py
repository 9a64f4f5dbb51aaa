"""An id of somebody else's is answered as an id of nothing: to the byte, wherever it is put."""

from collections.abc import Iterator
from copy import copy
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.support import bodies, foreign, replies
from tests.support.aside import undone
from tests.support.people import client_of
from tests.support.routes import Route, every_route
from tests.support.scene import Scene

NAMES = (
    "id", "pk", "employer", "employer_id", "person", "person_id", "team", "team_id", "question", "question_id", "rule",
    "rule_id", "version", "site", "account", "session", "invitation", "by", "asker", "next", "q",
)  # fmt: skip
# The demonstration's own purpose: become anybody of either employer. It is not there outside the story.
ON_TABLETS = {"door:pin", "door:first_pin"}
MEANT = {"demo:become", "demo:demo"}


def _places(scene: Scene) -> Iterator[tuple[Route, str]]:
    for route in every_route():
        for name, kind in route.parameters:
            if kind == "uuid":
                yield route, name


def _of_the_kind(scene: Scene, route: Route) -> set[UUID]:
    """The very things of others that the address is meant for."""
    found = (things.ids.get(thing) for things in (scene.team, scene.county) for thing in bodies.things_of(route))
    own = {one for one in scene.own.ids.values() if isinstance(one, UUID)}
    return {one for one in found if isinstance(one, UUID)} - own


def _some(ids: list[UUID], number: int) -> set[UUID]:
    """Five of them, others for each address, so that each id is tried somewhere; `bin/drill access` tries all everywhere."""
    return {ids[(number * 5 + place) % len(ids)] for place in range(5)}


def _answer(client: Any, route: Route, path: str, fields: dict[str, str] | None, sent: str) -> Any:
    cookies = copy(client.cookies)
    try:
        with undone():
            reply = client.get(path) if fields is None else client.post(path, bodies.keyed(fields))
            return replies.seen(reply, ids=(sent,))
    finally:
        client.cookies = cookies


def _by_path(client: Any, scene: Scene, route: Route, name: str, sent: UUID | int) -> Any:
    values = bodies.values(route, scene.own, bodies.things_of(route)[0]) | {name: sent}
    return _answer(client, route, route.path(**values), bodies.body(route, scene), str(sent))


def test_a_foreign_id_in_the_path_is_an_id_of_nothing(scene: Scene) -> None:
    client, ids = client_of(scene.own.whose), foreign.of_others(scene, each=1)
    assert len(ids) > 30
    for number, (route, name) in enumerate(_places(scene)):
        nothing = _by_path(client, scene, route, name, uuid4())
        # A name's PIN is asked for on a paired tablet only: every other device is led to its own door.
        # Where only an administrator may at all, the no comes before any id is looked at.
        assert nothing[0] in ({303} if route.name in ON_TABLETS else {403, 404}), route.name
        for one in _of_the_kind(scene, route) | _some(ids, number):
            assert _by_path(client, scene, route, name, one) == nothing, (route.name, name, one)


def test_a_foreign_number_in_the_path_is_a_number_of_nothing(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for route in every_route():
        for name in (name for name, kind in route.parameters if kind == "int"):
            nothing = _by_path(client, scene, route, name, 987_654_321)
            for one in (scene.team.ids["passkey"], scene.county.ids["passkey"], 2**63, 10**30):
                assert _by_path(client, scene, route, name, one) == nothing, (route.name, name, one)


def test_a_foreign_id_in_a_form_is_an_id_of_nothing(scene: Scene) -> None:
    client, ids = client_of(scene.own.whose), foreign.of_others(scene, each=1)
    for route in every_route():
        fields = bodies.body(route, scene)
        if fields is None or route.name in MEANT:
            continue
        path = route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0]))
        for number, name in enumerate(name for name in fields if name in NAMES):
            nothing = _answer(client, route, path, fields | {name: (sent := str(uuid4()))}, sent)
            for one in map(str, _of_the_kind(scene, route) | _some(ids, number + len(route.pattern))):
                assert _answer(client, route, path, fields | {name: one}, one) == nothing, (route.name, name)


def test_a_foreign_id_beside_a_forms_own_fields_changes_nothing(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for route in every_route():
        fields = bodies.body(route, scene)
        if fields is None:
            continue
        path = route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0]))
        names = [name for name in NAMES if name not in fields]
        told = [
            _answer(client, route, path, fields | dict.fromkeys(names, str(one)), str(one))
            for one in (uuid4(), scene.county.ids["waiting"], scene.team.ids["rule"], scene.world.county)
        ]
        assert all(_unnumbered(one) == _unnumbered(told[0]) for one in told), route.name


def _unnumbered(reply: Any) -> Any:
    """A new question's own address differs from time to time."""
    return reply[0], tuple(foreign.AN_ID.sub(b"<new>", str(pair).encode()) for pair in reply[1]), _no_options(reply[2])


def _no_options(body: bytes) -> bytes:
    return b"" if body.startswith(b"{") else foreign.AN_ID.sub(b"<new>", body)


@pytest.mark.parametrize("role", ["worker", "supervisor"])
def test_a_foreign_id_in_the_query_changes_nothing(scene: Scene, role: str) -> None:
    who = scene.people[role]
    assert who
    client = client_of(who)
    for route in (route for route in every_route() if route.name not in MEANT):
        path = route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0]))
        told = [
            _answer(client, route, path + "?" + "&".join(f"{name}={one}" for name in NAMES), None, str(one))
            for one in (uuid4(), scene.county.ids["rule"], scene.team.ids["waiting"], scene.world.county)
        ]
        assert all(one == told[0] for one in told), route.name
