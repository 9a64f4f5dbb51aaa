"""Pure: what questions and counts of a team come to, and which figures are kept hidden because they could point to one."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from uuid import UUID

from keha.insights.intervals import Change, Rate, change
from keha.questions.rules import CLOSED, State

PEOPLE_MIN = 5
AGAIN_WITHIN = timedelta(days=7)
WEEKS_MAX = 26
WEEK = timedelta(days=7)


class By(StrEnum):
    """Who answered a question."""

    RULE = "rule"
    TEAM = "team"
    SUPERVISOR = "supervisor"
    NOBODY = "nobody"


class Ending(StrEnum):
    """What came of an answer by a rule or by the team."""

    CONFIRMED = "confirmed"
    AGAIN = "again"  # confirmed, but its asker asked about the same topic within 7 days
    UNCONFIRMED = "unconfirmed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Trace:
    """A question as the figures need it; it leaves this room only as a part of sums.

    asker: none for a question without a name. shown: one rule was shown as the answer. answers: when, and whether by
    who leads the team. topic: blank when no rule is near.
    """

    asker: UUID | None
    topic: str
    asked_at: datetime
    state: State
    shown: bool
    handed_at: datetime | None
    reached_date: date | None
    reopened: bool
    answers: tuple[tuple[datetime, bool], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """So many questions of a topic that were counted by hand on a day."""

    on: date
    topic: str
    could_team: bool
    count: int


def answered_by(trace: Trace) -> By:
    """Who answered: what the asker said helped, else the last to answer; a rule shown alone counts until asked further."""
    if trace.state is State.HELPED:
        return By.RULE
    if trace.answers:
        return By.SUPERVISOR if max(trace.answers)[1] else By.TEAM
    return By.RULE if trace.shown and trace.handed_at is None else By.NOBODY


def ending(trace: Trace, asked: Sequence[Trace]) -> Ending:
    """What came of it. asked: all the team's questions."""
    if trace.reopened:
        return Ending.REOPENED
    if trace.state not in CLOSED:
        return Ending.UNCONFIRMED
    return Ending.AGAIN if any(_is_again(trace, other) for other in asked) else Ending.CONFIRMED


def _is_again(trace: Trace, other: Trace) -> bool:
    same = trace.asker is not None and trace.asker == other.asker and trace.topic == other.topic != ""
    return same and timedelta(0) < other.asked_at - trace.asked_at <= AGAIN_WITHIN


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure and who stands behind it. heard: how many of it were counted by hand, each for somebody unknown."""

    count: int = 0
    askers: frozenset[UUID] = frozenset()
    heard: int = 0

    def __or__(self, other: "Cell") -> "Cell":
        return Cell(self.count + other.count, self.askers | other.askers, self.heard + other.heard)


def cell(traces: Iterable[Trace], marks: Iterable[Mark] = ()) -> Cell:
    """How many. A question without a name counts nobody; one counted by hand has no asker, and stands for somebody."""
    found, heard = list(traces), sum(mark.count for mark in marks)
    return Cell(len(found) + heard, frozenset(trace.asker for trace in found if trace.asker), heard)


def is_small(one: Cell) -> bool:
    """Whether it could point to a person."""
    return one.count > 0 and len(one.askers) + one.heard < PEOPLE_MIN


@dataclass(frozen=True, slots=True)
class Shown[Key]:
    """Figures that may be shown; None: hidden. No hidden one can be worked out from the sum and the others."""

    cells: Mapping[Key, int | None]
    total: int | None

    @property
    def rest(self) -> int | None:
        """What is hidden, together; none when nothing is, or the sum is hidden too."""
        if self.total is None or None not in self.cells.values():
            return None
        return self.total - sum(count or 0 for count in self.cells.values())


def shown[Key: Hashable](cells: Mapping[Key, Cell]) -> Shown[Key]:
    """Hides what could point to a person, alone or together: then the next smallest is hidden beside it."""
    total = _together(cells.values())
    if is_small(total):
        return Shown({key: None if one.count else 0 for key, one in cells.items()}, None)
    hidden = {key for key, one in cells.items() if is_small(one)}
    others = sorted((one.count, place, key) for place, (key, one) in enumerate(cells.items()) if one.count)
    for _count, _place, key in others:
        if hidden and (len(hidden) == 1 or is_small(_together(cells[one] for one in hidden))):
            hidden.add(key)
    return Shown({key: None if key in hidden else one.count for key, one in cells.items()}, total.count)


def _together(cells: Iterable[Cell]) -> Cell:
    found = Cell()
    for one in cells:
        found |= one
    return found


def withheld[Key](keys: Iterable[Key]) -> Shown[Key]:
    """Nothing of it is shown."""
    return Shown(dict.fromkeys(keys), None)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the picture, from Monday on. rate: none when it was not counted, nobody worked, or it is hidden."""

    monday: date
    rate: Rate | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Burden:
    """What reached a supervisor, for 100 worked shifts. start: when the team began; none: nobody has told."""

    start: date | None
    weeks: tuple[Week, ...]
    before: Rate | None
    after: Rate | None
    counted_weeks: int

    @property
    def change(self) -> Change | None:
        """What may be said of before and after."""
        return change(self.before, self.after) if self.before and self.after else None


