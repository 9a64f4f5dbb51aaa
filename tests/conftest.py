"""Fixtures of the tests of the whole house."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from conftest import SCENE
from tests.support import scene as scenes


@pytest.fixture(scope="session", autouse=True)
def _place_of_files() -> None:
    """The file server warns of a missing folder, and here a warning is an error."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@contextmanager
def _at(database: str, blocker: Any) -> Iterator[None]:
    """The application's connection goes to another database for a while."""
    from django.db import connections

    given = connections["default"].settings_dict
    kept = given["NAME"]
    with blocker.unblock():
        connections["default"].close()
        given["NAME"] = database
    try:
        yield
    finally:
        with blocker.unblock():
            connections["default"].close()
            given["NAME"] = kept


@pytest.fixture(scope="session")
def scene_once(world_once: Any, django_db_blocker: Any) -> scenes.Scene:
    """The story's people with one thing of each kind, made once, in a copy of the world of its own."""
    with _at(SCENE, django_db_blocker), django_db_blocker.unblock():
        return scenes.set_up(world_once)


@pytest.fixture(autouse=True)
def _scenes_place(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """A test that asks for the scene is led to its database before the test's own transaction begins."""
    if "scene" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("scene_once")
    with _at(SCENE, django_db_blocker):
        yield


@pytest.fixture
def scene(scene_once: scenes.Scene, world: Any) -> scenes.Scene:
    """The scene, inside the test's own transaction; what is short-lived is made anew."""
    return scenes.renewed(scene_once)


@pytest.fixture
def served(house: Any, django_db_blocker: Any) -> Any:
    """Looks into the served house's own database, as the application."""

    @contextmanager
    def inside() -> Iterator[None]:
        with _at(house.database, django_db_blocker), django_db_blocker.unblock():
            yield

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
