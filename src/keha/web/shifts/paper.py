"""A team's roster on paper: a PDF of one or three weeks, A4 across."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.foundation import audit
from keha.foundation.languages import said
from keha.web.components.templatetags.keha_look import spoken_date
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shifts.pdf import Sheet, document
from keha.web.shifts.rosters import asked_days, seen_team, table


@require_GET
def pdf(request: Asked, team_id: UUID) -> HttpResponse:
    """The PDF; a page a week."""
    team, now, language = seen_team(request, team_id), timezone.now(), reader_language()
    today = timezone.localdate(now)
    days = asked_days(request, today=today)
    found = table([team], days=days, today=today, language=language)
    name = said(team, "name", language).text
    printed = _("Printed on {day}. The page in Kehä holds.").format(day=spoken_date(today, language=language))
    sheets = []
    for week in range(len(found["days"]) // 7):
        span = slice(week * 7, week * 7 + 7)
        columns = [f"{day.weekday} {day.number}" for day in found["days"][span]]
        rows = [
            (line.name, [cell.replace("\n", " ") for cell in line.cells[span]])
            for group in found["groups"]
            for line in group["lines"]
        ]
        first, last = found["days"][span][0].day, found["days"][span][-1].day
        title = f"{name} {spoken_date(first, language=language)} – {spoken_date(last, language=language)}"
        sheets.append(Sheet(title, (_("Name"), *columns), tuple((who, *cells) for who, cells in rows), printed))
    audit.record("shifts.read", actor=request.actor.id, at=now, thing=("team", team.pk))
    response = HttpResponse(document(sheets), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="roster-{days[0]:%Y-%m-%d}.pdf"'
    return response
