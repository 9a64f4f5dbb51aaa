"""Reads: who can be reached how and when, and what a person has been told."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from keha.notices.models import Address, Gateway, Subscription, SwitchedOff, Wish
from keha.notices.rules import HORIZON, ChannelKind, NoticeKind, Wishes
from keha.organisation.models import Person
from keha.presence.models import Stint

Shift = tuple[datetime, datetime]


def receivers(person_ids: Collection[UUID], *, at: datetime) -> list[Person]:
    """Those of these people who are still here, with their language. One query."""
    return list(Person.objects.filter(pk__in=person_ids).exclude(departures__at__lte=at).only("language", "employer"))


def wishes_of(person_ids: Collection[UUID]) -> dict[UUID, Wishes]:
    """What each of these people wants, the defaults where she has chosen nothing. Two queries."""
    off: dict[UUID, set[NoticeKind]] = defaultdict(set)
    for person_id, kind in SwitchedOff.objects.filter(person_id__in=person_ids).values_list("person_id", "kind"):
        off[person_id].add(NoticeKind(kind))
    when = {wish.person_id: wish for wish in Wish.objects.filter(person_id__in=person_ids)}
    return {
        person_id: Wishes(
            at_any_time=when[person_id].at_any_time if person_id in when else False,
            gathered=when[person_id].gathered if person_id in when else True,
            off=frozenset(off[person_id]),
        )
        for person_id in person_ids
    }


def shifts_near(person_ids: Collection[UUID], *, at: datetime) -> dict[UUID, list[Shift]]:
    """Each person's shifts of a fortnight before and after an instant. One query."""
    found: dict[UUID, list[Shift]] = defaultdict(list)
    near = Stint.objects.filter(person_id__in=person_ids, period__overlap=(at - HORIZON, at + HORIZON))
    for person_id, period in near.values_list("person_id", "period").order_by("period"):
        found[person_id].append((period.lower, period.upper))
    return found


@dataclass(frozen=True, slots=True)
class Target:
    """A way to a person: a channel, and the row that it is kept in."""

    channel: ChannelKind
    id: UUID


def targets_of(person_ids: Collection[UUID], *, mail_goes: bool) -> dict[UUID, list[Target]]:
    """By what each person can be reached outside the pages. Three queries.

    mail_goes: whether the installation has a mail server; SMS goes where the employer has a gateway.
    """
    found: dict[UUID, list[Target]] = defaultdict(list)
    for pk, person_id in Subscription.objects.filter(person_id__in=person_ids).values_list("pk", "person_id"):
        found[person_id].append(Target(ChannelKind.PUSH, pk))
    going = {ChannelKind.MAIL} if mail_goes else set()
    if Gateway.objects.filter(channel=ChannelKind.SMS.value).exists():
        going.add(ChannelKind.SMS)
    told = Address.objects.filter(person_id__in=person_ids, channel__in=[kind.value for kind in going])
    for pk, person_id, channel in told.values_list("pk", "person_id", "channel"):
        found[person_id].append(Target(ChannelKind(channel), pk))
    return found
