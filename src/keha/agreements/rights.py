"""Pure: who decides a topic in a team, how the right to decide is given, and the round in which a team picks it.

A right stands in two places: what has been granted, and what the team uses, which is never more than that. The more a
level leaves to others, the stricter it is; of a rule's decider and a team's level the stricter counts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keha.agreements.rules import Decider, Ruling, RulingVerdict
from keha.foundation.verdict import Verdict, all_of, holds


class Level(StrEnum):
    """Who decides a topic; the most to the worker first."""

    WORKER = "worker"
    TEAM = "team"
    TEAM_INFORMS = "team_informs"
    SUPERVISOR_HEARS = "supervisor_hears"
    SUPERVISOR = "supervisor"

    @property
    def strictness(self) -> int:
        """Its place in the order: 0 leaves most to the worker."""
        return _ORDER[self]

    def is_looser_than(self, other: "Level") -> bool:
        """Whether it leaves more to the team or the worker than another."""
        return self.strictness < other.strictness

    @property
    def is_the_teams(self) -> bool:
        """Whether nobody outside the team decides."""
        return not Level.TEAM_INFORMS.is_looser_than(self)


_ORDER: Mapping[Level, int] = MappingProxyType({level: place for place, level in enumerate(Level)})
_OF_DECIDER: Mapping[Decider, Level] = MappingProxyType(
    {Decider.WORKER: Level.WORKER, Decider.TEAM: Level.TEAM, Decider.SUPERVISOR: Level.SUPERVISOR}
)
_DECIDER_OF: Mapping[Level, Decider] = MappingProxyType(
    {
        Level.WORKER: Decider.WORKER,
        Level.TEAM: Decider.TEAM,
        Level.TEAM_INFORMS: Decider.TEAM,
        Level.SUPERVISOR_HEARS: Decider.SUPERVISOR,
        Level.SUPERVISOR: Decider.SUPERVISOR,
    }
)
_BINDING = frozenset({RulingVerdict.MUST, RulingVerdict.MAY_NOT, RulingVerdict.INFO})
# Topics in which every rule of the library is law or a binding instruction.
LAW_TOPICS = frozenset({"absence", "safety"})
GRANTED_FIRST = Level.SUPERVISOR  # what holds for granting where nothing has been granted
ANSWER_WITHIN = timedelta(days=14)
ROUND_LEAST = 2


class ChangeKind(StrEnum):
    """How a level came to hold: granted, chosen by the team in a round, given back by the team, and so on."""

    GRANTED = "granted"
    CHOSEN = "chosen"
    HANDED_BACK = "handed_back"
    TAKEN_AGAIN = "taken_again"
    TAKEN_BACK = "taken_back"
    CONTINUED = "continued"


class Step(StrEnum):
    """What a team looks at by itself before it asks for more."""

    LIMITS = "limits"
    TELLING = "telling"
    COVER = "cover"
    FIRST_CASES = "first_cases"


class Answer(StrEnum):
    """How a right that was asked for was answered; withdrawn: by the team itself."""

    GRANTED = "granted"
    NOT_YET = "not_yet"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Held:
    """What holds in a topic from a day on: the level used, the most that is granted; trial_until: its last day."""

    level: Level
    granted: Level
    from_date: date
    trial_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it has begun, and its trial, when it is one, has not run out."""
        return self.from_date <= day and (self.trial_until is None or day <= self.trial_until)


def in_force(story: Iterable[Held], *, on: date) -> Held | None:
    """What holds on a day, of all that was ever written in a topic, the oldest first; None where nothing does.

    The last that was written counts. When its trial has run out, what was before it holds again.
    """
    found = None
    for held in story:
        found = held if held.holds_on(on) else found
    return found


def is_grantable(topic: str, *, is_common: bool, by_area: bool) -> Verdict:
    """Whether a topic is granted at all, and by this one. by_area: who grants is the manager of the team's area.

    A topic of law is never granted. One that is common to the area is granted by the area's manager alone.
    """
    return all_of(
        holds(topic not in LAW_TOPICS, otherwise="agreements.law-decides"),
        holds(by_area or not is_common, otherwise="agreements.common-topic"),
    )


def may_choose(level: Level, held: Held | None, *, on: date) -> Verdict:
    """Whether a team may use a level by itself: what has been granted, or what is stricter."""
    granted = held.granted if held and held.holds_on(on) else GRANTED_FIRST
    return holds(not level.is_looser_than(granted), otherwise="agreements.more-than-granted")


def handed_back(held: Held | None, *, by_team: bool) -> tuple[Level, Level]:
    """The level and what stays granted when a right is handed back. by_team: else its giver took it back.

    What a team hands back stays granted, so that it may take it again; what was only on trial is asked for anew.
    """
    granted = held.granted if held else GRANTED_FIRST
    is_the_teams = held is not None and held.level.is_the_teams
    level = Level.SUPERVISOR_HEARS if is_the_teams else Level.SUPERVISOR
    keeps = by_team and held is not None and held.trial_until is None
    return level, granted if keeps else strictest(level, granted)


