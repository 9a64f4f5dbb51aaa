"""Requests bent to lead elsewhere: hosts, redirects, headers, cookies, paths of files."""

import socket
from typing import Any

import pytest
from django.conf import settings

from drill.phone import Phone
from tests.support import bodies
from tests.support.aside import undone
from tests.support.people import client_of
from tests.support.routes import every_route
from tests.support.scene import Scene

ELSEWHERE = (
    "//evil.example", "https://evil.example/", "/\\evil.example", "https:evil.example", "javascript:alert(1)", "///evil.example",
    "http:///evil.example", "\x01https://evil.example", "/%0d%0aSet-Cookie:a=b", "@evil.example", "//evil.example/%2e%2e",
)  # fmt: skip
NEXTS = ("next", "url", "redirect", "return", "continue", "to", "back", "location")


def _paths(scene: Scene) -> list[tuple[str, str, dict[str, str] | None]]:
    return [
        (
            route.name,
            route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0])),
            bodies.body(route, scene),
        )
        for route in every_route()
    ]


def _led(client: Any, path: str, fields: dict[str, str] | None, target: str) -> str:
    more = dict.fromkeys(NEXTS, target)
    with undone():
        if fields is None:
            reply = client.get(path, more, headers={"referer": f"https:{target}"})
        else:
            reply = client.post(path, bodies.keyed(fields) | more, headers={"referer": f"http://localhost/{target}"})
    return str(reply.headers.get("Location", "/"))


def test_nothing_leads_out_of_the_house(scene: Scene) -> None:
    session = client_of(scene.own.whose).cookies[settings.SESSION_COOKIE_NAME].value
    for number, (name, path, fields) in enumerate(_paths(scene)):
        # The door leads on to somewhere; elsewhere each address is tried with others of them in turn.
        some = [ELSEWHERE[(number * 2 + n) % len(ELSEWHERE)] for n in range(2)]
        for target in ELSEWHERE if name.startswith("door:") else some:
            client = client_of(None)
            client.cookies[settings.SESSION_COOKIE_NAME] = session
            led = _led(client, path, fields, target)
            assert led.startswith("/"), (name, target)
            assert not led.startswith(("//", "/\\")), (name, target)
            assert "evil" not in led, (name, target)


HOSTS = (
    "evil.example",
    "localhost.evil.example",
    "localhost:80@evil.example",
    "localhost\\evil",
    "",
    "[::1",
    "a" * 300,
)


def test_a_foreign_host_is_refused_with_a_page(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for host in HOSTS:
        client.defaults["HTTP_HOST"] = host
        for _name, path, _fields in _paths(scene):
            reply = client.get(path)
            assert reply.status_code == 400, (host, path)
            assert b"<h1" in reply.content


def test_a_forwarded_host_or_address_is_not_believed(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    told = {
        "x-forwarded-host": "evil.example",
        "x-forwarded-for": "8.8.8.8",
        "x-original-url": "/me/",
        "x-rewrite-url": "/me/",
    }
    reply = client.get(f"/me/invite/{scene.own.ids['invitation']}/", headers=told)
    assert reply.status_code == 200
    assert b"evil.example" not in reply.content
    assert client.get("/demo/", headers=told).status_code == 200
    away = client_of(None)
    away.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert away.get("/demo/", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404


COOKIES = (
    "",
    "x",
    "\0",
    '"abcdefgh\\000\\001"',
    "a" * 5000,
    "'; DROP TABLE x; --",
    "ä" * 30,
    '"\\377\\376aaaaaaaa"',
    "abcdefgh" * 5,
)


@pytest.mark.parametrize("name", ["keha-session", "keha-csrf", "keha-language", "messages"])
def test_a_broken_cookie_is_a_missing_one(world: Any, name: str) -> None:
    client = client_of(None)
    for value in COOKIES:
        for path in ("/", "/today/", "/login/", "/choose/", "/nothing/"):
            reply = client.get(path, headers={"cookie": f"{name}={value}"})
            assert reply.status_code < 500, (value, path)


HEADERS = (
    "accept-language", "user-agent", "referer", "accept", "hx-request", "if-modified-since", "range", "origin",
    "x-requested-with", "accept-encoding",
)  # fmt: skip


def test_no_header_breaks_a_page(scene: Scene) -> None:
    for name in HEADERS:
        _header_breaks_nothing(client_of(scene.own.whose), name)


def _header_breaks_nothing(client: Any, name: str) -> None:
    for value in ("", "\0", "ä" * 100, "'\"><script>1</script>", "fi;q=abc,,,;;", "bytes=0-,-5", "%00", "*/*;q=9"):
        for path in ("/today/", "/login/", "/ask/", "/static/keha/keha.css", "/nothing/"):
            reply = client.get(path, headers={name: value})
            if reply.streaming:
                list(reply)  # read to its end, for that closes the file
            assert reply.status_code < 500, (name, value, path)
    with undone():
        assert client.post("/ask/", bodies.keyed({"text": "a?"}), headers={name: "ä\x01" * 20}).status_code < 500


FILES = (
    "/static/../keha/config/settings.py", "/static/%2e%2e/%2e%2e/etc/passwd", "/static/..%5c..%5cetc",
    "/static//etc/passwd", "/static/keha/%00", "/static/" + "a/" * 500, "/static/keha/..;/x", "/%2e%2e/", "/.git/config",
    "/static/keha",
)  # fmt: skip


def test_no_path_leads_to_a_file_of_the_machine(world: Any) -> None:
    for path in FILES:
        reply = client_of(None).get(path)
        assert reply.status_code in {301, 400, 404}, path
        assert not reply.streaming, path


def test_a_field_sent_twice_is_one_value(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for name, path, fields in _paths(scene):
        for field in fields or {}:
            twice: Any = bodies.keyed(fields or {}) | {field: [(fields or {})[field], str(scene.county.ids["person"])]}
            with undone():
                reply = client.post(path, twice)
            assert reply.status_code < 500, (name, field)
            client = client_of(scene.own.whose)


def test_a_large_form_leaves_nothing_behind_on_its_line(house: Any, world_once: Any) -> None:
    phone = Phone(house.port)
    phone.become(f"{world_once.employer}.{world_once.aino}")
    for size in (70_000, 1_000_000, 2_300_000):
        assert phone.post("/ask/", {"text": "x" * size})[0] == 422
        for _ in range(3):
            assert phone.send("GET", "/ask/")[0] == 200
    assert phone.post("/ask/", {"text": "x" * 2_600_000})[0] == 413
    phone.close()


def test_phones_that_send_slowly_keep_no_page_from_the_others(house: Any) -> None:
    slow = [socket.create_connection(("127.0.0.1", house.port)) for _ in range(30)]
    try:
        for line in slow:
            line.sendall(b"POST /login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\ncode=1")
        others = Phone(house.port, timeout=10)
        assert [others.send("GET", "/login/")[0] for _ in range(5)] == [200] * 5
        others.close()
    finally:
        for line in slow:
            line.close()
