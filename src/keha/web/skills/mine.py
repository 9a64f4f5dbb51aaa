"""My skills: what I say of myself, my certificates and keys, my inductions, and where it is enough."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.skills import actions, policies, queries, rules
from keha.skills.models import Held, Induction, Skill
from keha.skills.rules import Reader, SkillKind
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.skills.forms import form_of
from keha.web.skills.shown import Choosable, carried_out, choosable, groups, led, names_of


@require_GET
def mine(request: Asked) -> HttpResponse:
    """Everything of one's own, and what waits for one's word."""
    own, now, language = request.actor, timezone.now(), reader_language()
    today = timezone.localdate(now)
    catalogue = queries.catalogue(retired=True)
    everything = queries.all_of(own.id, reader_id=own.id, at=now)
    held, inductions = everything.held, everything.inductions
    in_use = [row for row in catalogue if row.retired_at is None]
    context = {
        "groups": groups(held, in_use, today=today),
        "inductions": [induction_line(row, language) for row in inductions],
        "places": _places(request, held, inductions, names_of(catalogue)),
        "waiting": [induction_line(row, language) for row in queries.to_confirm(own.id)],
        **removed_lines(everything, language),
        "team": own.own_team, "leads": own.is_supervisor, "keeps": bool(policies.may_keep_catalogue(own)),
        "is_bare": not catalogue,
    }  # fmt: skip
    return render(request, "skills/mine.html", context)


def removed_lines(everything: queries.Own, language: str) -> dict[str, Any]:
    """What was taken away of late, as rows."""
    return {
        "removed": [{"id": row.pk, "name": said(row.skill, "name", language).text} for row in everything.removed],
        "removed_inductions": [
            {"id": row.pk, "name": said(row.site, "name", language).text, "who": row.person.name}
            for row in everything.removed_inductions
        ],
    }


def induction_line(row: Induction, language: str) -> dict[str, Any]:
    """An induction as a row."""
    return {
        "id": row.pk, "site": said(row.site, "name", language).text, "who": row.person.name,
        "by": row.inducted_by.name, "on": row.on_date, "until": row.until_date, "seen": row.seen_at is not None,
        "is_over": rules.is_over(row.until_date, on=timezone.localdate()),
    }  # fmt: skip


def _places(
    request: Asked, held: list[Held], inductions: list[Induction], names: dict[UUID, str]
) -> list[Choosable]:  # fmt: skip
    """The sites of one's own team, with every reason: to oneself the whole is told."""
    team, own = request.actor.team, request.actor.id
    if team is None:
        return []
    sites = organisation.sites_of(team)
    places = queries.places_of([site.pk for site in sites], team_id=team.pk)
    card, today, language = queries.cards_in([own], held, inductions)[own], timezone.localdate(), reader_language()
    return [
        choosable(
            said(site, "name", language).text, rules.judge(card, places[site.pk], on=today), Reader.ONESELF, names
        )
        for site in sites
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Asked, skill_id: UUID) -> HttpResponse:
    """What I say of one thing."""
    return told_of(request, skill_id, request.actor.id, reverse("skills:mine"))


def told_of(request: Asked, skill_id: UUID, person_id: UUID, back: str, **more: Any) -> HttpResponse:
    """The form for one thing of a person's. Raises Http404."""
    skill = Skill.objects.filter(pk=skill_id, retired_at__isnull=True).first()
    if skill is None:
        raise Http404
    held = Held.objects.filter(person_id=person_id, skill=skill, removed_at__isnull=True).first()
    first = {"level": held.level, "since": held.since_date, "until": held.until_date} if held else {}
    form = form_of(SkillKind(skill.kind))(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.tell(form.told(), person_id=person_id, skill_id=skill_id, by=request.actor, at=timezone.now()),
    ):
        return led(request, back, _("Saved."))
    context = {
        "form": form, "name": said(skill, "name", reader_language()).text, "held": held, "back": back,
        "is_restricted": skill.is_restricted, "is_ability": skill.kind == SkillKind.ABILITY, **more,
    }  # fmt: skip
    return render(request, "skills/tell.html", context, status=422 if form.errors else 200)


def visible(request: Asked, held_id: UUID) -> Held:
    """A thing of one's own, or a certificate or key of somebody one supervises. Raises Http404."""
    row = Held.objects.filter(pk=held_id).select_related("skill").first()
    actor = request.actor
    if row is None or not (
        row.person_id == actor.id
        or (
            queries.led_person(row.person_id, actor.led_team_ids, on=timezone.localdate())
            and row.skill.kind != SkillKind.ABILITY
        )
    ):
        raise Http404
    return row


def back_to(request: Asked, person_id: UUID) -> str:
    """One's own page, or the page of somebody one supervises."""
    return reverse("skills:mine") if person_id == request.actor.id else reverse("skills:person", args=[person_id])


@require_POST
def remove(request: Asked, held_id: UUID) -> HttpResponse:
    """A thing is taken away; the page that follows can bring it back."""
    row = visible(request, held_id)
    actions.remove(held_id=row.pk, by=request.actor, at=timezone.now())
    return led(request, back_to(request, row.person_id), _("Taken away. For a week you can bring it back here."))


@require_POST
def restore(request: Asked, held_id: UUID) -> HttpResponse:
    """It is there again."""
    row = visible(request, held_id)
    actions.restore(held_id=row.pk, by=request.actor, at=timezone.now())
    return led(request, back_to(request, row.person_id), _("It is back as it was."))