def dates_are_right(from_date: date, trial_until: date | None, *, today: date) -> Verdict:
    """A right begins today or later, and a trial ends after it has begun."""
    return all_of(
        holds(today <= from_date, otherwise="agreements.begins-in-the-past"),
        holds(trial_until is None or from_date <= trial_until, otherwise="agreements.trial-ends-first"),
    )


def strictest(*levels: Level) -> Level:
    """The strictest of these. Raises ValueError for none."""
    return max(levels, key=lambda level: level.strictness)


def stricter_than(decider: Decider, level: Level | None) -> Level | None:
    """The level, when it is stricter than what a rule says of who decides; else None."""
    return level if level and _OF_DECIDER[decider].is_looser_than(level) else None


def under(ruling: Ruling, level: Level | None) -> Ruling:
    """A rule as it stands in a team that has this level in its topic: never looser, sometimes stricter.

    What binds in any case (must, may not) and plain information stay as they are.
    """
    stricter = stricter_than(ruling.decider, level)
    if stricter is None or ruling.verdict in _BINDING:
        return ruling
    return replace(ruling, decider=_DECIDER_OF[stricter])


def is_decided(topic: str, ruling: Ruling) -> bool:
    """Whether there is anything for somebody to decide: neither a topic of law nor what binds in any case."""
    return topic not in LAW_TOPICS and ruling.verdict not in _BINDING


def counts_for(ruling: Ruling, level: Level, *, has_limit: bool) -> bool:
    """Whether a team's level adds something to what a rule says of who decides: it is stricter, or as strict with a limit.

    What binds in any case is nobody's to decide, and a looser level adds nothing.
    """
    own = _OF_DECIDER[ruling.decider]
    alike = has_limit and level.is_the_teams and not level.is_looser_than(own)
    return ruling.verdict not in _BINDING and (own.is_looser_than(level) or alike)


def may_reveal(picked: Collection[UUID], at_work: Collection[UUID]) -> bool:
    """Whether picks are revealed by themselves: everybody at work has picked, and at least two have."""
    return len(picked) >= ROUND_LEAST and bool(at_work) and set(at_work) <= set(picked)


@dataclass(frozen=True, slots=True)
class Extremes:
    """Who picked the loosest and who the strictest level; nobody where all picked the same."""

    loosest: frozenset[UUID] = frozenset()
    strictest: frozenset[UUID] = frozenset()

    @property
    def explain(self) -> frozenset[UUID]:
        """Who says one sentence each before anybody else."""
        return self.loosest | self.strictest


def extremes(picks: Mapping[UUID, Level]) -> Extremes:
    """Who explains first."""
    if len(set(picks.values())) < ROUND_LEAST:
        return Extremes()
    loose = min(picks.values(), key=lambda level: level.strictness)
    strict = strictest(*picks.values())
    return Extremes(
        frozenset(person for person, level in picks.items() if level is loose),
        frozenset(person for person, level in picks.items() if level is strict),
    )


def suggestion(picks: Mapping[UUID, Level], granted: Level) -> Level:
    """The level a host may begin with: the middle pick, the stricter of two, and never more than granted."""
    ordered = sorted(picks.values(), key=lambda level: level.strictness)
    return strictest(ordered[len(ordered) // 2], granted) if ordered else granted


def spread(picks: Mapping[UUID, Level]) -> tuple[tuple[Level, int], ...]:
    """How many picked each level, in the levels' order, those with none too."""
    counts = Counter(picks.values())
    return tuple((level, counts[level]) for level in Level)


def may_propose(
    level: Level, *, granted: Level, picks: Mapping[UUID, Level], explained: Collection[UUID], is_revealed: bool
) -> Verdict:
    """Whether a level may be put to consent: after the reveal, when the extremes have spoken, within what is granted."""
    waiting = extremes(picks).explain - set(explained)
    return all_of(
        holds(is_revealed, otherwise="agreements.not-revealed"),
        holds(not waiting, otherwise="agreements.extremes-first"),
        holds(not level.is_looser_than(granted), otherwise="agreements.more-than-granted"),
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the consent to a proposed level stands. waiting: whose own yes is missing."""

    waiting: frozenset[UUID]
    objecting: frozenset[UUID]

    @property
    def is_agreed(self) -> bool:
        """Whether everybody who picked has said yes and nobody has an open objection."""
        return not self.waiting and not self.objecting


def outcome(pickers: Collection[UUID], answers: Mapping[UUID, bool]) -> Outcome:
    """Consent needs everybody's own yes who picked; an objection of anybody in the team stops it. Silence is no yes."""
    said_yes = {person for person, agrees in answers.items() if agrees}
    return Outcome(
        waiting=frozenset(set(pickers) - set(answers)),
        objecting=frozenset(set(answers) - said_yes),
    )
