"""Pure: a consent round. Who consents, whose silence may count, when it may close, and that it always ends.

A round has a course: it was opened, it asks until `closes_at`, and on `last_at` it is over whatever happens. People
speak to an edition of the proposal. Who has spoken stands by it until the substance changes; an objection stands until
the one who made it consents or takes it back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from keha.foundation.verdict import Verdict, all_of, holds

WINDOW, WINDOW_MIN, WINDOW_MAX = timedelta(days=7), timedelta(days=3), timedelta(days=28)
GRACE = timedelta(days=7)
LIFE = timedelta(days=56)
SHIFTS_FOR_SILENCE = 2
LAST_CALL = timedelta(hours=24)
TO_DECIDE = timedelta(days=14)

Span = tuple[datetime, datetime]


class RoundKind(StrEnum):
    """What is proposed: a new rule, another wording of one, or that one is taken out of use."""

    NEW = "new"
    CHANGE = "change"
    RETIRE = "retire"


class VoiceKind(StrEnum):
    """What somebody says. ASIDE: she takes her objection back and does not say yes."""

    CONSENT = "consent"
    WISH = "wish"
    OBJECTION = "objection"
    ASIDE = "aside"


class Stand(StrEnum):
    """Where somebody who is asked stands. SILENT: her silence counts when the time is up; UNHEARD: it never does."""

    CONSENTS = "consents"
    WISHES = "wishes"
    OBJECTS = "objects"
    ASIDE = "aside"
    SILENT = "silent"
    UNHEARD = "unheard"


class RoundEnd(StrEnum):
    """How a round ends. PASSED_ON: the team agrees, and somebody else decides."""

    ADOPTED = "adopted"
    PASSED_ON = "passed_on"
    WITHDRAWN = "withdrawn"
    NOT_ADOPTED = "not_adopted"


class Helped(StrEnum):
    """Whether a rule has helped, when it is looked at again."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class ReviewOutcome(StrEnum):
    """What follows from looking at a rule again."""

    CONTINUE = "continue"
    CHANGE = "change"
    RETIRE = "retire"


