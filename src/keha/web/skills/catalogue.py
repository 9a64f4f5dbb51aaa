"""The employer's list of skills, certificates and keys, kept by the administrator."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation.languages import said
from keha.skills import actions, policies, queries
from keha.skills.models import Skill
from keha.skills.rules import SkillKind
from keha.skills.wording import KINDS_MANY
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.skills.forms import SkillForm
from keha.web.skills.shown import carried_out, led


@require_GET
def listed(request: Asked) -> HttpResponse:
    """Everything by kind, what is no longer in use last."""
    policies.may_keep_catalogue(request.actor).or_refuse()
    rows, language = queries.catalogue(retired=True), reader_language()
    groups = [
        {
            "title": KINDS_MANY[kind],
            "lines": [
                {"id": row.pk, "name": said(row, "name", language).text, "is_restricted": row.is_restricted}
                for row in rows
                if row.kind == kind and row.retired_at is None
            ],
        }
        for kind in SkillKind
    ]
    retired = [{"id": row.pk, "name": said(row, "name", language).text} for row in rows if row.retired_at]
    return render(request, "skills/catalogue.html", {"groups": groups, "retired": retired, "is_bare": not rows})


@require_POST
def usual(request: Asked) -> HttpResponse:
    """What most employers have is taken into use."""
    actions.take_usual(by=request.actor, at=timezone.now())
    return led(request, reverse("skills:catalogue"), _("The usual ones are on the list. Change what does not fit."))


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked) -> HttpResponse:
    """One thing more."""
    policies.may_keep_catalogue(request.actor).or_refuse()
    form = SkillForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.add_skill(form.told(), by=request.actor, at=timezone.now())
    ):
        return led(request, reverse("skills:catalogue"), _("Added to the list."))
    return _form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Asked, skill_id: UUID) -> HttpResponse:
    """A thing is called otherwise."""
    row = _kept(request, skill_id)
    first = {
        "kind": row.kind,
        "is_restricted": row.is_restricted,
        "name_fi": row.name_fi,
        "name_sv": row.name_sv,
        "name_en": row.name_en,
    }
    form = SkillForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and carried_out(
        form, lambda: actions.change_skill(form.told(), skill_id=row.pk, by=request.actor, at=timezone.now())
    ):
        return led(request, reverse("skills:catalogue"), _("Saved."))
    return _form(request, form, row)


@require_POST
def retire(request: Asked, skill_id: UUID) -> HttpResponse:
    """It goes out of use."""
    actions.retire(skill_id=_kept(request, skill_id).pk, by=request.actor, at=timezone.now())
    return led(request, reverse("skills:catalogue"), _("It is out of use. Below you can bring it back."))


@require_POST
def bring_back(request: Asked, skill_id: UUID) -> HttpResponse:
    """It is in use again."""
    actions.bring_back(skill_id=_kept(request, skill_id).pk, by=request.actor, at=timezone.now())
    return led(request, reverse("skills:catalogue"), _("It is in use again."))


def _kept(request: Asked, skill_id: UUID) -> Skill:
    """A thing of the list, for whoever keeps it. Raises Http404."""
    row = Skill.objects.filter(pk=skill_id).first() if policies.may_keep_catalogue(request.actor) else None
    if row is None:
        raise Http404
    return row


def _form(request: Asked, form: SkillForm, row: Skill | None) -> HttpResponse:
    return render(request, "skills/skill.html", {"form": form, "skill": row}, status=422 if form.errors else 200)
