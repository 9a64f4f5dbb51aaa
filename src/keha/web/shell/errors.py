"""Pages for what went wrong: what happened, that nothing was lost, what to do next. None touches the database."""

import logging
import secrets
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from keha.foundation.verdict import Verdict
from keha.web.shell.reasons import sentences

log = logging.getLogger("keha.web")


def _page(
    request: HttpRequest | None, status: int, title: str, sentences: Iterable[Any], next_step: str, reference: str = ""
) -> HttpResponse:
    context = {
        "code": status, "title": title, "sentences": list(sentences), "next_step": next_step, "reference": reference,
    }  # fmt: skip
    return HttpResponse(render_to_string("shell/error.html", context, request=request), status=status)


def refused(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    """403: every reason at once."""
    return _page(request, 403, _("This cannot be done now"), sentences(verdict), _("Go back and choose another way."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same for what does not exist and for what belongs to others."""
    return _page(
        request, 404, _("There is nothing here"),
        [_("The page has been moved or removed, or it belongs to another team.")], _("Start from Today or Ask."),
    )  # fmt: skip


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself was broken."""
    return _page(request, 400, _("This did not arrive whole"), [_("Nothing was changed.")], _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without reasons of ours."""
    return _page(request, 403, _("This is not open to you"), [_("Nothing was changed.")], _("Start from Today or Ask."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form did not come from our own page, or the page was open for too long."""
    return _page(
        request, 403, _("The page was open for too long"),
        [_("For safety the form was not taken. Nothing was changed.")],
        _("Go back, open the page again and send once more. What you wrote is still in the field."),
    )  # fmt: skip


def broken_form(request: HttpRequest) -> HttpResponse:
    """422: the form's key is missing or broken."""
    return _page(
        request, 422, _("The form did not arrive whole"), [_("Nothing was changed.")],
        _("Go back, open the page again and send once more."),
    )  # fmt: skip


def key_reused(request: HttpRequest) -> HttpResponse:
    """422: the same form came before with another content."""
    return _page(
        request, 422, _("This form has been sent already"),
        [_("It was sent before with other words. The first one holds; nothing was changed now.")],
        _("Open the page again if you want to send something new."),
    )  # fmt: skip


def still_running(request: HttpRequest) -> HttpResponse:
    """409: the same form is being carried out at this moment, and takes long."""
    page = _page(
        request, 409, _("This form has been sent already"), [_("It is still being carried out. Nothing is done twice.")],
        _("Open the page again in a moment."),
    )  # fmt: skip
    page.headers["Retry-After"] = "5"
    return page


def too_large(request: HttpRequest, *, is_file: bool = False) -> HttpResponse:
    """413: more than any form of ours takes. is_file: at the address that takes files."""
    smaller = _("The file is larger than 10 megabytes. Save only the sheet of the rules.")
    next_step = smaller if is_file else _("Send a shorter text.")
    return _page(request, 413, _("That was too much at once"), [_("Nothing was changed.")], next_step)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """405: opened by an address what only a button may do."""
    return _page(
        request, 405, _("This is done by a button"), [_("Nothing was changed.")], _("Open the page and use its button.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: with a reference that the user can read out and that stands in the log."""
    reference = secrets.token_hex(3).upper()
    log.error("server error, reference %s, %s %s", reference, request.method, request.path_info)
    return _page(
        request, 500, _("Something broke on our side"),
        [_("Nothing was changed. What you wrote was not saved.")],
        _("Try again in a moment. If it happens again, tell your supervisor this reference:"), reference,
    )  # fmt: skip