HEARD = frozenset({Stand.CONSENTS, Stand.WISHES})
QUIET = frozenset({Stand.SILENT, Stand.UNHEARD})
_SAID = {
    VoiceKind.CONSENT: Stand.CONSENTS, VoiceKind.WISH: Stand.WISHES, VoiceKind.OBJECTION: Stand.OBJECTS,
    VoiceKind.ASIDE: Stand.ASIDE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody present in a team that is asked. since: when she came to be asked. shifts, away: intervals of hers."""

    person: UUID
    team: UUID
    since: datetime
    shifts: tuple[Span, ...] = ()
    away: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """What a person said to an edition. Voices are taken in the order in which they were said."""

    person: UUID
    kind: VoiceKind
    edition: int


@dataclass(frozen=True, slots=True)
class Course:
    """The time of a round. asked_edition, asked_at: the last edition with another substance, and when it came."""

    opened_at: datetime
    closes_at: datetime
    last_at: datetime
    window: timedelta
    asked_at: datetime
    edition: int = 1
    asked_edition: int = 1

    @property
    def ends_at(self) -> datetime:
        """When it ends by itself if nothing can be adopted."""
        return min(self.closes_at + GRACE, self.last_at)


def opened(*, at: datetime, window: timedelta) -> Course:
    """The course of a round that begins. window: brought between three and 28 days."""
    window = min(max(window, WINDOW_MIN), WINDOW_MAX)
    return Course(at, at + window, at + LIFE, window, asked_at=at)


def may_amend(course: Course, *, substance: bool, at: datetime) -> Verdict:
    """An edition with another substance needs three days before the last one, so that people can answer it."""
    in_time = not substance or course.last_at - at >= WINDOW_MIN
    return all_of(_is_open(course, at), holds(in_time, otherwise="agreements.round-no-time-left"))


def after_amendment(course: Course, *, substance: bool, at: datetime) -> Course:
    """The course with one edition more. Another substance asks everybody anew and gives the whole window again."""
    changed = replace(course, edition=course.edition + 1)
    if not substance:
        return changed
    closes_at = min(max(course.closes_at, at + course.window), course.last_at)
    return replace(changed, asked_edition=changed.edition, asked_at=at, closes_at=closes_at)


def may_extend(course: Course, *, until: datetime, at: datetime) -> Verdict:
    """Later than now and than the end so far, and not past the last day."""
    return all_of(
        _is_open(course, at),
        holds(until > max(course.closes_at, at), otherwise="agreements.round-not-longer"),
        holds(until <= course.last_at, otherwise="agreements.round-past-last-day"),
    )


def _is_open(course: Course, at: datetime) -> Verdict:
    return holds(at < course.ends_at, otherwise="agreements.round-over")


@dataclass(frozen=True, slots=True)
class Stood:
    """Where one person of one team stands. shifts: her working shifts wholly inside the time in which she is asked."""

    person: UUID
    team: UUID
    stand: Stand
    shifts: int


def standing(members: Iterable[Member], voices: Iterable[Voice], course: Course) -> tuple[Stood, ...]:
    """Where everybody stands who is present now; the voice of somebody who has left does not count."""
    said = _current(voices, course.asked_edition)
    found = []
    for member in members:
        shifts = shifts_inside(member, course)
        quiet = Stand.SILENT if shifts >= SHIFTS_FOR_SILENCE else Stand.UNHEARD
        found.append(Stood(member.person, member.team, said.get(member.person, quiet), shifts))
    return tuple(found)


def _current(voices: Iterable[Voice], asked_edition: int) -> Mapping[UUID, Stand]:
    last = {voice.person: voice for voice in voices}
    return {
        person: _SAID[voice.kind]
        for person, voice in last.items()
        if voice.kind is VoiceKind.OBJECTION or voice.edition >= asked_edition
    }


def shifts_inside(member: Member, course: Course) -> int:
    """How many of her shifts lie wholly between when she was asked and the end, none of them touched by an absence."""
    since, until = max(member.since, course.asked_at), course.closes_at
    inside = [(begin, end) for begin, end in member.shifts if since <= begin < end <= until]
    return sum(not any(begin < back and gone < end for gone, back in member.away) for begin, end in inside)


def needed(count: int) -> int:
    """How many of so many must have spoken for it themselves: a third."""
    return -(-count // 3)


def may_close(stood: Collection[Stood], course: Course, *, proposer: UUID, at: datetime) -> Verdict:
    """Whether it may close as agreed at an instant; every reason why not.

    No objection is open. Before the end everybody has spoken. In each team with people: somebody besides the proposer
    consents herself, a third have spoken for it themselves, and with the silence that counts more than half consent.
    """
    is_over = at >= course.closes_at
    objects = any(one.stand is Stand.OBJECTS for one in stood)
    quiet = any(one.stand in QUIET for one in stood)
    teams: dict[UUID, list[Stood]] = {}
    for one in stood:
        teams.setdefault(one.team, []).append(one)
    return all_of(
        holds(not objects, otherwise="agreements.round-open-objection"),
        holds(is_over or not quiet, otherwise="agreements.round-still-asking"),
        holds(bool(teams), otherwise="agreements.round-nobody-else"),
        *(_agrees(team, proposer, is_over=is_over) for team in teams.values()),
    )


def _agrees(team: Sequence[Stood], proposer: UUID, *, is_over: bool) -> Verdict:
    heard = [one for one in team if one.stand in HEARD]
    silent = [one for one in team if is_over and one.stand is Stand.SILENT]
    return all_of(
        holds(any(one.person != proposer for one in heard), otherwise="agreements.round-nobody-else"),
        holds(len(heard) >= needed(len(team)), otherwise="agreements.round-too-few-voices"),
        holds(2 * (len(heard) + len(silent)) > len(team), otherwise="agreements.round-too-few-consent"),
    )


class Next(StrEnum):
    """What a round does by itself."""

    GO_ON = "go_on"
    CLOSE = "close"
    END = "end"


def by_itself(stood: Collection[Stood], course: Course, *, may: Verdict, waits: bool, at: datetime) -> Next:
    """What happens without anybody's hand. may: whether it may close now. waits: a wish or a question is unread.

    When everybody consents and nothing waits it closes at once; when the time is up it closes if it may; on its last
    day it ends.
    """
    at_once = not waits and all(one.stand is Stand.CONSENTS for one in stood)
    if may and (at_once or at >= course.closes_at):
        return Next.CLOSE
    return Next.END if at >= course.ends_at else Next.GO_ON


def reminder(*, since: datetime, closes_at: datetime, at: datetime) -> int:
    """Which reminder somebody who has not answered may have by now: 1 from the middle of her time, 2 on its last day."""
    if at >= closes_at:
        return 0
    if closes_at - at <= LAST_CALL:
        return 2
    return 1 if (at - since) * 2 >= closes_at - since else 0
