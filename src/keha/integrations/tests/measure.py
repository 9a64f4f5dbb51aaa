"""What reading each file of a folder takes: run as a small process of its own, for a child's size begins at its parent's.

Prints one JSON object a file: its name, what was wrong (or null), rows, bytes of the largest resident size, CPU and clock seconds.
"""

import json
import sys
from pathlib import Path

from keha.integrations.rule_sheets import apart
from keha.integrations.rule_sheets.table import Unreadable


def main(folder: Path) -> None:
    """Each file in turn, by name."""
    for path in sorted(folder.iterdir()):
        found, cost = apart.measured(path.read_bytes())
        refused = isinstance(found, Unreadable)
        said = {"file": path.name, "trouble": found.trouble.value if refused else None}
        said |= {
            "rows": 0 if refused else len(found.rows),
            "rss": cost.rss,
            "cpu": round(cost.cpu, 2),
            "seconds": round(cost.wall, 2),
        }
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
