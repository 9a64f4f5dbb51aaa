"""A file of rules over its pages: brought, placed, looked through, mended, taken into use and back."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keha.agreements.models import Retirement, Version
from keha.config import jobs
from keha.foundation.context import acting_for
from keha.integrations.models import Reading, Sheet, SheetRow
from keha.integrations.rule_sheets.table import FILE_BYTES
from tests.support import bodies, imports
from tests.support.people import Who, client_of

ROOT = Path(__file__).resolve().parents[1]
FILE = (
    "Sääntö;Ohje;Saako;Kuka päättää\nKahvihuoneen radio;Hiljaa saa.;saa;tiimi\nSaappaat;Lainataan.;ehkä;tiimi\n".encode(
        "cp1252"
    )
)


@pytest.fixture
def cecilia(world: Any) -> Who:
    """In working time the supervisor decides, and so her file makes rules hold."""
    return Who(world.employer, world.cecilia)


def work(who: Who, address: str) -> None:
    """What the worker would do now."""
    jobs.carry_on_sheet(employer=str(who.employer), sheet=address.strip("/").rpartition("/")[2])


def bring(client: Any, body: bytes = FILE, name: str = "säännöt.csv") -> Any:
    return client.post("/rules/import/", bodies.keyed({"pasted": ""}) | {"file": SimpleUploadedFile(name, body)})


def place(client: Any, who: Who, address: str, **changes: str) -> Any:
    with acting_for(who.employer):
        team = who.actor().led_teams[0].pk
    return client.post(f"{address}place/", bodies.keyed(imports.body_of_place(team) | changes))


def brought(client: Any, who: Who, body: bytes = FILE) -> str:
    """The address of a sheet whose rows have been looked through."""
    address = str(bring(client, body).headers["Location"])
    work(who, address)
    assert place(client, who, address).status_code == 303
    work(who, address)
    return address


def test_a_file_goes_all_the_way_and_back(cecilia: Who) -> None:
    client = client_of(cecilia, language="en")
    address = bring(client).headers["Location"]
    assert "waits its turn" in client.get(address).content.decode()
    work(cecilia, address)
    page = client.get(address).content.decode()
    assert 'value="title_fi" selected' in page
    assert 'value="decider" selected' in page
    assert place(client, cecilia, address).status_code == 303
    work(cecilia, address)
    page = client.get(address).content.decode()
    assert "could not be read" in page
    row = re.search(r'href="(/rules/import/[^"]+/rows/\d+/)"', page)
    assert row
    assert "ehkä" in client.get(row[1]).content.decode()
    assert client.post(row[1], bodies.keyed(imports.ROW_BODY | {"title_fi": "Saappaat"})).status_code == 303
    assert client.post(f"{address}apply/", bodies.keyed({})).status_code == 303
    work(cecilia, address)
    page = client.get(address).content.decode()
    assert "Kahvihuoneen radio" in page
    assert "Saappaat" in page
    with acting_for(cecilia.employer):
        assert Version.objects.filter(title_fi__in=["Kahvihuoneen radio", "Saappaat"]).count() == 2
    assert client.post(f"{address}undo/", bodies.keyed({})).status_code == 303
    work(cecilia, address)
    assert "out of use again" in client.get(address).content.decode()
    with acting_for(cecilia.employer):
        assert Retirement.objects.filter(rule__versions__title_fi="Saappaat").exists()


def test_what_was_said_of_columns_is_remembered_for_the_next_file(cecilia: Who) -> None:
    client = client_of(cecilia)
    body = b"Nimike X;Selite Y\nEka;teksti\n"
    address = bring(client, body).headers["Location"]
    work(cecilia, address)
    place(client, cecilia, address, **{"col-0": "title_fi", "col-1": "answer_fi"})
    again = bring(client, body).headers["Location"]
    work(cecilia, again)
    page = client.get(again).content.decode()
    assert 'value="title_fi" selected' in page
    assert 'value="answer_fi" selected' in page


def test_an_error_stands_at_its_field_and_nothing_is_lost(cecilia: Who) -> None:
    client = client_of(cecilia)
    empty = client.post("/rules/import/", bodies.keyed({"pasted": ""}))
    assert empty.status_code == 422
    assert b"field-error" in empty.content
    address = bring(client).headers["Location"]
    work(cecilia, address)
    reply = place(client, cecilia, address, agreed_by="", **{"col-1": ""})
    assert reply.status_code == 422
    assert reply.content.count(b"field-error") >= 2
    assert b'value="title_fi" selected' in reply.content


def test_a_file_of_ten_megabytes_is_taken_and_a_larger_one_is_refused_with_a_word(cecilia: Who) -> None:
    client = client_of(cecilia, language="en")
    assert bring(client, b"A;B\n" + b"a;b\n" * 2_400_000).status_code == 303
    over = bring(client, b"x" * (FILE_BYTES + 1000))
    assert over.status_code == 422
    assert b"10 megabytes" in over.content
    far_over = bring(client, b"x" * 11_000_000)
    assert far_over.status_code == 413
    assert b"10 megabytes" in far_over.content
    assert client.post("/ask/", bodies.keyed({"text": "x" * 3_000_000})).status_code == 413


def test_a_file_that_cannot_be_read_is_told_with_a_way_on(cecilia: Who) -> None:
    client = client_of(cecilia, language="en")
    address = bring(client, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "vanha.xls").headers["Location"]
    work(cecilia, address)
    page = client.get(address).content.decode()
    assert "has a password" in page
    assert "Bring another file" in page


def test_anothers_file_is_nothing_to_me(cecilia: Who, world: Any) -> None:
    address = bring(client_of(cecilia)).headers["Location"]
    mate = client_of(Who(world.employer, world.bertta))
    for path in (address, f"{address}rows/2/"):
        assert mate.get(path).status_code == 404
    for verb in ("place", "apply", "undo", "discard", "tab"):
        assert mate.post(f"{address}{verb}/", bodies.keyed({})).status_code == 404


def test_the_example_file_has_four_ready_rows_and_one_for_the_eye(cecilia: Who) -> None:
    body = (ROOT / "docs/example/own_rules.csv").read_bytes()
    client = client_of(cecilia)
    address = bring(client, body).headers["Location"]
    work(cecilia, address)
    columns = ("title_fi", "answer_fi", "verdict", "decider", "valid_from", "source", "review")
    place(client, cecilia, address, **{f"col-{n}": name for n, name in enumerate(columns)})
    work(cecilia, address)
    with acting_for(cecilia.employer):
        states = SheetRow.objects.order_by("number").values_list("state", flat=True)
        assert list(states) == ["new", "new", "new", "new", "eye"]


def _count(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return sum(1 for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")))


def test_the_pages_take_few_queries_and_no_more_for_a_thousand_rows(cecilia: Who) -> None:
    client = client_of(cecilia)
    address = brought(client, cecilia)
    pages = ("/rules/import/", address, f"{address}?place=again", f"{address}rows/2/", "/rules/import/rules.csv")
    few = [_count(client, page) for page in pages]
    assert max(few) <= 12, few
    with acting_for(cecilia.employer):
        sheet = Sheet.objects.get(pk=address.strip("/").rpartition("/")[2])
        rows = [SheetRow(sheet=sheet, number=n, cells=["a", "b"], title=f"a{n}", state="eye") for n in range(10, 1010)]
        SheetRow.objects.bulk_create(rows)
    assert [_count(client, page) for page in pages] == few


def test_the_written_file_is_csv_with_nothing_that_runs(cecilia: Who) -> None:
    client = client_of(cecilia)
    body = "Sääntö;Ohje;Saako;Kuka päättää\n'-Korhosen avain;'=1+1;saa;tiimi\n".encode()
    address = brought(client, cecilia, body)
    client.post(f"{address}apply/", bodies.keyed({}))
    work(cecilia, address)
    reply = client.get("/rules/import/rules.csv")
    assert reply.headers["Content-Disposition"].startswith("attachment")
    text = reply.content.decode()
    assert "'-Korhosen avain" in text
    assert "'=1+1" in text
    assert not re.search(r'(^|,)"?[=+@＝-]', text, re.MULTILINE)


def test_a_child_reads_the_file_and_a_job_that_runs_twice_does_it_once(cecilia: Who) -> None:
    address = bring(client_of(cecilia)).headers["Location"]
    work(cecilia, address)
    work(cecilia, address)
    with acting_for(cecilia.employer):
        assert Reading.objects.get(sheet_id=address.strip("/").rpartition("/")[2]).how == "windows-1252, semicolon"
        assert SheetRow.objects.count() == 2
