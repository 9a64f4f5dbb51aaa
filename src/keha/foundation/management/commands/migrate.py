"""`migrate`, by the owner, with the walls' force lifted while it runs and the context key laid in afterwards."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import connections

WALLED = (
    "SELECT oid::regclass::text FROM pg_class "
    "WHERE relkind IN ('r','p') AND relrowsecurity AND relnamespace = 'public'::regnamespace"
)
KEY = (
    "INSERT INTO keha.key VALUES ('1', %s, %s) "
    "ON CONFLICT (id) DO UPDATE SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad"
)
# Each time, for a dump does not carry a database's grants.
CLOSE = """DO $$ BEGIN EXECUTE format('REVOKE ALL ON DATABASE %1$I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %1$I TO keha_app, keha_jobs', current_database()); END $$"""


class Command(migrate.Command):
    """Migrates as the owner. Locks every walled table for a moment when there is something to apply."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        try:
            # Foreign keys are validated against all rows, and data migrations see them.
            self._force(connection, "NO FORCE")
            super().handle(*args, **options)
            key = settings.CONTEXT_KEY.ljust(64, b"\0")
            with connection.cursor() as cursor:
                cursor.execute(CLOSE)
                cursor.execute(KEY, [bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)])
        finally:
            self._force(connection, "FORCE")

    def _force(self, connection: Any, how: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(WALLED)
            for (table,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")
