"""One kill -9 of each of database, web and worker while phones write. The long trial is `bin/drill kills`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.database
def test_what_was_acknowledged_outlives_a_kill_of_anything() -> None:
    left_out = {"KEHA_TESTING", "KEHA_HOME", "KEHA_APP_URL", "KEHA_OWNER_URL", "KEHA_JOBS_URL", "KEHA_DATABASE_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [sys.executable, "-m", "drill", "kills", "--short"], env=environment, cwd=Path(__file__).parents[1],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    figures = json.loads(done.stdout.splitlines()[-1])
    assert figures["lost"] == figures["doubled"] == 0
    assert figures["acknowledged"] >= 50
    assert all(kind["kills"] >= 1 for kind in figures["recovery"].values())
