"""An own PostgreSQL: made once, found again after a kill, and nobody else's folder touched."""

import os
import shutil
import signal

import psycopg
import pytest

from keha.runtime import cluster, home


@pytest.fixture
def own(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("house")
    monkeypatch.setenv("KEHA_HOME", str(folder))
    monkeypatch.delenv("KEHA_DATABASE_URL", raising=False)
    place = cluster.place()
    yield place
    cluster.stop(place)
    for folder in (place.data.parent, place.socket):
        shutil.rmtree(folder, ignore_errors=True)


def connect(place):
    return psycopg.connect(place.url("postgres", "secret", "postgres"), autocommit=True)


def test_rows_acknowledged_before_a_kill_are_there_after_it(own) -> None:
    cluster.initialise(own, password="secret")
    cluster.start(own)
    with connect(own) as connection:
        connection.execute("CREATE TABLE t (n int)")
        connection.execute("INSERT INTO t SELECT generate_series(1, 1000)")
    os.kill(int((own.data / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    cluster.start(own)
    with connect(own) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (1000,)
        safe = connection.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [
            ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"]
        ]).fetchall()  # fmt: skip
    assert {setting for _, setting in safe} == {"on"}
    cluster.stop(own)
    assert not cluster.is_running(own)


def test_starting_it_twice_finds_the_first(own) -> None:
    cluster.initialise(own, password="secret")
    cluster.start(own)
    pid = (own.data / "postmaster.pid").read_text()
    cluster.initialise(own, password="another")
    cluster.start(own)
    assert (own.data / "postmaster.pid").read_text() == pid


def test_no_folder_outside_its_own_changes_its_rights(own) -> None:
    outside = [path for path in (home.folder(), *home.folder().parents)]
    before = [path.stat().st_mode for path in outside]
    cluster.initialise(own, password="secret")
    cluster.start(own)
    assert [path.stat().st_mode for path in outside] == before


def test_secrets_are_made_once_and_read_by_their_owner_only(own) -> None:
    first = home.secrets()
    assert home.secrets() == first
    assert len(set(first.values())) == len(first)
    for path in (home.folder() / "secrets").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
