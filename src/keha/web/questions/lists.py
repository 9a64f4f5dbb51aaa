"""Longer lists: all that one has asked, and what the team has answered."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from keha.questions.queries import lists
from keha.questions.queries.lists import Page
from keha.web.questions import rows
from keha.web.shell.places import Asked

SIZE, PAGES_MAX, WANTED_MAX = 20, 200, 200


def _number(request: Asked) -> int:
    """The page asked for; anything else is the first."""
    wanted = request.GET.get("page", "")
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 5
    return max(1, min(int(wanted), PAGES_MAX)) if is_number else 1


def _shown(request: Asked, page: Page, more: dict[str, Any]) -> HttpResponse:
    wanted = {"q": more["q"]} if more.get("q") else {}
    context = {
        "page": page, "rows": [rows.row(one, request.actor) for one in page.rows],
        "newer": urlencode({**wanted, "page": page.number - 1}), "older": urlencode({**wanted, "page": page.number + 1}),
        **more,
    }  # fmt: skip
    return render(request, "questions/list.html", context)


@require_GET
def mine(request: Asked) -> HttpResponse:
    """All that the reader has asked."""
    page = lists.history(request.actor, number=_number(request), size=SIZE)
    how = _("Write what you wonder about. You get what your team has agreed, or the question goes to the team.")
    return _shown(request, page, {"heading": _("All that you have asked"), "none": _("Nothing asked yet"), "how": how})


@require_GET
def answered(request: Asked) -> HttpResponse:
    """What the reader's teams have answered, by words."""
    wanted = request.GET.get("q", "")[:WANTED_MAX].replace("\0", "").strip()
    page = lists.answered(request.actor, wanted=wanted, number=_number(request), size=SIZE)
    more = {
        "heading": _("What the team has answered"), "searchable": True, "q": wanted,
        "none": _("Nothing found") if wanted else _("Nothing answered yet"),
        "how": _("Try another word, or ask.") if wanted else _("Answers of the team are gathered here."),
    }  # fmt: skip
    return _shown(request, page, more)
