"""My day: the shift, what waits for my yes or no, whom I could answer."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from keha.foundation.languages import said
from keha.presence import queries as presence
from keha.presence.models import Stint
from keha.questions.queries import questions
from keha.questions.rules import State
from keha.web.questions import rows
from keha.web.shell.places import Asked

OPEN = 8


def _shift(stint: Stint) -> dict[str, Any]:
    return {
        "starts_at": stint.period.lower, "ends_at": stint.period.upper,
        "site": said(stint.site, "name", (get_language() or "fi")[:2]).text,
        "colleagues": presence.beside(stint),
    }  # fmt: skip


def _is_today(stint: Stint, now: datetime) -> bool:
    return timezone.localdate(stint.period.lower) == timezone.localdate(now) or stint.period.lower <= now


@require_GET
def today(request: Asked) -> HttpResponse:
    """Today."""
    now, actor = timezone.now(), request.actor
    stint = presence.stint_of(actor.person, at=now)
    shift = _shift(stint) if stint else None
    is_today = stint is not None and _is_today(stint, now)
    desk = questions.desk(actor, own=20, of_teams=OPEN)
    mine = [one for one in desk.own if one.state is State.ANSWERED]
    others = presence.at_work(actor.working_team_ids, at=now)
    context = {
        "shift": shift if is_today else None,
        "next_shift": None if is_today else shift,
        "open_questions": [rows.row(one, actor) for one in desk.open if one.state is State.WAITING],
        "waiting": [rows.row(one, actor) for one in desk.own if one.state is State.WAITING],
        "answered": [rows.row(one, actor) for one in mine],
        "team_now": sum(1 for other in others if other.person_id != actor.id),
    }
    return render(request, "today/today.html", context)
