"""Shared tablets through their pages: pairing, names, PINs, ten minutes, who is out and when."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from keha.foundation.context import acting_for, door
from keha.notices.models import KeptNotice
from keha.notices.rules import NoticeKind
from keha.organisation.actions import door as door_actions
from keha.organisation.actions import people as people_actions
from keha.organisation.actions import tablets as actions
from keha.organisation.models import Person, Pin, Role, Session, Team, TeamMembership
from keha.organisation.pins import IDLE, WRONG_MAX
from keha.organisation.rules import in_groups
from tests.support import bodies, rows
from tests.support.people import Who, client_of, session_of
from tests.support.tablets import PIN, account_of, give_pin, tablet_of

ONE = timedelta(seconds=1)


@pytest.fixture
def aino(world: Any) -> Who:
    return Who(world.employer, world.aino)


@pytest.fixture
def bertta(world: Any) -> Who:
    return Who(world.employer, world.bertta)


@pytest.fixture
def cecilia(world: Any) -> Who:
    return Who(world.employer, world.cecilia)


def _enter(client: Client, who: Who, pin: str = PIN) -> Any:
    return client.post(f"/login/pin/{who.person}/", bodies.keyed({"pin": pin}))


def _in(who: Who) -> tuple[Client, Any]:
    client, device = tablet_of(who)
    give_pin(who, device)
    assert _enter(client, who).headers["Location"] == "/today/"
    assert client.get("/today/").status_code == 200
    return client, device


def _code_for(who: Who, by: Who) -> str:
    with acting_for(who.employer):
        _row, code = door_actions.invite(person=Person.objects.get(pk=who.person), by=by.actor(), at=timezone.now())
    return code


def test_a_supervisor_pairs_a_tablet_and_its_door_shows_the_teams_names(cecilia: Who, aino: Who) -> None:
    phone, tablet = client_of(cecilia), client_of(None)
    with acting_for(aino.employer):
        team = str(aino.actor().teams[0].pk)
    led = phone.post("/tablets/new/", bodies.keyed({"team": team, "name": "Keittiö"})).headers["Location"]
    page = phone.get(led).content.decode()
    code = page.split('<p class="big-code">')[1].split("<")[0]
    reply = tablet.post("/tablets/pair/", bodies.keyed({"code": code}))
    assert (reply.status_code, reply.headers["Location"]) == (303, "/login/")
    assert reply.cookies[settings.TABLET_COOKIE_NAME]["httponly"]
    names = tablet.get("/login/").content.decode()
    assert "Aino Korhonen" in names
    assert "Daavid" not in names
    assert "Cecilia" not in names
    again = client_of(None).post("/tablets/pair/", bodies.keyed({"code": code}))
    assert again.status_code == 422


def test_a_first_pin_is_made_with_a_one_time_code_and_opens_a_workers_rights(aino: Who, cecilia: Who) -> None:
    client, _device = tablet_of(aino)
    code, path = _code_for(aino, cecilia), f"/login/pin/{aino.person}/first/"
    easy = client.post(path, bodies.keyed({"code": code, "pin": "123456", "again": "123456"}))
    assert easy.status_code == 422
    reply = client.post(path, bodies.keyed({"code": code, "pin": PIN, "again": PIN}))
    assert reply.headers["Location"] == "/today/"
    assert "Aino Korhonen" in client.get("/today/").content.decode()


def test_a_code_for_somebody_else_makes_nobody_a_pin(aino: Who, bertta: Who, cecilia: Who) -> None:
    client, _device = tablet_of(aino)
    code = _code_for(bertta, cecilia)
    reply = client.post(f"/login/pin/{aino.person}/first/", bodies.keyed({"code": code, "pin": PIN, "again": PIN}))
    assert reply.status_code == 422
    with door():
        assert not Pin.objects.filter(account=account_of(aino)).exists()


def test_wrong_locked_unknown_without_a_pin_and_closed_get_the_same_reply(aino: Who, bertta: Who, world: Any) -> None:
    client, device = tablet_of(aino)
    for who in (aino, bertta):
        give_pin(who, device)
    for _ in range(WRONG_MAX):
        _enter(client, aino, "940271")
    with door():
        account = account_of(bertta)
        account.is_active = False
        account.save()
    without = Who(world.employer, world.people["jani"])
    stranger = Who(world.employer, world.daavid)
    texts = []
    for who, pin in ((aino, PIN), (bertta, PIN), (without, PIN), (stranger, PIN)):
        reply = _enter(client, who, pin)
        assert reply.status_code == 422
        text = reply.content.decode()
        texts.append(text[text.index('class="field-error"') : text.index("</form>")])
    assert len(set(texts)) == 1


def test_five_wrong_pins_lock_her_here_and_nobody_else_and_the_supervisor_unlocks_at_once(
    aino: Who, bertta: Who, cecilia: Who
) -> None:
    client, device = tablet_of(aino)
    for who in (aino, bertta):
        give_pin(who, device)
    for _ in range(WRONG_MAX):
        assert _enter(client, aino, "940271").status_code == 422
    assert _enter(client, aino).status_code == 422
    assert _enter(client, bertta).status_code == 303
    phone = client_of(cecilia)
    assert "/unlock/" in phone.get(f"/tablets/{device.pk}/").content.decode()
    assert phone.post(f"/tablets/{device.pk}/unlock/{aino.person}/", bodies.keyed({})).status_code == 303
    assert _enter(client, aino).status_code == 303


def test_after_half_an_hour_the_lock_opens_by_itself(aino: Who) -> None:
    client, device = tablet_of(aino)
    give_pin(aino, device)
    for _ in range(WRONG_MAX):
        _enter(client, aino, "940271")
    with time_machine.travel(timezone.now() + timedelta(minutes=30, seconds=1), tick=True):
        assert _enter(client, aino).status_code == 303


def test_a_pin_opens_on_its_own_tablet_only(aino: Who) -> None:
    _client, device = tablet_of(aino)
    give_pin(aino, device)
    other, _device = tablet_of(aino, name="Toinen")
    assert _enter(other, aino).status_code == 422
    no_tablet = client_of(None)
    assert _enter(no_tablet, aino).headers["Location"] == "/login/"
    no_tablet.cookies[settings.TABLET_COOKIE_NAME] = device.pk.hex * 4
    assert _enter(no_tablet, aino).headers["Location"] == "/login/"


@pytest.mark.parametrize(("idle", "lives"), [(IDLE - ONE, True), (IDLE + ONE, False), (IDLE, False)])
def test_ten_minutes_are_ten_minutes(aino: Who, idle: timedelta, lives: bool) -> None:
    start = timezone.now().replace(microsecond=0)
    with time_machine.travel(start, tick=False) as clock:
        client, _device = _in(aino)
        for _click in range(2):  # each click begins them anew
            clock.move_to(timezone.now() + idle)
            assert (client.get("/today/").status_code == 200) is lives
        if not lives:
            reply = client.get("/login/")
            assert "storage" in reply.headers["Clear-Site-Data"]
            assert "Aino Korhonen" in reply.content.decode()


def test_unpairing_transfer_and_departure_end_it_at_the_next_click(aino: Who, bertta: Who, cecilia: Who) -> None:
    client, device = _in(aino)
    give_pin(bertta, device)
    other = client_of(None)
    other.cookies[settings.TABLET_COOKIE_NAME] = client.cookies[settings.TABLET_COOKIE_NAME].value
    assert _enter(other, bertta).status_code == 303
    with acting_for(bertta.employer):
        elsewhere = Team.objects.exclude(pk=device.team_id).first()
        TeamMembership.objects.filter(person_id=bertta.person).update(team=elsewhere)
    assert other.get("/today/").headers["Location"] == "/login/"
    assert client_of(cecilia).post(f"/tablets/{device.pk}/unpair/", bodies.keyed({})).status_code == 303
    assert client.get("/today/").headers["Location"] == "/login/"
    assert "Aino" not in client.get("/login/").content.decode()
    with door():
        assert not Pin.objects.filter(device_id=device.pk).exists()
        assert not Session.objects.filter(tablet=device.pk).exists()


def test_a_leaver_loses_sessions_pins_and_codes_at_once(
    aino: Who, cecilia: Who, django_capture_on_commit_callbacks: Any
) -> None:
    client, _device = _in(aino)
    phone, code = client_of(aino), _code_for(aino, cecilia)
    with django_capture_on_commit_callbacks(execute=True), acting_for(aino.employer):
        people_actions.depart(person=Person.objects.get(pk=aino.person), at=timezone.now() - ONE)
    for one in (client, phone):
        assert one.get("/today/").headers["Location"] == "/login/"
    assert "Aino Korhonen" not in client.get("/login/").content.decode()
    assert _enter(client, aino).status_code == 422
    assert client_of(None).post("/login/", bodies.keyed({"code": code})).status_code == 422
    with door():
        assert not Session.objects.filter(account=account_of(aino)).exists()
        assert not Pin.objects.filter(account=account_of(aino)).exists()


def test_a_new_pin_from_her_phone_signs_the_old_one_out(aino: Who) -> None:
    client, _device = _in(aino)
    reply = client_of(aino).post("/tablets/pin/", bodies.keyed({"pin": "850264", "again": "850264"}))
    assert reply.headers["Location"] == "/tablets/"
    assert client.get("/today/").headers["Location"] == "/login/"
    assert _enter(client, aino).status_code == 422
    assert _enter(client, aino, "850264").status_code == 303


def test_signing_in_gives_a_new_key_also_to_herself_and_to_the_next(aino: Who, bertta: Who) -> None:
    client, device = _in(aino)
    give_pin(bertta, device)
    keys = [client.cookies[settings.SESSION_COOKIE_NAME].value]
    for who in (aino, bertta):
        _enter(client, who)
        keys.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    assert len(set(keys)) == 3
    with door():
        assert list(Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True)) == keys[2:]


def test_signing_out_leaves_nothing_and_no_page_of_a_tablet_may_be_kept(aino: Who) -> None:
    client, _device = _in(aino)
    for path in ("/today/", "/ask/", "/team/", "/me/", "/offline/rules/"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
        assert "data-mark" not in client.get(path).content.decode()
    assert b"fetch" not in client.get("/service-worker.js").content
    reply = client.post("/me/sign-out/", bodies.keyed({}))
    assert reply.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/today/").headers["Location"] == "/login/"


def test_a_role_acts_from_ones_own_phone_only(aino: Who, world: Any) -> None:
    with acting_for(aino.employer):
        Role.objects.create(person_id=aino.person, kind="administrator", from_date=timezone.localdate())
    client, device = _in(aino)
    for path in ("/tablets/new/", "/people/"):
        assert client.get(path).status_code in (403, 404), path
    refused = client.get("/tablets/new/").content.decode()
    assert "omalla puhelimellasi" in refused or "oman puhelimesi" in refused
    assert client.get(f"/tablets/{device.pk}/").status_code == 404
    assert client.post("/me/passkeys/add/", bodies.keyed({"credential": "{}"})).status_code == 404
    assert client_of(aino).get("/tablets/new/").status_code == 200


@pytest.mark.parametrize("path", ["/me/sessions/end/", "/tablets/new/", "/tablets/pin/"])
def test_a_cookie_carried_to_another_kind_of_device_signs_in_first(cecilia: Who, path: str) -> None:
    client = client_of(cecilia)
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Firefox/140"
    assert client.get("/today/").status_code == 200
    reply = client.post(path, bodies.keyed({}))
    assert (reply.status_code, reply.headers["Location"]) == (303, "/login/")
    assert client.get("/today/").headers["Location"] == "/login/"


def test_all_my_other_devices_are_signed_out(aino: Who) -> None:
    client, other = client_of(aino), client_of(None)
    other.cookies[settings.SESSION_COOKIE_NAME] = session_of(aino)
    assert client.post("/me/sessions/end/", bodies.keyed({})).status_code == 303
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").headers["Location"] == "/login/"


def test_no_pin_and_no_code_stands_in_the_database(aino: Who, cecilia: Who, world: Any) -> None:
    client, device = _in(aino)
    code = _code_for(aino, cecilia)
    _enter(client, aino, "940271")
    everything = [row for found in rows.everything(world).values() for row in found]
    assert len(everything) > 1000
    for secret in (PIN, "940271", code, in_groups(code), actions.pairing_code(device)):
        told = re.compile(rf"\b{secret}\b")
        assert not [row for row in everything if told.search(row)]
    with door():
        assert Pin.objects.get(device=device).hash.startswith("$argon2id$")


def _told_of_devices(who: Who) -> int:
    with acting_for(who.employer):
        return KeptNotice.objects.filter(person_id=who.person, kind=NoticeKind.NEW_DEVICE.value).count()


def test_a_device_that_is_new_to_her_is_told_of_and_a_known_one_is_not(aino: Who, cecilia: Who) -> None:
    first, other = client_of(None), client_of(None)
    for client, told in ((first, 0), (other, 1), (other, 1), (first, 1)):
        reply = client.post("/login/", bodies.keyed({"code": _code_for(aino, cecilia)}))
        assert (reply.status_code, _told_of_devices(aino)) == (303, told)
    tablet, _device = tablet_of(aino)
    fields = {"code": _code_for(aino, cecilia), "pin": PIN, "again": PIN}
    assert tablet.post(f"/login/pin/{aino.person}/first/", bodies.keyed(fields)).status_code == 303
    assert _told_of_devices(aino) == 2
    assert settings.KNOWN_COOKIE_NAME not in tablet.cookies
