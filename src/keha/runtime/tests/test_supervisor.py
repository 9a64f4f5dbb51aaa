"""One supervisor an installation; children that end with it."""

import os
import socket
import subprocess
import sys

import pytest

from keha.runtime import supervisor


@pytest.fixture(autouse=True)
def _own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("KEHA_HOME", str(tmp_path))


def test_a_second_supervisor_is_told_that_there_is_one() -> None:
    handle = supervisor.take_lock()
    try:
        with pytest.raises(supervisor.AlreadyRunning):
            supervisor.take_lock()
    finally:
        os.close(handle)
    os.close(supervisor.take_lock())


def test_a_taken_port_is_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert supervisor.free_port(port) in range(port + 1, port + 20)


def test_a_child_on_a_leash_ends_when_its_supervisor_is_gone() -> None:
    read_end, write_end = os.pipe()
    program = (
        "from keha.runtime import supervisor; import threading; supervisor.obey_leash();"
        "print('ready', flush=True); threading.Event().wait()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], env={**os.environ, supervisor.LEASH: str(read_end)}, pass_fds=(read_end,),
        stdout=subprocess.PIPE,
    ) as child:  # fmt: skip
        assert child.stdout.readline() == b"ready\n"
        os.close(write_end)
        assert child.wait(timeout=15) != 0
    os.close(read_end)
