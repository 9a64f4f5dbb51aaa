"""A person's own: what she wants to hear of, when, on which devices and addresses; and opening a notice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from keha.foundation import audit
from keha.foundation.verdict import holds
from keha.notices import policies, rules
from keha.notices.models import Address, Delivery, KeptNotice, Parcel, Subscription, SwitchedOff, Wish
from keha.notices.rules import ALWAYS, ChannelKind, NoticeKind
from keha.organisation import duty
from keha.organisation.queries import Actor


def open_notice(*, notice_id: UUID, by: Actor, at: datetime) -> KeptNotice:
    """She has opened a notice of hers: it is no longer new. Raises KeptNotice.DoesNotExist."""
    notice = KeptNotice.objects.select_for_update(of=("self",)).get(pk=notice_id, person_id=by.id)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    audit.record("notices.open", actor=by.id, at=at, thing=("notice", notice.pk), whose=by.id)
    return notice


def open_all(*, by: Actor, at: datetime) -> None:
    """She has seen the list: nothing of it is new any more."""
    KeptNotice.objects.filter(person_id=by.id, read_at__isnull=True).update(read_at=at)
    audit.record("notices.open_all", actor=by.id, at=at, thing=("person", by.id), whose=by.id)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chooses. wanted: the kinds she wants messages of; mail, phone: her own, empty for none."""

    wanted: Collection[NoticeKind]
    at_any_time: bool
    gathered: bool
    mail: str = ""
    phone: str = ""


def choose(chosen: Chosen, *, by: Actor, at: datetime) -> None:
    """Keeps what she chose, from the next message on. Raises Refused when an address is none."""
    told = {ChannelKind.MAIL: mail_address(chosen.mail), ChannelKind.SMS: phone_number(chosen.phone)}
    SwitchedOff.objects.filter(person_id=by.id).delete()
    SwitchedOff.objects.bulk_create(
        SwitchedOff(person_id=by.id, kind=kind.value) for kind in NoticeKind if kind not in {*chosen.wanted, *ALWAYS}
    )
    Wish.objects.update_or_create(
        person_id=by.id, defaults={"at_any_time": chosen.at_any_time, "gathered": chosen.gathered}
    )
    for channel, address in told.items():
        if address:
            Address.objects.update_or_create(
                person_id=by.id, channel=channel.value, defaults={"address": address, "at": at}
            )
        else:
            Address.objects.filter(person_id=by.id, channel=channel.value).delete()
    audit.record("notices.choose", actor=by.id, at=at, thing=("person", by.id), whose=by.id)


def mail_address(text: str) -> str:
    """An e-mail address, or nothing. Raises Refused."""
    try:
        validate_email(text.strip() or "a@example.fi")
    except ValidationError:
        holds(False, otherwise="notices.not-an-address").or_refuse()
    return text.strip()


def phone_number(text: str) -> str:
    """A telephone number with its country, or nothing. Raises Refused."""
    number = duty.dialled(text.strip())
    number = f"+358{number[1:]}" if number.startswith("0") and not number.startswith("00") else number
    fits = number.startswith("+") and 9 <= len(number) <= 16
    holds(fits or not text.strip(), otherwise="notices.not-a-phone-number").or_refuse()
    return number


@dataclass(frozen=True, slots=True)
class Browser:
    """What a browser gives for pushing. session: of which sign-in, by its public id."""

    endpoint: str
    key: str
    auth: str
    device: str = ""
    session: UUID | None = None


def subscribe(browser: Browser, *, by: Actor, at: datetime) -> Subscription:
    """Notices come to this browser from now on; whoever had it before gets none there any more. Raises Refused."""
    holds(
        rules.is_subscription(browser.endpoint, browser.key, browser.auth), otherwise="notices.not-a-subscription"
    ).or_refuse()
    Subscription.objects.filter(endpoint=browser.endpoint).delete()
    policies.may_subscribe(Subscription.objects.filter(person_id=by.id).count()).or_refuse()
    made = Subscription.objects.create(
        person_id=by.id, endpoint=browser.endpoint, browser_key=browser.key, auth=browser.auth,
        device=browser.device[:80], session=browser.session, at=at,
    )  # fmt: skip
    audit.record("notices.subscribe", actor=by.id, at=at, thing=("subscription", made.pk), whose=by.id)
    return made


def unsubscribe(*, subscription_id: UUID, by: Actor, at: datetime) -> None:
    """Notices no longer come to one of her browsers. Raises Subscription.DoesNotExist."""
    Subscription.objects.get(pk=subscription_id, person_id=by.id).delete()
    audit.record("notices.unsubscribe", actor=by.id, at=at, thing=("subscription", subscription_id), whose=by.id)


def sign_off(*, person_id: UUID, browser: UUID | None, device: str, at: datetime) -> int:
    """A browser gets nothing any more; with a device's name, all of that name but this browser. Returns how many."""
    own = Subscription.objects.filter(person_id=person_id)
    this = [browser] if browser else []
    ended = own.filter(device=device).exclude(pk__in=this) if device else own.filter(pk__in=this)
    return ended.delete()[0]


def forget_person(*, person_id: UUID, at: datetime) -> None:
    """She has left: every way to her is forgotten, and what waits does not go."""
    Subscription.objects.filter(person_id=person_id).delete()
    Address.objects.filter(person_id=person_id).delete()
    waiting = Delivery.objects.filter(notice__person_id=person_id, parcel__isnull=True, dropped_at__isnull=True)
    waiting.update(dropped_at=at)
    Parcel.objects.filter(
        person_id=person_id, done_at__isnull=True, dropped_at__isnull=True, stuck_at__isnull=True
    ).update(dropped_at=at, why="has-left")
