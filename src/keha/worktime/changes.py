"""Pure: when a roster may be given out, and what a change of it needs. Consent is each person's own and for this once.

Sources: Working Hours Act 872/2019 16, 17, 19, 30, 30 a §; KVTES III 28 §; Labour Court TT 2007-47, TT 2014-26.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from keha.worktime.limits import Figures, Key
from keha.worktime.spans import midnight, minute_of
from keha.worktime.verdicts import LawVerdict, Reason, Unit


class ChangeKind(StrEnum):
    """What a change is."""

    SWAP = "swap"  # two workers, at their own wish
    MOVED = "moved"  # other times, another day or another site, within regular hours
    ADDITIONAL = "additional"  # over the contract, up to full time
    OVERTIME = "overtime"
    EMERGENCY = "emergency"
    HANDOVER = "handover"  # starting and finishing work: telling the next shift


class Ground(StrEnum):
    """Why the employer changes a roster that has been given out."""

    NONE = "none"
    JUSTIFIED = "justified"  # perusteltu syy, in the collective agreement
    WEIGHTY = "weighty"  # painava syy, in the act


@dataclass(frozen=True, slots=True)
class Bans:
    """What is paused in the workplace during industrial action. Nothing tells who takes part."""

    swaps: bool = False
    extra_work: bool = False


@dataclass(frozen=True, slots=True)
class Contract:
    """What a contract says of extra hours.

    additional_agreed: additional work is agreed on in the contract. variable: hours vary, so each time needs consent.
    must_when_compelling: an officeholder, and the nature of the work with very compelling reasons make it necessary.
    handover_agreed: starting and finishing work is agreed on.
    """

    additional_agreed: bool = False
    variable: bool = False
    must_when_compelling: bool = False
    handover_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a roster. people: all whose shifts change; consented: those who have said yes to exactly this.

    published: the roster has been given out. started: the worker has come to the shift that changes. by_employer: it is
    the employer's initiative. confirmed: the employer says yes, by a person or by a standing approval. refuses: on her
    rostered day off, for a justified personal reason. emergency_day: which day of emergency work. handover_minutes: of
    starting and finishing work in the week, this included.
    """

    kind: ChangeKind
    people: frozenset[UUID]
    consented: frozenset[UUID] = frozenset()
    published: bool = True
    started: bool = False
    by_employer: bool = False
    confirmed: bool = False
    ground: Ground = Ground.NONE
    contract: Contract = Contract()
    refuses: bool = False
    bans: Bans = Bans()
    emergency_day: int = 1
    handover_minutes: int = 0

    @property
    def all_consent(self) -> bool:
        """Whether everybody whose shifts change has said yes. Nobody's silence counts."""
        return self.people <= self.consented


def may_publish(since: date, at: datetime, figures: Figures) -> LawVerdict:
    """Whether a roster given out at an instant comes early enough: a week before its period begins at 00.00."""
    row = figures[Key.NOTICE]
    latest = midnight(since - timedelta(days=row.value or 0))
    if minute_of(at) <= latest:
        return LawVerdict()
    days = (midnight(since) - minute_of(at)) // (24 * 60)
    return LawVerdict((Reason("worktime.roster-late", row, midnight(since), max(0, days), row.value, Unit.COUNT),))


def may_change(change: Change, figures: Figures) -> LawVerdict:
    """Whether a change may be made; every reason says what is still missing. Rests and hours are `check`'s matter."""
    missing = _RULES[change.kind](change, figures)
    told = [_compensated(figures)] if change.kind is ChangeKind.EMERGENCY else []
    return LawVerdict(tuple(missing), tuple(told))


def _reason(what: str, figures: Figures, key: Key | None = None) -> Reason:
    return Reason(f"worktime.{what}", figures[key] if key else None, unit=Unit.NONE)


def _compensated(figures: Figures) -> Reason:
    return _reason("emergency-is-told", figures, Key.EMERGENCY)


def _swap(change: Change, figures: Figures) -> list[Reason]:
    found = [_reason("swaps-paused", figures)] if change.bans.swaps else []
    if not change.all_consent:
        found.append(_reason("swap-needs-both", figures, Key.CHANGE))
    if figures[Key.SWAP].value and not change.confirmed:
        found.append(_reason("swap-needs-employer", figures, Key.SWAP))
    return found


