"""`bin/run`: everything on this machine, with the story, and the address printed. Again = repair, never a second server."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from keha.runtime import cluster, home, provision, supervisor

READY_SECONDS = 90


def main(arguments: Sequence[str]) -> int:
    """Starts PostgreSQL, migrates, plays the story, serves; blocks until Ctrl-C."""
    try:
        lock = supervisor.take_lock()
    except supervisor.AlreadyRunning:
        return _already()
    try:
        return _run(int(os.environ.get("KEHA_PORT", "8000")))
    except KeyboardInterrupt:
        return 0
    finally:
        supervisor.address_file().unlink(missing_ok=True)
        if not os.environ.get("KEHA_DATABASE_URL"):
            cluster.stop(cluster.place())
        os.close(lock)


def _already() -> int:
    for _ in range(READY_SECONDS * 2):
        try:
            address = supervisor.address_file().read_text()
            print(f"Kehä is running already: {address}", flush=True)
            return 0
        except FileNotFoundError:
            time.sleep(0.5)
    print("Another bin/run holds this installation but has not come up. End it with Ctrl-C there, then try again.")
    return 1


def _say(text: str) -> None:
    print(text, flush=True)


def _step(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "-m", "keha.cli", *command], env={**os.environ, **environment}, check=True)


def _run(wanted_port: int) -> int:
    _say("Kehä: starting the database …")
    whole = provision.ready().environment() | {"KEHA_STORY": "1"}
    _say("Kehä: bringing it up to date …")
    _step(whole, "migrate")
    _step(whole, "manage", "collectstatic", "--noinput", "-v0")
    served = {name: value for name, value in whole.items() if name != "KEHA_OWNER_URL"}
    _say("Kehä: the story …")
    _step(served, "seed")
    port = supervisor.free_port(wanted_port)
    command = [sys.executable, "-m", "keha.cli"]
    supervisor.Supervisor(
        commands={"web": [*command, "serve", "--port", str(port)], "worker": [*command, "work"]},
        environment=served, keep_up=_Watch(port),
    ).run()  # fmt: skip
    _say("Kehä: stopped.")
    return 0


class _Watch:
    """Each second: the database is put up again if it has gone; the address is told once pages answer."""

    def __init__(self, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self.health = f"http://127.0.0.1:{port}/health/"
        self.told = False
        self.own = None if os.environ.get("KEHA_DATABASE_URL") else cluster.place()

    def __call__(self) -> None:
        if self.own is not None and not cluster.is_running(self.own):
            cluster.start(self.own)
        if not self.told and self._answers():
            self.told = True
            supervisor.address_file().write_text(self.address)
            _say(f"\n  Kehä is ready:  {self.address}\n\n  Ctrl-C stops everything. Data: {home.folder().name}/\n")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.health, timeout=5) as reply:
                return bool(reply.status == 200)
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            return False
