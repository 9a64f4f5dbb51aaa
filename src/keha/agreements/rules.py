"""Pure decisions about ground rules: the headline of an answer, who may settle it, and whether it holds today."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from keha.foundation.verdict import Verdict, all_of, holds


class RulingVerdict(StrEnum):
    """What a ground rule says. Not to be mixed up with the house's own Verdict, a yes or no with reasons."""

    MAY = "may"
    MAY_NOT = "may_not"
    MUST = "must"
    NEED_NOT = "need_not"
    DEPENDS = "depends"
    INFO = "info"


class Decider(StrEnum):
    """Who decides inside the limits."""

    WORKER = "worker"
    TEAM = "team"
    SUPERVISOR = "supervisor"


class Addressee(StrEnum):
    """Whether the rule speaks to one person (sinä) or to several (te)."""

    SINA = "sina"
    TE = "te"


class Comparison(StrEnum):
    """How a limit compares: at most, at least, or only if a condition holds."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    ONLY_IF = "only_if"


class SourceKind(StrEnum):
    """What kind of text a rule leans on."""

    LAW = "law"
    COLLECTIVE_AGREEMENT = "collective_agreement"
    EMPLOYER = "employer"
    AREA = "area"
    TEAM = "team"
    CONTRACT = "contract"
    GUIDANCE = "guidance"


class Tone(StrEnum):
    """The colour of a headline; never without its sign and word."""

    GREEN = "green"
    AMBER_EDGE = "amber-edge"
    BLUE = "blue"
    AMBER = "amber"
    RED = "red"
    INK = "ink"


class Sign(StrEnum):
    """The sign of a headline."""

    TICK = "tick"
    HEADS = "heads"
    MARK = "mark"
    CROSS = "cross"
    ARROW = "arrow"
    DASH = "dash"
    INFORMATION = "i"


class HeadlineCode(StrEnum):
    """Every headline there is; its words are in wording."""

    MAY_WORKER = "may-worker"
    MAY_TEAM = "may-team"
    MAY_SUPERVISOR = "may-supervisor"
    MAY_LIMITS = "may-limits"
    DEPENDS_TEAM = "depends-team"
    DEPENDS_SUPERVISOR = "depends-supervisor"
    MAY_NOT = "may-not"
    MUST = "must"
    NEED_NOT = "need-not"
    NEED_NOT_LIMITS = "need-not-limits"
    INFO = "info"
    BEYOND = "beyond-limit"
    BELOW = "below-limit"
    NOT_MET = "condition-not-met"
    COMPARE = "compare-limit"


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in the three languages of the house."""

    fi: str
    sv: str
    en: str

    def of(self, language: str) -> str:
        """The words in this language; a regional code (sv-fi) means its language.

        Raises LookupError for a language the house does not speak.
        """
        match language.partition("-")[0].lower():
            case "fi":
                return self.fi
            case "sv":
                return self.sv
            case "en":
                return self.en
        raise LookupError(language)


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit or condition of a rule. value is None for a condition that has no figure."""

    quantity: str
    comparison: Comparison
    value: Decimal | None
    unit: str
    words: Words

    @property
    def is_condition(self) -> bool:
        return self.comparison is Comparison.ONLY_IF


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a reader has to know of a rule besides its text."""

    slug: str
    verdict: RulingVerdict
    decider: Decider
    addressee: Addressee
    fixed: bool
    limits: tuple[Limit, ...] = ()

    @property
    def conditions(self) -> tuple[Limit, ...]:
        return tuple(limit for limit in self.limits if limit.is_condition)

    @property
    def measures(self) -> tuple[Limit, ...]:
        """The limits that carry a figure: at most, at least."""
        return tuple(limit for limit in self.limits if not limit.is_condition)


@dataclass(frozen=True, slots=True)
class Headline:
    """The largest text of an answer card.

    limit_words: the limit that the headline says itself: of a permission, or the one that a question is past.
    conditional: the permission has other limits or conditions as well.
    """

    code: HeadlineCode
    tone: Tone
    sign: Sign
    limit_words: Words | None = None
    conditional: bool = False


