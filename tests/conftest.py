"""Fixtures of the tests of the whole house."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import scene as scenes


@pytest.fixture(scope="session", autouse=True)
def _place_of_files() -> None:
    """The file server warns of a missing folder, and here a warning is an error."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture
def scene(world: Any) -> scenes.Scene:
    """The story's people with one thing of each kind."""
    return scenes.set_up(world)


@pytest.fixture
def served(house: Any, django_db_blocker: Any) -> Any:
    """Looks into the served house's own database, as the application."""
    from contextlib import contextmanager

    from django.db import connections

    @contextmanager
    def inside() -> Iterator[None]:
        given = connections["default"].settings_dict
        kept = given["NAME"]
        with django_db_blocker.unblock():
            connections["default"].close()
            given["NAME"] = house.database
            try:
                yield
            finally:
                connections["default"].close()
                given["NAME"] = kept

    return inside


@pytest.fixture
def pooled(world_once: Any, django_db_blocker: Any) -> Any:
    """The application's connections from a pool of two, as the server has them."""
    from django.db import connections

    given = connections["default"].settings_dict
    kept, kept_age = dict(given["OPTIONS"]), given["CONN_MAX_AGE"]
    with django_db_blocker.unblock():
        connections["default"].close()
        given["OPTIONS"] = kept | {"pool": {"min_size": 1, "max_size": 2, "timeout": 10}}
        given["CONN_MAX_AGE"] = 0
        yield world_once
        connections["default"].close()
        connections["default"].close_pool()
        given["OPTIONS"], given["CONN_MAX_AGE"] = kept, kept_age
