"""Everybody, one person, and that somebody has left or came back after all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keha.foundation import audit
from keha.foundation.languages import said
from keha.organisation import policies, registers
from keha.organisation.actions import people as actions
from keha.organisation.models import Identity, Person
from keha.organisation.registers import Kept
from keha.web.people.guarded import keepers
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences

PAGE, WORDS_MAX = 50, 120


def _line(one: Kept, language: str) -> dict[str, Any]:
    return {
        "id": one.person.pk, "name": one.person.name, "has_login": one.has_login, "departed_at": one.departed_at,
        "teams": ", ".join(said(team, "name", language).text for team in one.teams), "changed_at": one.changed_at,
    }  # fmt: skip


@require_GET
@keepers
def people(request: Asked) -> HttpResponse:
    """Everybody by name, or those who have left."""
    now, language = timezone.now(), reader_language()
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:WORDS_MAX]
    gone = request.GET.get("who") == "gone"
    page = Paginator(registers.kept_people(words, gone=gone), PAGE).get_page(request.GET.get("page"))
    audit.record("organisation.list", actor=request.actor.id, at=now, thing=("people", None))
    rows = [_line(one, language) for one in registers.kept(page, on=timezone.localdate(now))]
    context = {"rows": rows, "page": page, "words": words, "gone": gone}
    return render(request, "people/people.html", context)


def _person(person_id: UUID) -> Any:
    """One of the employer's people. Raises Http404."""
    found = registers.kept_person(person_id)
    if found is None:
        raise Http404
    return found


@require_GET
@keepers
def person(request: Asked, kept_person_id: UUID) -> HttpResponse:
    """One person: where she belongs, how she comes in, what other registers call her."""
    now = timezone.now()
    found = _person(kept_person_id)
    one = registers.kept([found], on=timezone.localdate(now))[0]
    identity = Identity.objects.filter(person=found).first()
    if found.pk != request.actor.id:
        thing = ("person", found.pk)
        audit.record("organisation.read", actor=request.actor.id, at=now, thing=thing, whose=found.pk)
    context = {
        "person": _line(one, reader_language()) | {"share": found.share_percent, "joined": found.joined_date},
        "hours": _hours(found.weekly_minutes), "identity": identity,
        "reasons": sentences(policies.may_let_go(request.actor, found)),
    }  # fmt: skip
    return render(request, "people/person.html", context)


def _hours(minutes: int | None) -> str:
    return f"{minutes // 60} h {minutes % 60} min" if minutes else ""


def _to(person: Person) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:person", args=[person.pk]), status=303)


@require_POST
@keepers
def depart(request: Asked, kept_person_id: UUID) -> HttpResponse:
    """She has left: every phone of hers is out now."""
    found = _person(kept_person_id)
    policies.may_let_go(request.actor, found).or_refuse()
    actions.depart(person=found, at=timezone.now(), by=request.actor.id)
    messages.success(
        request, _("%(name)s is out now, on every device. You can take this back here.") % {"name": found.name}
    )
    return _to(found)


@require_POST
@keepers
def back(request: Asked, kept_person_id: UUID) -> HttpResponse:
    """She works here after all."""
    found = _person(kept_person_id)
    actions.come_back(person=found, at=timezone.now(), by=request.actor.id)
    messages.success(request, _("%(name)s works here again, with the sign-in she had.") % {"name": found.name})
    return _to(found)
