"""Pure: what a person has against what a place needs, who hears how much of it, and when an end is near."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from keha.foundation.verdict import Verdict

# Days before the last one at which it is reminded of; 0: the day after it.
STEPS = (60, 14, 0)
SOON = timedelta(days=STEPS[0])
# What ended longer ago than this is not reminded of any more.
PAST = timedelta(days=30)
# What was taken away can be given back for so long.
UNDO = timedelta(days=7)
NAME_MAX, CODE_MAX = 120, 40


class SkillKind(StrEnum):
    """What kind of thing a person has."""

    ABILITY = "ability"  # she can do it; she says so herself
    CERTIFICATE = "certificate"  # a paper, often with a last day
    KEY = "key"  # in her keeping


class Level(StrEnum):
    """What a person says of an ability of her own. Blank for certificates and keys."""

    WANTS = "wants"  # would like to learn
    CAN = "can"
    TEACHES = "teaches"  # can, and is glad to show others


class Source(StrEnum):
    """What makes a thing needed."""

    LAW = "law"
    CONTRACT = "contract"
    OWN = "own"  # the place's own wish


class Reader(StrEnum):
    """Who is told why somebody cannot be chosen."""

    ONESELF = "oneself"
    SUPERVISOR = "supervisor"  # the person's own
    COLLEAGUE = "colleague"


@dataclass(frozen=True, slots=True)
class Has:
    """A person has a thing of the catalogue. until: its last day, none: no end. seen: another has seen it."""

    skill: UUID
    until: date | None = None
    seen: bool = False
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Inducted:
    """A person was inducted at a site. seen: confirmed by who inducted her, or by her supervisor."""

    site: UUID
    until: date | None = None
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """All that counts of one person, restricted facts among it: it goes to `judge` and to no page."""

    has: tuple[Has, ...] = ()
    inducted: tuple[Inducted, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """A place or a task needs a thing."""

    skill: UUID
    kind: SkillKind
    source: Source


@dataclass(frozen=True, slots=True)
class Place:
    """A site and what it and the tasks done there need. The induction is needed always: työturvallisuuslaki 14 §."""

    site: UUID
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """One reason why not. skill: the thing it is about; none: the induction. until: the day on which it ended."""

    code: str
    source: Source
    skill: UUID | None = None
    until: date | None = None

    @property
    def is_binding(self) -> bool:
        """Whether the law or the contract says so, and not the place's own wish."""
        return self.source is not Source.OWN


NOT_SELECTABLE = "skills.not-selectable"


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a person can be chosen for a place, with every reason: `seen_by` says how much of it one may hear."""

    missing: tuple[Missing, ...] = ()

    def __bool__(self) -> bool:
        return not self.missing

    def told(self, reader: Reader) -> tuple[Missing, ...]:
        """The reasons that a reader hears: all of one's own, the binding ones of one's people, none of a colleague's."""
        if reader is Reader.ONESELF:
            return self.missing
        return tuple(one for one in self.missing if one.is_binding) if reader is Reader.SUPERVISOR else ()

    def seen_by(self, reader: Reader) -> Verdict:
        """The verdict as a reader hears it. What she does not hear is one code, whatever and however much it is."""
        told = self.told(reader)
        codes = [one.code for one in told] + ([NOT_SELECTABLE] if len(told) < len(self.missing) else [])
        return Verdict(tuple(dict.fromkeys(codes)))


def judge(card: Card, place: Place, *, on: date) -> Judged:
    """Whether a person meets a place's needs on a day, each thing that is missing once."""
    found = _induction(card, place.site, on=on)
    has = {one.skill: one for one in card.has}
    for need in place.needs:
        code = _lack(need, has.get(need.skill), on=on)
        if code:
            held = has.get(need.skill)
            ended = held.until if held and code.endswith("-over") else None
            found.append(Missing(code, need.source, need.skill, ended))
    return Judged(_strictest(found))


def _induction(card: Card, site: UUID, *, on: date) -> list[Missing]:
    there = [one for one in card.inducted if one.site == site]
    if not there:
        return [Missing("skills.not-inducted", Source.LAW)]
    living = [one for one in there if not is_over(one.until, on=on)]
    if not living:
        return [Missing("skills.induction-over", Source.LAW, until=max(one.until for one in there if one.until))]
    return [] if any(one.seen for one in living) else [Missing("skills.induction-not-seen", Source.LAW)]


