"""The team's circle as a page: each topic one tap from its rules, what has moved, and the same as a list."""

import gzip
import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from keha.agreements.models import LevelChange, Retirement, Rule, Version
from keha.agreements.rights import Level
from keha.agreements.wording.rights import LEVELS
from keha.foundation.context import acting_for
from keha.questions.models import Question, Step
from keha.questions.rules import StepKind
from tests.support.people import client_of
from tests.support.scene import Scene

MOST, LATER_PAGE = 12, 15_000
SLICE = re.compile(r'<a href="(\?[^"]*topic=(\w+)#topic)" aria-label="([^"]+)"')


def _team(scene: Scene) -> UUID:
    with acting_for(scene.world.employer):
        team: UUID = scene.own.whose.actor().teams[0].pk
    return team


def _page(client: Any, address: str = "/team/") -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return str(reply.content.decode())


def _forgotten(topic: str) -> None:
    """What the story has decided of a topic is as if it had not been."""
    LevelChange.objects.filter(topic=topic).delete()


def _set(scene: Scene, topic: str, level: Level, *, days: int) -> None:
    at = timezone.now() - timedelta(days=days)
    LevelChange.objects.create(
        team_id=_inside(scene), topic=topic, kind="granted", level=level, granted=level,
        from_date=timezone.localdate(at), by_id=scene.world.cecilia, at=at,
    )  # fmt: skip


def _inside(scene: Scene) -> UUID:
    return scene.own.whose.actor().teams[0].pk


def _asks(scene: Scene, rule: Rule, text: str) -> UUID:
    at = timezone.now()
    question = Question.objects.create(
        asker_id=scene.world.bertta, team_id=_inside(scene), text=text, language="fi", asked_at=at,
        outcome="answer", version=Version.objects.filter(rule=rule).order_by("-number")[0],
    )  # fmt: skip
    Step.objects.create(question=question, kind=StepKind.HANDED_OVER, by_id=scene.world.bertta, at=at)
    return question.pk


def test_every_topic_is_one_link_with_a_name_and_the_same_stands_in_the_list(scene: Scene) -> None:
    page = _page(client_of(scene.own.whose))
    slices = SLICE.findall(page)
    assert len(slices) >= 8
    for address, code, name in slices:
        assert re.fullmatch(r"[^:]+: .*\d.*", name), name
        assert page.count(f'href="{address}"') >= 2, code
    assert "Samat luettelona" in page
    assert page.count("<title") == 2
    assert "<desc" in page


def test_a_topic_opens_its_rules_its_level_and_its_open_questions(scene: Scene) -> None:
    with acting_for(scene.world.employer):
        rule = Rule.objects.filter(topic="kitchen", team__isnull=True, area__isnull=True, site__isnull=True)[0]
        _forgotten("kitchen")
        _set(scene, "kitchen", Level.TEAM_INFORMS, days=200)
        question = _asks(scene, rule, "Saako hernekeiton jäädyttää?")
    page = _page(client_of(scene.own.whose), "/team/?topic=kitchen")
    chosen = page[page.index('id="topic"') : page.index('id="moved"')]
    assert f"/rules/{rule.pk}/" in chosen
    assert f"/ask/{question}/" in chosen
    assert "Saako hernekeiton jäädyttää?" in chosen
    with override("fi"):
        assert str(LEVELS[Level.TEAM_INFORMS]) in chosen
    assert 'aria-current="true"' in page[: page.index('id="topic"')]


def test_open_questions_are_told_to_those_who_work_with_the_team_and_to_nobody_else(scene: Scene) -> None:
    with acting_for(scene.world.employer):
        rule = Rule.objects.filter(topic="kitchen", team__isnull=True, area__isnull=True, site__isnull=True)[0]
        _asks(scene, rule, "Saako hernekeiton jäädyttää?")
    address = f"/team/{_team(scene)}/?topic=kitchen"
    for role, knows in (("mate", True), ("supervisor", True), ("steward", False), ("area_manager", False)):
        page = _page(client_of(scene.people[role]), address)
        assert ("Saako hernekeiton" in page) is knows, role
        assert ("Avoimia kysymyksiä" in page) is knows, role


