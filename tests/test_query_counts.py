"""How many queries a page takes: at most twelve, and as many at a thousand rows as at ten. Source: bars F4."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keha.agreements.models import Rule
from keha.foundation.context import acting_for
from keha.questions.models import Question, Step
from keha.questions.rules import StepKind
from tests.support import bodies
from tests.support.people import client_of

PAGES = (
    "today",
    "ask",
    "team",
    "rules",
    "me",
    "invite",
    "rule",
    "question",
    "choices",
    "offline",
    "token",
    "sheets",
    "sheet",
    "row",
    "imported",
    "mine",
    "answered",
    "unnamed",
    "solved",
    "numbers",
    "notices",
    "notice_settings",
    "reached",
    "rounds",
    "round",
    "ended_round",
    "care",
    "draft",
)
HERS = ("sheet", "row", "imported")
MOST = 12


def _addresses(scene: Any) -> dict[str, str]:
    with acting_for(scene.world.employer):
        rule = Rule.objects.get(library_slug="epaasiallinen").pk
    return {
        "today": "/today/", "ask": "/ask/", "team": "/team/", "rules": "/team/rules/", "me": "/me/",
        "invite": "/me/invite/", "rule": f"/rules/{rule}/", "question": f"/ask/{scene.own.ids['answered']}/",
        "choices": f"/ask/{scene.own.ids['choices']}/", "sheets": "/rules/import/", "sheet": f"/rules/import/{scene.own.ids['sheet']}/",
        "row": f"/rules/import/{scene.own.ids['sheet']}/rows/2/", "imported": f"/rules/import/{scene.own.ids['imported']}/",
        "mine": "/ask/mine/", "answered": "/ask/answered/", "unnamed": "/ask/unnamed/",
        "solved": f"/ask/{scene.own.ids['solved']}/", "offline": "/offline/rules/", "token": "/offline/token/", "numbers": "/numbers/",
        "notices": "/notices/", "notice_settings": "/notices/settings/",
        "reached": f"/ask/{scene.own.ids['reached']}/",
        "rounds": "/rounds/", "round": f"/rounds/{scene.own.ids['round']}/", "ended_round": f"/rounds/{scene.own.ids['ended']}/",
        "care": f"/rounds/{scene.own.ids['round']}/care/", "draft": f"/rules/drafts/{scene.own.ids['draft']}/",
    }  # fmt: skip


def _count(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return sum(1 for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")))


def _thousand_more(world: Any) -> None:
    now = timezone.now()
    with acting_for(world.employer):
        team = Question.objects.filter(asker_id=world.aino).first().team
        mates = [world.aino, world.bertta]
        made = Question.objects.bulk_create(
            Question(
                asker_id=mates[n % 2], team=team, text=f"Kysymys {n}", language="fi", outcome="handover",
                asked_at=now - timedelta(minutes=n), answer_by=now,
            )
            for n in range(1000)
        )  # fmt: skip
        Step.objects.bulk_create(
            Step(question=q, kind=StepKind.HANDED_OVER, by_id=q.asker_id, at=q.asked_at) for q in made
        )


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_few_queries_and_no_more_when_there_is_more(scene: Any, page: str) -> None:
    client = client_of(scene.people["supervisor" if page in HERS else "worker"])
    address = _addresses(scene)[page]
    client.get(address)
    few = _count(client, address)
    _thousand_more(scene.world)
    assert few <= MOST
    assert _count(client, address) == few


@pytest.mark.parametrize("page", ["today", "ask", "mine", "answered"])
@pytest.mark.parametrize("role", ["supervisor", "lead", "area_manager", "administrator"])
def test_nor_do_the_pages_of_those_who_keep_a_team(scene: Any, role: str, page: str) -> None:
    client = client_of(scene.people[role])
    address = _addresses(scene)[page]
    client.get(address)
    few = _count(client, address)
    _thousand_more(scene.world)
    assert few <= MOST
    assert _count(client, address) == few


@pytest.mark.parametrize("role", ["worker", "supervisor"])
@pytest.mark.parametrize(
    "text", ["saako vaihtaa vuoroa?", "saako ostaa ruokaa kaupasta 70 eurolla?", "mitä teen jos minua häiritään?"]
)
def test_nor_does_an_answer_by_a_rule_be_it_alone_beside_another_or_with_a_direct_route(
    scene: Any, role: str, text: str
) -> None:
    client = client_of(scene.people[role])
    address = client.post("/ask/", bodies.keyed({"text": text})).headers["Location"]
    client.get(address)
    few = _count(client, address)
    _thousand_more(scene.world)
    assert few <= MOST
    assert _count(client, address) == few


@pytest.mark.parametrize("role", ["supervisor", "lead"])
def test_nor_does_a_question_that_has_reached_its_supervisor(scene: Any, role: str) -> None:
    client = client_of(scene.people[role])
    address = _addresses(scene)["reached"]
    client.get(address)
    few = _count(client, address)
    _thousand_more(scene.world)
    assert few <= MOST
    assert _count(client, address) == few
