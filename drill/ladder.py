"""A thousand days of questions on the ladder: bursts, nights, empty shifts, a worker that is down. Does each find its hearer?

The days lie in years to come, so that no clock of the installation itself strikes in them; the drill strikes every
clock, at the instants at which something happens and at no others.
"""

import argparse
import time
from collections.abc import Sequence
from datetime import date
from typing import Any

from drill.installation import Installation

FIRST_DAY = date(2032, 1, 5)


def main(options: Sequence[str] = ()) -> dict[str, Any]:
    """`bin/drill ladder [--days N] [--seed N]`."""
    parser = argparse.ArgumentParser(prog="drill ladder")
    parser.add_argument("--days", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20)
    given = parser.parse_args(list(options))
    with Installation(small=True):
        from keha.cli.manage import prepare

        prepare()
        from drill.ladder_days import Days

        began = time.monotonic()
        days = Days.founded(seed=given.seed, first=FIRST_DAY)
        days.live(given.days)
        figures = days.figures()
    return figures | {"seconds": round(time.monotonic() - began), "ok": not (figures["faults"] or figures["doubled"])}
