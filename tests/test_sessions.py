"""Whoever has left, and a session that has ended, is refused at the next click: inside and at the door."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings

from keha.foundation.context import acting_for, door
from keha.organisation.models import Account, Role, TeamMembership
from keha.organisation.rules import SESSION_IDLE, SESSION_LENGTH
from tests.support import bodies
from tests.support.people import client_of, leaves, session_of
from tests.support.scene import Scene

ONE = timedelta(seconds=1)
# since, seen, and whether the session still lives: each edge from both sides.
EDGES = [
    (SESSION_IDLE + ONE, SESSION_IDLE + ONE, False),
    (SESSION_IDLE + ONE, SESSION_IDLE - 60 * ONE, True),
    (SESSION_LENGTH + ONE, ONE, False),
    (SESSION_LENGTH - 60 * ONE, ONE, True),
]


@pytest.mark.parametrize(("since", "seen", "lives"), EDGES)
@pytest.mark.parametrize("path", ["/today/", "/choose/"])
def test_a_session_ends_by_its_age_everywhere(
    scene: Scene, path: str, since: timedelta, seen: timedelta, lives: bool
) -> None:
    client = client_of(None)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(scene.own.whose, since=since, seen=seen)
    reply = client.get(path)
    assert (reply.status_code == 200) is lives
    assert lives or reply.headers["Location"] == "/login/"


@pytest.mark.parametrize("path", ["/me/passkeys/add/", "/me/passkeys/{passkey}/remove/", "/me/sessions/{session}/end/"])
def test_an_ended_session_changes_nothing_at_the_door(scene: Scene, path: str) -> None:
    client = client_of(None)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(
        scene.own.whose, since=SESSION_IDLE + ONE, seen=SESSION_IDLE + ONE
    )
    assert client.post(path.format(**scene.own.ids), bodies.keyed({"credential": "{}"})).status_code == 404
    with door():
        assert Authenticator.objects.filter(pk=scene.own.ids["passkey"]).exists()


def test_a_leaver_with_an_old_cookie_is_refused_at_once(scene: Scene) -> None:
    who = scene.own.whose
    client = client_of(who)
    assert client.get("/today/").status_code == 200
    leaves(who)
    for path in ("/today/", "/ask/", "/me/", "/choose/", f"/ask/{scene.own.ids['waiting']}/"):
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(who)
        assert client.get(path).headers.get("Location") == "/login/", path
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(who)
    assert client.post("/me/passkeys/add/", bodies.keyed({"credential": "{}"})).status_code == 404


def test_a_role_taken_away_opens_nothing_at_the_next_click(scene: Scene) -> None:
    supervisor = scene.people["supervisor"]
    assert supervisor
    client, path = client_of(supervisor), f"/ask/{scene.own.ids['waiting']}/"
    assert client.get(path).status_code == 200
    with acting_for(supervisor.employer):
        Role.objects.filter(person_id=supervisor.person).delete()
    assert client.get(path).status_code == 404
    assert client.post(path + "answer/", bodies.keyed({"text": "Näin."})).status_code == 404


def test_who_has_moved_to_another_team_sees_the_old_one_no_more(scene: Scene) -> None:
    mate = scene.people["mate"]
    assert mate
    client, path = client_of(mate), f"/ask/{scene.own.ids['waiting']}/"
    assert client.get(path).status_code == 200
    with acting_for(mate.employer):
        TeamMembership.objects.filter(person_id=mate.person).update(team_id=scene.team.ids["team"])
    assert client.get(path).status_code == 404
    assert client.get(f"/rules/{scene.own.ids['rule']}/").status_code == 404
    assert client.get(f"/rules/{scene.team.ids['rule']}/").status_code == 200


def test_an_account_that_has_been_closed_is_refused_at_the_next_click(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    assert client.get("/today/").status_code == 200
    with door():
        Account.objects.filter(memberships__person_id=scene.own.whose.person).update(is_active=False)
    for path in ("/today/", "/choose/"):
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(scene.own.whose)
        assert client.get(path).headers.get("Location") == "/login/", path


def test_a_session_of_another_secret_is_no_session(scene: Scene) -> None:
    client = client_of(scene.own.whose)
    with door():
        account = Account.objects.get(memberships__person_id=scene.own.whose.person)
        account.set_password("toinen")
        account.save()
    assert client.get("/today/").headers.get("Location") == "/login/"
    assert client.get("/choose/").headers.get("Location") == "/login/"
