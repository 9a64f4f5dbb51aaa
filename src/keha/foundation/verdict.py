"""The keystone: a "may I?" that is a yes or a no together with its reasons."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """True when there are no reasons against. Reasons are codes, "room.what"; the room's wording has the sentences."""

    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons

    def or_refuse(self) -> None:
        """Raises Refused with all the reasons, when there are any."""
        if self.reasons:
            raise Refused(self)


class Refused(Exception):
    """An anticipated no: it carries the verdict, so that a page can say every reason at once."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(", ".join(verdict.reasons))
        self.verdict = verdict


def holds(condition: bool, *, otherwise: str) -> Verdict:
    """A yes when the condition holds, else a no for that one reason."""
    return Verdict() if condition else Verdict((otherwise,))


def all_of(*verdicts: Verdict) -> Verdict:
    """Yes when all say yes; else every reason, each once, in order."""
    return Verdict(_once(reason for verdict in verdicts for reason in verdict.reasons))


def any_of(*verdicts: Verdict) -> Verdict:
    """Yes when one says yes (or none is asked); else every reason, each once, in order."""
    return Verdict() if not verdicts or any(verdicts) else all_of(*verdicts)


def _once(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reasons))
