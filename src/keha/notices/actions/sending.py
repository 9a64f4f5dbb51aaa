"""Sending: what is due is packed into messages, and each message goes to its peer under one key.

A message is claimed and its try written down and committed before the peer is spoken to; what the peer said is written down
after. Whoever dies in between leaves a lease that runs out; then the same message is sent again under the same key.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from keha.foundation.context import acting_for
from keha.foundation.ids import uuid7
from keha.notices import queries, rules
from keha.notices.actions.telling import TEAM_LANGUAGE
from keha.notices.channels import channel_of
from keha.notices.models import Address, Attempt, Delivery, Parcel, Subscription
from keha.notices.queries import Going
from keha.notices.rules import AddressGone, ChannelKind, Destination, Letter, TryAgain, WillNotGo

log = logging.getLogger(__name__)
PACKED_AT_ONCE, IN_A_PARCEL = 200, 20


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message of ours until its lease ends. number: which try this is."""

    parcel: UUID
    number: int
    channel: ChannelKind
    letter: Letter
    to: Destination


def send_due(
    employer_id: UUID, *, clock: Callable[[], datetime], lasting: timedelta, urgent_only: bool = False
) -> bool:
    """Sends what is due, the urgent first, in transactions of its own. lasting: no new message is begun after it.

    Returns whether it stopped before everything was sent.
    """
    until = clock() + lasting
    while send_next(employer_id, at=clock(), urgent_only=urgent_only):
        if clock() >= until:
            return True
    return False


def send_next(employer_id: UUID, *, at: datetime, urgent_only: bool = False) -> bool:
    """Sends the one message that is due first. Returns whether there was any."""
    with acting_for(employer_id):
        _pack(at, urgent_only)
        claimed = _claim(at, urgent_only)
    if claimed is None:
        return False
    outcome, trouble = _handed(claimed)
    with acting_for(employer_id):
        _settle(claimed, outcome, trouble, at)
    return True


def _pack(at: datetime, urgent_only: bool) -> None:
    """What is due becomes messages: the urgent each its own, the rest gathered by target."""
    due = Delivery.objects.select_for_update(of=("self",), skip_locked=True).filter(
        parcel__isnull=True, dropped_at__isnull=True, due_at__lte=at, **({"urgent": True} if urgent_only else {})
    )
    together: dict[tuple[str, UUID, UUID | int], list[Delivery]] = defaultdict(list)
    rows = due.select_related("notice").order_by("-urgent", "due_at", "id")[:PACKED_AT_ONCE]
    for number, one in enumerate(rows, start=1):
        together[one.channel, one.target, number if one.urgent else 0].append(one)
    for gathered in together.values():
        for start in range(0, len(gathered), IN_A_PARCEL):
            _into_parcel(gathered[start : start + IN_A_PARCEL])


def _into_parcel(deliveries: Sequence[Delivery]) -> None:
    first = deliveries[0]
    parcel = Parcel.objects.create(
        pk=uuid7(), channel=first.channel, person_id=first.notice.person_id, target=first.target,
        urgent=first.urgent, due_at=first.due_at,
    )  # fmt: skip
    Delivery.objects.filter(pk__in=[one.pk for one in deliveries]).update(parcel=parcel)


