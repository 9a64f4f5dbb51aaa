"""Standing approvals in plain words: what is confirmed beforehand, who has signed, and its end."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.agreements import approvals
from keha.agreements.actions import approvals as actions
from keha.agreements.approvals import ApprovalClass, SignatureKind
from keha.agreements.policies import approvals as policies
from keha.agreements.queries import approvals as queries
from keha.agreements.queries.approvals import Told
from keha.agreements.wording import rights as words
from keha.foundation.languages import said
from keha.organisation import queries as organisation
from keha.organisation.models import Team
from keha.web.rights.forms import ApprovalForm, ReasonForm
from keha.web.rights.reading import carried_out, led
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked
from keha.web.shell.reasons import sentences


@dataclass(frozen=True, slots=True)
class Shown:
    """An approval as pages show it. stands: it confirms changes now; waits: names are missing and it has not ended."""

    told: Told
    what: Any
    teams: str
    limits: tuple[str, ...]
    stands: bool
    waits: bool
    reasons: tuple[Any, ...]
    missing: tuple[str, ...]
    signatures: tuple[dict[str, Any], ...]
    is_mine_to_sign: bool


def _limits(told: Told) -> list[str]:
    """What an approval asks of a change, the law's part first."""
    limits = told.limits
    found = [
        _("everybody concerned has said yes herself"), _("the rest is long enough"),
        _("everybody has been inducted at the site"), _("no overtime"),
    ]  # fmt: skip
    found += [_("the same site")] if limits.same_site else []
    found += [_("shifts of the same length")] if limits.same_length else []
    found += [_("the same roster period")] if limits.same_period else []
    if limits.most_moved is not None:
        found.append(_("a start or an end moves {n} min at the most").format(n=limits.most_moved))
    if limits.notice_hours:
        found.append(_("told at the latest {n} h before the shift").format(n=limits.notice_hours))
    return found


def _shown(told: Told, request: Asked) -> Shown:
    language, now = reader_language(), timezone.localtime()
    verdict = approvals.stands(told.standing, at=now)
    over = told.withdrawal is not None or told.approval.until_date < now.date()
    return Shown(
        told=told, what=words.CLASSES[ApprovalClass(told.approval.kind)],
        teams=", ".join(said(team, "name", language).text for team in told.teams), limits=tuple(_limits(told)),
        stands=bool(verdict), waits=not over and bool(told.missing), reasons=tuple(sentences(verdict)),
        missing=tuple(_name(kind, team, language) for kind, team in told.missing),
        signatures=tuple(
            {"as": _name(SignatureKind(one.kind), one.team, language), "by": one.by.name, "at": one.at} for one in told.signatures
        ),
        is_mine_to_sign=not over and bool(actions.signable(told, request.actor)),
    )  # fmt: skip


def _name(kind: SignatureKind, team: Team | None, language: str) -> str:
    name = str(words.SIGNATURES[kind])
    return f"{name}: {said(team, 'name', language).text}" if team else name


@require_GET
def listed(request: Asked) -> HttpResponse:
    """The approvals of the teams that the reader sees: what waits first, then what is in force, then what has ended."""
    seen = organisation.teams_seen_by(request.actor)
    rows = [_shown(told, request) for told in queries.approvals_of([team.pk for team in seen])]
    context = {
        "mine": [row for row in rows if row.is_mine_to_sign],
        "standing": [row for row in rows if row.stands and not row.is_mine_to_sign],
        "waiting": [row for row in rows if not row.stands and row.waits and not row.is_mine_to_sign],
        "other": [row for row in rows if not (row.stands or row.waits or row.is_mine_to_sign)],
        "count": len(rows), "may_give": bool(policies.may_prepare(request.actor, seen)),
    }  # fmt: skip
    return render(request, "rights/approvals.html", context)


def _found(request: Asked, approval_id: UUID) -> Told:
    """An approval of a team that the reader sees. Raises Http404."""
    told = queries.approval(approval_id)
    if told is None or not policies.sees(request.actor, told.teams):
        raise Http404
    return told


@require_GET
def one(request: Asked, approval_id: UUID) -> HttpResponse:
    """An approval whole: what it confirms, within what, who has signed and when."""
    return _page(request, _found(request, approval_id), ReasonForm())


def _page(request: Asked, told: Told, form: ReasonForm) -> HttpResponse:
    may_withdraw = told.withdrawal is None and bool(policies.may_withdraw(request.actor, told.teams))
    context = {"one": _shown(told, request), "form": form, "may_withdraw": may_withdraw}
    return render(request, "rights/approval.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked) -> HttpResponse:
    """An approval is begun by a supervisor or the area's manager."""
    language, seen = reader_language(), organisation.teams_seen_by(request.actor)
    policies.may_prepare(request.actor, seen).or_refuse()
    areas = {team.area_id for team in seen if policies.signs_as(request.actor, team)}
    own = sorted(
        (team for team in Team.objects.filter(area_id__in=areas)), key=lambda t: not policies.signs_as(request.actor, t)
    )
    choices = [(str(team.pk), said(team, "name", language).text) for team in own]
    first = {"from_date": timezone.localdate(), "teams": [choices[0][0]]}
    form = ApprovalForm(request.POST if request.method == "POST" else None, teams=choices, initial=first)
    if request.method == "POST" and carried_out(
        form,
        lambda: actions.give(
            form.told(), team_ids=[UUID(pk) for pk in form.cleaned_data["teams"]], by=request.actor, at=timezone.now()
        ),
    ):
        return led(
            request,
            reverse("rights:approvals"),
            _("Given. It does nothing before HR and the shop steward have accepted it."),
        )
    return render(request, "rights/approval_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def sign(request: Asked, approval_id: UUID) -> HttpResponse:
    """The reader signs all of it that is hers to sign."""
    _found(request, approval_id)
    actions.sign(approval_id=approval_id, by=request.actor, at=timezone.now())
    return led(request, reverse("rights:approval", args=[approval_id]), _("Your name stands there."))


@require_POST
def withdraw(request: Asked, approval_id: UUID) -> HttpResponse:
    """An approval ends at once, with its reason."""
    told, form = _found(request, approval_id), ReasonForm(request.POST)
    if not form.is_valid():
        policies.may_withdraw(request.actor, told.teams).or_refuse()
        return _page(request, told, form)
    actions.withdraw(approval_id=approval_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    return led(
        request, reverse("rights:approval", args=[approval_id]), _("Withdrawn. From now on nothing is confirmed by it.")
    )
