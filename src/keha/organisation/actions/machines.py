"""An employer's own machines: keys of its directory, whether its groups are followed, and its sign-in service."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from keha.foundation import audit
from keha.foundation.verdict import holds
from keha.organisation import policies, rules
from keha.organisation.models import GroupsChoice, MachineKey, SignInService, UsedState
from keha.organisation.queries import Actor
from keha.organisation.sealing import mark_of, opened, seal

TOKEN, SECRET = "machine key", "sign-in service"


def token_of(key: MachineKey) -> str:
    """The key as the directory sends it: worked out from its random id and the installation's secret."""
    return "keha_" + base64.urlsafe_b64encode(mark_of(str(key.pk), use=TOKEN)).decode().rstrip("=")


def make_key(*, by: Actor, at: datetime) -> MachineKey:
    """A new key for the employer's directory, while the one before it still works. Raises Refused."""
    policies.may_keep_people(by).or_refuse()
    living = MachineKey.objects.filter(employer_id=by.employer_id, ended_at__isnull=True).count()
    holds(living < rules.KEYS_MAX, otherwise="organisation.keys-enough").or_refuse()
    key = MachineKey(made_by=by.person, made_at=at)
    key.token_hash = mark_of(token_of(key), use=TOKEN)
    key.save(force_insert=True)
    audit.record("organisation.make_key", actor=by.id, at=at, thing=("machine-key", key.pk))
    return key


def end_key(*, key: MachineKey, by: Actor, at: datetime) -> None:
    """A key opens nothing from now on. Without a word when it has ended. Raises Refused."""
    policies.may_keep_people(by).or_refuse()
    if MachineKey.objects.filter(pk=key.pk, ended_at__isnull=True).update(ended_at=at):
        audit.record("organisation.end_key", actor=by.id, at=at, thing=("machine-key", key.pk))


def employer_of(token: str) -> tuple[UUID, UUID] | None:
    """Whose key this is, and its id, at the door; None for one that opens nothing. One query."""
    found = MachineKey.objects.filter(token_hash=mark_of(token, use=TOKEN), ended_at__isnull=True).first()
    return (cast(UUID, found.employer_id), found.pk) if found else None


def note_use(*, key_id: UUID, at: datetime) -> None:
    """Remembers, to some minutes, that a key was used."""
    MachineKey.objects.filter(pk=key_id).exclude(used_at__gt=at - rules.KEY_SHOWN).update(used_at=at)


def follow_groups(*, follows: bool, by: Actor, at: datetime) -> None:
    """Groups of the directory say from now on who is in which team, or do not. Raises Refused."""
    policies.may_keep_people(by).or_refuse()
    choice = GroupsChoice.objects.create(follows=follows, by=by.person, at=at)
    audit.record("organisation.follow_groups", actor=by.id, at=at, thing=("groups-choice", choice.pk))


@dataclass(frozen=True, slots=True)
class Service:
    """What an administrator tells of a sign-in service. secret: blank keeps the one before."""

    issuer: str
    client_id: str
    secret: str
    claim: str
    number_claim: str = ""


def keep_service(told: Service, *, by: Actor, at: datetime) -> SignInService:
    """Writes an employer's sign-in service down, anew or over the one before. Raises Refused."""
    policies.may_keep_people(by).or_refuse()
    before = SignInService.objects.select_for_update(of=("self",)).filter(employer_id=by.employer_id).first()
    same_service = before is not None and before.issuer == told.issuer and before.client_id == told.client_id
    # A kept secret never goes to another issuer.
    holds(bool(told.secret) or same_service, otherwise="organisation.secret-missing").or_refuse()
    service = before or SignInService()
    service.issuer, service.client_id, service.claim = told.issuer, told.client_id, told.claim
    service.number_claim, service.by, service.at = told.number_claim, by.person, at
    if told.secret:
        service.secret = seal(told.secret, use=SECRET, at=at)
    service.save()
    audit.record("organisation.keep_service", actor=by.id, at=at, thing=("sign-in-service", service.pk))
    return service


def drop_service(*, by: Actor, at: datetime) -> None:
    """The employer's sign-in service is no longer used. Raises Refused."""
    policies.may_keep_people(by).or_refuse()
    if SignInService.objects.filter(employer_id=by.employer_id).delete()[0]:
        audit.record("organisation.drop_service", actor=by.id, at=at, thing=("sign-in-service", None))


def secret_of(service: SignInService) -> str:
    """What the service knows us by. Raises sealing.Broken when the installation's key has changed."""
    return opened(bytes(service.secret), use=SECRET)


def use_up(state: str, *, at: datetime) -> bool:
    """Whether a state comes back for the first time, at the door."""
    _row, is_new = UsedState.objects.get_or_create(mark=mark_of(state, use="state"), defaults={"at": at})
    return is_new
