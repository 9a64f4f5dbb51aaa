"""Asked without a name over the pages: no row of any table tells who asked, nor does any page but her own."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from keha.foundation.context import acting_for, door
from keha.foundation.models import AuditEntry, FormKey
from keha.organisation.models import Session
from keha.questions import actions
from keha.questions.models import Question, Seal
from tests.support import bodies, rows
from tests.support.people import account_id, client_of, session_of
from tests.support.scene import Scene

TEXT = "Saako taukohuoneen kvaasin plöörätä itse 8842?"


@pytest.fixture
def canary(scene: Scene) -> Any:
    """The asker on a phone whose session is due to note the time anew."""
    from django.conf import settings

    client = client_of(scene.own.whose)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(scene.own.whose, seen=timedelta(minutes=20))
    return client


def send(client: Any, text: str = TEXT, **more: str) -> str:
    reply = client.post("/ask/unnamed/", bodies.keyed({"text": text, "urgency": "week", **more}))
    assert reply.status_code == 303, reply.content.decode()
    return str(reply.headers["Location"])


def test_no_row_of_any_table_holds_the_asker_nor_her_account(scene: Scene, canary: Any) -> None:
    who = scene.own.whose
    before = rows.everything(scene.world)
    path = send(canary)
    for deed in ("reopen", "solved"):
        with acting_for(who.employer):
            mate, now = scene.people["mate"], timezone.now()
            assert mate
            question = Question.objects.get(text=TEXT)
            actions.answer(question_id=question.pk, text="Saa kyllä.", by=mate.actor(), at=now)
        assert canary.post(f"{path}{deed}/", bodies.keyed({})).status_code == 303
    assert canary.post(f"{path}keep/", bodies.keyed({"text": "kvaasin plöörääminen"})).status_code == 303
    change = rows.changed(before, rows.everything(scene.world))
    told = "\n".join(row for gone, come in change.values() for row in (*gone, *come))
    assert set(change) == {
        "questions_question", "questions_step", "questions_seal", "questions_answer", "questions_kept",
        "foundation_auditentry", "foundation_formkey",
    }  # fmt: skip
    assert str(who.person) not in told
    assert str(account_id(who)) not in told
    assert str(scene.people["mate"].person) in told  # type: ignore[union-attr]


def test_the_canary_sings_when_it_is_asked_with_a_name(scene: Scene, canary: Any) -> None:
    before = rows.everything(scene.world)
    canary.post("/ask/", bodies.keyed({"text": TEXT}))
    change = rows.changed(before, rows.everything(scene.world))
    told = {table for table, pair in change.items() for row in pair[1] if str(scene.own.whose.person) in row}
    assert {"questions_question", "foundation_auditentry"} <= told
    assert "organisation_session" in change


def test_the_trail_says_that_it_was_asked_and_not_by_whom(scene: Scene, canary: Any) -> None:
    send(canary)
    asked = ask_named(canary)
    with acting_for(scene.own.whose.employer):
        question = Question.objects.get(text=TEXT)
        row = AuditEntry.objects.get(thing_id=question.pk)
        assert (row.action, row.actor, row.whose) == ("questions.ask-unnamed", None, None)
        named = AuditEntry.objects.get(action="questions.ask", thing_id=asked)
        assert (named.actor, named.whose) == (scene.own.whose.person, scene.own.whose.person)


def ask_named(client: Any) -> UUID:
    return UUID(client.post("/ask/", bodies.keyed({"text": TEXT + " nimellä"})).headers["Location"].split("/")[2])


def test_the_form_key_holds_no_session_and_cannot_be_tried_out(scene: Scene, canary: Any) -> None:
    from keha.foundation.idempotency import digest

    body = bodies.keyed({"text": TEXT, "urgency": "week", "anyway": ""})
    canary.post("/ask/unnamed/", body)
    fields = [(name, value) for name, value in body.items() if name != "form_key"]
    with acting_for(scene.own.whose.employer):
        kept = bytes(FormKey.objects.get(key=body["form_key"]).body)
        for person in (scene.own.whose.person, scene.people["mate"].person):  # type: ignore[union-attr]
            assert digest([*fields, ("", "/ask/unnamed/"), ("", str(person))]) != kept


def test_the_session_notes_no_time_beside_it(scene: Scene, canary: Any) -> None:
    from django.conf import settings

    key = canary.cookies[settings.SESSION_COOKIE_NAME].value
    with door():
        before = Session.objects.get(session_key=key).session_data
    path = send(canary)
    with door():
        assert Session.objects.get(session_key=key).session_data == before
    canary.get(path)
    with door():
        assert Session.objects.get(session_key=key).session_data != before


def test_nobodys_look_at_it_is_noted(scene: Scene, canary: Any) -> None:
    path = send(canary)
    mate = scene.people["mate"]
    assert mate
    with acting_for(mate.employer):
        known = AuditEntry.objects.count()
    for who in (mate, scene.people["supervisor"], scene.own.whose):
        assert client_of(who).get(path).status_code == 200
    with acting_for(mate.employer):
        assert AuditEntry.objects.count() == known


def test_her_name_stands_on_no_page_of_the_team_and_the_question_does(scene: Scene, canary: Any) -> None:
    path = send(canary)
    with acting_for(scene.own.whose.employer):
        name = scene.own.whose.actor().person.name
    for role in ("mate", "supervisor"):
        page = client_of(scene.people[role]).get(path).content.decode()
        assert "8842" in page
        assert name not in page
        assert "Kysytty ilman nimeä" in page


def test_she_finds_it_among_her_own_and_hears_the_answer(scene: Scene, canary: Any) -> None:
    path = send(canary)
    mate = client_of(scene.people["mate"])
    assert mate.post(f"{path}answer/", bodies.keyed({"text": "Saa, jos muistat hanan."})).status_code == 303
    assert "8842" in canary.get("/ask/mine/").content.decode()
    assert "8842" in canary.get("/today/").content.decode()
    page = canary.get(path).content.decode()
    assert "muistat hanan" in page
    assert f"{path}solved/" in page
    assert f"{path}solved/" not in mate.get(path).content.decode()


def test_looking_first_keeps_nothing(scene: Scene, canary: Any) -> None:
    before = rows.everything(scene.world)
    page = canary.post("/ask/unnamed/look/", {"text": TEXT, "urgency": "week"})
    assert page.status_code == 200
    assert rows.changed(before, rows.everything(scene.world)) == {}
    assert re.search(r'name="text" value="[^"]*8842', page.content.decode())


def test_what_is_noticed_stops_it_until_she_says_so(scene: Scene, canary: Any) -> None:
    words = f"{TEXT} Mulla on kuumetta."
    with acting_for(scene.own.whose.employer):
        before = Seal.objects.count()
    stopped = canary.post("/ask/unnamed/", bodies.keyed({"text": words, "urgency": "now", "anyway": ""}))
    assert stopped.status_code == 422
    assert "<mark>kuumetta</mark>" in stopped.content.decode()
    with acting_for(scene.own.whose.employer):
        assert Seal.objects.count() == before
    send(canary, words, anyway="1")


def test_it_is_not_offered_in_a_team_of_four(scene: Scene) -> None:
    small, own = client_of(scene.people["other_employer"]), client_of(scene.own.whose)
    assert "/ask/unnamed/" not in small.get("/ask/").content.decode()
    assert "/ask/unnamed/" in own.get("/ask/").content.decode()
    page = small.get("/ask/unnamed/").content.decode()
    assert "viiden hengen" in page
    assert 'action="/ask/unnamed/look/"' not in page
    assert small.post("/ask/unnamed/", bodies.keyed({"text": TEXT})).status_code == 403
