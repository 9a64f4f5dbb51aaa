"""The decision list, the round and the standing approvals, as people open them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keha.agreements.actions import rights as actions
from keha.agreements.actions.rights import Grant
from keha.agreements.models import LevelChange, Pick
from keha.agreements.rights import Level
from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.notices.models import KeptNotice
from tests.support import rights
from tests.support.bodies import keyed
from tests.support.people import client_of


def path(scene: Any, topic: str = "kitchen", then: str = "") -> str:
    return f"/rights/{scene.own.ids['team']}/{topic}/{then}"


@pytest.mark.parametrize("role", ["worker", "supervisor", "area_manager", "steward", "safety", "administrator"])
def test_whoever_sees_the_team_reads_its_list_and_topics(scene: Any, role: str) -> None:
    client = client_of(scene.people[role])
    assert client.get("/rights/").status_code == 200
    assert client.get(f"/rights/{scene.own.ids['team']}/").status_code == 200
    assert client.get(path(scene)).status_code == 200
    assert client.get("/rights/approvals/").status_code == 200


def test_other_teams_workers_find_nothing(scene: Any) -> None:
    client = client_of(scene.people["other_team"])
    for address in (
        path(scene),
        f"/rights/{scene.own.ids['team']}/",
        f"/rights/rounds/{scene.own.ids['round_fresh']}/",
    ):
        assert client.get(address).status_code == 404
    assert client.get(path(scene, "no-such-topic")).status_code == 404


@pytest.mark.parametrize("role", ["supervisor", "area_manager", "steward", "administrator"])
@pytest.mark.parametrize("state", rights.ROUNDS)
def test_a_round_is_the_teams_own_and_nobody_elses(scene: Any, role: str, state: str) -> None:
    assert client_of(scene.people[role]).get(f"/rights/rounds/{scene.own.ids[state]}/").status_code == 404
    assert client_of(scene.people["mate"]).get(f"/rights/rounds/{scene.own.ids[state]}/").status_code == 200


def test_a_pick_stands_nowhere_before_the_reveal(scene: Any) -> None:
    one, who = scene.own.ids["round_fresh"], scene.own.whose
    address = f"/rights/rounds/{one}/"
    before = client_of(scene.people["mate"]).get(address).content
    client_of(who).post(f"{address}pick/", keyed({"level": "team_informs"}))
    pages = [client_of(scene.people[role]).get(address).content.decode() for role in ("worker", "mate", "lead")]
    for page in pages:
        assert "checked" not in page.split('<form class="card"')[1].split("</form>")[0]
        assert page.count("Sovimme ja kerromme") == before.decode().count("Sovimme ja kerromme")
    with acting_for(who.employer):
        assert Pick.objects.get(round_id=one, person_id=who.person).level == "team_informs"
        trail = AuditEntry.objects.filter(thing_id=one).values_list("action", "thing_kind")
        assert {kind for _action, kind in trail} == {"delegation_round"}
        assert not [action for action, _kind in trail if "informs" in action]
        told = KeptNotice.objects.filter(thing_id=one).values_list("title", "body", "key")
        assert not [text for row in told for text in row if "informs" in text or "kerromme" in text]


def test_a_level_stricter_than_the_rule_stands_on_the_card(scene: Any) -> None:
    who = scene.own.whose
    with acting_for(who.employer):
        boss = rights.supervisor_of(scene.own.ids["team"], who.employer).actor()
        given = Grant(Level.SUPERVISOR, timezone.localdate(), reason="Kokeillaan.")
        rule = _rule_that_permits(scene)
        actions.grant(given, team_id=scene.own.ids["team"], topic=rule.topic, by=boss, at=timezone.now())
    page = client_of(who).get(f"/rules/{rule.pk}/").content.decode()
    assert "kun esihenkilö vahvistaa" in page
    assert f'href="{path(scene, rule.topic)}"' in page
    other = client_of(scene.people["other_team"]).get(f"/rules/{rule.pk}/").content.decode()
    assert "kun esihenkilö vahvistaa" not in other


def _rule_that_permits(scene: Any) -> Any:
    from keha.agreements.models import Version

    found = Version.objects.filter(verdict="may", decider="team", rule__team=None, rule__site=None, rule__area=None)
    return next(version.rule for version in found.select_related("rule") if version.rule.topic == "cleaning")


def test_readiness_is_the_teams_and_the_supervisor_sees_it_only_when_asked(scene: Any) -> None:
    boss = client_of(scene.people["supervisor"])
    assert "Olemmeko valmiit" in client_of(scene.own.whose).get(path(scene)).content.decode()
    assert "Olemmeko valmiit" not in boss.get(path(scene)).content.decode()
    assert "Olemmeko valmiit" in boss.get(path(scene, "development")).content.decode()
    for role in ("steward", "administrator"):
        assert "Olemmeko valmiit" not in client_of(scene.people[role]).get(path(scene, "development")).content.decode()


def test_a_grant_that_is_wrong_comes_back_with_what_was_written(scene: Any) -> None:
    sent = {**rights.bodies(scene.own.ids, None)["rights:grant"], "trial_until": "2020-01-01", "limit_unit": ""}
    reply = client_of(scene.people["supervisor"]).post(path(scene, then="grant/"), keyed(sent))
    assert reply.status_code == 422
    assert "Hyvin on mennyt." in reply.content.decode()
    with acting_for(scene.world.employer):
        assert not LevelChange.objects.filter(team_id=scene.own.ids["team"], reason="Hyvin on mennyt.").exists()


def test_law_and_another_area_are_refused_with_the_reason(scene: Any) -> None:
    reply = client_of(scene.people["supervisor"]).get(path(scene, "safety", "grant/"))
    assert reply.status_code == 403
    assert "päättää laki" in reply.content.decode()
    assert client_of(scene.own.whose).get(path(scene, then="grant/")).status_code == 403


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("worker", "/rights/"), ("supervisor", "/rights/"), ("area_manager", "/rights/"), ("worker", "topic"),
        ("supervisor", "topic"), ("area_manager", "topic"), ("worker", "round_fresh"), ("worker", "round_proposed"),
        ("supervisor", "/rights/approvals/"), ("steward", "approval"), ("supervisor", "grant"),
    ],
)  # fmt: skip
def test_pages_take_at_most_twelve_queries(scene: Any, role: str, address: str) -> None:
    ids = scene.own.ids
    known = {"topic": path(scene, "development"), "approval": f"/rights/approvals/{ids['approval']}/"}
    known |= {name: f"/rights/rounds/{ids[name]}/" for name in rights.ROUNDS} | {"grant": path(scene, then="grant/")}
    client = client_of(scene.people[role])
    with CaptureQueriesContext(connection) as captured:
        assert client.get(known.get(address, address)).status_code == 200
    taken = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    assert len(taken) <= 12, "\n".join(taken)
