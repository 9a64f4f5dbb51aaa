"""What every response carries: pages, redirects, files, and everything that went wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import path as url
from django.urls import re_path

from keha.config import urls as house_urls
from keha.foundation.verdict import Verdict
from keha.web.shell import errors
from keha.web.shell.places import outside
from tests.support import bodies
from tests.support.aside import undone
from tests.support.people import client_of
from tests.support.routes import every_route
from tests.support.scene import Scene

WANTED = {
    "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin", "x-frame-options": "DENY",
}  # fmt: skip
POLICY = ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "default-src 'none'", "form-action 'self'")


def missing(response: Any) -> list[str]:
    """What a response lacks of the headers that all must carry."""
    found = {name.lower(): value for name, value in response.headers.items()}
    policy = found.get("content-security-policy", "")
    lacks = [name for name, value in WANTED.items() if found.get(name) != value]
    lacks += [part for part in POLICY if part not in policy]
    lacks += [word for word in ("unsafe-inline", "unsafe-eval", "*", "http:", "https:") if word in policy]
    age = found.get("strict-transport-security", "max-age=0").split(";")[0].partition("=")[2]
    lacks += ["strict-transport-security"] if int(age) < 31_536_000 else []
    lacks += [name for name in ("permissions-policy",) if name not in found]
    return lacks + [name for name in ("server", "x-powered-by") if name in found]


def _crash(request: Any) -> HttpResponse:
    raise RuntimeError("Kaija Kuusikko 010203-123A")


def _bare(request: Any) -> HttpResponse:
    return HttpResponse("x")


urlpatterns = [
    *house_urls.urlpatterns,
    url("crash/", outside(_crash)),
    url("crash-inside/", _crash),
    re_path("^bare/$", outside(_bare)),
]
handler400, handler403 = house_urls.handler400, house_urls.handler403
handler404, handler500 = house_urls.handler404, house_urls.handler500


def _odd(client: Any) -> Iterator[Any]:
    yield client.get("/nothing/")
    yield client.get("/today")
    yield client.post("/today/")
    yield client.put("/ask/")
    yield client.options("/ask/")
    yield client.head("/ask/")
    yield client.get("/static/keha/keha.css")
    yield client.get("/static/keha/nothing.css")
    yield client.get("/", headers={"host": "evil.example"})
    yield client.post("/ask/", {"text": "x" * 3_000_000})
    yield client.post("/ask/", {"text": "x"})
    yield client.post("/ask/", bodies.keyed({"text": ""}))
    yield client.get("/health/")
    yield client.get("/ask/suggestions/")


def test_every_response_of_every_address_carries_them(scene: Scene) -> None:
    for role in ("anonymous", "worker"):
        for route in every_route():
            for thing in bodies.things_of(route):
                where = route.path(**bodies.values(route, scene.own, thing))
                for method in ("get", "post", "delete"):
                    with undone():
                        client = client_of(scene.people[role])
                        fields = bodies.keyed(bodies.body(route, scene) or {}) if method == "post" else None
                        reply = getattr(client, method)(where, fields) if fields else getattr(client, method)(where)
                    assert missing(reply) == [], (route.name, method, reply.status_code)
                    assert reply.headers["Cache-Control"] == "no-store", (route.name, method)


def test_every_odd_response_carries_them_and_every_error_has_a_page(scene: Scene) -> None:
    statuses = set()
    for reply in _odd(client_of(scene.own.whose)):
        body = b"".join(reply.streaming_content) if reply.streaming else reply.content
        assert missing(reply) == [], (reply.status_code, reply.request["PATH_INFO"])
        if reply.status_code >= 400 and reply.request["REQUEST_METHOD"] != "HEAD":
            assert b"<h1" in body, reply.request["PATH_INFO"]
        statuses.add(reply.status_code)
    assert {200, 301, 400, 404, 405, 413, 422} <= statuses


@pytest.mark.urls("tests.test_headers")
@pytest.mark.parametrize("where", ["/crash/", "/crash-inside/"])
def test_a_crash_is_a_page_without_a_word_of_what_broke(scene: Scene, where: str, caplog: Any) -> None:
    client = client_of(scene.own.whose, raise_request_exception=False)
    reply = client.get(where)
    assert reply.status_code == 500
    assert missing(reply) == []
    for word in (b"Kaija", b"Traceback", b"RuntimeError", b"settings", b".py"):
        assert word not in reply.content
    assert b"<h1" in reply.content
    reference = next(r.getMessage() for r in caplog.records if r.name == "keha.web").split("reference ")[1][:6]
    assert reference.encode() in reply.content


def test_no_error_page_asks_the_database(scene: Scene, django_assert_num_queries: Any, rf: Any) -> None:
    request = rf.get("/x/")
    with django_assert_num_queries(0):
        for page in (
            errors.not_found, errors.bad_request, errors.forbidden, errors.csrf_failure, errors.broken_form,
            errors.key_reused, errors.too_large, errors.method_not_allowed, errors.server_error, errors.still_running,
        ):  # fmt: skip
            assert b"<h1" in page(request).content
        assert b"<h1" in errors.refused(request, Verdict(("questions.not-yours",))).content


COOKIES = """
import json, django
django.setup()
from django.conf import settings as s
from django.core.management import call_command
from django.urls import get_resolver
call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
print(json.dumps({"names": [s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME], "secure": [s.SESSION_COOKIE_SECURE,
  s.CSRF_COOKIE_SECURE], "http_only": [s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY],
  "same_site": [s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE], "debug": s.DEBUG,
  "demo": "demo" in get_resolver().namespace_dict, "silenced": s.SILENCED_SYSTEM_CHECKS}))
"""


def _settings_of(**environment: str) -> dict[str, Any]:
    left_out = {"KEHA_STORY", "KEHA_TESTING", "KEHA_OWNER_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
    given = {name: value for name, value in os.environ.items() if name not in left_out} | environment
    done = subprocess.run([sys.executable, "-c", COOKIES], env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.database
@pytest.mark.usefixtures("world_once")
def test_served_behind_tls_cookies_are_for_this_host_alone_and_there_is_no_demonstration() -> None:
    found = _settings_of(KEHA_BEHIND_TLS="1", KEHA_ORIGIN="https://keha.example")
    assert all(name.startswith("__Host-") for name in found["names"])
    assert found["secure"] == found["http_only"] == [True, True]
    assert found["same_site"] == ["Lax", "Lax"]
    assert not found["debug"]
    assert not found["demo"]


def test_a_long_page_travels_compressed(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    plain, packed = (client.get("/team/rules/", headers={"accept-encoding": how}) for how in ("identity", "gzip, br"))
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < 15_000 < len(plain.content)


def test_cookies_of_the_story_are_kept_from_scripts(scene: Scene) -> None:
    client = client_of(None)
    client.get("/login/")
    client.post("/demo/become/", bodies.keyed({"person": f"{scene.world.employer}.{scene.world.aino}"}))
    assert set(client.cookies) >= {"keha-session", "keha-csrf"}
    for name in ("keha-session", "keha-csrf"):
        morsel = client.cookies[name]
        assert morsel["httponly"], name
        assert morsel["samesite"] == "Lax", name
        assert not morsel["domain"], name


def test_the_session_has_a_new_name_after_signing_in(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    before = client.cookies["keha-session"].value
    client.post("/demo/become/", bodies.keyed({"person": f"{scene.world.employer}.{scene.world.bertta}"}))
    assert client.cookies["keha-session"].value != before
    old = client_of(None)
    old.cookies["keha-session"] = before
    assert old.get("/today/").headers.get("Location") == "/login/"
