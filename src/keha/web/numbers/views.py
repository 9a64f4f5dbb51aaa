"""Important numbers: the page for everybody, and the forms of those who keep them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation.languages import said
from keha.organisation import duty, policies, queries
from keha.organisation.actions import numbers as actions
from keha.organisation.duty import Hours
from keha.organisation.models import Number
from keha.organisation.queries import KeptPlaces
from keha.organisation.rules import NumberKind
from keha.organisation.wording import EVERYWHERE, NUMBER_KINDS
from keha.web.components.templatetags.keha_look import WEEKDAYS, spoken_hours
from keha.web.numbers.forms import NumberForm, filled
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked


@dataclass(frozen=True, slots=True)
class Row:
    """A number as a page shows it. next_at: when it is answered next; None: now. hours: in words; empty: always."""

    id: UUID
    name: str
    kind: Any
    place: str
    dial: str
    shown: str
    hours: str
    next_at: datetime | None
    may_change: bool


def _row(number: Number, *, kept: KeptPlaces, now: datetime, language: str) -> Row:
    hours = sorted((Hours(one.weekday, one.starts, one.ends) for one in number.hours.all()), key=lambda h: h.weekday)
    place = number.site or number.area
    kind = NUMBER_KINDS[NumberKind(number.kind)]
    name = said(number, "name", language).text
    return Row(
        id=number.pk, name=name, kind=kind if str(kind).casefold() != name.casefold() else "",
        place=said(place, "name", language).text if place else "", dial=number.phone, shown=duty.spaced(number.phone),
        hours=week_words(hours, language), next_at=duty.next_on_duty(hours, now),
        may_change=bool(policies.may_keep_number(kept, area_id=number.area_id, site_id=number.site_id)),
    )  # fmt: skip


def week_words(hours: list[Hours], language: str) -> str:
    """The week as people say it: "ma–pe 7–15, la 9–12". hours: by weekday."""
    # Days in a row with the same hours have the same weekday less their place in the list.
    runs = groupby(enumerate(hours), key=lambda item: (item[1].weekday - item[0], item[1].starts, item[1].ends))
    return ", ".join(_run_words([one for _place, one in run], language) for _same, run in runs)


def _run_words(run: list[Hours], language: str) -> str:
    names = [WEEKDAYS[language][one.weekday - 1] for one in (run[0], run[-1])]
    days = names[0] if len(run) == 1 else "–".join(names)
    return f"{days} {spoken_hours(run[0].starts, run[0].ends, language=language)}"


@require_GET
def numbers(request: Asked) -> HttpResponse:
    """Whom to call: the nearest first."""
    kept, now, language = queries.kept_places(request.actor), timezone.localtime(), reader_language()
    context = {
        "rows": [_row(number, kept=kept, now=now, language=language) for number in queries.numbers_for(request.actor)],
        "everywhere": [
            {"name": name, "when": when, "dial": dial, "shown": duty.spaced(dial)} for dial, name, when in EVERYWHERE
        ],
        "may_add": bool(policies.may_keep_numbers(kept)),
    }
    return render(request, "numbers/numbers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked) -> HttpResponse:
    """One number more."""
    kept = queries.kept_places(request.actor)
    policies.may_keep_numbers(kept).or_refuse()
    form = NumberForm(request.POST if request.method == "POST" else None, kept=kept)
    if request.method == "POST" and form.is_valid():
        actions.add_number(form.told(), by=request.actor, at=timezone.now())
        return _back(request, _("The number was added."))
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, number_id: UUID) -> HttpResponse:
    """A number is written anew."""
    kept = queries.kept_places(request.actor)
    number = _kept(request, number_id, kept)
    form = NumberForm(request.POST if request.method == "POST" else None, kept=kept, initial=filled(number))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_number(form.told(), number_id=number_id, by=request.actor, at=timezone.now())
        except Number.DoesNotExist:  # taken away by another keeper meanwhile
            raise Http404 from None
        return _back(request, _("The number was changed."))
    return _form(request, form, number)


@require_POST
def remove(request: Asked, number_id: UUID) -> HttpResponse:
    """A number is taken away."""
    _kept(request, number_id, queries.kept_places(request.actor))
    try:
        actions.remove_number(number_id=number_id, by=request.actor, at=timezone.now())
    except Number.DoesNotExist:  # taken away by another keeper meanwhile
        raise Http404 from None
    return _back(request, _("The number was taken away."))


def _kept(request: Asked, number_id: UUID, kept: KeptPlaces) -> Number:
    """A number that the reader keeps; for others its form is not there. Raises Http404."""
    number = queries.visible_numbers(request.actor).filter(pk=number_id).first()
    if number is None or not policies.may_keep_number(kept, area_id=number.area_id, site_id=number.site_id):
        raise Http404
    return number


def _form(request: Asked, form: NumberForm, number: Number | None) -> HttpResponse:
    context = {"form": form, "number": number}
    return render(request, "numbers/form.html", context, status=422 if form.errors else 200)


def _back(request: Asked, told: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse("numbers:numbers"), status=303)
