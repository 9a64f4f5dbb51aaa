"""Rules of one topic that hold at once: the stricter wins, part by part, and a contradiction answers nothing.

The order of strictness. Permission: may, depends, may not; and by decider: worker, team, supervisor. Duty: need not,
none, must. At most: the least; at least: the greatest. Conditions hold together.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import IntEnum
from types import MappingProxyType
from uuid import UUID

from keha.agreements.rules import Comparison, Decider, Limit, Ruling, RulingVerdict
from keha.foundation.verdict import Verdict, all_of, holds
from keha.language.quantities import in_base


class Width(IntEnum):
    """How wide a rule's scope is; the widest first."""

    EMPLOYER = 0
    AREA = 1
    PLACE = 2  # a team or a site


@dataclass(frozen=True, slots=True)
class Member:
    """A rule that takes part: in force, and of the reader's place."""

    key: UUID
    ruling: Ruling
    width: Width = Width.EMPLOYER


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit with a figure, comparable. about: what it is of, where its rule has several of the kind; else blank."""

    kind: str
    comparison: Comparison
    about: str
    value: Decimal

    @property
    def place(self) -> tuple[str, Comparison, str]:
        """Bounds of one place are compared; the others hold side by side."""
        return self.kind, self.comparison, self.about

    def is_looser_than(self, other: "Bound") -> bool:
        """Whether it leaves more room than another of its place."""
        return self.value > other.value if self.comparison is Comparison.AT_MOST else self.value < other.value


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a rule is compared, each part apart. Higher is stricter; -1: the rule says nothing of it."""

    permission: int
    duty: int
    decider: int
    bounds: frozenset[Bound]
    conditions: frozenset[Limit]

    @property
    def contradict(self) -> bool:
        """Whether the same is commanded and forbidden."""
        return self.permission == _FORBIDDEN and self.duty == _COMMANDED

    @property
    def verdict(self) -> RulingVerdict:
        """What they say together, where they do not contradict."""
        if self.duty == _COMMANDED:
            return RulingVerdict.MUST
        return _VERDICTS[self.permission, self.duty]


