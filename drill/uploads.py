"""Hostile files of rules: what opening each takes, and that each gets a plain word. Source: bars W6."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from keha.integrations.tests import hostile

MOST_BYTES, MOST_SECONDS = 300_000_000, 10.0


def _measured(folder: Path) -> list[dict[str, Any]]:
    # A small process of its own: a child's largest size begins at its parent's.
    command = [sys.executable, "-m", "keha.integrations.tests.measure", str(folder)]
    lines = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    return [json.loads(line) for line in lines]


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """Each file in a child; the largest memory and the longest time, and which file took it."""
    names: list[str] = []
    wanted: list[str | None] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number, (name, body, trouble) in enumerate(hostile.files()):
            (folder / f"{number:03}").write_bytes(body)
            names.append(name)
            wanted.append(trouble.value if trouble else None)
        found = _measured(folder)
    unlike = [
        f"{name}: {said['trouble']}"
        for name, want, said in zip(names, wanted, found, strict=True)
        if said["trouble"] != want and not (name in hostile.HEAVY and said["trouble"] == "too-heavy")
    ]
    heaviest = max(range(len(found)), key=lambda n: found[n]["rss"])
    slowest = max(range(len(found)), key=lambda n: found[n]["seconds"])
    most, longest = found[heaviest]["rss"], found[slowest]["seconds"]
    return {
        "ok": not unlike and most <= MOST_BYTES and longest <= MOST_SECONDS, "files": len(found), "unlike": unlike,
        "largest_mb": round(most / 1e6), "largest_file": names[heaviest], "longest_seconds": longest,
        "longest_file": names[slowest], "stopped": sum(said["trouble"] == "too-heavy" for said in found),
    }  # fmt: skip
