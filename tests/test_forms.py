"""Forms do what stands on them and nothing else, only when sent from our own pages; opening a page changes nothing."""

from collections.abc import Iterator, Mapping
from copy import copy
from itertools import batched
from typing import Any

from django.apps import apps

from tests.support import bodies, replies, rows
from tests.support.aside import undone
from tests.support.people import client_of
from tests.support.routes import Route, every_route
from tests.support.scene import Scene

LOOKUPS = (
    "exact", "iexact", "contains", "startswith", "regex", "in", "gt", "lt", "isnull", "year", "range", "name", "id",
    "employer__name_fi", "asker__name", "person__name__startswith",
)  # fmt: skip
MOST_AT_ONCE = 150  # a form of more than 200 fields is not taken at all
# Reads leave a row in the trail, and a session notes when it was last seen: nothing else may.
READ_MARKS = ("foundation_auditentry", "organisation_session")


def _forms(scene: Scene) -> Iterator[tuple[Route, str, dict[str, str]]]:
    for route in every_route():
        fields = bodies.body(route, scene)
        if fields is not None:
            yield route, route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0])), fields


def _pages(scene: Scene) -> Iterator[str]:
    for route in every_route():
        for thing in bodies.things_of(route):
            yield route.path(**bodies.values(route, scene.own, thing))


def _field_names() -> list[str]:
    names = {field.name for model in apps.get_models() for field in model._meta.local_fields}
    return sorted(names | {field.attname for model in apps.get_models() for field in model._meta.local_fields})


def _effect(client: Any, scene: Scene, path: str, fields: Mapping[str, str], before: rows.Rows) -> Any:
    cookies, since = copy(client.cookies), rows.counts()
    try:
        with undone():
            status = client.post(path, bodies.keyed(fields)).status_code
            return status, rows.alike(rows.changed(before, rows.after(scene.world, before, since)), before)
    finally:
        client.cookies = cookies


def test_a_field_that_is_not_on_the_form_changes_nothing(scene: Scene) -> None:
    client, before = client_of(scene.own.whose), rows.everything(scene.world)
    names = _field_names()
    assert len(names) > 60
    taken = []
    for turn, (route, path, fields) in enumerate(_forms(scene)):
        values = {name: str(scene.county.ids.get(name, scene.world.county)) for name in names if name not in fields}
        plain = _effect(client, scene, path, fields, before)
        for part in batched(values, MOST_AT_ONCE, strict=False):
            # another employer's id for every second one and a figure for the rest, the other way round at the next form
            more = {name: "1" if (turn + place) % 2 else values[name] for place, name in enumerate(part)}
            if _effect(client, scene, path, more | fields, before) != plain:
                taken.append((route.name, sorted(part)[:3]))
    assert taken == []


def test_no_query_parameter_reaches_a_filter(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    pairs = [f"{field}__{lookup}" for field in _field_names() for lookup in LOOKUPS]
    assert len(pairs) >= 200
    sent = "&".join(f"{name}=1" for name in pairs[:: max(1, len(pairs) // 190)])
    for path in _pages(scene):
        with undone():
            plain = replies.seen(client.get(path))
            assert replies.seen(client.get(f"{path}?{sent[:60_000]}")) == plain, path


def test_every_lookup_alone_is_passed_over(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for number, page in enumerate(["/team/rules/", "/ask/", "/today/", "/me/"]):
        pairs = [f"{field}__{lookup}" for field in _field_names()[number::9] for lookup in LOOKUPS[number::4]]
        plain = replies.seen(client.get(page))
        for name in pairs[:50]:
            with undone():
                assert replies.seen(client.get(page, {name: "1"})) == plain, name


def test_opening_a_page_changes_no_row(scene: Scene) -> None:
    for role in ("worker", "mate", "supervisor", "anonymous"):
        client = client_of(scene.people[role])
        before = rows.everything(scene.world)
        for path in _pages(scene):
            for method in ("get", "head", "options") if role == "worker" else ("get",):
                getattr(client, method)(path)
        assert rows.changed(before, rows.everything(scene.world), but=READ_MARKS) == {}, role


KINDS = ("no token", "foreign token", "foreign origin", "text/plain", "json")


def test_a_form_from_elsewhere_is_refused_and_changes_nothing(scene: Scene) -> None:
    client = client_of(scene.own.whose, enforce_csrf_checks=True)
    client.get("/login/")
    token = client.cookies["keha-csrf"].value
    before = rows.everything(scene.world)
    for route, path, fields in _forms(scene):
        body = bodies.keyed(fields)
        kinds: dict[str, Any] = {
            "no token": {"data": body},
            "foreign token": {"data": body | {"csrfmiddlewaretoken": "x" * 64}},
            "foreign origin": {
                "data": body | {"csrfmiddlewaretoken": token}, "headers": {"origin": "https://evil.example"},
            },
            "text/plain": {"data": "=".join(body), "content_type": "text/plain"},
            "json": {"data": body, "content_type": "application/json"},
        }  # fmt: skip
        for kind in KINDS:
            reply = client.post(path, **kinds[kind])
            assert reply.status_code == 403, (route.name, kind)
            assert reply.content, (route.name, kind)
    assert rows.changed(before, rows.everything(scene.world), but=READ_MARKS) == {}


def test_a_form_of_our_own_with_its_token_is_taken(scene: Scene) -> None:
    for route, path, fields in _forms(scene):
        client = client_of(scene.own.whose, enforce_csrf_checks=True)
        client.get("/ask/")
        refused = client.post(path, bodies.keyed(fields))
        token = {"csrfmiddlewaretoken": client.cookies["keha-csrf"].value}
        with undone():
            reply = client.post(path, bodies.keyed(fields) | token, headers={"origin": "http://localhost"})
        assert reply.status_code != 403 or reply.content != refused.content, route.name


def test_no_method_override_is_obeyed(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    before = rows.everything(scene.world)
    for _route, path, fields in _forms(scene):
        client.get(path, {**fields, "_method": "POST"}, headers={"x-http-method-override": "POST"})
    assert rows.changed(before, rows.everything(scene.world), but=READ_MARKS) == {}
