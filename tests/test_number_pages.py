"""The important numbers as pages: for everybody, for their keepers, and on the card of a direct route."""

import re
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from keha.agreements.models import Rule
from keha.foundation.context import acting_for
from keha.organisation.models import Number
from tests.support import bodies
from tests.support.people import Who, client_of
from tests.support.scene import Scene

MOST = 12


def _supervisor(scene: Scene) -> Who:
    who = scene.people["supervisor"]
    assert who
    return who


def _post(client: Any, address: str, **fields: str) -> Any:
    return client.post(address, bodies.keyed(fields))


def _form(scene: Scene) -> dict[str, str]:
    return {"name_fi": "Koehuolto", "phone": "040 000-7777", "kind": "maintenance", "place": f"site:{scene.own.ids['number_site']}"}  # fmt: skip


def test_a_worker_calls_with_one_tap_and_is_offered_no_form(scene: Scene) -> None:
    page = client_of(scene.own.whose).get("/numbers/").content.decode()
    assert {"tel:112", "tel:116117", "tel:0400009998"} <= set(re.findall(r'href="(tel:[^"]+)"', page))
    assert "Koenumero" in page
    assert "/numbers/new/" not in page
    assert f"/numbers/{scene.own.ids['number']}/" not in page


def test_a_supervisor_adds_changes_and_takes_away_a_number_of_her_site(scene: Scene) -> None:
    client = client_of(_supervisor(scene))
    assert _post(client, "/numbers/new/", **_form(scene), from_7="21.30", to_7="6").status_code == 303
    with acting_for(scene.world.employer):
        number = Number.objects.get(phone="0400007777")
        hours = number.hours.get()
    assert (hours.weekday, f"{hours.starts:%H.%M}", f"{hours.ends:%H.%M}") == (7, "21.30", "06.00")
    assert "su 21.30–6" in client.get("/numbers/").content.decode()
    address = f"/numbers/{number.pk}/"
    assert 'value="21.30"' in client.get(address).content.decode()
    assert _post(client, address, **_form(scene) | {"phone": "+358 40 1"}).status_code == 303
    assert "tel:+358401" in client.get("/numbers/").content.decode()
    assert _post(client, f"{address}remove/").status_code == 303
    with acting_for(scene.world.employer):
        assert not Number.objects.filter(pk=number.pk).exists()


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(scene: Scene) -> None:
    client = client_of(_supervisor(scene))
    reply = _post(client, "/numbers/new/", **_form(scene) | {"phone": "soita"}, from_1="7", from_2="puoli", to_2="8")
    page = reply.content.decode()
    assert reply.status_code == 422
    for sentence in ("Kirjoita puhelinnumero", "molemmat kellonajat", "Kirjoita kellonaika näin"):
        assert page.count(sentence) == 2, sentence
    for kept in ("Koehuolto", "soita", "puoli"):
        assert f'value="{kept}"' in page


def test_a_number_of_another_place_is_no_choice_of_hers(scene: Scene) -> None:
    reply = _post(client_of(_supervisor(scene)), "/numbers/new/", **_form(scene) | {"place": "all"})
    assert reply.status_code == 422
    assert "Valitse yksi näistä." in reply.content.decode()


def test_on_harassment_the_supervisor_is_named_last_and_the_others_can_be_called(scene: Scene) -> None:
    with acting_for(scene.world.employer):
        rule = Rule.objects.get(library_slug="epaasiallinen").pk
        other = Rule.objects.filter(direct_route=True).exclude(pk=rule).values_list("pk", flat=True)[0]
    client = client_of(scene.own.whose)
    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"/rules/{rule}/").content.decode()
    assert sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in captured) <= MOST
    about, plain = (_route(text) for text in (page, client.get(f"/rules/{other}/").content.decode()))
    others = ("Työsuojeluvaltuutettu", "Luottamusmies", "Työterveys")
    assert all(about.index(name) < about.index("Esihenkilö:") < about.index("Päivystävä esihenkilö") for name in others)
    assert about.count("tel:") >= 4
    assert "soita jollekin muulle" in about
    assert plain.index("Esihenkilö:") < plain.index("Työsuojeluvaltuutettu")
    assert "soita jollekin muulle" not in plain


def _route(page: str) -> str:
    found = re.search(r'<div class="route">.*?</div>', page, re.DOTALL)
    assert found
    return found[0]
