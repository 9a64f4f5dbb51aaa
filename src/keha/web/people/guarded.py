"""These pages are the administrator's: to others a page says so, and an id is an id of nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse

from keha.organisation import policies
from keha.web.shell.places import Asked

View = Callable[..., HttpResponse]


def keepers(view: View) -> View:
    """Only whoever keeps the employer's people. Raises Refused, or Http404 where the address names something."""

    @wraps(view)
    def guarded(request: Asked, **given: Any) -> HttpResponse:
        verdict = policies.may_keep_people(request.actor)
        if given and not verdict:
            raise Http404
        verdict.or_refuse()
        return view(request, **given)

    return guarded
