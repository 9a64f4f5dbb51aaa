"""My shifts: the next one first, three weeks, where, and who is with me; the calendar's secret address."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keha.foundation.languages import said
from keha.presence.queries import AtWork
from keha.shifts import actions, policies, queries
from keha.shifts.actions.feeds import token_of
from keha.shifts.queries import OwnShift
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked

SHOWN = timedelta(weeks=3)


@require_GET
def mine(request: Asked) -> HttpResponse:
    """My shifts. Six queries."""
    now, actor = timezone.now(), request.actor
    today = timezone.localdate(now)
    first = today - timedelta(days=today.weekday())
    until = first + SHOWN - timedelta(days=1)
    shifts = queries.own_shifts(actor.person, at=now, until=until)
    away = {day for _person, day in queries.away_on([actor.id], days=(today, until))}
    lines = [_line(shift, now) for shift in shifts]
    feed = queries.feed_of(actor.id)
    context = {
        "hero": lines[0] if lines else None,
        "weeks": _weeks(lines, away, first=first, today=today),
        "address": request.build_absolute_uri(reverse("shifts:feed", args=[token_of(feed)])) if feed else "",
        "made_at": feed.made_at if feed else None,
        "may_own_feed": bool(policies.may_own_feed(actor)),
        "team": actor.own_team,
    }
    return render(request, "shifts/mine.html", context)


def _line(shift: OwnShift, now: datetime) -> dict[str, Any]:
    return {
        "starts_at": shift.starts_at, "ends_at": shift.ends_at, "day": shift.day, "letter": shift.letter,
        "site": said(shift.site, "name", reader_language()).text, "colleagues": shift.beside,
        "names": _names(shift.beside), "is_now": shift.starts_at <= now,
    }  # fmt: skip


def _names(beside: Sequence[AtWork]) -> str:
    return ", ".join(dict.fromkeys(one.name for one in beside))


def _weeks(lines: list[dict[str, Any]], away: set[date], *, first: date, today: date) -> list[dict[str, Any]]:
    """The weeks with their days: what is worked, and the days away; days off are left out."""
    found = []
    for monday in (first + timedelta(weeks=n) for n in range(SHOWN.days // 7)):
        days = [monday + timedelta(days=n) for n in range(7)]
        rows = [line for line in lines if line["day"] in days]
        worked = {line["day"] for line in rows}
        rows += [{"day": day, "away": True} for day in days if day in away - worked and day >= today]
        rows.sort(key=lambda row: row["day"])
        span = sum((row["ends_at"] - row["starts_at"] for row in rows if "away" not in row), timedelta())
        found.append(
            {
                "number": monday.isocalendar().week,
                "first": monday,
                "last": days[-1],
                "rows": rows,
                "hours": _hours(span),
            }
        )
    return found


def _hours(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes // 60}.{minutes % 60:02}" if minutes % 60 else str(minutes // 60)


@require_POST
def make_feed(request: Asked) -> HttpResponse:
    """A new secret address; the one before ends."""
    actions.make_feed(by=request.actor, at=timezone.now())
    messages.success(request, _("Your calendar address is ready. Keep it to yourself."))
    return HttpResponseRedirect(reverse("shifts:mine") + "#calendar", status=303)


@require_POST
def end_feed(request: Asked) -> HttpResponse:
    """The address opens nothing any longer."""
    actions.end_feed(by=request.actor, at=timezone.now())
    messages.success(request, _("The calendar address has ended. A calendar that uses it gets nothing new."))
    return HttpResponseRedirect(reverse("shifts:mine") + "#calendar", status=303)
