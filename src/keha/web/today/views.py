"""My day: the shift, what waits for my yes or no, whom I could answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from keha.agreements.queries import rounds
from keha.foundation.languages import said
from keha.notices.queries import count_new
from keha.organisation import queries as organisation
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind
from keha.presence import queries as presence
from keha.presence.models import Stint
from keha.presence.queries import AtWork
from keha.questions.queries import lists, questions
from keha.questions.queries.lists import TeamState
from keha.questions.rules import State
from keha.web.questions import rows
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

OPEN = 8
NOTHING = TeamState()


@dataclass(frozen=True, slots=True)
class LedTeam:
    """A team as its supervisor sees it today."""

    id: UUID
    name: str
    waiting: int
    reached: int
    at_work: int


def _shift(stint: Stint, colleagues: list[AtWork]) -> dict[str, Any]:
    return {
        "starts_at": stint.period.lower, "ends_at": stint.period.upper,
        "site": said(stint.site, "name", reader_language()).text,
        "colleagues": colleagues,
    }  # fmt: skip


def _is_today(stint: Stint, now: datetime) -> bool:
    return timezone.localdate(stint.period.lower) == timezone.localdate(now) or stint.period.lower <= now


def _led(actor: Actor, others: list[AtWork], now: datetime) -> list[LedTeam]:
    """How the teams that she leads stand now. One query; none for who leads none."""
    if not actor.is_supervisor:
        return []
    stands, language = lists.states(actor, at=now), reader_language()
    return [
        LedTeam(
            id=team.pk, name=said(team, "name", language).text,
            waiting=stands.get(team.pk, NOTHING).waiting, reached=stands.get(team.pk, NOTHING).reached,
            at_work=sum(1 for other in others if other.team_id == team.pk),
        )
        for team in actor.led_teams
    ]  # fmt: skip


def _seen(actor: Actor) -> list[dict[str, Any]]:
    """The teams that somebody without one may look at. One query."""
    language = reader_language()
    return [{"id": team.pk, "name": said(team, "name", language).text} for team in organisation.teams_seen_by(actor)]


@require_GET
def today(request: Asked) -> HttpResponse:
    """Today."""
    now, actor = timezone.now(), request.actor
    stint = presence.stint_of(actor.person, at=now)
    others, colleagues = presence.around(actor.working_team_ids, stint, at=now)
    shift = _shift(stint, colleagues) if stint else None
    is_today = stint is not None and _is_today(stint, now)
    desk = questions.desk(actor, own=20, of_teams=OPEN, at=now)
    context = {
        "shift": shift if is_today else None,
        "next_shift": None if is_today else shift,
        "reached": [rows.row(one, actor) for one in desk.reached],
        "open_questions": [rows.row(one, actor) for one in desk.open if one.state is State.WAITING],
        "waiting": [rows.row(one, actor) for one in desk.own if one.state is State.WAITING],
        "answered": [rows.row(one, actor) for one in desk.own if one.state is State.ANSWERED],
        "wanted": [(row, row.title(reader_language())) for row in rounds.wanted_from(actor)],
        "team_now": sum(1 for other in others if other.person_id != actor.id),
        "led": _led(actor, others, now),
        "seen": _seen(actor) if actor.own_team is None else [],
        "new_notices": count_new(actor.id),
        "is_administrator": RoleKind.ADMINISTRATOR in actor.roles,
    }
    return render(request, "today/today.html", context)
