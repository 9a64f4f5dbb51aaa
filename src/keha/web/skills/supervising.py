"""A supervisor looks after her people's certificates and inductions: what ends, what waits for her, one person at a time."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation import audit
from keha.foundation.languages import said
from keha.foundation.verdict import holds
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Site
from keha.skills import actions, policies, queries, rules
from keha.skills.models import Held, Skill
from keha.skills.rules import Reader, SkillKind
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.skills.mine import induction_line, removed_lines, told_of, visible
from keha.web.skills.shown import Choosable, choosable, groups, led, names_of


@require_GET
def certificates(request: Asked) -> HttpResponse:
    """What has ended, will end soon, or waits to be seen, among the people of the teams that the reader leads."""
    actor, now, language = request.actor, timezone.now(), reader_language()
    holds(actor.is_supervisor, otherwise="skills.not-her-supervisor").or_refuse()
    today = timezone.localdate(now)
    people = [one for one in organisation.people_of(actor.led_team_ids, on=today) if one.pk != actor.id]
    found = queries.watched(people, on=today)
    held = (*found.ended, *found.soon, *found.unseen)
    shown = {row.person_id for row in held} | {row.person_id for row in found.inductions}
    audit.record_reads("skills.read", actor=actor.id, at=now, thing=("certificates", None), whose=shown)
    context = {
        "ended": [_line(row, language) for row in found.ended],
        "soon": [_line(row, language) for row in found.soon],
        "unseen": [_line(row, language) for row in found.unseen],
        "inductions": [induction_line(row, language) for row in found.inductions],
        "people": [{"id": one.pk, "name": one.name} for one in people],
    }
    return render(request, "skills/certificates.html", context)


def _line(row: Held, language: str) -> dict[str, Any]:
    return {
        "id": row.pk, "person_id": row.person_id, "who": row.person.name, "what": said(row.skill, "name", language).text,
        "until": row.until_date, "is_restricted": row.skill.is_restricted,
    }  # fmt: skip


def _hers(request: Asked, worker_id: UUID) -> Person:
    """Somebody whom the reader supervises. Raises Http404."""
    found = queries.led_person(worker_id, request.actor.led_team_ids, on=timezone.localdate())
    if found is None or found.pk == request.actor.id:
        raise Http404
    return found


@require_GET
def person(request: Asked, worker_id: UUID) -> HttpResponse:
    """One person's certificates, keys and inductions, restricted ones among them; the look is in the trail."""
    found, now, language = _hers(request, worker_id), timezone.now(), reader_language()
    today = timezone.localdate(now)
    audit.record("skills.read", actor=request.actor.id, at=now, thing=("person", found.pk), whose=found.pk)
    catalogue = queries.catalogue(retired=True)
    everything = queries.all_of(found.pk, reader_id=request.actor.id, at=now)
    held, inductions = everything.held, everything.inductions
    kinds = (SkillKind.CERTIFICATE, SkillKind.KEY)
    context = {
        "worker": found,
        "groups": groups(held, [one for one in catalogue if one.retired_at is None], today=today, kinds=kinds),
        "inductions": [induction_line(row, language) for row in inductions],
        "places": _places(request, found, queries.cards_in([found.pk], held, inductions)[found.pk], catalogue, today),
        **removed_lines(everything, language),
    }
    return render(request, "skills/person.html", context)


def _places(
    request: Asked, found: Person, card: rules.Card, catalogue: list[Skill], today: date
) -> list[Choosable]:  # fmt: skip
    """The sites of her teams that the reader leads: the binding reasons, and of the rest that there are some."""
    teams = queries.teams_of(found.pk, on=today) & request.actor.led_team_ids
    team_id = min(teams)
    sites = list(Site.objects.filter(served_by__team_id=team_id).order_by("name_fi"))
    places = queries.places_of([site.pk for site in sites], team_id=team_id)
    names, language = names_of(catalogue), reader_language()
    return [
        choosable(
            said(site, "name", language).text, rules.judge(card, places[site.pk], on=today), Reader.SUPERVISOR, names
        )
        for site in sites
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Asked, worker_id: UUID, skill_id: UUID) -> HttpResponse:
    """The supervisor writes a certificate or a key down: it has been seen then."""
    found = _hers(request, worker_id)
    if Skill.objects.filter(pk=skill_id, kind=SkillKind.ABILITY).exists():
        raise Http404
    audit.record("skills.read", actor=request.actor.id, at=timezone.now(), thing=("person", found.pk), whose=found.pk)
    return told_of(request, skill_id, found.pk, reverse("skills:person", args=[found.pk]), worker=found)


@require_POST
def see(request: Asked, held_id: UUID) -> HttpResponse:
    """A certificate has been seen."""
    row = visible(request, held_id)
    teams = queries.teams_of(row.person_id, on=timezone.localdate())
    if row.removed_at is not None or not policies.may_supervise(request.actor, row.person_id, teams):
        raise Http404
    actions.see(held_id=row.pk, by=request.actor, at=timezone.now())
    return led(request, reverse("skills:certificates"), _("Marked as seen."))
