"""Shared tablets: pairing one with a team, PINs on it, coming in by one, unlocking, and taking it away."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from keha.foundation import audit
from keha.foundation.verdict import Verdict, holds
from keha.organisation import pins, policies, rules, tablets
from keha.organisation.actions import door
from keha.organisation.models import Account, Attempt, Device, Membership, Person, Pin, Session, Team
from keha.organisation.queries import Actor
from keha.organisation.tablets import keyed


def open_pairing(*, team: Team, name: str, by: Actor, at: datetime) -> Device:
    """A tablet may be paired with a team, by a code that works once within ten minutes. Raises Refused."""
    policies.may_keep_tablets(by, team_id=team.pk).or_refuse()
    device = Device(team=team, name=name, made_by_id=by.id, made_at=at, expires_at=at + rules.CODE_LIFETIME)
    device.code_hash = keyed(f"tablet {pairing_code(device)}")
    device.save(force_insert=True)
    audit.record("organisation.open_pairing", actor=by.id, at=at, thing=("device", device.pk))
    return device


def pairing_code(device: Device) -> str:
    """The code of a tablet that waits: worked out from its random id and the installation's secret."""
    number = int.from_bytes(keyed(f"tablet code {device.pk}")[:8])
    return f"{number % 10**rules.CODE_DIGITS:0{rules.CODE_DIGITS}}"


def pair(code: str, *, browser: str, network: str, at: datetime) -> tuple[Device | None, Verdict]:
    """This tablet becomes the team's, at the door, by a code. Counts a wrong one, as at signing in."""
    if not (verdict := door.may_try(network, at=at)):
        return None, verdict
    found = Device.objects.select_for_update(of=("self",)).filter(
        code_hash=keyed(f"tablet {rules.only_digits(code)}"), unpaired_at__isnull=True
    )
    device = found.order_by("-made_at").first()
    if device is None:
        return None, door.count_wrong(network, at=at)
    verdict = rules.may_be_used(expires_at=device.expires_at, used_at=device.paired_at, at=at)
    return (become_paired(device, browser=browser, at=at) if verdict else None), verdict


def become_paired(device: Device, *, browser: str, at: datetime) -> Device:
    """The tablet that waited is the team's from now on. browser: as the list shows it, "Chrome, Android"."""
    device.paired_at, device.browser = at, browser
    device.save(update_fields=["paired_at", "browser"])
    return device


def unpair(*, device: Device, by: Actor, at: datetime) -> None:
    """The tablet is nobody's from this instant on: whoever is signed in on it is refused at her next click.

    Raises Refused. Its PINs and sessions are forgotten at the door: see forget_tablet.
    """
    policies.may_keep_tablets(by, team_id=device.team_id).or_refuse()
    Device.objects.filter(pk=device.pk, unpaired_at__isnull=True).update(unpaired_at=at)
    audit.record("organisation.unpair", actor=by.id, at=at, thing=("device", device.pk))


def forget_tablet(device_id: UUID) -> None:
    """The PINs and the sessions of a tablet that has been unpaired go, at the door."""
    Pin.objects.filter(device_id=device_id).delete()
    Session.objects.filter(tablet=device_id).delete()


def set_pin(*, account: Account, device_ids: Collection[UUID], pin: str, at: datetime) -> None:
    """Somebody's PIN on these tablets, at the door. Whoever is in by the old one is out. Raises Refused."""
    pins.may_be_pin(pin).or_refuse()
    for device_id in device_ids:
        kept = pins.slow_hash(pin, tablets.secret_of(device_id, account.pk))
        Pin.objects.update_or_create(account=account, device_id=device_id, defaults={"hash": kept, "set_at": at})
    Session.objects.filter(account=account, tablet__in=device_ids).delete()


@dataclass(frozen=True, slots=True)
class Knock:
    """Who says she is who, on which tablet."""

    employer_id: UUID
    device_id: UUID
    person_id: UUID


def enter_by_pin(knock: Knock, *, pin: str, at: datetime) -> tuple[Account | None, Verdict]:
    """The account that a PIN opens, at the door. Counts a wrong one, for her and for the tablet; locks the tablet.

    One reply for whoever is unknown, has no PIN, is locked or shut out, and the slow hash is worked out in any case.
    """
    marks = tablets.tries_of(knock.device_id, knock.person_id), tablets.tries_on(knock.device_id)
    door.lock(marks[1])
    recent = Attempt.objects.filter(at__gt=at - pins.WRONG_WINDOW)
    by_person, on_device = (recent.filter(network=mark).count() for mark in marks)
    may_try = pins.may_try(by_person=by_person, on_device=on_device)
    kept = _pin_of(knock)
    account_id = kept.account_id if kept else knock.person_id
    looked_at = kept.hash if kept and may_try else pins.nobodys()
    fits = pins.fits(looked_at, pin, tablets.secret_of(knock.device_id, account_id))
    if kept and fits:
        return kept.account, Verdict()
    if may_try:
        Attempt.objects.bulk_create(Attempt(network=mark, at=at) for mark in marks)
    return None, holds(False, otherwise="organisation.pin-wrong")


def _pin_of(knock: Knock) -> Pin | None:
    inside = Membership.objects.filter(employer_id=knock.employer_id, person_id=knock.person_id)
    living = Pin.objects.filter(
        device_id=knock.device_id, device__employer_id=knock.employer_id, device__unpaired_at__isnull=True,
        account__is_active=True, account__in=inside.values("account_id"),
    )  # fmt: skip
    return living.select_related("account").first()


def may_unlock(*, device: Device, person: Person, by: Actor, at: datetime) -> None:
    """Somebody may try her PIN on a tablet again: asked and written down here, done by unlock. Raises Refused."""
    policies.may_keep_tablets(by, team_id=device.team_id).or_refuse()
    audit.record("organisation.unlock", actor=by.id, at=at, thing=("device", device.pk), whose=person.pk)


def unlock(*, device_id: UUID, person_id: UUID) -> None:
    """Her wrong tries on a tablet are forgotten, at the door, those of codes too, and as many of the tablet's own."""
    Attempt.objects.filter(network=keyed(f"{rules.DEVICE}{device_id} {person_id}")).delete()
    own = Attempt.objects.filter(network=tablets.tries_of(device_id, person_id))
    count = own.delete()[0]
    all_tries = Attempt.objects.filter(network=tablets.tries_on(device_id)).order_by("-at")
    Attempt.objects.filter(pk__in=list(all_tries.values_list("pk", flat=True)[:count])).delete()
