"""Does the engine say what the simulator says? Used by the tests on 2,000 rosters and by the drill on 100,000."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from keha.worktime.checking import check
from keha.worktime.prepared import prepare
from keha.worktime.tests.drawn import Drawn, draw
from keha.worktime.tests.simulator import Found, adds_trouble, judge
from keha.worktime.verdicts import LawVerdict


@dataclass
class Compared:
    """What has been seen: rosters, those against which there is nothing, and the numbers of those that differ."""

    rosters: int = 0
    lawful: int = 0
    reasons: int = 0
    allowed: int = 0
    differ: list[int] = field(default_factory=list)


def as_found(verdict: LawVerdict) -> Found:
    """The engine's reasons in the simulator's words."""
    return {
        (
            reason.code.removeprefix("worktime."),
            -1 if reason.at is None else reason.at,
            -1 if reason.have is None else reason.have,
            -1 if reason.need is None else reason.need,
        )
        for reason in verdict.reasons
    }


def compare(seeds: Iterable[int]) -> Compared:
    """Each roster whole; and one shift of it taken out and asked about, quickly, and of every fourth slowly too."""
    seen = Compared()
    for seed in seeds:
        drawn = draw(seed)
        whole = judge(drawn.case, drawn.works)
        engine = check(drawn.shifts, drawn.situation)
        same = as_found(engine) == whole and bool(engine) == (not whole)
        allowed, expected, slow = _one_more(drawn, whole, seed)
        seen.rosters += 1
        seen.lawful += not whole
        seen.reasons += len(whole)
        seen.allowed += expected
        if not same or allowed != expected or slow != expected:
            seen.differ.append(seed)
    return seen


def _one_more(drawn: Drawn, whole: Found, seed: int) -> tuple[bool, bool, bool]:
    out = random.Random(seed).randrange(len(drawn.shifts))
    rest = [shift for n, shift in enumerate(drawn.shifts) if n != out]
    before = judge(drawn.case, [work for n, work in enumerate(drawn.works) if n != out])
    person = prepare(rest, drawn.situation)
    shift = drawn.shifts[out]
    allowed = person.allows(shift)
    return allowed, not adds_trouble(before, whole), bool(person.verdict(shift)) if seed % 4 == 0 else allowed
