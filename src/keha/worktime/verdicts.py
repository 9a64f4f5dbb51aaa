"""Pure: a yes or a no with every reason, each with its paragraph and its figures."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from keha.foundation.verdict import Verdict
from keha.worktime.limits import Row
from keha.worktime.spans import datetime_of


class Unit(StrEnum):
    """In what the figures of a reason are."""

    NONE = "none"
    MINUTES = "minutes"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. code: the room and what is wrong; its sentence is in wording. row: the limit, with its source.

    at: the minute it is about (a shift's start, a week's or a day's beginning). have, need: figures, in unit.
    more_is_worse: which way is worse, when the same reason is met twice.
    """

    code: str
    row: Row | None = None
    at: int | None = None
    have: int | None = None
    need: int | None = None
    unit: Unit = Unit.MINUTES
    more_is_worse: bool = False

    @property
    def when(self) -> datetime | None:
        """The instant it is about, on the clock of Finland."""
        return None if self.at is None else datetime_of(self.at)

    @property
    def place(self) -> tuple[str, int | None]:
        """What it is about: the same in two rosters when it is the same trouble."""
        return self.code, self.at

    def is_worse_than(self, other: "Reason") -> bool:
        """Whether the same trouble has grown. Trouble without figures does not grow."""
        if self.have is None or other.have is None:
            return False
        return self.have > other.have if self.more_is_worse else self.have < other.have


@dataclass(frozen=True, slots=True)
class Owed:
    """Rest that was cut short and is to be given back (25 § 4 mom.). minutes: how much, in one piece.

    shortened_at: the minute at which the short rest ended. latest: the last minute by which it is given.
    given: whether the shifts that are known leave room for it by then.
    """

    minutes: int
    shortened_at: int
    latest: int
    given: bool


@dataclass(frozen=True, slots=True)
class LawVerdict:
    """True when there are no reasons against. notices: what is worth knowing and forbids nothing. owed: rest to give."""

    reasons: tuple[Reason, ...] = ()
    notices: tuple[Reason, ...] = ()
    owed: tuple[Owed, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons

    @property
    def plain(self) -> Verdict:
        """The house's own verdict: the codes, each once. Figures and paragraphs stay here."""
        return Verdict(tuple(dict.fromkeys(reason.code for reason in self.reasons)))


def grown(reasons: tuple[Reason, ...], before: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons that were not there before, or have grown."""
    old = {reason.place: reason for reason in before}
    return tuple(r for r in reasons if r.place not in old or r.is_worse_than(old[r.place]))
