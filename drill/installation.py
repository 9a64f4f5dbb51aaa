"""A whole installation in a folder of its own: PostgreSQL, web and worker, with the story or with one small team."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

START_SECONDS = 240


class Installation:
    """Started by entering it; stopped and removed by leaving it. small: one team of three and no story."""

    def __init__(self, *, small: bool = False) -> None:
        self.small = small
        self.home = Path(tempfile.mkdtemp(prefix="keha-drill-"))
        os.environ["KEHA_HOME"] = str(self.home)
        for name in ("KEHA_APP_URL", "KEHA_OWNER_URL", "KEHA_JOBS_URL", "KEHA_DATABASE_URL", "KEHA_TESTING"):
            os.environ.pop(name, None)
        self.environment = {**os.environ, "KEHA_STORY": "1", "KEHA_PORT": "18400", "OMP_NUM_THREADS": "1"}
        self.supervisor: subprocess.Popen[bytes] | None = None
        self.url = ""

    def __enter__(self) -> Self:
        command = ["-m", "drill.small"] if self.small else ["-m", "keha.cli", "run"]
        log = (self.home / "log").open("wb")
        self.supervisor = subprocess.Popen(
            [sys.executable, *command], env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        address = self.home / "address"
        deadline = time.monotonic() + START_SECONDS
        while not address.exists():
            if time.monotonic() > deadline or self.supervisor.poll() is not None:
                told = (self.home / "log").read_text(errors="replace")[-1500:]
                self.__exit__(None, None, None)
                raise RuntimeError(told)
            time.sleep(0.1)
        self.url = address.read_text()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        from keha.runtime import cluster

        if self.supervisor:
            self.supervisor.send_signal(signal.SIGTERM)
            try:
                self.supervisor.wait(40)
            except subprocess.TimeoutExpired:
                self.supervisor.kill()
        place = cluster.place()
        cluster.stop(place)
        if os.environ.get("KEHA_DRILL_KEEP"):
            return
        shutil.rmtree(place.data.parent, ignore_errors=True)
        shutil.rmtree(place.socket, ignore_errors=True)
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def port(self) -> int:
        """Where the pages are served."""
        return int(self.url.rpartition(":")[2])

    def child(self, word: str) -> int | None:
        """The process id of the supervisor's child with this word in its command: serve or work."""
        assert self.supervisor
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(parent) == self.supervisor.pid and word.encode() in words:
                return int(entry.name)
        return None

    def postmaster(self) -> int | None:
        """The process id of this installation's own postmaster."""
        from keha.runtime import cluster

        try:
            return int((cluster.place().data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return None

    def ask(self, statement: str, values: Any = ()) -> list[tuple[Any, ...]]:
        """Rows of the database, seen past all walls by its superuser."""
        from keha.runtime import cluster, home

        address = cluster.place().url("postgres", home.secrets()["superuser"].hex(), "keha")
        with psycopg.connect(address) as connection:
            return connection.execute(statement, values).fetchall()  # type: ignore[arg-type]

    def is_up(self) -> bool:
        """Whether pages answer and the database behind them."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=3) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False

    def people(self) -> Mapping[str, str]:
        """By name, what the page of the demonstration sends to become somebody; of the first employer only."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/demo/", timeout=30) as reply:
            page = reply.read().decode()
        found = re.findall(r'name="person" value="([^"]+)".*?<b>([^<]+)</b>', page, re.DOTALL)
        first = found[0][0].partition(".")[0]
        return {name: value for value, name in reversed(found) if value.startswith(first)}
