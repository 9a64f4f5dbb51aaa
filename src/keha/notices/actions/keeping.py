"""The administrator's: the employer's gateways, and messages that are stuck; and what the clock forgets."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from keha.foundation import audit, jobs
from keha.foundation.context import employer_or_none
from keha.foundation.verdict import holds
from keha.notices import policies, rules, sealing
from keha.notices.actions.telling import JOB
from keha.notices.models import Gateway, KeptNotice, Parcel
from keha.notices.rules import ChannelKind
from keha.organisation.models import Team
from keha.organisation.queries import Actor

KEPT = timedelta(days=90)


def set_gateway(channel: ChannelKind, *, address: str, secret: str, team: Team | None, by: Actor, at: datetime) -> None:
    """Keeps by what the employer sends; no address: it no longer sends so. An empty secret leaves the old one. Raises Refused."""
    policies.may_keep_gateways(by).or_refuse()
    audit.record(
        "notices.set_gateway", actor=by.id, at=at, thing=(f"gateway {channel.value}", team.pk if team else None)
    )
    old = Gateway.objects.filter(channel=channel.value, team=team)
    if not address:
        old.delete()
        return
    holds(rules.is_https(address), otherwise="notices.not-https").or_refuse()
    kept = {"address": sealing.seal(address), "at": at}
    if secret or not old.exists():
        kept["secret"] = sealing.seal(secret)
    Gateway.objects.update_or_create(channel=channel.value, team=team, defaults=kept)


def try_again(*, parcel_id: UUID, by: Actor, at: datetime) -> None:
    """A stuck message gets all its tries anew. Raises Refused, Parcel.DoesNotExist."""
    policies.may_keep_gateways(by).or_refuse()
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel_id, stuck_at__isnull=False)
    parcel.stuck_at, parcel.tries, parcel.due_at, parcel.leased_until = None, 0, at, None
    parcel.save(update_fields=["stuck_at", "tries", "due_at", "leased_until"])
    audit.record("notices.try_again", actor=by.id, at=at, thing=("parcel", parcel.pk))
    jobs.hand_in(JOB, employer=str(employer_or_none()))


def give_up(*, parcel_id: UUID, by: Actor, at: datetime) -> None:
    """A stuck message is not sent any more. Raises Refused, Parcel.DoesNotExist."""
    policies.may_keep_gateways(by).or_refuse()
    parcel = Parcel.objects.select_for_update(of=("self",)).get(pk=parcel_id, stuck_at__isnull=False)
    parcel.stuck_at, parcel.dropped_at = None, at
    parcel.save(update_fields=["stuck_at", "dropped_at"])
    audit.record("notices.give_up", actor=by.id, at=at, thing=("parcel", parcel.pk))


def forget_old(*, at: datetime) -> int:
    """Drops notices of more than 90 days ago, and messages with nothing left in them. Returns how many."""
    old = KeptNotice.objects.filter(at__lt=at - KEPT).delete()[0]
    ended = Q(done_at__lt=at - KEPT) | Q(dropped_at__lt=at - KEPT) | Q(stuck_at__lt=at - KEPT)
    return old + Parcel.objects.filter(ended).delete()[0]
