"""Keeps an installation's processes alive: one lock, children on a leash, restarts, a clean end."""

import fcntl
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from keha.runtime import home

LEASH = "KEHA_LEASH"
STOP_SECONDS = 10.0


class AlreadyRunning(RuntimeError):
    """Another supervisor holds the lock of this installation."""


def take_lock() -> int:
    """The installation's lock, held as long as the process lives. Raises AlreadyRunning."""
    handle = os.open(home.folder() / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise AlreadyRunning from None
    return handle


def address_file() -> Path:
    """Where the running installation's address stands."""
    return home.folder() / "address"


def free_port(wanted: int) -> int:
    """The wanted port of the loopback, or the next free one of twenty. Raises OSError when all are taken."""
    for port in range(wanted, wanted + 20):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise OSError(f"ports {wanted}-{wanted + 19} are all taken")


def obey_leash() -> None:
    """In a child: ends this process when its supervisor has gone, however it went."""
    handle = os.environ.pop(LEASH, "")
    if handle:
        threading.Thread(target=_wait_for_end, args=(int(handle),), daemon=True).start()


def _wait_for_end(handle: int) -> None:
    os.read(handle, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(slots=True)
class Supervisor:
    """Runs the commands by name until told to stop. keep_up: called every second, to mend what is not a child."""

    commands: Mapping[str, Sequence[str]]
    environment: Mapping[str, str]
    keep_up: Callable[[], None]
    _children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Blocks until SIGINT or SIGTERM, then stops the children, the last started first."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        read_end, write_end = os.pipe()
        try:
            while not self._stopping.is_set():
                self.keep_up()
                for name in self.commands:
                    self._keep(name, read_end)
                self._stopping.wait(0.5)
        finally:
            self._end()
            os.close(write_end)
            os.close(read_end)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping.set()

    def _keep(self, name: str, leash: int) -> None:
        child = self._children.get(name)
        if child is None or child.poll() is not None:
            environment = {**os.environ, **self.environment, LEASH: str(leash)}
            self._children[name] = subprocess.Popen(
                list(self.commands[name]), env=environment, pass_fds=(leash,), start_new_session=True
            )

    def _end(self) -> None:
        for child in reversed(self._children.values()):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self._children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
