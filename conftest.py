"""What all tests share: one database, one world, and for the browser one real house."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import played
from tests.support.played import copy_database, roles_of

# Playwright keeps an event loop in this thread; the database is used from it all the same, one call at a time.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NEEDS_DATABASE = {"world", "house", "db"}
# The served house and its Chromium stand once, on one of the workers.
NEEDS_HOUSE = {"house", "chromium"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks a test by what it asks for, so that `bin/test pure` can leave the rest out.

    First of all hooks: the workers' scheduler reads the groups in its own.
    """
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if asked & NEEDS_HOUSE:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
        if asked & NEEDS_DATABASE:
            item.add_marker(pytest.mark.database)


OWNER_ALONE: Any = {"owner"}
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
SERVED, SCENE = f"keha_served_{_WORKER}", f"keha_scene_{_WORKER}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    """The owner makes and migrates the test database; tests then act as the application's own role.

    The story is played once (tests/support/played.py), and copies are laid aside at once for the served house and for the scene: later,
    a connection that some test has left open would keep the database from being copied.
    """
    from django.db import connections
    from django.test.utils import setup_databases
    from django.utils import timezone

    from keha import story

    owner: Any = connections["owner"]
    name = owner.creation._get_test_db_name()
    assert name.startswith("test_")

    def play() -> None:
        setup_databases(verbosity=0, interactive=False, aliases=OWNER_ALONE, serialized_aliases=set())
        story.play(at=timezone.now())
        for connection in connections.all():
            connection.close()

    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = name
        played.set_up(name, play)
        owner.settings_dict["NAME"] = name
        copy_database(SERVED, name)
        copy_database(SCENE, name)
    # It is left on the test server: the next run makes it anew, and no open connection can spoil this one's end.


@pytest.fixture(scope="session")
def world_once(django_db_setup: None, django_db_blocker: Any) -> Any:
    """The story's ids: its world is kept for the whole run, and a test's own changes are rolled back."""
    from django.db import connections

    from keha import story

    with django_db_blocker.unblock():
        found = story.world()
        connections["default"].close()
    return found


@pytest.fixture
def world(world_once: Any, db: None) -> Any:
    """The story's world, inside the test's own transaction."""
    from keha.questions.queries import finder

    finder.forget_all()
    return world_once


class House:
    """A real server on a copy of the world's database, in processes of its own."""

    def __init__(self, database: str, port: int, environment: dict[str, str]) -> None:
        self.database, self.port, self.environment = database, port, environment
        self.url = f"http://localhost:{port}"
        self.web: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts the web process and waits until pages answer."""
        command = [sys.executable, "-m", "keha.cli", "serve", "--port", str(self.port)]
        self.web = subprocess.Popen(command, env=self.environment)
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server did not come up")

    def stop(self) -> None:
        """Ends the web process."""
        if self.web:
            self.web.terminate()
            self.web.wait(15)


@pytest.fixture(scope="session")
def house(world_once: Any) -> Iterator[House]:
    """The served house."""
    addresses = roles_of(SERVED)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in {**os.environ, **addresses}.items() if k != "KEHA_OWNER_URL"}
    house = House(SERVED, port, environment)
    house.start()
    yield house
    house.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One Chromium for the run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("KEHA_CHROMIUM", "/usr/bin/chromium"),
            args=[
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        )  # fmt: skip
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium: Any, house: House) -> Iterator[Any]:
    """A phone in English that starts at the demonstration's page."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="en-GB", base_url=house.url, has_touch=True,
        timezone_id="Europe/Helsinki",
    )  # fmt: skip
    yield context
    context.close()


@pytest.fixture
def page(browser: Any) -> Any:
    """A page of that phone."""
    made = browser.new_page()
    made.set_default_timeout(8000)
    return made
