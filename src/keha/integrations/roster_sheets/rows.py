"""Pure: what each person of a file would get, and why it needs somebody's eye first."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from keha.integrations.roster_sheets.cells import DAY, Letters, Said, Spell, hours_of, is_sign, said
from keha.integrations.roster_sheets.layouts import Entry
from keha.integrations.rules import RowState

HELSINKI = ZoneInfo("Europe/Helsinki")
LONGEST = timedelta(hours=16)


@dataclass(frozen=True, slots=True)
class Span:
    """A shift: instants in UTC. site: an id, or a name that could not be found, or blank for the usual one."""

    starts_at: datetime
    ends_at: datetime
    letter: str
    site: str

    @property
    def day(self) -> date:
        """The day in Finland on which it begins."""
        return self.starts_at.astimezone(HELSINKI).date()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why something needs an eye: a reason's code, and where in the file."""

    reason: str
    row: int
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A person's shifts and days away, and what could not be read."""

    spans: tuple[Span, ...]
    away: tuple[date, ...]
    doubts: tuple[Doubt, ...]


def key_of(name: str) -> str:
    """A name as it is compared: small letters, the words in one order, so that the family name may come first."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(sorted(re.findall(r"[\w'’-]+", plain)))


def signs(people: Iterable[Iterable[Entry]], letters: Letters) -> Counter[str]:
    """The short texts that cannot be read yet, and how often each stands: somebody gives them a meaning."""
    return Counter(
        entry.text.strip()
        for entries in people
        for entry in entries
        if is_sign(entry.text)
        and (found := said(entry.text, letters))
        and (found.unclear or _is_bare(entry.text, found))
    )


def _is_bare(text: str, found: Said) -> bool:
    return found.clock is not None and not re.search(r"[.:]|\d{4}", text)


def read(entries: Sequence[Entry], letters: Letters) -> Reading:
    """What a person's entries come to. Two halves of a night become one shift, the same line twice one."""
    spans: list[Span] = []
    away: set[date] = set()
    doubts: list[Doubt] = []
    for entry, found in _paired(_once(entries), letters):
        if entry.day is None:
            doubts.append(Doubt("integrations.roster-day", entry.row, None, entry.text))
        elif found.unclear:
            doubts.append(Doubt("integrations.roster-cell", entry.row, entry.day, entry.text))
        elif found.away:
            away.add(entry.day)
        else:
            for spell in found.spells:
                span = _span(entry.day, spell, entry.site or spell.site)
                spans += [span] if span else []
                doubts += [] if span else [Doubt("integrations.roster-no-such-time", entry.row, entry.day, entry.text)]
    whole = _joined(spans)
    doubts += _too_long(whole) + _meeting(whole)
    return Reading(tuple(whole), tuple(sorted(away - {span.day for span in whole})), tuple(doubts))


def _once(entries: Sequence[Entry]) -> list[Entry]:
    seen: dict[tuple[date | None, str, str], Entry] = {}
    kept = []
    for entry in entries:
        key = (entry.day, entry.text, entry.site)
        if key not in seen or re.fullmatch(r"[\d.:]+", entry.text):
            kept.append(entry)
        seen.setdefault(key, entry)
    return kept


def _paired(entries: Sequence[Entry], letters: Letters) -> list[tuple[Entry, Said]]:
    """The entries with what they say; a lone beginning and the lone end below it on the same day are one shift."""
    found: list[tuple[Entry, Said]] = []
    halves: dict[date, tuple[Entry, int]] = {}
    for entry in entries:
        one = said(entry.text, letters)
        if one.clock is None or entry.day is None:
            found.append((entry, one))
        elif entry.day in halves:
            first, starts = halves.pop(entry.day)
            spell = hours_of(starts, one.clock)
            found.append((first, Said((spell,)) if spell else Said(unclear=True)))
        else:
            halves[entry.day] = (entry, one.clock)
    return found + [(entry, Said(unclear=True)) for entry, _clock in halves.values()]


def _span(day: date, spell: Spell, site: str) -> Span | None:
    """The instants; None for a time that the day does not have, as 3.30 when the clocks go forward."""
    begin, end = (_instant(day, minutes) for minutes in (spell.starts, spell.ends))
    return Span(begin, end, spell.letter, site) if begin and end and begin < end else None


def _instant(day: date, minutes: int) -> datetime | None:
    on, clock = day + timedelta(days=minutes // DAY), time(minutes % DAY // 60, minutes % 60)
    local = datetime.combine(on, clock, HELSINKI)
    at = local.astimezone(UTC)
    return at if at.astimezone(HELSINKI).replace(tzinfo=None) == local.replace(tzinfo=None) else None


def _joined(spans: Iterable[Span]) -> list[Span]:
    """By start; a span that begins at the midnight at which another ends goes on with it."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.starts_at, one.ends_at)):
        last = whole[-1] if whole else None
        midnight = span.starts_at.astimezone(HELSINKI).time() == time(0)
        if last and midnight and last.ends_at == span.starts_at and last.site == span.site:
            whole[-1] = Span(last.starts_at, span.ends_at, last.letter or span.letter, last.site)
        else:
            whole.append(span)
    return list(dict.fromkeys(whole))


def _too_long(spans: Iterable[Span]) -> list[Doubt]:
    return [
        Doubt("shifts.too-long", 0, span.day, _clock(span)) for span in spans if span.ends_at - span.starts_at > LONGEST
    ]


def _meeting(spans: Sequence[Span]) -> list[Doubt]:
    pairs = pairwise(spans)
    return [
        Doubt("integrations.roster-meet", 0, other.day, f"{_clock(one)}, {_clock(other)}")
        for one, other in pairs
        if other.starts_at < one.ends_at
    ]


def _clock(span: Span) -> str:
    return "–".join(f"{one.astimezone(HELSINKI):%H.%M}" for one in (span.starts_at, span.ends_at))


Shifts = frozenset[tuple[datetime, datetime, str, str]]


def fate(
    wanted: tuple[Shifts, Collection[date]],
    now: tuple[Shifts, Collection[date]],
    reasons: Collection[str],
    *,
    skipped: bool,
) -> RowState:
    """What a person's row does, when it wants these shifts and days away and the roster has those."""
    if skipped:
        return RowState.SKIPPED
    if reasons:
        return RowState.EYE
    if (wanted[0], set(wanted[1])) == (now[0], set(now[1])):
        return RowState.SAME
    return RowState.CHANGE if now[0] or now[1] else RowState.NEW


def by_key(people: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Ids of people by the key of their names. people: name and id."""
    found: dict[str, list[str]] = {}
    for name, person_id in people:
        found.setdefault(key_of(name), []).append(person_id)
    return found
