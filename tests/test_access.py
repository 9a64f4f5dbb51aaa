"""Every address, by every method, for everybody: one table, generated; a difference is red until it is written down.

KEHA_WRITE_ACCESS=1 writes tests/access.csv anew.
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
from tests.support.routes import METHODS, Route, every_route

LIKE_ALL = ("anonymous", "worker", "administrator")
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


def _rows(stage: scene.Scene) -> Iterator[list[str]]:
    leaver = stage.people["leaver"]
    assert leaver
    sessions = {
        role: client_of(who).cookies[settings.SESSION_COOKIE_NAME].value if who else ""
        for role, who in stage.people.items()
    }
    leaves(leaver)
    for route in every_route():
        body = bodies.body(route, stage)
        for number, thing in enumerate(bodies.things_of(route)):
            path = route.path(**bodies.values(route, stage.own, thing))
            for way in METHODS[: 2 if number else 4]:
                cells = [_request(stage.people[role], sessions[role], way, path, body) for role, *_ in ROLES]
                if way == "PUT":  # the other two that no page takes: by one of each sort
                    for place, (role, *_) in enumerate(ROLES):
                        if role in LIKE_ALL:
                            cells[place] = _alike(cells[place], stage.people[role], sessions[role], path)
                yield [route.pattern, thing, "PUT PATCH DELETE" if way == "PUT" else way, *cells]


def _alike(found: str, who: Who | None, session: str, path: str) -> str:
    """What PUT was answered, when the others are answered so too; else all the answers."""
    others = {_request(who, session, method, path, None) for method in ("PATCH", "DELETE")}
    return " ".join(sorted({found} | others)) if others != {found} else found


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


@pytest.fixture
def table(scene: scene.Scene) -> list[list[str]]:
    return list(_rows(scene))


def test_every_address_gives_everybody_what_the_table_says(table: list[list[str]]) -> None:
    found = _written(table)
    if os.environ.get("KEHA_WRITE_ACCESS"):
        TABLE.write_text(found, encoding="utf-8")
    assert found.splitlines() == TABLE.read_text(encoding="utf-8").splitlines()
    assert not [row for row in table if any(cell.startswith("5") for cell in row[3:])]


def test_every_address_is_in_the_table() -> None:
    listed = {row[0] for row in csv.reader(TABLE.read_text(encoding="utf-8").splitlines())}
    assert {route.pattern for route in every_route()} <= listed


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
