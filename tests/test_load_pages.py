"""Weeks, days, duty and the tally on their pages: each form works, errors lose nothing, and what was done is undone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keha.foundation.context import acting_for
from keha.organisation.models import Person
from keha.presence.models import Stint, WeeklyPattern
from keha.questions.models import Beginning, Heard
from tests.support import bodies, load
from tests.support.aside import undone
from tests.support.people import Who, client_of
from tests.support.routes import every_route


def _patterns(world: Any) -> list[tuple[Any, ...]]:
    with acting_for(world.employer):
        rows = WeeklyPattern.objects.filter(team_id=world.teams["aurinkokeittio"])
        return sorted(rows.values_list("person_id", "weekday", "starts", "ends", "site_id"))


def _typed(page: str) -> dict[str, str]:
    """What a form of weeks shows, as it would be sent."""
    fields = dict(re.findall(r'<input type="text" name="(d\d_[0-9a-f-]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="(site_[0-9a-f-]+)"(.*?)</select>', page, re.DOTALL):
        fields |= dict.fromkeys([name], re.findall(r'value="([^"]*)" selected', options)[0])
    return fields


def test_every_form_of_the_load_and_of_presence_is_carried_out(scene: Any) -> None:
    mine = [route for route in every_route() if route.name.startswith(("insights:", "presence:"))]
    forms = [(route, bodies.body(route, scene)) for route in mine]
    assert len([body for _route, body in forms if body is not None]) == len(load.bodies(scene.own.ids, scene.world))
    for route, body in forms:
        path = route.path(**bodies.values(route, scene.own, bodies.things_of(route)[0]))
        client = client_of(scene.people["supervisor"])
        if body is not None:
            with undone():
                expected = 200 if route.name == "presence:paste_look" else 303
                assert client.post(path, bodies.keyed(body)).status_code == expected, route.name
                worker = client_of(scene.people["worker"]).post(path, bodies.keyed(body)).status_code
                assert worker in (403, 404), route.name
        with CaptureQueriesContext(connection) as captured:
            status = client.get(path).status_code
        asked = [q for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
        assert status in (200, 302, 405), route.name
        assert len(asked) <= 12, (route.name, len(asked))


def test_a_wrong_hour_is_said_at_its_field_and_nothing_typed_is_lost(world: Any) -> None:
    before, path = _patterns(world), f"/presence/{world.teams['aurinkokeittio']}/"
    client = client_of(Who(world.employer, world.bertta))
    typed = _typed(client.get(path).content.decode())
    wrong = typed | {f"d0_{world.aino}": "aamu", f"d6_{world.aino}": "9-12"}
    reply = client.post(path, bodies.keyed(wrong))
    page = reply.content.decode()
    assert reply.status_code == 422
    assert f'id="id_d0_{world.aino}_error"' in page
    assert _typed(page) == wrong
    assert _patterns(world) == before


def test_a_changed_week_moves_the_shifts_to_come_and_is_taken_back(world: Any) -> None:
    before, path = _patterns(world), f"/presence/{world.teams['aurinkokeittio']}/"
    client = client_of(Who(world.employer, world.cecilia))
    typed = _typed(client.get(path).content.decode())
    nothing = client.post(path, bodies.keyed(typed))
    assert nothing.headers["Location"] == path
    saved = client.post(path, bodies.keyed(typed | {f"d6_{world.aino}": "9-12"}))
    sunday = {row[:2] for row in _patterns(world)} - {row[:2] for row in before}
    assert sunday == {(world.aino, 6)}
    with acting_for(world.employer):
        coming = Stint.objects.filter(person_id=world.aino, period__startswith__gt=timezone.now() + timedelta(days=1))
        assert any(timezone.localtime(one.period.lower).weekday() == 6 for one in coming)
    token = re.findall(r'name="undo" value="([^"]+)"', client.get(saved.headers["Location"]).content.decode())[0]
    assert client.post(f"{path}undo/", bodies.keyed({"undo": token})).status_code == 303
    assert _patterns(world) == before
    assert client.post(f"{path}undo/", bodies.keyed({"undo": token + "x"})).status_code == 404


def test_pasted_weeks_are_looked_over_and_unknown_names_are_left_to_an_eye(world: Any) -> None:
    path = f"/presence/{world.teams['aurinkokeittio']}/paste/"
    client = client_of(Who(world.employer, world.bertta))
    with acting_for(world.employer):
        name = Person.objects.get(pk=world.aino).name
    table = f"nimi;ma;ti;la\n{name};10-18;;\nOuti Outo;6-14;6-14;\nBertta Nieminen;kuusi;;\n"
    before = _patterns(world)
    seen = client.post(f"{path}look/", {"pasted": table}).content.decode()
    assert "Outi Outo" in seen
    assert "”kuusi”" in seen
    assert _patterns(world) == before
    assert client.post(path, bodies.keyed({"pasted": table})).status_code == 303
    after = [row for row in _patterns(world) if row[0] == world.aino]
    assert [(row[1], row[2].hour, row[3].hour) for row in after] == [(0, 10, 18), (2, 7, 15), (3, 7, 15), (4, 7, 15)]
    assert [row for row in _patterns(world) if row[0] != world.aino] == [row for row in before if row[0] != world.aino]


def test_two_taps_count_one_and_one_takes_it_back(world: Any) -> None:
    client = client_of(Who(world.employer, world.cecilia))
    told = {"team": str(world.teams["jokikeittio"]), "channel": "phone", "topic": "cover"}
    for could in ("yes", "yes", "no"):
        assert client.post("/load/tally/", bodies.keyed(told | {"could": could})).status_code == 303
    with acting_for(world.employer):
        rows = Heard.objects.filter(team_id=world.teams["jokikeittio"]).order_by("could_team")
        assert [(row.could_team, row.count) for row in rows] == [(False, 1), (True, 2)]
        yes = rows[1].pk
    assert client.post(f"/load/tally/{yes}/undo/", bodies.keyed({})).status_code == 303
    with acting_for(world.employer):
        assert Heard.objects.get(pk=yes).count == 1
    reply = client.post("/load/tally/", bodies.keyed({**told, "topic": "", "could": "yes"}))
    assert reply.status_code == 422
    assert client_of(Who(world.employer, world.aino)).get("/load/tally/").status_code == 403


@pytest.mark.parametrize(("days", "status"), [(0, 303), (-30, 303), (1, 422), (-500, 422)])
def test_a_day_is_counted_whole_also_an_earlier_one_and_none_is_a_figure(world: Any, days: int, status: int) -> None:
    client, team = client_of(Who(world.employer, world.cecilia)), world.teams["pikkukeittiot"]
    day = timezone.localdate() + timedelta(days=days)
    told = {"team": str(team), "channel": "phone", "day": str(day), "yes_cover": "4", "no_other": "2"}
    assert client.post("/load/tally/day/", bodies.keyed(told)).status_code == status
    with acting_for(world.employer):
        found = Heard.objects.filter(team_id=team, heard_date=day)
        assert sum(row.count for row in found) == (6 if status == 303 else 0)
    if status == 303:
        empty = {name: told[name] for name in ("team", "channel", "day")}
        assert client.post("/load/tally/day/", bodies.keyed(empty)).status_code == 303
        with acting_for(world.employer):
            assert [row.count for row in Heard.objects.filter(team_id=team, heard_date=day)] == [0]


def test_the_start_is_written_by_the_supervisor_alone(world: Any) -> None:
    team = world.teams["jokikeittio"]
    told = {"start": str(timezone.localdate())}
    assert (
        client_of(Who(world.employer, world.bertta)).post(f"/load/{team}/start/", bodies.keyed(told)).status_code == 404
    )
    reply = client_of(Who(world.employer, world.cecilia)).post(f"/load/{team}/start/", bodies.keyed(told))
    assert reply.status_code == 303
    with acting_for(world.employer):
        assert Beginning.objects.get(team_id=team).start_date == timezone.localdate()
