"""Text that breaks things elsewhere: kept and shown whole, or refused with a message at its field; never a crash."""

import html
import re
from collections.abc import Iterator
from itertools import cycle, groupby
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import translation

from keha.foundation.context import acting_for
from keha.integrations.rule_sheets.columns import Field
from keha.organisation.queries import KeptPlaces
from keha.questions.models import Answer, Question
from keha.web.agreements.forms import OwnWordsForm, ReasonForm
from keha.web.door.forms import CodeForm
from keha.web.integrations.forms import BringForm, RowForm
from keha.web.me.forms import InviteForm, LanguageForm
from keha.web.numbers.forms import NumberForm
from keha.web.questions.forms import AnswerForm, AskForm, KeepForm, KeptForm, LocalWordForm, UnnamedForm
from tests.support import bodies
from tests.support.aside import undone
from tests.support.hostile import LONG, NULS, SOME, STRINGS, SURROGATES
from tests.support.people import client_of
from tests.support.routes import Route, every_route
from tests.support.scene import Scene

FORMS: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "ask": (AskForm, "text", {}), "answer": (AnswerForm, "text", {}), "code": (CodeForm, "code", {}),
    "bring": (BringForm, "pasted", {}), "row": (RowForm, "answer_fi", {"fields": (Field.TEXT,), "warnings": ()}),
    "language": (LanguageForm, "language", {}), "invite": (InviteForm, "person", {"people": ()}),
    "number": (NumberForm, "name_fi", {"kept": KeptPlaces(whole=True, areas=(), sites=())}), "reason": (ReasonForm, "reason", {}),
    "own words": (OwnWordsForm, "text", {}), "local word": (LocalWordForm, "spoken", {}), "kept": (KeptForm, "text", {}),
    "keep": (KeepForm, "text", {}), "unnamed": (UnnamedForm, "text", {}),
}  # fmt: skip
# What else the form needs; where the error of an empty one stands, if not at the field itself.
BESIDE: dict[str, dict[str, str]] = {
    "number": {"phone": "040 123 4567", "kind": "other", "place": "all"}, "local word": {"meaning": "muuta"},
    "unnamed": {"urgency": "week"},
}  # fmt: skip
ELSEWHERE = {"bring": "file"}


def test_there_are_enough_of_them() -> None:
    assert len(STRINGS) >= 515
    assert len(SOME) == 40


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", FORMS)
def test_every_string_is_taken_whole_or_refused_at_its_field(name: str, language: str) -> None:
    kind, field, more = FORMS[name]
    with translation.override(language):
        for text in (*STRINGS, *NULS, *LONG):
            form = kind({field: text, **BESIDE.get(name, {})}, **more)
            if form.is_valid():
                assert str(form.cleaned_data[field]) in {text.strip(), text, " ".join(text.split())}
            else:
                errors = form.errors.get(field) or form.errors[ELSEWHERE.get(name, field)]
                assert [str(error) for error in errors], text[:60]
                assert all(str(error) for error in errors)


def _in_page(text: str, page: str) -> bool:
    """Whether a page shows a text, escaped, whatever paragraphs it is set in."""
    bare = html.unescape(re.sub(r"<[^>]*>", "", page))
    return "".join(text.split()) in "".join(bare.split())


def test_a_question_comes_back_as_it_was_written(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for text in SOME:
        with undone():
            reply = client.post("/ask/", bodies.keyed({"text": text}))
            if reply.status_code == 422:
                assert b"field-error" in reply.content, text
                continue
            assert reply.status_code == 303, text
            with acting_for(scene.world.employer):
                kept = Question.objects.order_by("-asked_at").first()
                assert kept
                assert kept.text == text.strip()
            page = client.get(reply.headers["Location"])
            assert html.escape(text.strip()) in page.content.decode(), text
            assert _no_script(page.content.decode())


def _no_script(page: str) -> bool:
    """No element and no handler that is not ours: scripts are files of our own, and nothing stands in attributes."""
    scripts = re.findall(r"<script\b[^>]*>", page)
    return all('src="/static/' in tag for tag in scripts) and not re.search(r"<(iframe|base|object|embed|math)\b", page)


def test_an_answer_comes_back_as_it_was_written(scene: Scene) -> None:
    client, path = client_of(scene.people["mate"]), f"/ask/{scene.own.ids['waiting']}/"
    for text in SOME:
        with undone():
            reply = client.post(f"{path}answer/", bodies.keyed({"text": text}))
            if reply.status_code == 422:
                assert b"field-error" in reply.content, text
                continue
            assert reply.status_code == 303, text
            with acting_for(scene.world.employer):
                assert Answer.objects.order_by("-at").values_list("text", flat=True)[0] == text.strip()
            page = client.get(path).content.decode()
            assert _in_page(text, page), text
            assert _no_script(page)


def _fields(scene: Scene) -> Iterator[tuple[Route, str, dict[str, str], str]]:
    for route in every_route():
        body = bodies.body(route, scene)
        if body is not None:
            path = route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0]))
            for field in [*body, "form_key", "csrfmiddlewaretoken", "unknown"]:
                yield route, path, body, field


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_field_of_any_form_breaks_the_house(scene: Scene, language: str) -> None:
    """Forty strings a form, spread over its fields; five in the other languages; three where only a button is pressed."""
    strings = SOME if language == "fi" else SOME[::8]
    for route, fields in groupby(_fields(scene), key=lambda one: one[0]):
        client, named = client_of(scene.own.whose, language=language), list(fields)
        asked = strings if named[0][2] else strings[:3]
        for text, (_route, path, body, field) in zip(asked, cycle(named), strict=False):
            with undone():
                reply = client.post(path, bodies.keyed(body) | {field: text})
            assert reply.status_code < 500, (route.name, field, text)
            if reply.status_code >= 400:
                assert b"<h1" in reply.content or route.name.startswith("api:"), (route.name, field, text)


