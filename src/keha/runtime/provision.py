"""Roles and database: made once by an administrator of the server, put right at every start."""

import os
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from keha.runtime import cluster, home

DATABASE = "keha"
ROLES = {
    "keha_owner": "LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
    "keha_app": "LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
    "keha_jobs": "LOGIN NOCREATEDB NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
}
MINIMUM = 150000


class Unfit(RuntimeError):
    """The server cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The database as each role sees it."""

    owner: str
    app: str
    jobs: str

    def environment(self) -> dict[str, str]:
        """The variables that settings read. The owner's goes only to what migrates."""
        return {"KEHA_OWNER_URL": self.owner, "KEHA_APP_URL": self.app, "KEHA_JOBS_URL": self.jobs}


def ready(*, database: str = DATABASE) -> Addresses:
    """A database with its three roles: on KEHA_DATABASE_URL's server, else on our own cluster, started if need be.

    KEHA_DATABASE_URL names an administrator who may create roles and databases.
    """
    secrets = {name: value.hex() for name, value in home.secrets().items()}
    if given := os.environ.get("KEHA_DATABASE_URL"):
        admin = given
    else:
        own = cluster.place()
        cluster.initialise(own, password=secrets["superuser"])
        cluster.start(own)
        admin = own.url("postgres", secrets["superuser"], "postgres")
    _provide(admin, database, secrets)
    return Addresses(*(_as(admin, f"keha_{role}", secrets[role], database) for role in ("owner", "app", "jobs")))


def _as(admin: str, user: str, password: str, database: str) -> str:
    parts = urlsplit(admin)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}:{quote(password)}@{host}", path=f"/{database}"))


def _provide(admin: str, database: str, secrets: dict[str, str]) -> None:
    with psycopg.connect(admin, autocommit=True) as connection:
        if connection.info.server_version < MINIMUM:
            raise Unfit("Kehä needs PostgreSQL 15 or newer.")
        for role, rights in ROLES.items():
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
            verb = "ALTER" if known else "CREATE"
            connection.execute(
                sql.SQL("{} ROLE {} WITH " + rights + " PASSWORD {}").format(
                    sql.SQL(verb), sql.Identifier(role), sql.Literal(secrets[role.removeprefix("keha_")])
                )
            )
        if not connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()[0]:  # type: ignore[index]
            connection.execute("GRANT keha_owner TO CURRENT_USER")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER keha_owner ENCODING 'UTF8' TEMPLATE template0").format(
                    sql.Identifier(database)
                )
            )
