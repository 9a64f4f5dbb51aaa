"""Double taps over every form: the same form is carried out once, whatever the network does.

The nine cases are those of an idempotent POST: again, after a lost reply, with another body, after a refusal, in
parallel, with another's key, with no key, with a broken key, and with a new one.
"""

import http.client
import re
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.utils import timezone

from keha.foundation import idempotency
from keha.foundation.context import acting_for
from keha.questions.models import Answer, Question, Step
from tests.support import bodies, rows
from tests.support.aside import undone
from tests.support.people import client_of
from tests.support.routes import Route, every_route
from tests.support.scene import Scene

# It changes nothing, and is a POST only so that words stay out of addresses (typing sends it again and again).
UNKEYED = {"questions:suggestions", "questions:unnamed_look", "door:passkey_options", "presence:paste_look"}
# It keeps no row: the language of a phone on which nobody has signed in is a cookie.
NO_ROWS = {"door:language"}
# The second tap of these comes when nobody is signed in any more, or as somebody new.
ENDS = {"me:sign_out", "demo:become"}


def _forms(scene: Scene) -> Iterator[tuple[Route, str, dict[str, str]]]:
    for route in every_route():
        fields = bodies.body(route, scene)
        if fields is not None and route.name not in UNKEYED | NO_ROWS:
            yield route, route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0])), fields


def _client(scene: Scene, route: Route) -> Any:
    return client_of(bodies.doer(route, scene))


def _reply(response: Any) -> tuple[int, str]:
    return response.status_code, response.headers.get("Location", "")


def test_every_form_says_which_it_is(scene: Scene) -> None:
    names = {route.name for route, _path, _fields in _forms(scene)} | UNKEYED | NO_ROWS
    assert names == {route.name for route in every_route() if bodies.body(route, scene) is not None}


def test_the_same_form_twice_is_one_effect_and_one_reply(scene: Scene) -> None:
    before = rows.everything(scene.world)
    for route, path, fields in _forms(scene):
        client, body = _client(scene, route), bodies.keyed(fields)
        since = rows.counts()
        with undone():
            first = client.post(path, body)
            between, then = rows.after(scene.world, before, since), rows.counts()
            if route.name in ENDS:
                continue
            again, lost = client.post(path, body), client.post(path, body)
            assert first.status_code == 303, route.name
            assert _reply(first) == _reply(again) == _reply(lost), route.name
            assert rows.changed(between, rows.after(scene.world, between, then)) == {}, route.name


def test_the_same_key_with_other_words_is_refused_and_changes_nothing(scene: Scene) -> None:
    before = rows.everything(scene.world)
    for route, path, fields in _forms(scene):
        client, body = _client(scene, route), bodies.keyed(fields)
        since = rows.counts()
        with undone():
            client.post(path, body)
            between, then = rows.after(scene.world, before, since), rows.counts()
            if route.name in ENDS:
                continue
            other = client.post(path, body | {"text": "aivan muuta", "extra": "1"})
            assert other.status_code == 422, route.name
            assert b"<h1" in other.content, route.name
            assert rows.changed(between, rows.after(scene.world, between, then)) == {}, route.name


def test_the_same_key_for_another_form_is_refused(scene: Scene) -> None:
    client, body = client_of(scene.own.whose), bodies.keyed({"text": "Saako?"})
    assert client.post("/ask/", body).status_code == 303
    assert client.post(f"/ask/{scene.own.ids['shown']}/to-team/", body).status_code == 422


BROKEN_KEYS = (None, "", "x", "0", "\0", "ä" * 40, "{" + str(uuid4())[:20], "1" * 100_000)


def test_a_form_without_a_whole_key_is_refused_with_a_page(scene: Scene) -> None:
    clients = {route.name: _client(scene, route) for route, _path, _fields in _forms(scene)}
    before = rows.everything(scene.world)
    for route, path, fields in _forms(scene):
        for key in BROKEN_KEYS:
            body = fields if key is None else fields | {"form_key": key}
            reply = clients[route.name].post(path, body)
            assert reply.status_code == 422, (route.name, key)
            assert b"<h1" in reply.content, (route.name, key)
    assert rows.changed(before, rows.everything(scene.world), but=["organisation_session"]) == {}


def test_a_refused_form_may_be_sent_again_with_its_own_key_and_with_a_new_one(scene: Scene) -> None:
    client, key = client_of(scene.own.whose), str(uuid4())
    assert client.post("/ask/", {"text": "", "form_key": key}).status_code == 422
    assert client.post("/ask/", {"text": "Saako nyt?", "form_key": key}).status_code == 303
    assert client.post("/ask/", bodies.keyed({"text": ""})).status_code == 422
    assert client.post("/ask/", bodies.keyed({"text": "Entä nyt?"})).status_code == 303


