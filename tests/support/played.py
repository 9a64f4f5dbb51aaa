"""The story's database, played once by a source and laid aside: other workers and the next run begin with a copy."""

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

SOURCE = Path(__file__).parents[2] / "src" / "keha"
LEFT_OUT = {"tests", "web", "__pycache__"}
# The story is told from the moment it is played; a copy must not be older than what a long run lives with anyway.
FRESH_SECONDS = 600
LOCK = 7_731_054
NAME = "keha_played_"


def roles_of(name: str) -> dict[str, str]:
    """The addresses of a database for its three roles."""
    addresses = {key: os.environ[key] for key in ("KEHA_OWNER_URL", "KEHA_APP_URL", "KEHA_JOBS_URL")}
    return {key: urlunsplit(urlsplit(url)._replace(path=f"/{name}")) for key, url in addresses.items()}


def copy_database(name: str, source: str) -> None:
    """A copy of a database under a new name."""
    with psycopg.connect(os.environ["KEHA_OWNER_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(source))
        )
        connection.execute(
            sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC; ").format(sql.Identifier(name))
            + sql.SQL("GRANT CONNECT ON DATABASE {} TO keha_app, keha_jobs").format(sql.Identifier(name))
        )


def set_up(name: str, play: Callable[[], None]) -> None:
    """The database of this name holds the story: copied when it was played a moment ago, played otherwise.

    One worker plays while the others wait. play makes the database and leaves no connection to it open.
    """
    with psycopg.connect(os.environ["KEHA_OWNER_URL"], autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        source, now = f"{NAME}{_digest()}_", int(time.time())
        kept = [row[0] for row in connection.execute("SELECT datname FROM pg_database") if row[0].startswith(NAME)]
        fresh = [one for one in kept if one.startswith(source) and now - int(one.rpartition("_")[2]) < FRESH_SECONDS]
        for old in set(kept) - set(fresh):
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(old)))
        if fresh:
            copy_database(name, fresh[0])
        else:
            play()
            copy_database(f"{source}{now}", name)


def _digest() -> str:
    """What the source is, without pages and tests: the story is played through the rooms."""
    found = hashlib.blake2b(digest_size=8)
    for path in sorted(SOURCE.rglob("*")):
        if path.is_file() and not LEFT_OUT & set(path.relative_to(SOURCE).parts):
            found.update(f"{path.relative_to(SOURCE)} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode())
    return found.hexdigest()
