"""`keha demo --employers N [--rules N]`: multiplies the story's first employer, for load."""

import argparse
import time
from collections.abc import Sequence

from keha.cli.manage import prepare

RULES_MAX = 5_000


def main(arguments: Sequence[str]) -> int:
    """Makes the employers and says how long it took. Returns 0, or 2 when there is no story to multiply."""
    options = argparse.ArgumentParser(prog="keha demo", description=__doc__)
    options.add_argument("--employers", type=int, required=True, help="how many more, 1 or more")
    options.add_argument("--rules", type=int, default=0, help="rules of each at least; without it, the story's own")
    given = options.parse_args(arguments)
    if given.employers < 1 or not 0 <= given.rules <= RULES_MAX:
        options.error(f"--employers takes 1 or more, --rules 0 to {RULES_MAX}")
    prepare(owner=True)
    from keha import story
    from keha.story import multiplying
    from keha.story.cast import lahdenpera
    from keha.story.people import id_of

    if not story.is_there():
        print("demo: there is no story here yet; play it with `keha seed`")
        return 2
    began = time.monotonic()
    made = multiplying.multiply(
        id_of(lahdenpera()), employers=given.employers, rules=given.rules, tell=lambda line: print(line, flush=True)
    )
    _look_at_tables()
    print(f"demo: {len(made)} employers made in {time.monotonic() - began:.0f} s")
    return 0


def _look_at_tables() -> None:
    """Tells the database's planner how large its tables are now, where the owner may be used."""
    from django.db import connections

    if "owner" in connections:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ANALYZE")
