"""What one has been told, and how one is told."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from keha.integrations.channels.push import public_text
from keha.notices import policies, queries
from keha.notices.actions import choosing
from keha.notices.models import KeptNotice, Subscription
from keha.notices.rules import ChannelKind, Wishes
from keha.web.door.signin import device_name
from keha.web.notices.forms import SWITCHED, BrowserForm, ChoiceForm
from keha.web.notices.leaving import COOKIE, COOKIE_AGE
from keha.web.shell.places import Asked

SHOWN = 50


@require_GET
def notices(request: Asked) -> HttpResponse:
    """What is new first; then what was."""
    told = queries.of_person(request.actor.id, limit=SHOWN)
    context = {
        "new": [one for one in told if one.read_at is None and one.past_at is None],
        "old": [one for one in told if one.read_at or one.past_at],
        "may_keep": bool(policies.may_keep_gateways(request.actor)),
    }
    return render(request, "notices/notices.html", context)


@require_POST
def open_one(request: Asked, notice_id: UUID) -> HttpResponse:
    """Opens a notice: it is read, and leads to what it is about."""
    try:
        notice = choosing.open_notice(notice_id=notice_id, by=request.actor, at=timezone.now())
    except KeptNotice.DoesNotExist:
        raise Http404 from None
    return HttpResponseRedirect(notice.path, status=303)


@require_POST
def open_all(request: Asked) -> HttpResponse:
    """Nothing is new any more."""
    choosing.open_all(by=request.actor, at=timezone.now())
    return HttpResponseRedirect(reverse("notices:notices"), status=303)


def _filled(wishes: Wishes, ways: queries.Ways) -> dict[str, Any]:
    return {
        "wanted": [kind.value for kind in SWITCHED if wishes.wants(kind)],
        "at_any_time": "yes" if wishes.at_any_time else "no", "gathered": "yes" if wishes.gathered else "no",
        "mail": ways.addresses.get(ChannelKind.MAIL, ""), "phone": ways.addresses.get(ChannelKind.SMS, ""),
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: Asked) -> HttpResponse:
    """What one hears of, when, and where."""
    wishes, ways = queries.wishes_of([request.actor.id])[request.actor.id], queries.ways_of(request.actor.id)
    sent = request.POST if request.method == "POST" else None
    form = ChoiceForm(sent, initial=_filled(wishes, ways), leads=bool(request.actor.roles))
    if request.method == "POST" and form.is_valid():
        choosing.choose(form.chosen(), by=request.actor, at=timezone.now())
        messages.success(request, _("Your choices were saved."))
        return _to_settings()
    return _settings(request, form, ways)


def _to_settings() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("notices:settings"), status=303)


def _settings(request: Asked, form: Any, ways: queries.Ways, trouble: str = "") -> HttpResponse:
    context = {
        "form": form, "ways": ways, "push_key": public_text(settings.VAPID_KEY), "trouble": trouble,
        "this": request.COOKIES.get(COOKIE, ""), "mail_goes": bool(settings.SMTP_URL),
    }  # fmt: skip
    return render(request, "notices/settings.html", context, status=422 if form.errors or trouble else 200)


@require_POST
def subscribe(request: Asked) -> HttpResponse:
    """Notices come to this browser from now on."""
    form = BrowserForm(request.POST)
    if not form.is_valid():
        wishes, ways = queries.wishes_of([request.actor.id])[request.actor.id], queries.ways_of(request.actor.id)
        trouble = str(form.non_field_errors()[0])
        choices = ChoiceForm(initial=_filled(wishes, ways), leads=bool(request.actor.roles))
        return _settings(request, choices, ways, trouble)
    given, device = form.cleaned_data, request.session.get("device", {})
    browser = choosing.Browser(
        given["endpoint"], given["key"], given["auth"], device_name(request.headers.get("User-Agent", "")),
        UUID(device["id"]) if "id" in device else None,
    )  # fmt: skip
    made = choosing.subscribe(browser, by=request.actor, at=timezone.now())
    messages.success(request, _("Notices now come to this device too."))
    response = _to_settings()
    response.set_cookie(
        COOKIE, str(made.pk), max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=not settings.STORY
    )
    return response


@require_POST
def unsubscribe(request: Asked, subscription_id: UUID) -> HttpResponse:
    """Notices no longer come to one of one's devices."""
    try:
        choosing.unsubscribe(subscription_id=subscription_id, by=request.actor, at=timezone.now())
    except Subscription.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Notices no longer come to that device."))
    return _to_settings()