def _moved(change: Change, figures: Figures) -> list[Reason]:
    if not change.published and not change.started:
        return []
    if change.started and figures[Key.STARTED].value and not change.all_consent:
        return [_reason("started-shift", figures, Key.STARTED)]
    if not change.all_consent:
        return [] if change.by_employer and _suffices(change.ground, figures) else [_changed(figures)]
    found = [_reason("swaps-paused", figures)] if change.bans.swaps and not _forced(change, figures) else []
    if not (change.confirmed or change.by_employer):
        found.append(_reason("change-needs-employer", figures, Key.SWAP))
    return found


def _changed(figures: Figures) -> Reason:
    weighty = not figures[Key.JUSTIFIED].value
    what = "change-needs-consent-or-weighty" if weighty else "change-needs-consent-or-justified"
    return _reason(what, figures, Key.CHANGE if weighty else Key.JUSTIFIED)


def _forced(change: Change, figures: Figures) -> bool:
    return change.by_employer and not change.started and _suffices(change.ground, figures)


def _suffices(ground: Ground, figures: Figures) -> bool:
    return ground is Ground.WEIGHTY or (ground is Ground.JUSTIFIED and bool(figures[Key.JUSTIFIED].value))


def _additional(change: Change, figures: Figures) -> list[Reason]:
    found = _extra(change, figures)
    agreed = change.contract.additional_agreed and not change.contract.variable and not change.refuses
    if not (change.all_consent or agreed or change.contract.must_when_compelling):
        found.append(_reason("additional-needs-consent", figures, Key.ADDITIONAL))
    return found


def _overtime(change: Change, figures: Figures) -> list[Reason]:
    found = _extra(change, figures)
    if not (change.all_consent or change.contract.must_when_compelling):
        found.append(_reason("overtime-needs-consent", figures, Key.OVERTIME))
    return found


def _extra(change: Change, figures: Figures) -> list[Reason]:
    found = [_reason("extra-work-paused", figures)] if change.bans.extra_work else []
    if not change.by_employer:
        found.append(_reason("extra-work-initiative", figures, Key.INITIATIVE))
    return found


def _emergency(change: Change, figures: Figures) -> list[Reason]:
    row = figures[Key.EMERGENCY]
    found = [] if change.by_employer else [_reason("extra-work-initiative", figures, Key.INITIATIVE)]
    if row.value is not None and change.emergency_day > row.value:
        days = change.emergency_day
        found.append(Reason("worktime.emergency-too-long", row, None, days, row.value, Unit.COUNT, more_is_worse=True))
    return found


def _handover(change: Change, figures: Figures) -> list[Reason]:
    row = figures[Key.HANDOVER]
    if not change.contract.handover_agreed and not change.all_consent:
        return [_reason("additional-needs-consent", figures, Key.ADDITIONAL)]
    minutes = change.handover_minutes
    if change.all_consent or row.value is None or minutes <= row.value:
        return []
    return [Reason("worktime.handover-too-long", row, None, minutes, row.value, more_is_worse=True)]


_RULES: dict[ChangeKind, Callable[[Change, Figures], list[Reason]]] = {
    ChangeKind.SWAP: _swap,
    ChangeKind.MOVED: _moved,
    ChangeKind.ADDITIONAL: _additional,
    ChangeKind.OVERTIME: _overtime,
    ChangeKind.EMERGENCY: _emergency,
    ChangeKind.HANDOVER: _handover,
}


def short_cancel(starts: datetime, at: datetime, figures: Figures) -> Reason | None:
    """A remark: a shift of variable hours is cancelled so late that compensation is due (30 a §)."""
    row = figures.get(Key.CANCEL_HOURS)
    hours = (minute_of(starts) - minute_of(at)) // 60
    if row is None or row.value is None or minute_of(starts) - minute_of(at) >= row.value * 60:
        return None
    return Reason("worktime.cancel-compensated", row, minute_of(starts), hours, row.value, Unit.COUNT)
