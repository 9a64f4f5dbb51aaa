"""One row of a sheet: mended or left out."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from keha.foundation.verdict import Verdict
from keha.integrations import actions, queries
from keha.integrations.models import Placing, SheetRow
from keha.integrations.rule_sheets.columns import Field
from keha.integrations.rules import CONFIRMABLE, RowState
from keha.web.integrations.forms import RowForm, readable
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

ALWAYS = (Field.TITLE, Field.TEXT, Field.VERDICT, Field.DECIDER)


def _found(request: Asked, sheet_id: UUID, row: int) -> tuple[SheetRow, Placing]:
    found = SheetRow.objects.filter(sheet__in=queries.visible_to(request.actor), sheet_id=sheet_id, number=row).first()
    placing = Placing.objects.filter(sheet_id=sheet_id).first() if found else None
    if found is None or placing is None:
        raise Http404
    return found, placing


def _after(sheet_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("integrations:sheet", args=[sheet_id]), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Asked, sheet_id: UUID, row: int) -> HttpResponse:
    """The row's cells, and why it needs an eye."""
    found, placing = _found(request, sheet_id, row)
    values = queries.values_of(found, placing.columns)
    fields = [one for one in Field if one in ALWAYS or one in values]
    codes = [code for code in dict.fromkeys((*found.reasons, *found.accepted)) if code in CONFIRMABLE]
    warnings = [(code, sentences(Verdict((code,)))[0]) for code in codes]
    initial: dict[str, Any] = readable(values)
    initial |= {f"accept-{code.partition('.')[2]}": True for code in found.accepted}
    form = RowForm(request.POST or None, fields=fields, warnings=warnings, initial=initial)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        state = actions.mend(
            form.values(), row=(sheet_id, row), accepted=form.accepted(), by=request.actor, at=now,
            today=timezone.localdate(now),
        )  # fmt: skip
        again = reverse("integrations:row", args=[sheet_id, row]) if state is RowState.EYE else ""
        return HttpResponseRedirect(again or _after(sheet_id).headers["Location"], status=303)
    open_codes = [code for code in found.reasons if code not in CONFIRMABLE]
    context = {
        "sheet_id": sheet_id, "number": row, "title": found.title, "state": found.state, "form": form, "forms": [form],
        "has_errors": bool(form.errors), "reasons": sentences(Verdict(tuple(open_codes))), "rule_id": found.rule_id,
        "raw": [values[one] for one in (Field.VERDICT, Field.DECIDER) if values.get(one) and not initial[one.value]],
    }  # fmt: skip
    return render(request, "integrations/row.html", context, status=422 if form.errors else 200)


@require_POST
def skip(request: Asked, sheet_id: UUID, row: int) -> HttpResponse:
    """The row is left out."""
    _found(request, sheet_id, row)
    now = timezone.now()
    actions.skip(row=(sheet_id, row), by=request.actor, at=now, today=timezone.localdate(now))
    return _after(sheet_id)
