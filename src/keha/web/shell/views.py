"""The frame's own pages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from keha.foundation.context import door
from keha.organisation.models import Employer
from keha.web.shell.places import outside


@outside
@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """The bare address: today, or the demonstration's page where nobody has signed in yet."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    target = "demo:demo" if settings.STORY and not signed_in else "today:today"
    return HttpResponseRedirect(reverse(target))


@outside
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "shell/accessibility.html", {"feedback_address": settings.FEEDBACK_ADDRESS})


@outside
@require_GET
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, and for how long."""
    return render(request, "shell/privacy.html")


@outside
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether this process reaches its database: "ok", or a 500."""
    with door():
        Employer.objects.exists()
    return HttpResponse("ok", content_type="text/plain")
