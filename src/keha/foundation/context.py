"""Where a statement may run: at the door, or acting for one employer. Nowhere else."""

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import connections, transaction


class NoContext(RuntimeError):
    """A statement was tried outside acting_for() and door(), or one context inside another."""


class Context(NamedTuple):
    """employer: whose rows are seen; None at the door."""

    employer: UUID | None


_current: ContextVar[Context | None] = ContextVar("context", default=None)
# Django's own housekeeping: none of these reads or writes a row of ours.
_FREE = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SET CONSTRAINTS", "SELECT oid, typarray FROM pg_type")


def refuse_without_context(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    """An execute wrapper: the first of the two refusals; the second is the policy in the database."""
    if _current.get() is None and not str(sql).startswith(_FREE):
        raise NoContext("a statement outside acting_for() and door(): " + str(sql)[:80])
    return execute(sql, params, many, context)


def employer_or_none() -> UUID | None:
    """The default of every employer column. It must not raise, for a migration asks too; NOT NULL does the rest."""
    current = _current.get()
    return current.employer if current else None


def is_at_door() -> bool:
    """Whether this code runs inside door()."""
    current = _current.get()
    return current is not None and current.employer is None


def is_inside() -> bool:
    """Whether this code runs inside any context."""
    return _current.get() is not None


# With the token, in one statement: a session setting that an injection has left behind must not cost a write.
_BEGIN = "SELECT set_config('keha.context', %s, true), set_config('synchronous_commit', 'on', true)"


def _signed(context: Context, backend: int) -> str:
    body = f"1.{int(time.time()) + settings.CONTEXT_LIFETIME}.{backend}.{context.employer or 'door'}"
    return body + "." + hmac.new(settings.CONTEXT_KEY, body.encode(), hashlib.sha256).hexdigest()


@contextmanager
def _enter(context: Context) -> Iterator[None]:
    if _current.get() is not None:
        raise NoContext("already inside a context: one transaction, one employer")
    connection = connections["default"]
    try:
        with transaction.atomic(durable=True):
            # The driver's own connection: the token is in no query log and no query count.
            raw = connection.connection
            mark = _current.set(context)
            try:
                raw.execute(_BEGIN, [_signed(context, raw.info.backend_pid)])
                yield
            finally:
                # Before COMMIT, so that an on_commit hook can open its own.
                _current.reset(mark)
    finally:
        if connection.in_atomic_block and not connection.needs_rollback:
            # Only inside a test's own transaction: the outer one goes on without this context.
            connection.connection.execute("SELECT set_config('keha.context', '', true)")


def acting_for(employer: UUID) -> AbstractContextManager[None]:
    """One transaction that sees one employer's rows. Raises NoContext inside another context."""
    return _enter(Context(employer))


def door() -> AbstractContextManager[None]:
    """One transaction that sees accounts, sessions, memberships and invitations, and nobody's domain rows."""
    return _enter(Context(None))
