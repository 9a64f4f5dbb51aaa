"""The walls against whoever can run SQL as the application: nothing of the other employer is read, counted or changed."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connections

from keha.foundation.gate import breaches
from tests.support.attacks import ATTACKS

REFUSED = (psycopg.Error,)


@contextmanager
def _as(alias: str) -> Iterator[psycopg.Connection[Any]]:
    given = connections[alias].settings_dict
    keys = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    connection = psycopg.connect(**{name: given[key] for key, name in keys.items() if given[key]})
    try:
        yield connection
    finally:
        connection.rollback()
        connection.close()


def _token(whom: UUID | str, pid: int, *, key: bytes | None = None, life: int = 60, number: str = "1") -> str:
    body = f"{number}.{int(time.time()) + life}.{pid}.{whom}"
    return body + "." + hmac.new(key or settings.CONTEXT_KEY, body.encode(), hashlib.sha256).hexdigest()


def _enter(connection: psycopg.Connection[Any], token: str) -> None:
    connection.execute("SELECT set_config('keha.context', %s, true)", [token])


def _given(connection: psycopg.Connection[Any], statement: str) -> str:
    cursor = connection.cursor()
    if statement.startswith("COPY") and "STDOUT" in statement:
        with cursor.copy(statement) as copy:
            return b"".join(bytes(part) for part in copy).decode()
    cursor.execute(statement)
    if statement.startswith(("UPDATE", "DELETE", "INSERT", "MERGE", "TRUNCATE")) and cursor.rowcount > 0:
        return f"{cursor.rowcount} rows written"
    rows = cursor.fetchall() if cursor.description else []
    return "" if all(value is None for row in rows for value in row) else repr(rows)


def _try(connection: psycopg.Connection[Any], statements: tuple[str, ...], names: dict[str, Any]) -> str:
    """What the last statement gave; the error's text when one was refused."""
    try:
        given = ""
        for statement in statements:
            given = _given(connection, statement.format(**names))
    except REFUSED as refusal:
        return f"refused: {refusal.sqlstate} {refusal}"
    return given


@pytest.fixture
def names(world: Any) -> dict[str, Any]:
    return {"a": world.employer, "ap": world.aino, "b": world.county, "bp": world.eeva}


@pytest.fixture
def marks(world: Any) -> list[str]:
    """What only the other employer has: her id, her people's ids and names that we have none of."""
    return [str(world.county), *map(str, world.county_people.values()), "Eeva Mattila", "Gunilla", "Etelärannan"]


@pytest.mark.parametrize("name", ATTACKS)
def test_an_injected_statement_learns_and_changes_nothing(name: str, names: dict[str, Any], marks: list[str]) -> None:
    with _as("default") as connection:
        told: list[str] = []
        connection.add_notice_handler(lambda notice: told.append(notice.message_primary or ""))
        _enter(connection, _token(names["a"], connection.info.backend_pid))
        given = _try(connection, ATTACKS[name], names)
    sent = " ".join(ATTACKS[name]).format(**names)
    learnt = [mark for mark in marks if mark in given + " ".join(told) and mark not in sent]
    assert learnt == []
    if name.startswith(("definition", "file", "write")):
        assert given.startswith("refused") or given == ""
    elif not name.startswith(("setting", "catalogue")) and not given.startswith("refused") and "own" not in given:
        assert str(names["b"]) not in given


def test_what_is_looked_for_is_there_to_be_found(names: dict[str, Any], marks: list[str]) -> None:
    with _as("default") as connection:
        _enter(connection, _token(names["b"], connection.info.backend_pid))
        given = _try(connection, ("SELECT p.*, e.name_fi FROM organisation_person p, organisation_employer e",), names)
    assert [mark for mark in marks if mark not in given] == []


def test_there_are_enough_of_them() -> None:
    assert len(ATTACKS) >= 85


TOKENS = {
    "nothing": lambda b, pid: "",
    "one word": lambda b, pid: "door",
    "an id alone": lambda b, pid: str(b),
    "a wrong signature": lambda b, pid: _token(b, pid)[:-64] + "0" * 64,
    "a signature cut short": lambda b, pid: _token(b, pid)[:-1],
    "a signature in capitals": lambda b, pid: _token(b, pid)[:-64] + _token(b, pid)[-64:].upper(),
    "another key": lambda b, pid: _token(b, pid, key=b"x" * 32),
    "an empty key": lambda b, pid: _token(b, pid, key=b"\0"),
    "an unknown key": lambda b, pid: _token(b, pid, number="2"),
    "a time that is over": lambda b, pid: _token(b, pid, life=-1),
    "another backend": lambda b, pid: _token(b, pid + 1),
    "no backend": lambda b, pid: _token(b, 0),
    "the door of another backend": lambda b, pid: _token("door", pid + 1),
    "dots": lambda b, pid: "....." + "0" * 64,
    "quotes": lambda b, pid: "1.9999999999.1.'; DROP TABLE x; --." + "0" * 64,
    "one megabyte": lambda b, pid: "1." * 500_000 + "0" * 64,
}


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("inside", [False, True])
def test_a_forged_stolen_or_old_context_opens_nothing(name: str, inside: bool, names: dict[str, Any]) -> None:
    with _as("default") as connection:
        pid = connection.info.backend_pid
        if inside:
            _enter(connection, _token(names["a"], pid))
        _enter(connection, TOKENS[name](names["b"], pid))
        for table in ("organisation_person", "organisation_account", "organisation_employer"):
            with pytest.raises(psycopg.Error) as refusal, connection.transaction():
                connection.execute(f"SELECT * FROM {table}")
            assert refusal.value.sqlstate in {"KH001", "KH002", "22P02", "22003"}, refusal.value


