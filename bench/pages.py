"""CPU of pages as multiples of the smallest logged-in page: the whole middleware, tenancy and one query."""

import re
from typing import Any

from bench.support import prepare, questions, timed

PAGES = ("/today/", "/ask/", "/team/", "/team/rules/", "/me/")
ROUNDS = 60


def measure() -> dict[str, Any]:
    """Each page's CPU, and its ratio to the base; asking beside them."""
    prepare()
    client = _signed_in()
    base = timed(lambda _: client.get("/bench-base/"), range(ROUNDS))
    figures: dict[str, Any] = {"base": base}
    for page in PAGES:
        figures[page] = timed(lambda _, page=page: client.get(page), range(ROUNDS))
        figures[page]["ratio"] = round(figures[page]["cpu_p50_ms"] / base["cpu_p50_ms"], 2)
    figures["asking"] = timed(lambda text: _ask(client, text), questions(ROUNDS))
    figures["asking"]["cpu_over_base_ms"] = round(figures["asking"]["cpu_p50_ms"] - base["cpu_p50_ms"], 1)
    return figures


def _base_view(request: Any) -> Any:
    from django.http import HttpResponse

    from keha.organisation.models import Team

    return HttpResponse(str(Team.objects.count()))


def _signed_in() -> Any:
    from django.test import Client
    from django.urls import path

    from keha import story
    from keha.config import urls

    urls.urlpatterns.append(path("bench-base/", _base_view))
    world = story.world()
    client = Client(REMOTE_ADDR="127.0.0.1", HTTP_HOST="localhost")
    html = client.get("/demo/").content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', html)
    person = f"{world.employer}.{world.aino}"
    client.post("/demo/become/", {"person": person, "form_key": key[1] if key else ""})
    if client.get("/today/").status_code != 200:
        raise RuntimeError("could not sign in")
    return client


def _ask(client: Any, text: str) -> None:
    from uuid import uuid4

    if client.post("/ask/", {"text": text, "form_key": str(uuid4())}).status_code != 303:
        raise RuntimeError("asking failed")
