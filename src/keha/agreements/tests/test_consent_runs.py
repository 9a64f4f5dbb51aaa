"""Rounds over any course of events: 2,000 steps of random teams, shifts, leaves, objections, amendments, comers and goers.

What the engine says is compared with a second telling of the same rules, written minute by minute and person by
person, that shares no line with it.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from keha.agreements import consent
from keha.agreements.consent import Member, Next, Stand, Voice, VoiceKind

START = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)
EXAMPLES, STEPS = 40, 50

people = st.integers(0, 7)
hours = st.integers(0, 24 * 60)
OPENING = {
    "days": st.integers(3, 28), "team": st.sets(people, min_size=2),
    "begins": st.lists(st.tuples(people, hours, st.integers(4, 12)), max_size=60),
}  # fmt: skip


class Told:
    """The oracle: what was done, kept as plain facts, and the rules told over them anew in hours since the start."""

    def __init__(self, days: int) -> None:
        self.now, self.window = 0, days * 24
        self.asked_since, self.until, self.last = 0, days * 24, 56 * 24
        self.editions = [0]  # of each edition: the number of substances up to it
        self.here: dict[int, int] = {}  # person -> hour she came
        self.shifts: dict[int, list[tuple[int, int]]] = {}
        self.leaves: dict[int, list[tuple[int, int]]] = {}
        self.said: list[tuple[int, str, int]] = []  # person, what, substance she spoke to

    @property
    def substance(self) -> int:
        return self.editions[-1]

    def objectors(self) -> set[int]:
        open_ = set()
        for person, what, _substance in self.said:
            open_ = open_ | {person} if what == "objection" else open_ - {person}
        return open_ & set(self.here)

    def last_word(self, person: int) -> str | None:
        """Her last word, if it was about the present substance or is an objection."""
        for who, what, substance in reversed(self.said):
            if who == person:
                return what if what == "objection" or substance == self.substance else None
        return None

    def worked(self, person: int) -> int:
        """Shifts every hour of which lies in the time she is asked in and on which she is not away."""
        since = max(self.here[person], self.asked_since)
        gone = {hour for begin, end in self.leaves.get(person, []) for hour in range(begin, end)}
        whole = 0
        for begin, end in self.shifts.get(person, []):
            on = range(begin, end)
            whole += all(since <= hour < self.until for hour in on) and not gone & set(on)
        return whole

    def consenting(self) -> set[int]:
        yes = {person for person in self.here if self.last_word(person) in ("consent", "wish")}
        if self.now >= self.until:
            yes |= {p for p in self.here if self.last_word(p) is None and self.worked(p) >= 2}
        return yes

    def may_adopt(self) -> bool:
        heard = {person for person in self.here if self.last_word(person) in ("consent", "wish")}
        everybody_spoke = all(self.last_word(person) for person in self.here)
        return (
            not self.objectors()
            and (self.now >= self.until or everybody_spoke)
            and bool(heard - {0})
            and 3 * len(heard) >= len(self.here)
            and 2 * len(self.consenting()) > len(self.here)
        )

    def end(self) -> int:
        return min(self.until + 7 * 24, self.last)


class RoundsRun(RuleBasedStateMachine):
    """Rounds from opening to end, one after the other; the clock only goes forward and a tick may come late."""

    @initialize(**OPENING)
    def opens(self, days: int, team: set[int], begins: list[tuple[int, int, int]]) -> None:
        self._open(days, team, begins)

    @precondition(lambda self: self.ended is not None)
    @rule(**OPENING)
    def another_opens(self, days: int, team: set[int], begins: list[tuple[int, int, int]]) -> None:
        self._open(days, team, begins)

    def _open(self, days: int, team: set[int], begins: list[tuple[int, int, int]]) -> None:
        self.told = Told(days)
        self.course = consent.opened(at=START, window=timedelta(days=days))
        self.voices: list[Voice] = []
        self.ended: Next | None = None
        for person in team | {0}:
            self.told.here[person] = 0
        for person, begin, length in begins:
            self.told.shifts.setdefault(person, []).append((begin, begin + length))
        self._say(0, VoiceKind.CONSENT)

    def at(self, hour: int) -> datetime:
        return START + hour * HOUR

    @property
    def now(self) -> datetime:
        return self.at(self.told.now)

    def _spans(self, found: dict[int, list[tuple[int, int]]], person: int) -> tuple[consent.Span, ...]:
        return tuple((self.at(begin), self.at(end)) for begin, end in found.get(person, []))

    def stood(self) -> tuple[consent.Stood, ...]:
        members = [
            Member(UUID(int=p), UUID(int=99), self.at(h), self._spans(self.told.shifts, p), self._spans(self.told.leaves, p))
            for p, h in self.told.here.items()
        ]  # fmt: skip
        return consent.standing(members, self.voices, self.course)

    def may(self) -> bool:
        return bool(consent.may_close(self.stood(), self.course, proposer=UUID(int=0), at=self.now))

    def _say(self, person: int, kind: VoiceKind) -> None:
        self.voices.append(Voice(UUID(int=person), kind, self.course.edition))
        self.told.said.append((person, kind.value, self.told.substance))

    def _goes_on(self) -> bool:
        return self.ended is None

    def _is_open(self) -> bool:
        return self.ended is None and self.told.now < self.told.end()

    @precondition(_is_open)
    @rule(
        person=people, kind=st.sampled_from([VoiceKind.CONSENT, VoiceKind.CONSENT, VoiceKind.WISH, VoiceKind.OBJECTION])
    )
    def speaks(self, person: int, kind: VoiceKind) -> None:
        if person in self.told.here:
            self._say(person, kind)

    @precondition(_is_open)
    @rule(person=people)
    def takes_back(self, person: int) -> None:
        if person in self.told.objectors():
            self._say(person, VoiceKind.ASIDE)

    @precondition(_is_open)
    @rule(substance=st.booleans())
    def amends(self, substance: bool) -> None:
        may = bool(consent.may_amend(self.course, substance=substance, at=self.now))
        assert may == (not substance or self.told.last - self.told.now >= 72)
        if not may:
            return
        self.course = consent.after_amendment(self.course, substance=substance, at=self.now)
        if substance:
            self.told.asked_since = self.told.now
            self.told.until = min(max(self.told.until, self.told.now + self.told.window), self.told.last)
        self.told.editions.append(self.told.substance + substance)

    @precondition(_is_open)
    @rule(more=st.integers(-48, 24 * 40))
    def extends(self, more: int) -> None:
        until = self.told.until + more
        may = bool(consent.may_extend(self.course, until=self.at(until), at=self.now))
        assert may == (more > 0 and until > self.told.now and until <= self.told.last)
        if may:
            self.course = replace(self.course, closes_at=self.at(until))
            self.told.until = until

    @precondition(_goes_on)
    @rule(person=people)
    def comes(self, person: int) -> None:
        self.told.here.setdefault(person, self.told.now)

    @precondition(_goes_on)
    @rule(person=people)
    def goes(self, person: int) -> None:
        self.told.here.pop(person, None)

    @precondition(_goes_on)
    @rule(person=people, begin=hours, length=st.integers(1, 24 * 21))
    def is_away(self, person: int, begin: int, length: int) -> None:
        self.told.leaves.setdefault(person, []).append((begin, begin + length))

    @precondition(_goes_on)
    @rule(person=people, begin=hours)
    def gets_a_shift(self, person: int, begin: int) -> None:
        self.told.shifts.setdefault(person, []).append((begin, begin + 8))

    @precondition(_goes_on)
    @rule(passed=st.integers(0, 24 * 9), waits=st.booleans())
    def time_passes_and_it_is_looked_at(self, passed: int, waits: bool) -> None:
        self.told.now += passed
        self._settle(waits)

    def _settle(self, waits: bool) -> None:
        stood = self.stood()
        may = consent.may_close(stood, self.course, proposer=UUID(int=0), at=self.now)
        what = consent.by_itself(stood, self.course, may=may, waits=waits, at=self.now)
        if what is Next.CLOSE:
            assert self.told.may_adopt()
            assert not self.told.objectors()
            off_duty = {p for p in self.told.here if self.told.last_word(p) is None and self.told.worked(p) < 2}
            counted = {one.person.int for one in stood if one.stand in consent.HEARD or one.stand is Stand.SILENT}
            assert not off_duty & counted
        if what is not Next.GO_ON:
            self.ended = what

    @invariant()
    def both_tell_the_same(self) -> None:
        if not hasattr(self, "told") or self.ended:
            return
        assert self.may() == self.told.may_adopt()
        stood = {one.person.int: one for one in self.stood()}
        assert set(stood) == set(self.told.here)
        assert {p for p, one in stood.items() if one.stand is Stand.OBJECTS} == self.told.objectors()
        assert all(one.shifts == self.told.worked(p) for p, one in stood.items())
        silent = {p for p in self.told.here if self.told.last_word(p) is None and self.told.worked(p) >= 2}
        assert {p for p, one in stood.items() if one.stand is Stand.SILENT} == silent
        assert self.course.ends_at == self.at(self.told.end()) <= START + consent.LIFE

    def teardown(self) -> None:
        """Whatever has happened: looked at once after its end, it ends."""
        if hasattr(self, "told") and not self.ended:
            self.told.now = max(self.told.now, self.told.end())
            self._settle(waits=True)
            assert self.ended


TestRoundsRun = RoundsRun.TestCase
TestRoundsRun.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
