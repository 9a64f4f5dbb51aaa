"""The administrator's people: listed, let go, taken back, brought from a file; keys and the sign-in service."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from keha.config import jobs
from keha.foundation.context import acting_for
from keha.foundation.models import AuditEntry
from keha.integrations.models import PeopleSheet
from keha.organisation.actions import machines
from keha.organisation.actions import people as people_actions
from keha.organisation.models import MachineKey, Person
from tests.support import bodies
from tests.support.directory import Directory, administrator
from tests.support.people import Who, client_of

FILE = "Nimi;Tiimi;Työaika %\nUuno Uusi;Aurinkokeittiö;80\nUlla Uusi;Kuukeittiö;paljon\n".encode("cp1252")


@pytest.fixture
def admin(world: Any) -> Who:
    return administrator(world)


def _work(who: Who, address: str) -> None:
    jobs.carry_on_people(employer=str(who.employer), sheet=address.strip("/").rpartition("/")[2])


def test_somebody_is_let_go_and_taken_back(world: Any, admin: Who) -> None:
    aino, phone = Who(world.employer, world.aino), client_of(admin, language="en")
    hers = client_of(aino)
    page = phone.get("/people/?q=aino+kor").content.decode()
    assert f"/people/{world.aino}/" in page
    assert "seen" not in page.casefold().replace("unseen", "")
    assert "sign her out now" in phone.get(f"/people/{world.aino}/").content.decode()
    assert hers.get("/me/").status_code == 200
    assert phone.post(f"/people/{world.aino}/depart/", bodies.keyed({})).status_code == 303
    assert hers.get("/me/").headers["Location"] == "/login/"
    assert f"/people/{world.aino}/" not in phone.get("/people/?q=aino").content.decode()
    assert "Aino Korhonen" in phone.get("/people/?who=gone").content.decode()
    assert phone.post(f"/people/{world.aino}/back/", bodies.keyed({})).status_code == 303
    assert client_of(aino).get("/me/").status_code == 200
    assert phone.post(f"/people/{admin.person}/depart/", bodies.keyed({})).status_code == 403


def test_opening_somebodys_page_shows_on_her_own(world: Any, admin: Who) -> None:
    client_of(admin).get(f"/people/{world.aino}/")
    assert (
        "opened your page among the people"
        in client_of(Who(world.employer, world.aino), language="en").get("/me/").content.decode()
    )
    with acting_for(world.employer):
        assert AuditEntry.objects.filter(action="organisation.read", whose=world.aino, actor=admin.person).count() == 1


@pytest.mark.parametrize("path", ["", "import/", "machines/", "machines/service/"])
def test_others_are_told_that_it_is_the_administrators(world: Any, path: str) -> None:
    for person in (world.aino, world.cecilia):
        phone = client_of(Who(world.employer, person))
        assert phone.get(f"/people/{path}").status_code == 403
        assert phone.get(f"/people/{world.bertta}/").status_code == 404
        assert phone.post(f"/people/{world.bertta}/depart/", bodies.keyed({})).status_code == 404


def test_a_file_of_people_goes_all_the_way_and_back(world: Any, admin: Who) -> None:
    phone = client_of(admin, language="en")
    sent = bodies.keyed({"pasted": ""}) | {"file": SimpleUploadedFile("väki.csv", FILE)}
    address = phone.post("/people/import/", sent).headers["Location"]
    assert "waits its turn" in phone.get(address).content.decode()
    _work(admin, address)
    page = phone.get(address).content.decode()
    assert re.search(r'<option value="share" selected>', page)
    refused = phone.post(f"{address}columns/", bodies.keyed({"col-0": "team", "col-1": "team", "col-2": ""}))
    assert refused.status_code == 422
    columns = {"col-0": "name", "col-1": "team", "col-2": "share"}
    assert phone.post(f"{address}columns/", bodies.keyed(columns)).status_code == 303
    _work(admin, address)
    assert "No team has this name" in phone.get(address).content.decode()
    assert "Uuno Uusi" in phone.get(f"{address}?show=new").content.decode()
    mended = {"name": "Ulla Uusi", "team": "Koulusiivous", "share": "paljon", "meant": ""}
    again = phone.post(f"{address}rows/3/", bodies.keyed(mended))
    assert again.headers["Location"] == f"{address}rows/3/"
    assert phone.post(f"{address}rows/3/", bodies.keyed(mended | {"share": "50"})).headers["Location"] == address
    assert phone.post(f"{address}apply/", bodies.keyed({})).status_code == 303
    _work(admin, address)
    assert "Ulla Uusi" in phone.get(address).content.decode()
    with acting_for(world.employer):
        assert Person.objects.get(name="Ulla Uusi").share_percent == 50
    phone.post(f"{address}undo/", bodies.keyed({}))
    _work(admin, address)
    assert "was taken back" in phone.get(address).content.decode()
    assert "Ulla Uusi" in phone.get("/people/?who=gone").content.decode()


def test_a_file_of_ten_megabytes_is_taken_and_a_larger_one_told(world: Any, admin: Who) -> None:
    phone = client_of(admin)
    large = b"Nimi\n" + b"x" * 9_999_990
    for body, status in ((large, 303), (large + b"y" * 100, 422), (large + b"y" * 600_000, 413)):
        sent = bodies.keyed({"pasted": ""}) | {"file": SimpleUploadedFile("x.csv", body)}
        assert phone.post("/people/import/", sent).status_code == status


def test_a_key_is_shown_to_its_maker_at_first_and_then_to_nobody(world: Any, admin: Who) -> None:
    phone = client_of(admin, language="en")
    address = phone.post("/people/machines/keys/", bodies.keyed({})).headers["Location"]
    token = re.search(r'value="(keha_[\w-]+)"', phone.get(address).content.decode())
    assert token
    assert Directory(token[1]).send("GET", "Users").status_code == 200
    with acting_for(world.employer):
        assert MachineKey.objects.get().used_at is not None
        MachineKey.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    assert "keha_" not in phone.get(address).content.decode()
    assert phone.post(f"{address}end/", bodies.keyed({})).status_code == 303
    assert Directory(token[1]).send("GET", "Users").status_code == 401
    for _ in range(4):
        assert phone.post("/people/machines/keys/", bodies.keyed({})).status_code == 303
    assert phone.post("/people/machines/keys/", bodies.keyed({})).status_code == 403


ISSUERS = (
    "http://login.example.com", "https://127.0.0.2/", "https://10.0.0.1", "https://localhost.", "https://intranet", "https://a:b@c.example",
    "https://c.example:8443", "https://c.example/?x=1", "https://2130706433/", "ftp://c.example", "https://c.example/ä",
    "https://router.local/", "javascript:alert(1)", "https://c.example\\@evil.example", "https://0x7f.1/",
)  # fmt: skip


@pytest.mark.parametrize("issuer", ISSUERS)
def test_an_issuer_is_of_the_public_net(admin: Who, issuer: str) -> None:
    told = {"issuer": issuer, "client_id": "k", "secret": "s", "claim": "oid", "number_claim": ""}
    reply = client_of(admin).post("/people/machines/service/", bodies.keyed(told))
    assert reply.status_code == 422
    assert b"field-error" in reply.content


def test_the_secret_is_never_shown_again(world: Any, admin: Who) -> None:
    phone = client_of(admin, language="en")
    told = {
        "issuer": "https://login.example.com/t/v2.0",
        "client_id": "k",
        "secret": "very secret",
        "claim": "oid",
        "number_claim": "",
    }
    assert phone.post("/people/machines/service/", bodies.keyed(told)).status_code == 303
    page = phone.get("/people/machines/service/").content.decode()
    assert "very secret" not in page
    assert "/back/" in page
    assert (
        phone.post("/people/machines/service/", bodies.keyed(told | {"secret": "", "claim": "sub"})).status_code == 303
    )
    other = told | {"secret": "", "issuer": "https://evil.example.com"}
    assert phone.post("/people/machines/service/", bodies.keyed(other)).status_code == 422
    assert phone.post("/people/machines/service/drop/", bodies.keyed({})).status_code == 303


def _count(phone: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert phone.get(address).status_code == 200
    return sum(1 for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")))


def test_the_pages_take_few_queries_and_no_more_when_there_is_more(world: Any, admin: Who) -> None:
    phone = client_of(admin)
    with acting_for(world.employer):
        by = admin.actor()
        machines.make_key(by=by, at=timezone.now())
    address = phone.post("/people/import/", bodies.keyed({"pasted": FILE.decode("cp1252")})).headers["Location"]
    _work(admin, address)
    phone.post(f"{address}columns/", bodies.keyed({"col-0": "name", "col-1": "team"}))
    _work(admin, address)
    pages = (
        "/people/",
        f"/people/{world.aino}/",
        "/people/machines/",
        "/people/machines/service/",
        "/people/import/",
        address,
        f"{address}rows/3/",
    )
    few = {page: (phone.get(page), _count(phone, page))[1] for page in pages}
    with acting_for(world.employer):
        for n in range(60):
            people_actions.hire(people_actions.Newcomer(name=f"Aaaa {n}"), on=timezone.localdate(), at=timezone.now())
        assert PeopleSheet.objects.count() == 1
    assert {page: _count(phone, page) for page in pages} == few
    assert max(few.values()) <= 12, few