def test_a_context_taken_from_another_session_is_worthless(names: dict[str, Any]) -> None:
    with _as("default") as one, _as("default") as two:
        token = _token(names["b"], one.info.backend_pid)
        _enter(one, token)
        assert one.execute("SELECT count(*) FROM organisation_person").fetchone()[0] > 0
        _enter(two, token)
        with pytest.raises(psycopg.Error, match="not valid here"):
            two.execute("SELECT count(*) FROM organisation_person")


def test_no_context_is_an_error_and_not_an_empty_page(names: dict[str, Any]) -> None:
    with _as("default") as connection, pytest.raises(psycopg.Error) as refusal:
        connection.execute("SELECT * FROM organisation_person")
    assert refusal.value.sqlstate == "KH001"


PROBES = {
    "a unique code": "INSERT INTO organisation_area (id, employer_id, code, name_fi, name_sv, name_en) VALUES (gen_random_uuid(), '{a}', '{code}', 'x', '', '')",
    "a foreign key": "INSERT INTO organisation_departure (id, employer_id, person_id, at) VALUES (gen_random_uuid(), '{a}', '{id}', now()); SET CONSTRAINTS ALL IMMEDIATE",
    "an update by id": "UPDATE organisation_person SET share_percent = 50 WHERE id = '{id}'",
    "a deletion by id": "DELETE FROM organisation_site WHERE id = '{id}'",
    "a form's key": "INSERT INTO foundation_formkey (id, employer_id, key, body, location, at) VALUES (gen_random_uuid(), '{a}', '{id}', '', '', now())",
}  # fmt: skip


@pytest.mark.parametrize("name", PROBES)
def test_a_probe_feels_no_difference_between_the_others_and_nothing(
    name: str, names: dict[str, Any], world: Any
) -> None:
    told = []
    for one, code in ((world.eeva, "koti-x"), (uuid4(), "nothing-x")):
        with _as("default") as connection:
            _enter(connection, _token(names["a"], connection.info.backend_pid))
            try:
                done = connection.execute(PROBES[name].format(a=world.employer, id=one, code=code)).rowcount
                told.append(str(done))
            except psycopg.Error as refusal:
                told.append(f"{refusal.sqlstate} {str(refusal).replace(str(one), 'id')}")
    assert told[0] == told[1]


def test_the_jobs_role_sees_the_queue_and_nothing_else(names: dict[str, Any]) -> None:
    with _as("default") as connection:
        rights = connection.execute(
            """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
               AND has_any_column_privilege('keha_jobs', oid, 'SELECT') AND relname NOT LIKE 'procrastinate%'"""
        ).fetchall()
        assert rights == []
        assert connection.execute("SELECT has_schema_privilege('keha_jobs', 'keha', 'USAGE')").fetchone() == (False,)


FAULTS = {
    "no wall": "ALTER TABLE organisation_person NO FORCE ROW LEVEL SECURITY",
    "no wall at all": "ALTER TABLE organisation_person DISABLE ROW LEVEL SECURITY",
    "policy": "CREATE POLICY open ON organisation_person USING (true)",
    "policy changed": "ALTER POLICY wall ON organisation_person USING (employer_id IS NOT NULL)",
    "unique": "CREATE UNIQUE INDEX evil ON organisation_person (name, id)",
    "foreign key": "ALTER TABLE organisation_departure ADD CONSTRAINT evil FOREIGN KEY (person_id) REFERENCES organisation_person (id) NOT VALID",
    "not validated": "ALTER TABLE organisation_person ADD CONSTRAINT evil CHECK (share_percent > 0) NOT VALID",
    "definer": "CREATE FUNCTION public.evil() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
    "view": "CREATE VIEW public.evil AS SELECT * FROM organisation_person",
    "privilege": "GRANT TRUNCATE ON organisation_person TO keha_app",
    "trail": "GRANT DELETE ON foundation_auditentry TO keha_app",
    "database": "GRANT CREATE ON SCHEMA public TO keha_app",
    "table without a wall": "CREATE TABLE public.evil (id int); GRANT SELECT ON public.evil TO keha_app",
    "materialised view": "CREATE MATERIALIZED VIEW public.evil AS SELECT 1",
}
KIND = {
    "no wall at all": "no wall", "policy changed": "policy", "table without a wall": "no wall",
    "materialised view": "view",
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_the_gate_finds_a_seeded_fault(name: str, world: Any) -> None:
    with _as("owner") as connection:
        connection.execute("SET lock_timeout = 5000")
        with connection.cursor() as cursor:
            assert breaches(cursor) == []
            cursor.execute(FAULTS[name])
            assert KIND.get(name, name) in {kind for kind, _what in breaches(cursor)}


def test_the_gate_finds_nothing_in_our_own_house(world: Any) -> None:
    with _as("owner") as connection, connection.cursor() as cursor:
        assert breaches(cursor) == []