def test_another_person_with_my_key_gets_neither_my_reply_nor_an_effect(scene: Scene) -> None:
    body = bodies.keyed({"text": "Saako tauon siirtää?"})
    mine = client_of(scene.own.whose).post("/ask/", body)
    mate, stranger = client_of(scene.people["mate"]), client_of(scene.people["other_employer"])
    reply = mate.post("/ask/", body)
    assert reply.status_code == 422
    assert mine.headers["Location"].encode() not in reply.content
    taken = stranger.post("/ask/", body)  # keys are unique for one employer: elsewhere it is a new one
    assert taken.status_code == 303
    assert taken.headers["Location"] != mine.headers["Location"]


def test_a_wrong_code_twice_says_twice_that_it_is_wrong(scene: Scene) -> None:
    client, body = client_of(None), bodies.keyed({"code": "0000-0000"})
    first, again = client.post("/login/", body), client.post("/login/", body)
    assert first.status_code == again.status_code == 422
    assert b"field-error" in first.content
    assert b"field-error" in again.content


def test_a_code_lets_in_one_phone_however_often_its_form_is_sent(scene: Scene) -> None:
    body = bodies.keyed({"code": scene.own.ids["code"]})
    assert _reply(client_of(None).post("/login/", body)) == (303, "/today/")
    other = client_of(None)
    assert _reply(other.post("/login/", body)) == (303, "/today/")
    assert _reply(other.get("/today/")) == (303, "/login/")
    assert other.post("/login/", bodies.keyed({"code": scene.own.ids["code"]})).status_code == 422


class _Phone:
    """A phone on the served house."""

    def __init__(self, house: Any) -> None:
        self.port, self.cookies = house.port, {}

    def __call__(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Host": f"localhost:{self.port}"}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(fields or {}), headers)
        reply = connection.getresponse()
        for line in reply.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        text = reply.read().decode()
        connection.close()
        return reply.status, reply.headers.get("Location", ""), text

    def become(self, employer: Any, person: Any) -> None:
        """Signs in by the demonstration's page."""
        _status, _to, page = self("GET", "/demo/")
        sent = {"person": f"{employer}.{person}", "form_key": str(uuid4()), "csrfmiddlewaretoken": _token(page)}
        assert self("POST", "/demo/become/", sent)[:2] == (303, "/today/")


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found
    return found[1]


def _at_once(phone: _Phone, path: str, fields: dict[str, str], times: int) -> list[tuple[int, str]]:
    replies: list[tuple[int, str]] = []
    gate = threading.Barrier(times)

    def send() -> None:
        gate.wait()
        replies.append(phone("POST", path, fields)[:2])

    threads = [threading.Thread(target=send) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies


def test_the_same_form_many_times_at_once_is_one_effect(house: Any, world_once: Any, served: Any) -> None:
    phone, mate = _Phone(house), _Phone(house)
    phone.become(world_once.employer, world_once.aino)
    mate.become(world_once.employer, world_once.bertta)
    for _ in range(8):
        token = {"csrfmiddlewaretoken": _token(phone("GET", "/ask/")[2])}
        # Letters only: a run of figures may be noticed as a code, and then the team does not get it at once.
        words = "yhtaikaa " + "".join(chr(ord("a") + int(figure, 16)) for figure in uuid4().hex)
        replies = _at_once(phone, "/ask/", bodies.keyed({"text": words, **token}), 6)
        assert len(set(replies)) == 1
        address = replies[0][1]
        assert replies[0][0] == 303
        assert {status for status, _ in _at_once(phone, f"{address}to-team/", bodies.keyed(token), 4)} == {303}
        other = {"csrfmiddlewaretoken": _token(mate("GET", address)[2])}
        answers = _at_once(mate, f"{address}answer/", bodies.keyed({"text": words, **other}), 6)
        assert set(answers) == {(303, address)}
        with served(), acting_for(world_once.employer):
            asked = Question.objects.get(text=words)
            assert Answer.objects.filter(text=words).count() == 1
            assert Step.objects.filter(question=asked).count() == 1


def _claim_in_a_hurry(employer: Any, key: Any, body: bytes) -> None:
    with acting_for(employer):
        with connections["default"].cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 50")
        idempotency.claim(key, body=body, at=timezone.now())


@pytest.mark.database
def test_a_form_whose_first_sending_takes_long_says_so_and_is_not_done_twice(pooled: Any) -> None:
    key, body, at = uuid4(), b"x", timezone.now()
    held, done = threading.Event(), threading.Event()

    def first() -> None:
        try:
            with acting_for(pooled.employer):
                idempotency.claim(key, body=body, at=at)
                held.set()
                done.wait(20)
                transaction.set_rollback(True)
        finally:
            connections["default"].close()

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(20)
    try:
        with pytest.raises(idempotency.StillRunning):
            _claim_in_a_hurry(pooled.employer, key, body)
    finally:
        done.set()
        thread.join()
    with acting_for(pooled.employer):
        assert idempotency.claim(key, body=body, at=at).first
        transaction.set_rollback(True)