@dataclass(frozen=True, slots=True)
class Days:
    """What the figures are worked out from. shifts: how many ended on each day. start: as in Burden."""

    traces: Sequence[Trace]
    marks: Sequence[Mark]
    shifts: Mapping[date, int]
    start: date | None
    since: date
    until: date


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def burden(days: Days) -> Burden:
    """The weeks and both means. Before the start a week counts only when something was counted in it by hand.

    Without a start the weeks from the first count or question on are all "after".
    """
    by_hand = {monday(mark.on) for mark in days.marks}
    first = days.start or _first(days)
    mondays = [monday(days.since) + WEEK * n for n in range((days.until - monday(days.since)).days // 7 + 1)]
    counted = [one for one in mondays if one in by_hand or one + WEEK > first]
    earlier: list[date] = []
    later: list[date] = []
    for one in counted:
        for day in (one + timedelta(days=n) for n in range(7)):
            (earlier if day < first else later).append(day)
    before, after = _cell_of(days, earlier), _cell_of(days, later)
    hidden = {day for days_of, one in ((earlier, before), (later, after)) if is_small(one) for day in days_of}
    return Burden(
        start=days.start,
        weeks=tuple(_week(days, one, counted, hidden) for one in mondays if one >= min(counted, default=one)),
        before=None if is_small(before) or days.start is None else _rate(days, earlier),
        after=None if is_small(after) else _rate(days, later),
        counted_weeks=sum(1 for one in counted if one in by_hand and one + WEEK > first),
    )


def _first(days: Days) -> date:
    known = [*(mark.on for mark in days.marks), *(trace.asked_at.date() for trace in days.traces)]
    return min(known, default=days.until)


def _cell_of(days: Days, wanted: Iterable[date]) -> Cell:
    inside = set(wanted)
    reached = (trace for trace in days.traces if trace.reached_date in inside)
    return cell(reached, (mark for mark in days.marks if mark.on in inside))


def _rate(days: Days, wanted: Sequence[date]) -> Rate | None:
    shifts = sum(days.shifts.get(day, 0) for day in wanted)
    return Rate(_cell_of(days, wanted).count, shifts) if shifts else None


def _week(days: Days, first: date, counted: Sequence[date], hidden: set[date]) -> Week:
    inside = [first + timedelta(days=n) for n in range(7)]
    if hidden & set(inside):
        return Week(first, None, is_hidden=True)
    return Week(first, _rate(days, inside) if first in counted else None)


def minutes_to_answer(traces: Iterable[Trace]) -> int | None:
    """The median from going to the team to the first answer; none when fewer than five people stand behind it."""
    waited = [trace for trace in traces if trace.handed_at and trace.answers]
    if is_small(cell(waited)) or not waited:
        return None
    spans = (min(trace.answers)[0] - trace.handed_at for trace in waited if trace.handed_at)
    return round(median(span.total_seconds() for span in spans) / 60)


@dataclass(frozen=True, slots=True)
class Assumed:
    """What a saving is worked out from. share: of what still reaches the supervisor, in percent."""

    minutes: int
    shifts: int
    share: int
    weeks: int = 45


def hours_a_year(rate: float, assumed: Assumed) -> float:
    """A supervisor's hours a year for so many questions for 100 shifts."""
    return rate / 100 * assumed.shifts * assumed.weeks * assumed.minutes / 60
