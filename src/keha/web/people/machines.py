"""The employer's own machines: keys of its directory, whether its groups are followed, its sign-in service."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.organisation import registers, rules
from keha.organisation.actions import machines as actions
from keha.organisation.models import MachineKey
from keha.web.people.forms import ServiceForm
from keha.web.people.guarded import keepers
from keha.web.shell.places import Asked


@require_GET
@keepers
def machines(request: Asked) -> HttpResponse:
    """What is joined and what is not."""
    keys = registers.keys_of(request.actor.employer_id)
    context = {
        "keys": keys, "may_make": len(keys) < rules.KEYS_MAX, "follows": registers.follows_groups(),
        "service": registers.service_of(request.actor.employer_id), "address": request.build_absolute_uri("/scim/v2/"),
    }  # fmt: skip
    return render(request, "people/machines.html", context)


def _home() -> HttpResponse:
    return HttpResponseRedirect(reverse("people:machines"), status=303)


@require_POST
@keepers
def make_key(request: Asked) -> HttpResponse:
    """A new key; it is shown on its page, to its maker, for some minutes."""
    made = actions.make_key(by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("people:key", args=[made.pk]), status=303)


def _key(request: Asked, key_id: UUID) -> MachineKey:
    found = (
        MachineKey.objects.filter(pk=key_id, employer_id=request.actor.employer_id).select_related("made_by").first()
    )
    if found is None:
        raise Http404
    return found


@require_GET
@keepers
def key(request: Asked, key_id: UUID) -> HttpResponse:
    """A key: its text only for its maker, and only at first."""
    found, now = _key(request, key_id), timezone.now()
    is_shown = (
        found.ended_at is None
        and found.made_by_id == request.actor.id
        and now < found.made_at + rules.KEY_SHOWN
    )  # fmt: skip
    context = {
        "key": found, "token": actions.token_of(found) if is_shown else "", "until": found.made_at + rules.KEY_SHOWN,
        "address": request.build_absolute_uri("/scim/v2/"),
    }  # fmt: skip
    return render(request, "people/key.html", context)


@require_POST
@keepers
def end_key(request: Asked, key_id: UUID) -> HttpResponse:
    """A key opens nothing any more."""
    actions.end_key(key=_key(request, key_id), by=request.actor, at=timezone.now())
    messages.success(request, _("The key no longer opens anything."))
    return _home()


@require_POST
@keepers
def groups(request: Asked) -> HttpResponse:
    """The directory's groups are followed, or not."""
    follows = request.POST.get("follows") == "yes"
    actions.follow_groups(follows=follows, by=request.actor, at=timezone.now())
    followed, left = _("Groups now say who is in which team."), _("Groups no longer change the teams.")
    messages.success(request, followed if follows else left)
    return _home()


@require_http_methods(["GET", "HEAD", "POST"])
@keepers
def service(request: Asked) -> HttpResponse:
    """What is told of the employer's sign-in service."""
    kept = registers.service_of(request.actor.employer_id)
    initial: dict[str, Any] = {"claim": "oid"}
    if kept:
        initial = {name: getattr(kept, name) for name in ("issuer", "client_id", "claim", "number_claim")}
    form = ServiceForm(request.POST if request.method == "POST" else None, initial=initial, kept=kept)
    if request.method == "POST" and form.is_valid():
        actions.keep_service(form.told(), by=request.actor, at=timezone.now())
        messages.success(request, _("Saved. Try it now with your own work account, in another browser."))
        return HttpResponseRedirect(reverse("people:service"), status=303)
    back = request.build_absolute_uri(reverse("door:account_back", args=[kept.pk])) if kept else ""
    context = {"form": form, "kept": kept, "back": back}
    return render(request, "people/service.html", context, status=422 if form.errors else 200)


@require_POST
@keepers
def drop_service(request: Asked) -> HttpResponse:
    """Work accounts lead in no more."""
    actions.drop_service(by=request.actor, at=timezone.now())
    messages.success(request, _("Work accounts no longer lead in. Codes and phones' own locks work as before."))
    return _home()