@dataclass(frozen=True, slots=True)
class Other:
    """A rule beside the one that is quoted, and what it made stricter: the verdict, who decides, limits, conditions."""

    key: UUID
    verdict: bool
    decider: bool
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """What rules say together. ruling: never looser than any of them. quoted: whose text is shown whole."""

    ruling: Ruling
    quoted: UUID
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One rule commands what another forbids: nothing answers before people have settled it."""

    keys: tuple[UUID, ...]


_FORBIDDEN, _COMMANDED = 2, 2
_LEVELS: Mapping[RulingVerdict, tuple[int, int]] = MappingProxyType(
    {
        RulingVerdict.INFO: (-1, 1),
        RulingVerdict.NEED_NOT: (-1, 0),
        RulingVerdict.MAY: (0, 1),
        RulingVerdict.DEPENDS: (1, 1),
        RulingVerdict.MAY_NOT: (_FORBIDDEN, 1),
        RulingVerdict.MUST: (-1, _COMMANDED),
    }
)
_VERDICTS = {levels: verdict for verdict, levels in _LEVELS.items()}
_DECIDERS = (Decider.WORKER, Decider.TEAM, Decider.SUPERVISOR)
_FIGURES = re.compile(r"\d[\d\s.,]*")


def parts_of(ruling: Ruling) -> Parts:
    """The compared parts of one rule."""
    permission, duty = _LEVELS[ruling.verdict]
    return Parts(
        permission, duty, _DECIDERS.index(ruling.decider),
        bounds=frozenset(_least(bound for bound in _bounds(ruling).values())),
        conditions=frozenset(limit for limit in ruling.limits if _holds_beside(limit)),
    )  # fmt: skip


def _holds_beside(limit: Limit) -> bool:
    return limit.is_condition or limit.value is None


def _bounds(ruling: Ruling) -> dict[Limit, Bound]:
    based = {
        limit: in_base(limit.quantity, limit.value)
        for limit in ruling.limits
        if limit.value is not None and not limit.is_condition
    }
    several = Counter(
        kind for kind, _about in {((k, row.comparison), _about(row)) for row, (k, _value) in based.items()}
    )
    return {
        limit: Bound(kind, limit.comparison, _about(limit) if several[kind, limit.comparison] > 1 else "", value)
        for limit, (kind, value) in based.items()
    }


def _about(limit: Limit) -> str:
    return _FIGURES.sub("#", limit.words.fi).strip().casefold()


def _least(bounds: Iterable[Bound]) -> Iterable[Bound]:
    """Of each place the strictest."""
    found: dict[tuple[str, Comparison, str], Bound] = {}
    for bound in bounds:
        known = found.get(bound.place)
        if known is None or known.is_looser_than(bound):
            found[bound.place] = bound
    return found.values()


def join(one: Parts, other: Parts) -> Parts:
    """The stricter of each part: in any order, any number of times, grouped in any way the same."""
    return Parts(
        max(one.permission, other.permission), max(one.duty, other.duty), max(one.decider, other.decider),
        frozenset(_least(one.bounds | other.bounds)), one.conditions | other.conditions,
    )  # fmt: skip


def merge(members: Collection[Member], *, quoting: UUID | None = None) -> Merged | Conflict:
    """What these rules say together. Raises ValueError for none at all.

    quoting: whose text stands on the page; else that of the strictest. A narrower rule never loosens a wider one, nor the other way: each part is the strictest of all.
    """
    ordered = sorted(members, key=lambda member: (member.width, member.key))
    if not ordered:
        raise ValueError("no rules to merge")
    together = parts_of(ordered[0].ruling)
    for member in ordered[1:]:
        together = join(together, parts_of(member.ruling))
    if together.contradict:
        against = {RulingVerdict.MUST, RulingVerdict.MAY_NOT}
        return Conflict(tuple(member.key for member in ordered if member.ruling.verdict in against))
    wanted = [member for member in ordered if member.key == quoting] or ordered
    quoted = max(reversed(wanted), key=lambda member: _nearness(member.ruling, together))
    rest = [member for member in ordered if member.key != quoted.key]
    limits = _limits([quoted, *rest], together)
    return Merged(
        ruling=replace(
            quoted.ruling,
            verdict=together.verdict,
            decider=_DECIDERS[together.decider],
            fixed=any(member.ruling.fixed for member in ordered),
            limits=tuple(limits),
        ),
        quoted=quoted.key,
        others=tuple(_other(member, quoted.ruling, limits, together.verdict) for member in rest),
    )


def _nearness(ruling: Ruling, together: Parts) -> tuple[int, ...]:
    """How much of the whole a rule says by itself; of two alike the binding one is nearer, then the narrower."""
    own = parts_of(ruling)
    alike = own.verdict == together.verdict
    return alike, own.permission, own.decider, len(own.bounds & together.bounds), ruling.fixed


def _limits(members: Iterable[Member], together: Parts) -> dict[Limit, UUID]:
    """The limits that hold, each with the rule it is from: the quoted rule's in their places, then the others'."""
    found: dict[Limit, UUID] = {}
    strictest: dict[Bound, tuple[Limit, UUID]] = {}
    members = tuple(members)
    for member in members:
        for limit, bound in _bounds(member.ruling).items():
            if bound in together.bounds:
                strictest.setdefault(bound, (limit, member.key))
    in_place = {bound.place: held for bound, held in strictest.items()}
    for member in members:
        bounds = _bounds(member.ruling)
        for limit in member.ruling.limits:
            held = in_place[bounds[limit].place] if limit in bounds else (limit, member.key)
            found.setdefault(*held)
    return found


def _other(member: Member, quoted: Ruling, limits: Mapping[Limit, UUID], verdict: RulingVerdict) -> Other:
    return Other(
        member.key,
        verdict=member.ruling.verdict is verdict is not quoted.verdict,
        decider=_DECIDERS.index(member.ruling.decider) > _DECIDERS.index(quoted.decider),
        limits=tuple(limit for limit, key in limits.items() if key == member.key),
    )


def loosens(narrow: Ruling, wide: Ruling) -> Verdict:
    """Where a narrower rule would be looser than a wider one of the same topic: each reason; none where nowhere.

    The wider rule holds beside it all the same, so what is looser has no effect. Conditions always hold together and
    are not compared.
    """
    small, large = parts_of(narrow), parts_of(wide)
    if join(small, large).contradict:
        return Verdict(("agreements.contradicts",))
    says = RulingVerdict.INFO not in {narrow.verdict, wide.verdict}
    return all_of(
        holds(not says or max(small.permission, 0) >= large.permission, otherwise="agreements.looser-permission"),
        holds(not says or small.duty >= large.duty, otherwise="agreements.looser-duty"),
        holds(small.decider >= large.decider, otherwise="agreements.looser-decider"),
        *(_as_tight(small.bounds, bound) for bound in sorted(large.bounds, key=lambda bound: bound.place)),
    )


def _as_tight(bounds: Iterable[Bound], wide: Bound) -> Verdict:
    alike = [bound for bound in bounds if (bound.kind, bound.comparison) == (wide.kind, wide.comparison)]
    same = [bound for bound in alike if bound.about == wide.about] or alike
    if not same:
        return Verdict(("agreements.leaves-limit-out",))
    return holds(not all(bound.is_looser_than(wide) for bound in same), otherwise="agreements.looser-limit")
