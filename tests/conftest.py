"""Fixtures of the tests of the whole house."""

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
