"""Telling: a notice is written down in the transaction of what happened, with everything that shall go out of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from keha.foundation import jobs
from keha.foundation.context import employer_or_none
from keha.notices import queries, rules
from keha.notices.models import Delivery, Gateway, KeptNotice
from keha.notices.queries import Shift, Target
from keha.notices.rules import BODY_MAX, TITLE_MAX, ChannelKind, Notice, NoticeKind, Told, Wishes
from keha.organisation.models import Person

JOB, URGENT_JOB = "send_notices", "send_urgent_notices"
URGENT_FIRST = 100  # among waiting jobs; the others have 0
TEAM_LANGUAGE = "fi"


def tell(notice: Notice, *, to: Collection[UUID], at: datetime) -> None:
    """Tells these people, each in her language and once for a key; those who have left are passed over.

    In the transaction of what happened: with it everything stands or falls, the job that sends included.
    Some ten queries, however many people.
    """
    people = queries.receivers(set(to), at=at)
    kept = _kept_once(_rows(notice, people, at))
    deliveries = _to_people(notice, [row for row in kept if row.person_id], at) + _to_teams(kept, at)
    Delivery.objects.bulk_create(deliveries)
    if any(one.due_at <= at for one in deliveries):
        _hand_over(urgent=notice.urgent)


def _rows(notice: Notice, people: Sequence[Person], at: datetime) -> list[KeptNotice]:
    texts: dict[str, Told] = {}

    def row(language: str, **to: Any) -> KeptNotice:
        told = texts.setdefault(language, notice.told(language))
        return KeptNotice(
            kind=NoticeKind(notice.kind).value, title=_cut(told.title, TITLE_MAX), body=_cut(told.body, BODY_MAX),
            path=notice.path, thing_kind=notice.thing[0], thing_id=notice.thing[1], key=notice.key,
            urgent=notice.urgent, at=at, **to,
        )  # fmt: skip

    rows = [row(person.language, person_id=person.pk) for person in people]
    return rows + ([row(TEAM_LANGUAGE, team_id=notice.team)] if notice.team else [])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _kept_once(rows: list[KeptNotice]) -> list[KeptNotice]:
    """Those that were not there yet: the unique constraint decides, also between two tellers at once."""
    KeptNotice.objects.bulk_create(rows, ignore_conflicts=True)
    new = set(KeptNotice.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.pk in new]


def _to_people(notice: Notice, rows: list[KeptNotice], at: datetime) -> list[Delivery]:
    ids = [row.person_id for row in rows if row.person_id]
    targets: dict[Any, list[Target]] = queries.targets_of(ids, mail_goes=bool(settings.SMTP_URL)) if ids else {}
    reachable = list(targets)
    if not reachable:
        return []
    wishes: dict[Any, Wishes] = queries.wishes_of(reachable)
    shifts: dict[Any, list[Shift]] = queries.shifts_near(reachable, at=at)
    found = []
    for row in rows:
        person_id = row.person_id
        if person_id not in targets or not wishes[person_id].wants(notice.kind):
            continue
        due = rules.due_at(
            notice.kind, urgent=notice.urgent, wishes=wishes[person_id], shifts=shifts.get(person_id), at=at
        )
        found += [_delivery(row, way, due) for way in targets[person_id]]
    return found


def _to_teams(rows: list[KeptNotice], at: datetime) -> list[Delivery]:
    of_team: dict[Any, KeptNotice] = {row.team_id: row for row in rows if row.team_id}
    if not of_team:
        return []
    gateways = Gateway.objects.filter(channel=ChannelKind.TEAMS.value, team_id__in=list(of_team))
    return [_delivery(of_team[gate.team_id], Target(ChannelKind.TEAMS, gate.pk), at) for gate in gateways]


def _delivery(row: KeptNotice, way: Target, due: datetime) -> Delivery:
    return Delivery(notice=row, channel=way.channel.value, target=way.id, urgent=row.urgent, due_at=due)


def _hand_over(*, urgent: bool) -> None:
    """A job sends once this transaction has been committed. What is due later, a job of each minute finds."""
    job, first = (URGENT_JOB, URGENT_FIRST) if urgent else (JOB, 0)
    jobs.hand_in(job, priority=first, employer=str(employer_or_none()))


def call_off(*, thing: tuple[str, UUID], at: datetime, kinds: Collection[NoticeKind] | None = None) -> None:
    """What was told about a thing is past: in the pages it is marked so, and what has not gone out does not.

    kinds: only these. Two updates.
    """
    about = Q(thing_kind=thing[0], thing_id=thing[1])
    if kinds is not None:
        about &= Q(kind__in=[NoticeKind(kind).value for kind in kinds])
    told = KeptNotice.objects.filter(about, past_at__isnull=True)
    waiting = Delivery.objects.filter(notice__in=told.values("pk"), dropped_at__isnull=True, parcel__isnull=True)
    waiting.update(dropped_at=at)
    told.update(past_at=at)
