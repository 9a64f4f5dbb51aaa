"""A person's shifts as a calendar (iCalendar, RFC 5545): no names of colleagues, no reason for anything."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keha.foundation.context import acting_for, door
from keha.foundation.languages import said
from keha.organisation.queries import present_person
from keha.shifts import queries
from keha.shifts.actions.feeds import owner_of
from keha.shifts.queries import OwnShift
from keha.web.shell.places import outside

SHOWN, PAST = timedelta(weeks=9), timedelta(weeks=2)
TOKEN_MAX = 64
LINE = 73  # octets; RFC 5545, 3.1 allows 75 with the fold's space


@require_safe
@outside
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whose address it is; anything else is not there."""
    with door():
        owner = owner_of(token) if len(token) <= TOKEN_MAX and token.isascii() else None
    if owner is None:
        raise Http404
    return _calendar(*owner, at=timezone.now())


def _calendar(employer_id: UUID, person_id: UUID, *, at: datetime) -> HttpResponse:
    with acting_for(employer_id):
        person = present_person(person_id, at=at)
        if person is None:
            raise Http404
        until: date = timezone.localdate(at) + SHOWN
        shifts = queries.own_shifts(person, at=at - PAST, until=until, alone=True)
        with translation.override(person.language):
            body = as_calendar(shifts, name=_("Shifts"), language=person.language, at=at)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def as_calendar(shifts: list[OwnShift], *, name: str, language: str, at: datetime) -> str:
    """The text of a calendar; lines end in CRLF and are folded. Its stamp is the day's, so that nothing new is the same text."""
    stamp = _instant(at.astimezone(UTC).replace(hour=0, minute=0, second=0))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Keha//Shifts//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for shift in shifts:
        site = said(shift.site, "name", language).text
        lines += [
            "BEGIN:VEVENT", f"UID:{shift.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{shift.site.pk.hex}@keha",
            f"DTSTAMP:{stamp}", f"DTSTART:{_instant(shift.starts_at)}", f"DTEND:{_instant(shift.ends_at)}",
            f"SUMMARY:{_text(f'{shift.letter} {site}'.strip())}", f"LOCATION:{_text(site)}", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """RFC 5545, 3.3.11."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def fold(line: str) -> str:
    """No line longer than 75 octets, and no letter cut in two."""
    parts, part = [], ""
    for sign in line:
        if len((part + sign).encode()) > LINE:
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
