"""Inductions are told, confirmed, taken away and brought back."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.organisation.models import Person, Site
from keha.organisation.queries import Actor
from keha.organisation.rules import RoleKind
from keha.skills import actions, queries
from keha.skills.models import Induction
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.skills.forms import InductionForm, people_choices
from keha.web.skills.mine import back_to
from keha.web.skills.shown import carried_out, led

NOBODY = [("", "–")]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked) -> HttpResponse:
    """Who was inducted where. The first choice is what is told most: one's own, by the team lead's or a mate's hand."""
    actor, today = request.actor, timezone.localdate()
    form = InductionForm(request.POST if request.method == "POST" else None, initial=_first(request))
    people = _people(actor)
    inductors = {person.pk: person for person in (*people, *_supervisors(actor))}
    form.offer(
        people=people_choices(people), sites=_sites(actor),
        inductors=NOBODY + people_choices(sorted(inductors.values(), key=lambda person: person.name)),
    )  # fmt: skip
    if request.method == "POST" and carried_out(form, lambda: actions.induct(form.told(), by=actor, at=timezone.now())):
        person_id = form.told().person_id
        near = person_id == actor.id or (actor.is_supervisor and _is_led(actor, person_id))
        return led(
            request, back_to(request, person_id) if near else reverse("skills:mine"), _("The induction was saved.")
        )
    context = {"form": form, "today": today}
    return render(request, "skills/induct.html", context, status=422 if form.errors else 200)


def _first(request: Asked) -> dict[str, object]:
    asked = request.GET.get("person", "")
    return {
        "person": asked or str(request.actor.id),
        "on": timezone.localdate(),
        "inducted_by": str(request.actor.id) if asked else "",
    }


def _people(actor: Actor) -> list[Person]:
    people = organisation.people_of(actor.working_team_ids, on=timezone.localdate())
    return people if any(person.pk == actor.id for person in people) else [actor.person, *people]


def _supervisors(actor: Actor) -> list[Person]:
    team, today = actor.own_team, timezone.localdate()
    roles = organisation.holders([RoleKind.SUPERVISOR], team=team, on=today) if team else []
    return [role.person for role in roles]


def _sites(actor: Actor) -> list[tuple[str, str]]:
    """The sites of her areas, those of her own teams first."""
    language = reader_language()
    teams = (*actor.teams, *actor.led_teams)
    areas = {team.area_id for team in teams} | actor.managed_area_ids
    served = set(Site.objects.filter(served_by__team_id__in=actor.working_team_ids).values_list("pk", flat=True))
    sites = sorted(Site.objects.filter(area_id__in=areas), key=lambda site: (site.pk not in served, site.name_fi))
    return [(str(site.pk), said(site, "name", language).text) for site in sites]


def _is_led(actor: Actor, person_id: UUID) -> bool:
    return queries.led_person(person_id, actor.led_team_ids, on=timezone.localdate()) is not None


def _visible(request: Asked, induction_id: UUID) -> Induction:
    """One's own, one that one gave, or one of somebody one supervises. Raises Http404."""
    row = Induction.objects.filter(pk=induction_id).first()
    actor = request.actor
    if row is None or not (actor.id in (row.person_id, row.inducted_by_id) or _is_led(actor, row.person_id)):
        raise Http404
    return row


def _back(request: Asked, row: Induction) -> str:
    gave = request.actor.id == row.inducted_by_id
    return reverse("skills:mine") if gave else back_to(request, row.person_id)


@require_POST
def confirm(request: Asked, induction_id: UUID) -> HttpResponse:
    """It was given as told."""
    row = _visible(request, induction_id)
    if row.removed_at is not None:
        raise Http404
    actions.confirm_induction(induction_id=row.pk, by=request.actor, at=timezone.now())
    return led(request, _back(request, row), _("The induction is confirmed."))


@require_POST
def remove(request: Asked, induction_id: UUID) -> HttpResponse:
    """It is taken away."""
    row = _visible(request, induction_id)
    actions.remove_induction(induction_id=row.pk, by=request.actor, at=timezone.now())
    return led(request, _back(request, row), _("Taken away. For a week you can bring it back here."))


@require_POST
def restore(request: Asked, induction_id: UUID) -> HttpResponse:
    """It is there again."""
    row = _visible(request, induction_id)
    actions.restore_induction(induction_id=row.pk, by=request.actor, at=timezone.now())
    return led(request, _back(request, row), _("It is back as it was."))