def _claim(at: datetime, urgent_only: bool) -> Claimed | None:
    """Takes the first message that may go; on the way those that may not are dropped or put off."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=at)
    waiting = Parcel.objects.select_for_update(of=("self",), skip_locked=True).filter(
        free, done_at__isnull=True, dropped_at__isnull=True, stuck_at__isnull=True, due_at__lte=at,
        **({"urgent": True} if urgent_only else {}),
    )  # fmt: skip
    while parcel := waiting.order_by("-urgent", "due_at", "id").first():
        if claimed := _looked_at(parcel, at):
            return claimed
    return None


@dataclass(frozen=True, slots=True)
class Ready:
    """What may go after a second look, and where."""

    lines: Sequence[Going]
    to: Destination
    language: str


def _looked_at(parcel: Parcel, at: datetime) -> Claimed | None:
    """Looks again whether a message may go, for much may have happened since it was told."""
    if parcel.tries >= rules.TRIES:
        _close(parcel, "stuck_at", "no-word", at)
        return None
    found = _what_goes(parcel, at)
    if isinstance(found, Ready):
        return _begun(parcel, queries.letter_of(parcel, found.lines, language=found.language), found.to, at)
    if isinstance(found, datetime):
        parcel.due_at = found
        parcel.save(update_fields=["due_at"])
    else:
        _close(parcel, "dropped_at", found, at)
    return None


def _what_goes(parcel: Parcel, at: datetime) -> Ready | datetime | str:
    """What may go; or not before an instant; or why it does not go at all."""
    lines, to = queries.lines_of(parcel), queries.destination_of(parcel)
    if not lines or to is None:
        return "no-address" if lines else "nothing-left"
    return _to_person(parcel, lines, to, at) if parcel.person_id else Ready(lines, to, TEAM_LANGUAGE)


def _to_person(parcel: Parcel, lines: Sequence[Going], to: Destination, at: datetime) -> Ready | datetime | str:
    receiver = next(iter(queries.receivers([parcel.person_id], at=at)), None) if parcel.person_id else None
    if receiver is None:
        return "has-left"
    wishes = queries.wishes_of([receiver.pk])[receiver.pk]
    shifts = queries.shifts_near([receiver.pk], at=at).get(receiver.pk)
    wanted = [one for one in lines if wishes.wants(one.kind)]
    if not wanted:
        return "not-wanted"
    if all(rules.is_quiet(one.kind, wishes=wishes, shifts=shifts, at=at) for one in wanted):
        return rules.due_at(wanted[0].kind, urgent=parcel.urgent, wishes=wishes, shifts=shifts, at=at)
    return Ready(wanted, to, receiver.language)


def _begun(parcel: Parcel, letter: Letter, to: Destination, at: datetime) -> Claimed:
    parcel.tries += 1
    parcel.leased_until = at + rules.LEASE
    parcel.save(update_fields=["tries", "leased_until"])
    number = Attempt.objects.filter(parcel=parcel).count() + 1
    Attempt.objects.create(parcel=parcel, number=number, began_at=at)
    return Claimed(parcel.pk, number, ChannelKind(parcel.channel), letter, to)


def _close(parcel: Parcel, how: str, why: str, at: datetime) -> None:
    setattr(parcel, how, at)
    parcel.why, parcel.leased_until = why, None
    parcel.save(update_fields=[how, "why", "leased_until"])


def _handed(claimed: Claimed) -> tuple[str, str]:
    """What came of it: sent, again, never or gone; and a code of the trouble. No transaction is open."""
    channel = channel_of(claimed.channel)
    if channel is None:
        return "never", "no-channel"
    try:
        channel.send(claimed.letter, claimed.to)
    except AddressGone as trouble:
        return "gone", str(trouble)
    except WillNotGo as trouble:
        return "never", str(trouble)
    except TryAgain as trouble:
        return "again", str(trouble)
    except Exception as trouble:  # one message that nobody foresaw must not keep the others from going
        log.exception("notices: %s", type(trouble).__name__)
        return "again", f"error-{type(trouble).__name__}"
    return "sent", ""


def _settle(claimed: Claimed, outcome: str, trouble: str, at: datetime) -> None:
    Attempt.objects.filter(parcel_id=claimed.parcel, number=claimed.number).update(
        ended_at=at, outcome=(trouble or outcome)[:60]
    )
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=claimed.parcel)
    if parcel.done_at:
        return
    wait = rules.wait_after(parcel.tries)
    if outcome == "sent":
        _close(parcel, "done_at", "", at)
    elif outcome == "gone":
        _forget_target(parcel)
        _close(parcel, "dropped_at", "no-address", at)
    elif outcome == "never" or wait is None:
        _close(parcel, "stuck_at", trouble[:60], at)
    else:
        parcel.due_at, parcel.leased_until, parcel.why = at + wait, None, trouble[:60]
        parcel.save(update_fields=["due_at", "leased_until", "why"])


def _forget_target(parcel: Parcel) -> None:
    """A browser that is subscribed no more, a mailbox that is no more."""
    kept = Subscription if parcel.channel == ChannelKind.PUSH else Address
    kept.objects.filter(pk=parcel.target).delete()
