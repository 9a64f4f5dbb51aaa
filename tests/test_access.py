"""Every address, by every method, for everybody: one table, generated; a difference is red until it is written down.

KEHA_WRITE_ACCESS=1 writes tests/access.csv anew, or with `-k agreements` the rows of that part's addresses (`-n 0`).
"""

import csv
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.support import bodies, scene
from tests.support.aside import undone
from tests.support.people import ROLES, Who, client_of, leaves
from tests.support.routes import Route, every_route

# What no page takes is refused before anybody is known: it is tried by one of each sort.
OTHERS = ("HEAD", "PUT", "PATCH", "DELETE")
LIKE_ALL = ("anonymous", "worker", "administrator")
PARTS = sorted({route.name.partition(":")[0] for route in every_route()})
TABLE = Path(__file__).with_name("access.csv")


def _request(who: Who | None, session: str, method: str, path: str, body: dict[str, str] | None) -> str:
    client = client_of(None)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    data = bodies.keyed(body or {}) if method == "POST" else None
    with undone():
        response = (
            client.generic(method, path)
            if method not in ("GET", "POST")
            else getattr(client, method.lower())(path, data)
        )
    target = response.headers.get("Location", "")
    return f"{response.status_code} login" if target == "/login/" else str(response.status_code)


def _part(part: str) -> list[Route]:
    return [route for route in every_route() if route.name.partition(":")[0] == part]


def _rows(stage: scene.Scene, part: str) -> Iterator[list[str]]:
    leaver = stage.people["leaver"]
    assert leaver
    sessions = {
        role: client_of(who).cookies[settings.SESSION_COOKIE_NAME].value if who else ""
        for role, who in stage.people.items()
    }
    leaves(leaver)
    for route in _part(part):
        body = bodies.body(route, stage)
        for number, thing in enumerate(bodies.things_of(route)):
            path = route.path(**bodies.values(route, stage.own, thing))
            for way in ("GET", "POST"):
                cells = [_request(stage.people[role], sessions[role], way, path, body) for role, *_ in ROLES]
                yield [route.pattern, thing, way, *cells]
            if not number:
                refused = (_others(stage.people[role], sessions[role], path, role) for role, *_ in ROLES)
                yield [route.pattern, thing, " ".join(OTHERS), *refused]


def _others(who: Who | None, session: str, path: str, role: str) -> str:
    """What the other methods are answered, said once when they are answered alike."""
    if role not in LIKE_ALL:
        return ""
    return " ".join(sorted({_request(who, session, method, path, None) for method in OTHERS}))


def _heading() -> list[list[str]]:
    words = {"": "address", "thing": "the asker's", "method": "method"}
    return [
        ["# role", "", "", *(role for role, *_ in ROLES)],
        ["# fi: osoite", "kysyjän", "tapa", *(fi for _, fi, _, _ in ROLES)],
        ["# sv: adress", "frågarens", "metod", *(sv for _, _, sv, _ in ROLES)],
        [f"# en: {words['']}", words["thing"], words["method"], *(en for _, _, _, en in ROLES)],
    ]


def _written(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*_heading(), *rows])
    return text.getvalue()


def _kept() -> list[list[str]]:
    return list(csv.reader(TABLE.read_text(encoding="utf-8").splitlines()))[len(_heading()) :]


@pytest.mark.parametrize("part", PARTS)
def test_every_address_gives_everybody_what_the_table_says(scene: scene.Scene, part: str) -> None:
    ours = {route.pattern for route in _part(part)}
    found = list(_rows(scene, part))
    if os.environ.get("KEHA_WRITE_ACCESS"):
        known, place = {route.pattern for route in every_route()} - ours, [route.pattern for route in every_route()]
        rows = [*(row for row in _kept() if row[0] in known), *found]
        TABLE.write_text(_written(sorted(rows, key=lambda row: place.index(row[0]))), encoding="utf-8")
    assert found == [row for row in _kept() if row[0] in ours]
    assert not [row for row in found if any(cell.startswith("5") for cell in row[3:])]


def test_the_table_is_of_every_address_and_of_no_other() -> None:
    assert _written(_kept()) == TABLE.read_text(encoding="utf-8")
    assert {row[0] for row in _kept()} == {route.pattern for route in every_route()}


def test_every_form_has_a_body_to_be_tried_with(scene: scene.Scene) -> None:
    from django.urls import resolve

    for route in every_route():
        view: Any = resolve(route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0]))).func
        assert view
        with undone():
            status = _request(None, "", "POST", _path(route, scene), {})
        assert status in {"401", "405"} or bodies.body(route, scene) is not None or status.endswith("login"), route


def _path(route: Route, stage: scene.Scene) -> str:
    return route.path(**bodies.values(route, stage.own, bodies.things_of(route)[0]))
