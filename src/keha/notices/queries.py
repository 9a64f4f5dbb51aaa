"""Reads: who can be reached how and when, and what a person has been told."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, When

from keha.notices import rules, sealing, wording
from keha.notices.models import Address, Delivery, Gateway, KeptNotice, Parcel, Subscription, SwitchedOff, Wish
from keha.notices.rules import HORIZON, LIST_PATH, ChannelKind, Destination, Letter, Line, NoticeKind, Wishes
from keha.organisation.models import Person
from keha.presence import queries as presence

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
    """Each person's shifts of a fortnight before and after an instant, without the times she is away. Two queries.

    Whose shifts nobody has written down is left out; who is away from all of hers has none.
    """
    since, until = at - HORIZON, at + HORIZON
    shifts, away = (of(person_ids, since=since, until=until) for of in (presence.shifts_of, presence.away_of))
    known = {*shifts, *away}
    return {person_id: rules.without(shifts.get(person_id, ()), away.get(person_id, ())) for person_id in known}


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


@dataclass(frozen=True, slots=True)
class Going:
    """A notice that goes out in a message."""

    kind: NoticeKind
    title: str
    path: str


def lines_of(parcel: Parcel) -> list[Going]:
    """What of a message is still worth telling: not called off, and not read in the pages meanwhile. One query."""
    told = Delivery.objects.filter(parcel=parcel, notice__past_at__isnull=True, notice__read_at__isnull=True)
    found = told.order_by("notice__at", "id").values_list("notice__kind", "notice__title", "notice__path")
    return [Going(NoticeKind(kind), title, path) for kind, title, path in found]


def letter_of(parcel: Parcel, lines: Sequence[Going], *, language: str) -> Letter:
    """The message: one notice as it is, several under a common title."""
    one = lines[0] if len(lines) == 1 else None
    return Letter(
        key=parcel.pk.hex, title=one.title if one else wording.several(len(lines), language=language),
        lines=tuple(Line(each.title, each.path) for each in lines), path=one.path if one else LIST_PATH,
        language=language, urgent=parcel.urgent,
    )  # fmt: skip


def destination_of(parcel: Parcel) -> Destination | None:
    """Where a message goes; None: the subscription, address or gateway is no more. Two queries at most."""
    channel = ChannelKind(parcel.channel)
    if channel is ChannelKind.PUSH:
        browser = Subscription.objects.filter(pk=parcel.target).first()
        return Destination(browser.endpoint, browser.auth, browser.browser_key) if browser else None
    if channel is ChannelKind.TEAMS:
        gate = Gateway.objects.filter(pk=parcel.target).first()
        return Destination(sealing.opened(gate.address)) if gate else None
    own = Address.objects.filter(pk=parcel.target).values_list("address", flat=True).first()
    if own is None or channel is ChannelKind.MAIL:
        return Destination(own) if own else None
    gate = Gateway.objects.filter(channel=channel.value).first()
    return Destination(sealing.opened(gate.address), sealing.opened(gate.secret), own) if gate else None


def of_person(person_id: UUID, *, limit: int) -> list[KeptNotice]:
    """What a person has been told: what she has not opened first, then the newest. One query."""
    told = KeptNotice.objects.filter(person_id=person_id).annotate(
        seen=Case(When(read_at__isnull=True, past_at__isnull=True, then=0), default=1, output_field=IntegerField())
    )
    return list(told.order_by("seen", "-at")[:limit])


def count_new(person_id: UUID) -> int:
    """How many she has not opened and could still act on. One query."""
    return KeptNotice.objects.filter(person_id=person_id, read_at__isnull=True, past_at__isnull=True).count()


def stuck(*, limit: int) -> list[Parcel]:
    """Messages that nobody will send any more unless somebody looks, the newest first. One query."""
    return list(Parcel.objects.filter(stuck_at__isnull=False).order_by("-stuck_at")[:limit])


def count_waiting(*, at: datetime) -> int:
    """How many messages are past their time and not gone. One query."""
    return Parcel.objects.filter(
        due_at__lte=at, done_at__isnull=True, dropped_at__isnull=True, stuck_at__isnull=True
    ).count()


@dataclass(frozen=True, slots=True)
class Ways:
    """By what a person can be reached: her browsers, and her own addresses by channel."""

    browsers: tuple[Subscription, ...]
    addresses: Mapping[ChannelKind, str]
    sms_goes: bool


def ways_of(person_id: UUID) -> Ways:
    """Three queries."""
    return Ways(
        browsers=tuple(Subscription.objects.filter(person_id=person_id).order_by("-at")),
        addresses={ChannelKind(one.channel): one.address for one in Address.objects.filter(person_id=person_id)},
        sms_goes=Gateway.objects.filter(channel=ChannelKind.SMS.value).exists(),
    )


def gateways() -> list[Gateway]:
    """The employer's gateways. One query."""
    return list(Gateway.objects.select_related("team").order_by("channel"))
