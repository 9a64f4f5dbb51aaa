"""Pure: what kinds of notices there are, and when one may reach somebody outside the pages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
OFFICE_BEGINS, OFFICE_ENDS = time(8), time(16)
HORIZON = timedelta(days=14)
LOOK_AGAIN = timedelta(days=1)
TRIES = 6
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=20), timedelta(hours=1)
LEASE = timedelta(seconds=60)
ENDPOINT_MAX = 1000
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
LIST_PATH = "/notices/"
TITLE_MAX, BODY_MAX, PATH_MAX, KEY_MAX = 120, 2000, 300, 200


class NoticeKind(StrEnum):
    """What a notice is about; each has a switch of its own."""

    QUESTION_WAITS = "question_waits"
    QUESTION_REACHED = "question_reached"
    QUESTION_ANSWERED = "question_answered"
    QUESTION_RETURNED = "question_returned"
    ROUND_ASKS = "round_asks"
    ROUND_REMINDS = "round_reminds"
    ROUND_CLOSED = "round_closed"
    PROPOSAL_WAITS = "proposal_waits"
    REVIEW_DUE = "review_due"
    RIGHTS_CHANGED = "rights_changed"
    APPROVAL_CHANGED = "approval_changed"
    CERTIFICATE_ENDS = "certificate_ends"
    SKILL_WAITS = "skill_waits"
    NEW_DEVICE = "new_device"


# What may be gathered; everything else goes by itself.
CAN_WAIT = frozenset(
    {
        NoticeKind.ROUND_ASKS, NoticeKind.ROUND_CLOSED, NoticeKind.PROPOSAL_WAITS, NoticeKind.REVIEW_DUE,
        NoticeKind.RIGHTS_CHANGED, NoticeKind.APPROVAL_CHANGED, NoticeKind.CERTIFICATE_ENDS, NoticeKind.SKILL_WAITS,
    }
)  # fmt: skip
# Somebody else on one's account: no switch, and no quiet hours.
ALWAYS = frozenset({NoticeKind.NEW_DEVICE})


class ChannelKind(StrEnum):
    """By what a notice goes out. In the pages it stands in any case."""

    PUSH = "push"
    MAIL = "mail"
    SMS = "sms"
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class Told:
    """Finished text. title: without names, health or a question's own words, for it goes out; body: for the page only."""

    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told. told: a language to the text in it; thing: what it is about; path: where it leads;
    key: one notice per receiver and key; team: whose Teams channel hears of it too."""

    kind: NoticeKind
    told: Callable[[str], Told]
    thing: tuple[str, UUID]
    path: str
    key: str
    urgent: bool = False
    team: UUID | None = None

    def __post_init__(self) -> None:
        if not self.path.startswith("/") or self.path.startswith("//"):
            raise ValueError("a notice leads to a page of the house")


Shifts = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Wishes:
    """A person's own choices. at_any_time: outside her working time too; gathered: what can wait comes as one message."""

    at_any_time: bool = False
    gathered: bool = True
    off: frozenset[NoticeKind] = frozenset()

    def wants(self, kind: NoticeKind) -> bool:
        """Whether a kind goes out to her at all."""
        return kind in ALWAYS or kind not in self.off


def may_wait(kind: NoticeKind, *, urgent: bool) -> bool:
    """Whether a notice may be gathered with others."""
    return kind in CAN_WAIT and not urgent


def due_at(kind: NoticeKind, *, urgent: bool, wishes: Wishes, shifts: Shifts | None, at: datetime) -> datetime:
    """When a notice may go out: now within one's shift, else when the next one begins.

    shifts: within a fortnight before and after, in any order. None: hers are not known, then office
    hours of weekdays in Finland. Known but none ahead, as on a leave: it is looked at again a day later. What can wait comes at the next beginning.
    """
    if kind in ALWAYS:
        return at
    gathers = wishes.gathered and may_wait(kind, urgent=urgent)
    known = _office(at) if shifts is None else sorted(shifts)
    if not gathers and (wishes.at_any_time or any(start <= at < end for start, end in known)):
        return at
    coming = next((start for start, _end in known if start > at), None)
    return coming or at + LOOK_AGAIN


def is_quiet(kind: NoticeKind, *, wishes: Wishes, shifts: Shifts | None, at: datetime) -> bool:
    """Whether a message that is due must wait after all: its receiver is not at work and has not chosen otherwise."""
    known = _office(at) if shifts is None else sorted(shifts)
    return not (kind in ALWAYS or wishes.at_any_time or any(start <= at < end for start, end in known))


def _office(at: datetime) -> list[tuple[datetime, datetime]]:
    today = at.astimezone(HELSINKI).date()
    days = [today + timedelta(days=n) for n in range(-1, 8)]
    return [
        (
            datetime.combine(day, OFFICE_BEGINS, HELSINKI).astimezone(UTC),
            datetime.combine(day, OFFICE_ENDS, HELSINKI).astimezone(UTC),
        )
        for day in days
        if day.weekday() < 5
    ]


def without(shifts: Shifts, away: Shifts) -> list[tuple[datetime, datetime]]:
    """Shifts without the times that one is away."""
    left = list(shifts)
    for gone, back in away:
        left = [
            piece
            for start, end in left
            for piece in ((start, min(end, gone)), (max(start, back), end))
            if piece[0] < piece[1]
        ]
    return sorted(set(left))


def wait_after(tries: int) -> timedelta | None:
    """How long after a failed try (the first is 1) the next one comes; None: no more."""
    return None if tries >= TRIES else min(FIRST_WAIT * 3 ** (tries - 1), LONGEST_WAIT)


def is_https(address: str) -> bool:
    """Whether an address may be kept as a peer's. Whether it leads outside, the sender looks at each sending."""
    try:
        parts = urlsplit(address)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    fine = address.isascii() and address.isprintable() and " " not in address
    return fine and named and parts.scheme == "https" and parts.username is None


def is_subscription(endpoint: str, key: str, auth: str) -> bool:
    """Whether this can be what a browser gave. key: a point of P-256, uncompressed; auth: 16 bytes; both base64url."""
    return len(endpoint) <= ENDPOINT_MAX and is_https(endpoint) and _bytes_in(key) == 65 and _bytes_in(auth) == 16


def _bytes_in(text: str) -> int:
    bare = text.rstrip("=")
    return len(bare) * 3 // 4 if _BASE64URL.fullmatch(bare) else -1


@dataclass(frozen=True, slots=True)
class Line:
    """One notice in a message: its title and where it leads."""

    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out, once. key: the same in each try, by which the peer knows a second one."""

    key: str
    title: str
    lines: tuple[Line, ...]
    path: str
    language: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Destination:
    """Where it goes. secret and more: what the channel needs besides, as a push subscription's keys."""

    address: str
    secret: str = ""
    more: str = ""


class TryAgain(Exception):
    """The peer did not take it this time. The text is a short code for the administrator: no address, no content."""


class WillNotGo(Exception):
    """The peer will never take it. The text is a short code."""


class AddressGone(Exception):
    """The address is no more: it is forgotten."""