LOOKS: Mapping[HeadlineCode, tuple[Tone, Sign]] = MappingProxyType(
    {
        HeadlineCode.MAY_WORKER: (Tone.GREEN, Sign.TICK),
        HeadlineCode.MAY_TEAM: (Tone.GREEN, Sign.TICK),
        HeadlineCode.MAY_SUPERVISOR: (Tone.AMBER_EDGE, Sign.TICK),
        HeadlineCode.MAY_LIMITS: (Tone.AMBER_EDGE, Sign.TICK),
        HeadlineCode.DEPENDS_TEAM: (Tone.BLUE, Sign.HEADS),
        HeadlineCode.DEPENDS_SUPERVISOR: (Tone.AMBER, Sign.MARK),
        HeadlineCode.MAY_NOT: (Tone.RED, Sign.CROSS),
        HeadlineCode.MUST: (Tone.INK, Sign.ARROW),
        HeadlineCode.NEED_NOT: (Tone.INK, Sign.DASH),
        HeadlineCode.NEED_NOT_LIMITS: (Tone.INK, Sign.DASH),
        HeadlineCode.INFO: (Tone.INK, Sign.INFORMATION),
        HeadlineCode.BEYOND: (Tone.RED, Sign.CROSS),
        HeadlineCode.BELOW: (Tone.RED, Sign.CROSS),
        HeadlineCode.NOT_MET: (Tone.RED, Sign.CROSS),
        HeadlineCode.COMPARE: (Tone.AMBER, Sign.MARK),
    }
)

BARE_HEADLINES = frozenset({HeadlineCode.MAY_WORKER, HeadlineCode.MAY_TEAM, HeadlineCode.NEED_NOT})


def headline(ruling: Ruling) -> Headline:
    """The headline of an answer. A rule with a limit or condition never gets a bare permission."""
    code = _code(ruling)
    tone, sign = LOOKS[code]
    if ruling.verdict not in {RulingVerdict.MAY, RulingVerdict.NEED_NOT}:
        return Headline(code, tone, sign)
    told = _told_limit(ruling)
    conditional = len(ruling.limits) > (0 if told is None else 1)
    return Headline(code, tone, sign, limit_words=None if told is None else told.words, conditional=conditional)


def _told_limit(ruling: Ruling) -> Limit | None:
    """The limit said in the headline: the rule's first one, when it is the only "at most"."""
    ceilings = [limit for limit in ruling.limits if limit.comparison is Comparison.AT_MOST]
    return ceilings[0] if len(ceilings) == 1 and ruling.limits[0] is ceilings[0] else None


def _code(ruling: Ruling) -> HeadlineCode:
    match ruling.verdict:
        case RulingVerdict.MAY:
            return _may(ruling)
        case RulingVerdict.DEPENDS:
            asks_supervisor = ruling.decider is Decider.SUPERVISOR
            return HeadlineCode.DEPENDS_SUPERVISOR if asks_supervisor else HeadlineCode.DEPENDS_TEAM
        case RulingVerdict.NEED_NOT:
            return HeadlineCode.NEED_NOT_LIMITS if ruling.limits else HeadlineCode.NEED_NOT
        case RulingVerdict.MAY_NOT:
            return HeadlineCode.MAY_NOT
        case RulingVerdict.MUST:
            return HeadlineCode.MUST
        case RulingVerdict.INFO:
            return HeadlineCode.INFO


def _may(ruling: Ruling) -> HeadlineCode:
    if ruling.decider is Decider.SUPERVISOR:
        return HeadlineCode.MAY_SUPERVISOR
    if ruling.limits:
        return HeadlineCode.MAY_LIMITS
    return HeadlineCode.MAY_WORKER if ruling.decider is Decider.WORKER else HeadlineCode.MAY_TEAM


def is_bare_permission(ruling: Ruling) -> bool:
    """Whether the headline permits (may, need not) and names no limit, condition or supervisor."""
    return _code(ruling) in BARE_HEADLINES and ruling.decider is not Decider.SUPERVISOR


def decided_by_oneself(ruling: Ruling) -> bool:
    """Whether the card may begin with "this is yours to settle": the worker or the team decides, and may."""
    open_verdicts = {RulingVerdict.MAY, RulingVerdict.NEED_NOT, RulingVerdict.DEPENDS}
    return ruling.verdict in open_verdicts and ruling.decider is not Decider.SUPERVISOR


def is_in_force(*, valid_from: date, valid_until: date | None, retired_at: datetime | None, today: date) -> Verdict:
    """Whether a version answers today. It still answers on its last day, valid_until."""
    return all_of(
        holds(retired_at is None, otherwise="agreements.retired"),
        holds(valid_from <= today, otherwise="agreements.not-yet-valid"),
        holds(valid_until is None or today <= valid_until, otherwise="agreements.expired"),
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule holds: one area, team or site; none of them means the whole employer."""

    area_id: UUID | None = None
    team_id: UUID | None = None
    site_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands: the areas and teams she belongs to, the sites she asks about."""

    area_ids: Collection[UUID] = ()
    team_ids: Collection[UUID] = ()
    site_ids: Collection[UUID] = ()


def covers(scope: Scope, place: Place) -> Verdict:
    """Whether a rule of this scope concerns this reader here."""
    inside = (
        (scope.area_id is None or scope.area_id in place.area_ids)
        and (scope.team_id is None or scope.team_id in place.team_ids)
        and (scope.site_id is None or scope.site_id in place.site_ids)
    )
    return holds(inside, otherwise="agreements.out-of-scope")
