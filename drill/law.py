"""The engine of working time against the simulator that shares no code with it, on drawn rosters."""

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from keha.worktime.tests.comparing import Compared, compare

FIRST, STEP = 1_000_000, 500  # other rosters than those of the tests


def main(options: Sequence[str] = ()) -> dict[str, Any]:
    """`bin/drill law [--rosters N] [--first N] [--workers N]`."""
    parser = argparse.ArgumentParser(prog="drill law")
    parser.add_argument("--rosters", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args(list(options))
    began = time.monotonic()
    until = given.first + given.rosters
    parts = [range(n, min(n + STEP, until)) for n in range(given.first, until, STEP)]
    with ProcessPoolExecutor(given.workers) as workers:
        seen = list(workers.map(compare, parts))
    return figures(seen) | {"seconds": round(time.monotonic() - began)}


def figures(seen: Sequence[Compared]) -> dict[str, Any]:
    """What the parts saw together. differ: the numbers of the first rosters about which the two disagree."""
    differ = [number for part in seen for number in part.differ]
    return {
        "rosters": sum(part.rosters for part in seen),
        "lawful": sum(part.lawful for part in seen),
        "reasons": sum(part.reasons for part in seen),
        "allowed": sum(part.allowed for part in seen),
        "differing": len(differ),
        "differ": differ[:20],
        "ok": not differ,
    }
