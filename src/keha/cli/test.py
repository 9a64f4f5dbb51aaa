"""The tests, on a PostgreSQL of their own (KEHA_HOME says where)."""

import os
import sys
from collections.abc import Sequence

from keha.runtime import provision


def main(arguments: Sequence[str]) -> int:
    """`keha test [pytest's words]`: the owner makes the test database, the application's role is the one tested."""
    environment = provision.ready().environment()
    command = [sys.executable, "-m", "pytest", *arguments]
    os.execve(sys.executable, command, {**os.environ, **environment})  # noqa: S606  ourselves
