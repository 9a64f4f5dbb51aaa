"""Pure: working days in a row. The law sets no number; an employer may, and the strain lights speak of it."""

from collections.abc import Iterable
from itertools import pairwise

from keha.worktime.limits import Figures, Key
from keha.worktime.rosters import Pieces
from keha.worktime.spans import local_day, midnight
from keha.worktime.verdicts import Reason, Unit


def runs(pieces: Pieces) -> list[tuple[int, int]]:
    """(beginning of the first day, how many) of each run of local days on which a shift begins."""
    days = sorted({local_day(piece.begin) for piece in pieces})
    cuts = [0, *(n + 1 for n, (one, other) in enumerate(pairwise(days)) if (other - one).days > 1), len(days)]
    return [(midnight(days[a]), b - a) for a, b in pairwise(cuts) if a < b]


def stretches(pieces: Pieces) -> list[Pieces]:
    """The shifts of each run, in order."""
    starts = [at for at, _ in runs(pieces)]
    ends = [*starts[1:], None]
    return [
        tuple(piece for piece in pieces if at <= piece.begin and (end is None or piece.begin < end))
        for at, end in zip(starts, ends, strict=True)
    ]


def reasons(found: Iterable[tuple[int, int]], figures: Figures) -> list[Reason]:
    """Runs longer than the employer's own row allows; none without such a row."""
    row = figures.get(Key.STREAK)
    if row is None or row.value is None:
        return []
    return [
        Reason("worktime.days-in-row", row, at, many, row.value, Unit.COUNT, more_is_worse=True)
        for at, many in found
        if many > row.value
    ]