RAW = (
    *(quote(one, errors="surrogatepass").encode() for one in SURROGATES), b"\xed\xa0\x80", b"\xff\xfe", b"%00", b"%FF",
    b"%C0%AF", b"%F4%90%80%80", b"%", b"%zz",
)  # fmt: skip


def _with_raw(body: dict[str, str], field: str, raw: bytes) -> bytes:
    sent = bodies.keyed({name: value for name, value in body.items() if name != field})
    plain = "&".join(f"{name}={quote(value)}" for name, value in sent.items())
    return plain.encode() + b"&" + field.encode() + b"=a" + raw


def test_bytes_that_are_no_text_are_refused_or_mended(scene: Scene) -> None:
    for number, (route, path, body, field) in enumerate(_fields(scene)):
        if field not in body:
            continue
        for raw in RAW if field in {"text", "code"} else (RAW[number % len(RAW)],):
            client = client_of(scene.own.whose)
            with undone():
                reply = client.post(path, _with_raw(body, field, raw), content_type="application/x-www-form-urlencoded")
            assert reply.status_code < 500, (route.name, field, raw)


BROKEN = (
    ("multipart/form-data", b"x"), ("multipart/form-data; boundary=a", b"--a\r\nbroken"), ("application/json", b"{"),
    ("application/x-www-form-urlencoded; charset=utf-16", "text=a".encode("utf-16")), ("", b"text=a"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"text=a"), ("text/xml", b"<a/>"),
    ("multipart/form-data; boundary=" + "a" * 5000, b"x"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(5000))),
    ("multipart/form-data; boundary=a",
     b'--a\r\nContent-Disposition: form-data; name="text"; filename="x"\r\n\r\nz\r\n--a--\r\n'),
)  # fmt: skip


def test_a_broken_form_gets_a_page_and_no_crash(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for number, route in enumerate(every_route()):
        path = route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0]))
        has_form = bodies.body(route, scene) is not None
        for kind, data in BROKEN if has_form else (BROKEN[number % len(BROKEN)],):
            reply = client.generic("POST", path, data, content_type=kind)
            assert reply.status_code < 500, (route.name, kind)
            assert reply.content or reply.status_code == 303, (route.name, kind)


def test_a_megabyte_is_refused_at_the_field_and_more_before_it_is_read(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for text in LONG:
        reply = client.post("/ask/", bodies.keyed({"text": text}))
        assert reply.status_code == 422, text[:3]
        assert b"field-error" in reply.content, text[:3]
        reply = client.post("/ask/", bodies.keyed({"text": text * 3}))
        assert reply.status_code in {413, 422}, text[:3]
        assert b"<h1" in reply.content, text[:3]


def test_what_cannot_be_kept_is_refused_by_the_forms_themselves() -> None:
    for text in NULS:
        for kind in (AskForm, AnswerForm):
            assert not kind({"text": f"a{text}b"}).is_valid(), repr(text)


def test_no_query_breaks_a_page(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    for route in every_route():
        path = route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0]))
        for text in SOME if route.name == "agreements:rules" else SOME[::7]:
            query = f"q={quote(text)}&{quote(text)}={quote(text)}&q={quote(text)}"
            with undone():
                reply = client.get(path, query_params=None, QUERY_STRING=query)
            assert reply.status_code < 500, (route.name, text)
            assert _no_script(reply.content.decode(errors="replace")), (route.name, text)


def test_no_path_breaks_the_house(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    bad = ("%00", "%ff", "%ED%A0%80", "..", "%2e%2e%2f", "a" * 5000, "1" * 5000, "-1", "٣")
    starts = {route.pattern.split("<")[0] for route in every_route() if route.parameters}
    for number, start in enumerate(sorted(starts)):
        for text in (*SOME[number % 4 :: 4], *bad):
            with undone():
                reply = client.get(start + quote(text, safe="%") + "/")
            assert reply.status_code < 500, (start, text)
            assert reply.status_code < 300 or reply.content or reply.status_code in {301, 303}