def test_what_moved_is_told_with_its_day_inwards_and_outwards(scene: Scene) -> None:
    with acting_for(scene.world.employer):
        for topic in ("everyday", "cleaning"):
            _forgotten(topic)
        for topic, before, after in (("everyday", "SUPERVISOR", "WORKER"), ("cleaning", "TEAM", "SUPERVISOR_HEARS")):
            _set(scene, topic, Level[before], days=300)
            _set(scene, topic, Level[after], days=20)
    page = _page(client_of(scene.own.whose))
    moved = page[page.index('id="moved"') : page.index('id="as-list"')]
    assert "Siirtynyt sisemmälle kehälle</h2>" in moved
    assert "Siirtynyt ulommalle kehälle</h3>" in moved
    assert "Ennen: kysymme ensin. Nyt: minä." in moved
    assert "Ennen: me. Nyt: kysymme ensin." in moved
    assert page.count('class="inward"') >= 1
    assert page.count('class="outward"') >= 1


def test_how_far_back_is_chosen_by_a_link_and_nonsense_is_the_usual(scene: Scene) -> None:
    with acting_for(scene.world.employer):
        _forgotten("service")
        _set(scene, "service", Level.SUPERVISOR, days=330)
        _set(scene, "service", Level.TEAM, days=200)
    client = client_of(scene.own.whose)
    shown = {months: "Asiakkaat ja sovittu palvelu</b> <small>Ennen" in _page(client, f"/team/?months={months}") for months in ("1", "3", "12", "7", "x", "٣")}  # fmt: skip
    assert shown == {"1": False, "3": False, "12": True, "7": False, "x": False, "٣": False}
    assert "<script>" not in _page(client, "/team/?topic=%00<script>&months=99999999999999999999")


def test_a_rule_that_the_team_got_to_decide_has_moved(scene: Scene) -> None:
    with acting_for(scene.world.employer):
        _forgotten("development")
        version = Version.objects.filter(rule__topic="development", rule__fixed=False, decider="team", verdict="may")[0]
        before = timezone.now() - timedelta(days=200)
        Version.objects.filter(pk=version.pk).update(decider="supervisor", adopted_at=before)
        title = version.title_fi
        version.pk, version.number, version.adopted_at = None, 50, timezone.now() - timedelta(days=9)
        version._state.adding = True
        version.save()
    page = _page(client_of(scene.own.whose), "/team/?topic=development")
    assert f"<b>{title}</b> <small>Ennen: kysymme ensin. Nyt: me.</small>" in page
    chosen = page[page.index('id="topic"') : page.index('id="moved"')]
    assert "Siirtynyt sisemmälle kehälle" in chosen


def test_a_rule_of_another_team_is_named_and_not_linked_where_the_reader_may_not_open_it(scene: Scene) -> None:
    client, address = client_of(scene.people["steward"]), f"/team/{_team(scene)}/"
    for code in {code for _address, code, _name in SLICE.findall(_page(client, address))}:
        page = _page(client, f"{address}?topic={code}")
        for path in set(re.findall(r'href="(/rules/[0-9a-f-]{36}/)"', page)):
            assert client.get(path).status_code == 200, path


@pytest.mark.parametrize("role", ["worker", "supervisor", "area_manager", "steward"])
def test_the_page_takes_few_queries_and_weighs_little(scene: Scene, role: str) -> None:
    with acting_for(scene.world.employer):
        rule = Rule.objects.filter(topic="kitchen", team__isnull=True)[0]
        _asks(scene, rule, "Saako hernekeiton jäädyttää?")
        _set(scene, "kitchen", Level.TEAM, days=5)
    client, address = client_of(scene.people[role]), f"/team/{_team(scene)}/?topic=kitchen&months=12"
    _page(client, address)
    with CaptureQueriesContext(connection) as captured:
        page = _page(client, address)
    asked = [query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
    assert len(asked) <= MOST
    assert len(gzip.compress(page.encode())) <= LATER_PAGE


def test_a_team_without_any_rules_is_told_what_will_come(scene: Scene) -> None:
    with acting_for(scene.world.employer):
        at: datetime = timezone.now()
        Retirement.objects.bulk_create(
            Retirement(rule=rule, by_id=scene.world.cecilia, at=at, reason_fi="Koe")
            for rule in Rule.objects.filter(retirements__isnull=True)
        )
    page = _page(client_of(scene.own.whose))
    assert "Kehä on vielä tyhjä" in page
    assert 'id="as-list"' not in page
    assert "Me · 0" in page
