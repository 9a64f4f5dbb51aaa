"""The demonstration: become anybody. Only with story data, only from this very machine."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from keha.foundation.context import acting_for, door
from keha.foundation.languages import said
from keha.organisation import queries
from keha.organisation.actions import door as actions
from keha.organisation.actions import people
from keha.organisation.models import Employer, Membership, Person
from keha.organisation.wording import ROLES, WORKER
from keha.presence import queries as presence
from keha.web.door.signin import sign_in
from keha.web.shell.languages import reader_language
from keha.web.shell.places import at_door, outside

EMPLOYERS = 2
LOOPBACK = ("127.", "::1")


def _only_here(request: HttpRequest) -> None:
    if not settings.STORY or not str(request.META.get("REMOTE_ADDR", "")).startswith(LOOPBACK):
        raise Http404


@outside
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """Everybody, by role and team, with those at work now first."""
    _only_here(request)
    now, language = timezone.now(), reader_language()
    with door():
        employers = list(Employer.objects.order_by("id")[:EMPLOYERS])
    groups: list[dict[str, Any]] = []
    for employer in employers:
        with acting_for(employer.pk):
            groups += _groups(employer, now, language)
    groups[:0] = _start(groups)
    return render(request, "demo/demo.html", {"groups": groups, "tries": _tries(), "figures": []})


def _groups(employer: Employer, now: datetime, language: str) -> list[dict[str, Any]]:
    until = {row.person_id: row.ends_at for row in presence.everybody_at_work(at=now)}
    by_title: dict[str, list[dict[str, Any]]] = defaultdict(list)
    may_enter = set(Membership.objects.values_list("person_id", flat=True))
    for member in queries.everybody(on=timezone.localdate(now)):
        if member.person.pk not in may_enter:
            continue
        team = said(member.team, "name", language).text if member.team else ""
        leads = [role for role in member.roles if role not in ("float", "team-lead")]
        role = ", ".join(str(ROLES[role]) for role in member.roles) or str(WORKER)  # type: ignore[index]
        title = _("Supervisors and representatives") if leads else team
        by_title[title].append(
            {
                "id": f"{employer.pk}.{member.person.pk}", "name": member.person.name, "role": role, "team": team,
                "at_work_until": until.get(member.person.pk),
            }
        )  # fmt: skip
    name = said(employer, "name", language).text
    lists: list[dict[str, Any]] = [
        {
            "title": f"{name}: {title}",
            "people": sorted(people, key=lambda one: (one["at_work_until"] is None, one["name"])),
        }
        for title, people in by_title.items()
    ]
    first = f"{name}: {_('Supervisors and representatives')}"
    return sorted(lists, key=lambda group: (group["title"] != first, str(group["title"])))


def _start(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Three people to begin with: two of one team who are at work now, and a supervisor."""
    leaders = [one for group in groups[:1] for one in group["people"] if not one["team"]][:1]
    for group in groups[1:]:
        at_work = [one for one in group["people"] if one["at_work_until"] and "," not in one["role"]]
        if len(at_work) > 1:
            return [{"title": _("Start here"), "people": [*at_work[:2], *leaders]}]
    return []


def _tries() -> list[dict[str, str]]:
    return [
        {
            "text": _(
                "Become a worker who is at work now and ask: “saaks mää vaihtaa vuoroo?” or “May I swap my shift?”"
            )
        },
        {"text": _("Ask what nobody has agreed on, for example about parking, and send it to the team.")},
        {"text": _("Become a team mate, find the question under Today and answer it.")},
        {"text": _("Become the asker again and say whether it was solved.")},
        {"text": _("Open any rule from Team, and read why it is so, who agreed and how it has changed.")},
    ]


@at_door
@require_POST
def become(request: Any) -> HttpResponse:
    """Signs in as a person of the story."""
    _only_here(request)
    employer, _dot, person = request.POST.get("person", "").partition(".")
    try:
        employer_id, person_id = UUID(employer), UUID(person)
    except ValueError:
        raise Http404 from None
    if not Membership.objects.filter(employer_id=employer_id, person_id=person_id).exists():
        raise Http404
    account = actions.account_of(person_id=person_id, employer_id=employer_id)
    sign_in(request, account, employer_id=employer_id, person_id=person_id)
    request.afterwards.append(lambda: _speak(employer_id, person_id, reader_language()))
    return HttpResponseRedirect(reverse("today:today"), status=303)


def _speak(employer_id: UUID, person_id: UUID, language: str) -> None:
    """The visitor goes on in the language of the page she came from."""
    with acting_for(employer_id):
        people.choose_language(person=Person.objects.get(pk=person_id), language=language, at=timezone.now())