def _lack(need: Need, held: Has | None, *, on: date) -> str:
    """The reason code, blank when there is none."""
    name = need.kind.value
    if held is None or (need.kind is SkillKind.ABILITY and held.level is Level.WANTS):
        return f"skills.{name}-missing"
    if is_over(held.until, on=on):
        return f"skills.{name}-over"
    return f"skills.{name}-not-seen" if need.kind is SkillKind.CERTIFICATE and not held.seen else ""


def _strictest(found: Iterable[Missing]) -> tuple[Missing, ...]:
    """Each thing once: what law or contract needs goes before the same as a wish."""
    kept: dict[tuple[str, UUID | None], Missing] = {}
    for one in sorted(found, key=lambda missing: list(Source).index(missing.source)):
        kept.setdefault((one.code, one.skill), one)
    return tuple(kept.values())


def is_over(until: date | None, *, on: date) -> bool:
    """Whether a last day has gone by. The last day itself still counts."""
    return until is not None and until < on


def ends_soon(until: date | None, *, on: date) -> bool:
    """Whether a last day is near, but not over."""
    return until is not None and on <= until <= on + SOON


def step_due(until: date | None, *, reminded: int | None, on: date) -> int | None:
    """The reminder to send now: one of STEPS, the latest whose time has come and none that was sent. None: nothing.

    reminded: the last one sent of this last day. However long nobody looked, one reminder goes, not all.
    """
    if until is None or on - until > PAST:
        return None
    left = (until - on).days
    step = 0 if left < 0 else next((step for step in reversed(STEPS) if step and left <= step), None)
    return step if step is not None and (reminded is None or step < reminded) else None


@dataclass(frozen=True, slots=True)
class Thin:
    """A thing that at most one of a team has. one: exactly one has it. teachers: names of who will show it."""

    name: str
    one: bool
    is_induction: bool


def thin_spots(names: Sequence[tuple[str, bool]], have: Collection[tuple[int, UUID]]) -> list[Thin]:
    """Things of which a team depends on one person or has nobody, in the given order. Never whose it is.

    names: each thing's name and whether it is an induction; have: (place in names, person).
    """
    count = Counter(number for number, _person in set(have))
    return [
        Thin(name, count[number] == 1, is_induction)
        for number, (name, is_induction) in enumerate(names)
        if count[number] < 2
    ]


@dataclass(frozen=True, slots=True)
class Usual:
    """A thing that most employers' catalogues begin with."""

    code: str
    kind: SkillKind
    fi: str
    sv: str
    en: str
    restricted: bool = False


_A, _C, _K = SkillKind.ABILITY, SkillKind.CERTIFICATE, SkillKind.KEY
USUAL = (
    Usual("hygiene_passport", _C, "Hygieniapassi", "Hygienpass", "Hygiene passport"),
    Usual("salmonella", _C, "Salmonellaselvitys", "Salmonellautredning", "Salmonella statement", restricted=True),
    Usual("first_aid", _C, "Ensiapukoulutus EA 1", "Första hjälpen FHJ 1", "First aid course"),
    Usual("safety_card", _C, "Työturvallisuuskortti", "Arbetssäkerhetskort", "Occupational safety card"),
    Usual("site_key", _K, "Kohteen avain", "Nyckel till objektet", "Key of the site"),
    Usual("alarm_tag", _K, "Hälytystunniste", "Larmbricka", "Alarm tag"),
    Usual("special_diets", _A, "Erityisruokavaliot", "Specialkoster", "Special diets"),
    Usual("ordering", _A, "Ruokatilaukset", "Matbeställningar", "Ordering food"),
    Usual("combi_oven", _A, "Yhdistelmäuuni", "Kombiugn", "Combi oven"),
    Usual("floor_machine", _A, "Lattiakone", "Golvmaskin", "Floor machine"),
    Usual("floor_wax", _A, "Lattian vahaus", "Golvvaxning", "Waxing floors"),
    Usual("infection", _A, "Tartuntasiivous", "Smittstädning", "Infection cleaning"),
    Usual("computer", _A, "Tietokone ja sähköposti", "Dator och e-post", "Computer and e-mail"),
)
