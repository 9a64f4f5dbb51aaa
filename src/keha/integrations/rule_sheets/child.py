"""The process that opens a file: bounded before it reads a byte, with nothing of the house's secrets in it.

Reads the file from standard input, writes the table (or what is wrong) as JSON to standard output.
"""

import json
import resource
import sys
from contextlib import suppress

MEMORY, CPU_SECONDS, OUTPUT = 280_000_000, 8, 64_000_000


def bound() -> None:
    """From here on: so much memory, so many seconds, hardly a file, no core."""
    limits = {
        resource.RLIMIT_AS: (MEMORY, MEMORY), resource.RLIMIT_CPU: (CPU_SECONDS, CPU_SECONDS + 1),
        resource.RLIMIT_FSIZE: (OUTPUT, OUTPUT), resource.RLIMIT_NOFILE: (64, 64), resource.RLIMIT_CORE: (0, 0),
    }  # fmt: skip
    for kind, pair in limits.items():
        with suppress(ValueError, OSError):  # some systems do not bound the address space
            resource.setrlimit(kind, pair)


def main(tab: int, spread: bool) -> int:
    """Reads, and says what came of it. Always 0 when it could say it."""
    bound()
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, and needs it for nothing here
    from keha.integrations.rule_sheets import reading
    from keha.integrations.rule_sheets.table import Trouble, Unreadable

    try:
        table = reading.read(sys.stdin.buffer.read(), tab=tab, spread=spread)
        said = {
            "headings": table.headings, "tabs": table.tabs, "tab": table.tab, "how": table.how,
            "rows": [[row.number, row.cells] for row in table.rows],
        }  # fmt: skip
    except Unreadable as no:
        said = {"trouble": no.trouble.value, "line": no.line}
    except (MemoryError, RecursionError):
        said = {"trouble": Trouble.TOO_HEAVY.value, "line": None}
    json.dump(said, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), "spread" in sys.argv[2:]))
