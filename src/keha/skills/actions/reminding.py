"""Last days that are near or over are told, each step of each once."""

from datetime import datetime

from django.db import transaction

from keha.presence.rules import local_date
from keha.skills import rules
from keha.skills.actions import telling
from keha.skills.models import Held


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Tells the person and her supervisor; returns of how many things. Twice on a day tells nothing the second time.

    Locks the rows it tells of. One query, and some twenty for each that is told.
    """
    today, told = local_date(at), 0
    near = Held.objects.filter(
        removed_at__isnull=True, until_date__gte=today - rules.PAST, until_date__lte=today + rules.SOON
    )
    for row in (
        near.exclude(person__departures__at__lte=at).select_for_update(of=("self",)).select_related("skill", "person")
    ):
        step = rules.step_due(row.until_date, reminded=row.reminded, on=today)
        if row.until_date and step is not None:
            telling.ends(row, row.until_date, step=step, at=at)
            Held.objects.filter(pk=row.pk).update(reminded=step)
            told += 1
    return told
