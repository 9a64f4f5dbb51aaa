"""Every row of every table, as the application can see it: to tell what a request has changed."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import connections

from keha.foundation.context import acting_for, door

AT_DOOR = (
    "organisation_account", "organisation_session", "organisation_attempt", "organisation_pin", "foundation_doorkey",
    "account_emailaddress", "account_emailconfirmation", "mfa_authenticator",
)  # fmt: skip
NEW_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
NEW_HASH = re.compile(r"x[0-9a-f]{64,}")  # a sealed field too
SLOW_HASH = re.compile(r"\$argon2id\$[\w=,$+/]+")
DRAWN = re.compile(r'"number": \d{9,}')  # the rule set's number is drawn anew each time
INSTANT = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:?\d\d|Z)?")

Rows = Mapping[str, frozenset[str]]


def employer_tables() -> list[str]:
    """Tables whose rows belong to an employer."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "employer" for field in model._meta.local_fields)
    )


def _read(tables: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with connections["default"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT (to_jsonb(t) - 'body' - 'session_data' - 'session_key')::text FROM {table} t")
            found[table] = {row[0] for row in cursor.fetchall()}
    return found


def everything(world: Any) -> Rows:
    """All rows of both employers and of the door, by table."""
    found: dict[str, set[str]] = {}
    for employer in (world.employer, world.county):
        with acting_for(employer):
            for table, rows in _read([*employer_tables(), "organisation_employer"]).items():
                found.setdefault(table, set()).update(rows)
    with door():
        found |= _read(AT_DOOR)
    return {table: frozenset(rows) for table, rows in found.items()}


def counts() -> dict[str, int]:
    """How many rows this transaction has written, by table; what was undone since counts too."""
    with door(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return dict(cursor.fetchall())


def after(world: Any, before: Rows, since: Mapping[str, int]) -> Rows:
    """All rows, when they were `before` at the moment of these counts: only tables written to since are read again."""
    written = {table for table, count in counts().items() if count != since.get(table, 0)}
    found: dict[str, set[str]] = {table: set() for table in before if table in written}
    inside, outside = [table for table in found if table not in AT_DOOR], [table for table in found if table in AT_DOOR]
    for employer in (world.employer, world.county) if inside else ():
        with acting_for(employer):
            for table, rows in _read(inside).items():
                found[table].update(rows)
    if outside:
        with door():
            for table, rows in _read(outside).items():
                found[table].update(rows)
    return {**before, **{table: frozenset(rows) for table, rows in found.items()}}


def changed(before: Rows, after: Rows, *, but: Iterable[str] = ()) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """What went and what came, by table."""
    return {
        table: (before[table] - after[table], after[table] - before[table])
        for table in before
        if table not in but and before[table] != after[table]
    }


def alike(change: Mapping[str, tuple[frozenset[str], frozenset[str]]], known: Rows) -> Any:
    """A change with its new ids and instants made alike, so that two runs of the same can be compared."""
    old = {
        found for rows in known.values() for row in rows for kind in (NEW_ID, NEW_HASH) for found in kind.findall(row)
    }

    def plain(row: str) -> str:
        for kind in (NEW_ID, NEW_HASH):
            row = kind.sub(lambda match: match[0] if match[0] in old else "new", row)
        row = SLOW_HASH.sub("slow", row)
        return INSTANT.sub("then", DRAWN.sub('"number": 0', row))

    return {table: tuple(sorted(map(plain, rows)) for rows in pair) for table, pair in change.items()}
