"""What time does to rounds: asks newcomers, reminds in working time, closes what may close, ends what is over."""

from datetime import datetime
from uuid import UUID

from keha.agreements.actions import rounds_telling as telling
from keha.agreements.actions.rounds_ending import settle
from keha.agreements.consent import Next, RoundEnd
from keha.agreements.models import Round
from keha.agreements.queries import rounds
from keha.presence import queries as presence


def tick_rounds(*, at: datetime) -> None:
    """Looks at each open round of the employer once, and at the rules whose review is due. Twice, or late, is the same.

    A round locks by itself; who is at work is asked once.
    """
    open_ids = list(Round.objects.filter(endings__isnull=True).order_by("closes_at", "pk").values_list("pk", flat=True))
    at_work = {row.person_id for row in presence.everybody_at_work(at=at)} if open_ids else set()
    for round_id in open_ids:
        _tick_one(round_id, at_work, at=at)
    _remind_deciders(at=at)
    for version in rounds.due_reviews(at=at):
        telling.tell_review(version, at=at)


def _tick_one(round_id: UUID, at_work: set[UUID], *, at: datetime) -> None:
    around = ("by", "lead", "rule", "draft", "draft__rule", "draft__team", "draft__area", "draft__site")
    found = Round.objects.select_for_update(of=("self",)).select_related(*around).get(pk=round_id)
    if found.endings.exists() or settle(found, at=at) is not Next.GO_ON:
        return
    if at >= found.closes_at:
        telling.tell_stuck(found, at=at)
        return
    telling.tell_asked(found, at=at)
    telling.remind(found, rounds.asked_of(found, rounds.voices_of(round_id), at=at), at_work, at=at)


def _remind_deciders(*, at: datetime) -> None:
    waiting = Round.objects.filter(endings__kind=RoundEnd.PASSED_ON, decisions__isnull=True).select_related("draft")
    for found in waiting:
        if number := telling.decider_reminder(found.endings.get(), at=at):
            telling.tell_decider(found, rounds.teams_of(found.pk), number=number, at=at)
