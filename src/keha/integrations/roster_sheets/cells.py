"""Pure: what a cell of a roster says: hours, a letter, a day off, away; a cell that cannot be read is told, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

DAY = 24 * 60
SIGN_LENGTH = 6
# Days off and absences as rosters of the trade mark them; a team's own letters stand before these.
FREE = frozenset({"", "-", "–", "—", ".", "/", "x", "v", "vv", "vp", "vapaa", "ledig", "off", "free", "day off"})
AWAY = frozenset(
    {
        "poissa", "borta", "away", "loma", "vl", "sl", "vuosiloma", "kesäloma", "talviloma", "semester", "sairas", "sairasloma",
        "sjuk", "sjukledig", "sick", "leave", "holiday", "vacation", "äitiysloma", "vanhempainvapaa", "hoitovapaa", "vårdledig",
        "föräldraledig", "opintovapaa", "studieledig", "virkavapaa", "tjänstledig", "tjl", "vv-loma", "tilapäinen hoitovapaa",
    }
)  # fmt: skip
# Single signs that mean an absence in most places; a person says so before it is believed.
PROBABLY_AWAY = frozenset("szhgmt7")
_CLOCK = r"(\d{1,2})(?:[.:](\d{2})(?::\d{2})?)?|(\d{4})"
_ONE = re.compile(rf"(?:{_CLOCK})", re.ASCII)
_TIME = r"(?:\d{1,2}(?:[.:]\d{2}(?::\d{2})?)?|\d{4})"
_HOURS = re.compile(
    rf"(?:(?P<letter>[^\W\d_]{{1,4}})[ :]+)?(?P<a>{_TIME})\s*[-–—]\s*(?P<b>{_TIME})(?:[ :/]+(?P<after>[^\W\d_]{{1,4}}))?"
)


@dataclass(frozen=True, slots=True)
class Spell:
    """Work from a minute of the day to another; an end of 1440 is midnight, beyond it the next day. site: an id or blank."""

    starts: int
    ends: int
    letter: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says. away: she is away; unclear: it could not be read; neither and no spell: a day off.

    clock: a lone time of the day, the beginning or the end of a shift whose other half stands elsewhere.
    """

    spells: tuple[Spell, ...] = ()
    away: bool = False
    unclear: bool = False
    clock: int | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """What a letter means in this team. spell: none for a day off or away."""

    spell: Spell | None = None
    away: bool = False


Letters = Mapping[str, Sign]


def clock_of(text: str) -> int | None:
    """A time of day in minutes: 6, 6.30, 06:30, 06:30:00, 0630, 24.00, 2400; None for what is none."""
    plain = text.strip()
    found = _ONE.fullmatch(plain)
    if found is None:
        return None
    hours, minutes, packed = found.groups()
    hour, minute = (int(packed[:2]), int(packed[2:])) if packed else (int(hours), int(minutes or 0))
    return hour * 60 + minute if minute < 60 and (hour < 24 or (hour, minute) == (24, 0)) else None


def hours_of(starts: int, ends: int, *, letter: str = "", site: str = "") -> Spell | None:
    """A spell of two times; an end that is not after the start is the next day's. None when there is no time between."""
    if starts in (ends, DAY):
        return None
    return Spell(starts, ends if ends > starts else ends + DAY, letter, site)


def said(text: str, letters: Letters) -> Said:
    """What a cell says; several spells by a comma, a plus, or a line end."""
    plain = " ".join(text.split(" ")).strip()
    known = letters.get(plain)
    if known:
        return Said((known.spell,) if known.spell else (), away=known.away)
    small = plain.casefold()
    if small in FREE:
        return Said()
    if small in AWAY:
        return Said(away=True)
    parts = [part.strip() for part in re.split(r"[,;+\n]| / ", plain) if part.strip()]
    if len(parts) > 1 and "," in plain and re.fullmatch(r"\d{1,2},\d{1,2}", plain):
        return Said(unclear=True)  # a number with a decimal comma: a sum of hours, not two shifts
    spells = [_spell(part, letters) for part in parts]
    if spells and all(spells):
        return Said(tuple(one for one in spells if one))
    clock = clock_of(plain)
    return Said(clock=clock) if clock is not None else Said(unclear=True)


def _spell(text: str, letters: Letters) -> Spell | None:
    known = letters.get(text)
    if known and known.spell:
        return known.spell
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    starts, ends = clock_of(found["a"]), clock_of(found["b"])
    if starts is None or ends is None:
        return None
    letter = found["letter"] or found["after"] or ""
    meant = letters.get(letter)
    return hours_of(starts, ends, letter=letter, site=meant.spell.site if meant and meant.spell else "")


def is_sign(text: str) -> bool:
    """Whether a cell is short enough to be a letter that somebody can give a meaning."""
    return 0 < len(text.strip()) <= SIGN_LENGTH


IDENTITY = re.compile(r"(?<![0-9A-Za-z])[0-3]\d[01]\d\d\d[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y](?![0-9A-Za-z])")


def without_identity(text: str) -> str:
    """The text without what looks like a personal identity code: it goes no further than this."""
    return IDENTITY.sub("", text).strip()


def neutral(text: str, letters: Letters) -> str:
    """The text as it is kept: whatever says that somebody is away says only that."""
    return "poissa" if said(text, letters).away else text
