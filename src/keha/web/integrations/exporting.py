"""The rules as a file, in the columns that can be brought in again."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.foundation import audit
from keha.integrations import queries
from keha.integrations.rule_sheets import writing
from keha.integrations.rule_sheets.columns import Field
from keha.questions import actions as questions
from keha.web.shell.places import Asked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _rows(request: Asked) -> list[list[str]]:
    now = timezone.now()
    place = queries.place_of(request.actor, questions.place_of(request.actor, None))
    lines = queries.exported(place, today=timezone.localdate(now))
    audit.record("integrations.export", actor=request.actor.id, at=now, thing=("rules", None))
    return [[line[one] for one in Field] for line in lines]


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type=kind, headers=headers)


@require_GET
def as_csv(request: Asked) -> HttpResponse:
    """The rules that the reader may read, as CSV."""
    return _file(writing.as_csv([one.value for one in Field], _rows(request)), "text/csv; charset=utf-8", "rules.csv")


@require_GET
def as_xlsx(request: Asked) -> HttpResponse:
    """The same as a workbook."""
    body = writing.as_xlsx([one.value for one in Field], _rows(request), tab=_("Rules"))
    return _file(body, XLSX, "rules.xlsx")
