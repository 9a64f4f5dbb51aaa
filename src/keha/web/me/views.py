"""Me: my language, my phones, codes for team mates, who has looked at my data."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.foundation import audit
from keha.foundation.languages import said
from keha.organisation import policies, queries, rules
from keha.organisation.actions import door as door_actions
from keha.organisation.actions import people
from keha.organisation.models import Account, Invitation, Person
from keha.organisation.rules import RoleKind
from keha.organisation.wording import ROLES, WORKER
from keha.web.door import passkeys
from keha.web.door.tablet import clean
from keha.web.me.forms import InviteForm, LanguageForm
from keha.web.me.qr import qr_svg
from keha.web.notices.leaving import take_notices_away
from keha.web.shell.languages import reader_language
from keha.web.shell.places import Asked, asking_again, at_door, fetching

LOOKS = 20


def _phones(request: Any) -> dict[str, Any]:
    own = request.session.session_key
    sessions = [
        {"id": s.public_id, "device": s.device, "last_seen": s.seen_at, "is_this": s.session_key == own}
        for s in queries.sessions_of(request.user)
    ]
    return {"sessions": sessions, "passkeys": passkeys.of(request.user)}


@fetching(_phones)
@require_GET
def me(request: Asked) -> HttpResponse:
    """Everything about oneself."""
    actor, language = request.actor, reader_language()
    person, site = actor.person, actor.person.home_site
    context = {
        "person": {
            "name": person.name, "team": ", ".join(said(team, "name", language).text for team in actor.teams),
            "leads": ", ".join(said(team, "name", language).text for team in actor.led_teams),
            "site": said(site, "name", language).text if site else "",
            "share": "" if person.share_percent == 100 else f"{person.share_percent} %",
            "roles": [ROLES[role] for role in sorted(actor.roles)] or [WORKER],
        },
        "mates": [mate for mate in _mates(request) if not mate["has_login"]],
        "looks": _looks(actor),
        "keeps_people": bool(policies.may_keep_people(actor)),
        **request.from_door,
    }  # fmt: skip
    return render(request, "me/me.html", context)


def _mates(request: Asked) -> list[dict[str, Any]]:
    today, everybody = timezone.localdate(), RoleKind.ADMINISTRATOR in request.actor.roles
    found = (
        [member.person for member in queries.everybody(on=today)]
        if everybody
        else queries.people_of(request.actor.working_team_ids, on=today)
    )
    found = [p for p in found if p.pk != request.actor.id]
    missing = queries.without_login(found)
    chosen = found if everybody or request.actor.led_team_ids else [p for p in found if p.pk in missing]
    return [{"id": p.pk, "name": p.name, "has_login": p.pk not in missing} for p in chosen]


def _looks(actor: queries.Actor) -> list[dict[str, Any]]:
    rows = audit.lookups_of(actor.id, limit=LOOKS)
    names = dict(Person.objects.filter(pk__in={row.actor for row in rows}).values_list("pk", "name"))
    what = {
        "questions.read": _("opened your question"),
        "organisation.read": _("opened your page among the people"),
        "skills.read": _("looked at your certificates and inductions"),
        "organisation.invite": _("made a sign-in code for you"),
    }
    return [
        {"when": r.at, "who": names.get(r.actor, "–") if r.actor else "–", "what": what.get(r.action, r.action)}
        for r in rows
    ]


@require_POST
def language(request: Asked) -> HttpResponse:
    """My language from now on, on every device; a shared tablet's door keeps its own."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["language"]
    people.choose_language(person=request.actor.person, language=chosen, at=timezone.now())
    response = HttpResponseRedirect(reverse("me:me"), status=303)
    if not request.actor.on_tablet:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax", max_age=31_536_000)
    with translation.override(chosen):
        messages.success(request, _("The language is now English."))
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Asked) -> HttpResponse:
    """A code for a team mate who stands beside me."""
    mates = _mates(request)
    form = InviteForm(request.POST or None, people=[mate["id"] for mate in mates])
    if request.method == "POST" and form.is_valid():
        person = Person.objects.get(pk=form.cleaned_data["person"])
        made, _code = door_actions.invite(person=person, by=request.actor, at=timezone.now())
        return HttpResponseRedirect(reverse("me:invitation", args=[made.pk]), status=303)
    status = 422 if form.errors else 200
    return render(request, "me/invite.html", {"form": form, "mates": mates}, status=status)


@require_GET
def invitation(request: Asked, invitation_id: UUID) -> HttpResponse:
    """The code as a square and as numbers, for the one who made it, while it works."""
    made = Invitation.objects.filter(pk=invitation_id, made_by=request.actor.person).select_related("person").first()
    if made is None:
        raise Http404
    code, now = door_actions.code_of(made), timezone.now()
    address = request.build_absolute_uri(reverse("door:enter", args=[code]))
    audit.record(
        "organisation.show_code", actor=request.actor.id, at=now, thing=("invitation", made.pk), whose=made.person_id
    )
    context = {
        "invitation": {
            "person": made.person.name, "code": rules.in_groups(code), "valid_until": made.expires_at,
            "used": made.used_at is not None or made.expires_at <= now, "qr": qr_svg(address),
            "address": request.get_host() + reverse("door:login"),
        }
    }  # fmt: skip
    return render(request, "me/invitation.html", context)


def _home(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("me:me"), status=303)


@at_door
@asking_again
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Signs all my other devices out."""
    account, own = _account(request), str(request.session.session_key)
    for device in set(queries.sessions_of(account).exclude(session_key=own).values_list("device", flat=True)):
        take_notices_away(request, device=device)
    door_actions.end_other_sessions(account_id=account.pk, but=own)
    messages.success(request, _("Your other devices have been signed out."))
    return _home(request)


@at_door
@asking_again
@require_POST
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Signs another of my devices out."""
    account = _account(request)
    session = queries.sessions_of(account).filter(public_id=session_id).first()
    if session is None:
        raise Http404
    door_actions.end_session(account_id=account.pk, session=session)
    take_notices_away(request, device=session.device)
    messages.success(request, _("That device has been signed out."))
    return _home(request)


def _account(request: HttpRequest) -> Account:
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def _on_ones_own(request: HttpRequest) -> Account:
    """The account, on a device of her own: by PIN on a shared tablet no lock is added or taken away."""
    account = _account(request)
    if "tablet" in request.session["device"]:
        raise Http404
    return account


@at_door
@asking_again
@require_POST
def add_passkey(request: HttpRequest) -> HttpResponse:
    """This phone's fingerprint or screen lock opens Kehä from now on; a shared tablet's lock is nobody's own."""
    _on_ones_own(request)
    if passkeys.add(request, request.POST.get("credential", "")):
        messages.success(request, _("From now on you can sign in with this phone's fingerprint or screen lock."))
    else:
        messages.warning(request, _("The phone did not confirm. Nothing was changed. Try again."))
    return _home(request)


@at_door
@asking_again
@require_POST
def remove_passkey(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """A lost phone's key is taken away."""
    if not passkeys.remove(_on_ones_own(request), passkey_id):
        raise Http404
    messages.success(request, _("That phone no longer opens Kehä."))
    return _home(request)


@at_door
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Signs this device out and leaves nothing behind on it."""
    take_notices_away(request)
    logout(request)
    return clean(HttpResponseRedirect(reverse("door:login"), status=303))
