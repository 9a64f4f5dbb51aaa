"""A real Chromium for the parts that need one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from drill.tour import Tour


@contextmanager
def a_browser() -> Iterator[Any]:
    """The machine's Chromium (KEHA_CHROMIUM, else the one on the path)."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("KEHA_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
            ],
        )
        yield browser
        browser.close()


def cookies_of(tour: Tour, who: str, url: str) -> list[dict[str, str]]:
    """Somebody's cookies as a browser takes them."""
    return [{"name": name, "value": value, "url": url} for name, value in tour.cookies[who].items()]
