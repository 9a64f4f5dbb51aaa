"""Ids of others: read from their rows and harvested from their pages, whatever they name."""

import re
from typing import Any
from uuid import UUID

from django.db import connections

from keha.foundation.context import acting_for
from keha.skills.models import Skill
from tests.support import bodies
from tests.support.people import Who, client_of
from tests.support.routes import every_route
from tests.support.rows import employer_tables
from tests.support.scene import Scene, Things

AN_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
KEYS = re.compile(rb'name="(form_key|csrfmiddlewaretoken)" value="[^"]*"')


def in_pages(who: Who, things: Things) -> set[UUID]:
    """Every id in the pages that somebody can open: links, forms, options, hidden fields."""
    client, found = client_of(who), set()
    for route in every_route():
        if route.name == "demo:demo":
            continue
        for thing in bodies.things_of(route):
            reply = client.get(route.path(**bodies.values(route, things, thing)))
            found |= {UUID(one.decode()) for one in AN_ID.findall(KEYS.sub(b"", reply.content))}
    return found


def in_rows(employer: UUID, *, each: int | None) -> dict[str, list[UUID]]:
    """Primary keys of an employer's rows by table; each: how many of a table, None for all."""
    with acting_for(employer), connections["default"].cursor() as cursor:
        found = {}
        for table in employer_tables():
            cursor.execute(f"SELECT id FROM {table} WHERE employer_id = %s ORDER BY id DESC LIMIT %s", [employer, each])
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def of_others(scene: Scene, *, each: int | None) -> list[UUID]:
    """Ids that the worker must not be able to tell from ids of nothing."""
    own, team, county = scene.own, scene.team, scene.county
    rows: Any = in_rows(scene.world.county, each=each).values()
    ids = {one for found in rows for one in found} | {scene.world.county}
    ids |= in_pages(county.whose, county) | in_pages(team.whose, team)
    ids |= {value for things in (team, county) for value in things.ids.values() if isinstance(value, UUID)}
    ids -= in_pages(own.whose, own) | {scene.world.employer} | {v for v in own.ids.values() if isinstance(v, UUID)}
    return sorted(ids - _common(own.whose.employer))


def _common(employer: UUID) -> set[UUID]:
    """The employer's list of skills is everybody's: each tells of herself what stands on it."""
    with acting_for(employer):
        return set(Skill.objects.values_list("pk", flat=True))
