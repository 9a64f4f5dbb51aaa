"""`bin/bench [part …]`: all parts, or those named."""

import json
import os
import sys
from importlib import import_module

PARTS = ("ranking", "asking", "pages", "law")


def main() -> int:
    """Runs the parts one after another on one core; prints {part: figures}."""
    chosen = sys.argv[1:] or list(PARTS)
    if unknown := [part for part in chosen if part not in PARTS]:
        print(f"no such part: {', '.join(unknown)}; there are: {', '.join(PARTS)}")
        return 2
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {0})
    for part in chosen:
        print(json.dumps({part: import_module(f"bench.{part}").measure()}, indent=1), flush=True)
    return 0


sys.exit(main())
