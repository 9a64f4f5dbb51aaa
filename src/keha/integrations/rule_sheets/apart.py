"""Reading in a process of its own: the child may die of a file, and whoever asked gets a plain word."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from typing import Any

from keha.integrations.rule_sheets.table import Row, Table, Trouble, Unreadable

SECONDS = 9.5
MODULE = "keha.integrations.rule_sheets.child"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a child took. rss: its largest resident size, bytes; cpu, wall: seconds of its processor and of the clock."""

    rss: int
    cpu: float
    wall: float


def read(body: bytes, *, tab: int = 0, spread: bool = False) -> Table:
    """The table of a file, read by a child within 300 MB and 10 seconds. spread: see xlsx_files. Raises Unreadable."""
    table, _cost = measured(body, tab=tab, spread=spread)
    if isinstance(table, Unreadable):
        raise table
    return table


def measured(body: bytes, *, tab: int = 0, spread: bool = False) -> tuple[Table | Unreadable, Cost]:
    """The table, or why there is none, and what it took."""
    with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as said:
        sent.write(body)
        sent.seek(0)
        began = time.monotonic()
        child = subprocess.Popen(
            [sys.executable, "-I", "-m", MODULE, str(tab), *(["spread"] if spread else [])],
            stdin=sent, stdout=said, stderr=subprocess.DEVNULL, env={}, start_new_session=True,
        )  # fmt: skip
        clock = threading.Timer(SECONDS, child.kill)
        clock.start()
        try:
            _pid, status, used = os.wait4(child.pid, 0)
        finally:
            clock.cancel()
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        answer = said.read() if child.returncode == 0 else b""
    unit = 1 if sys.platform == "darwin" else 1024
    return _table(answer), Cost(used.ru_maxrss * unit, used.ru_utime + used.ru_stime, wall)


def _table(answer: bytes) -> Table | Unreadable:
    try:
        said: dict[str, Any] = json.loads(answer)
    except ValueError:
        return Unreadable(Trouble.TOO_HEAVY)
    if "trouble" in said:
        return Unreadable(Trouble(said["trouble"]), line=said["line"])
    rows = tuple(Row(number, tuple(cells)) for number, cells in said["rows"])
    return Table(tuple(said["headings"]), rows, tuple(said["tabs"]), said["tab"], said["how"])
