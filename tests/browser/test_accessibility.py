"""Every page: axe finds nothing, nothing scrolls sideways, what is tapped is large, and the keyboard is enough."""

import csv
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from drill import looking
from drill.tour import Tour, prepare

TABLE = Path(__file__).parents[1] / "access.csv"
# Addresses that answer a GET with something else than a page of their own.
NO_PAGES = {
    "/",
    "/health/",
    "/service-worker.js",
    "/offline/token/",
    "/load/<uuid:team_id>/load.csv",
    "/rules/import/rules.csv",
    "/rules/import/rules.xlsx",
    "/shifts/calendar/<str:token>.ics",
    "/shifts/team/<uuid:team_id>/roster.pdf",
}


@pytest.fixture(scope="module")
def tour(house: Any) -> Tour:
    people = _people(house)
    worker = subprocess.Popen([sys.executable, "-m", "keha.cli", "work"], env=house.environment)
    try:
        return prepare(house.port, people)
    finally:
        worker.terminate()
        worker.wait(30)


def _people(house: Any) -> dict[str, str]:
    from urllib.request import urlopen

    with urlopen(f"http://127.0.0.1:{house.port}/demo/", timeout=30) as reply:
        page = reply.read().decode()
    found = re.findall(r'name="person" value="([^"]+)".*?<b>([^<]+)</b>', page, re.DOTALL)
    first = found[0][0].partition(".")[0]
    return {name: value for value, name in reversed(found) if value.startswith(first)}


def _open(chromium: Any, house: Any, tour: Tour, who: str, **screen: Any) -> Any:
    context = chromium.new_context(
        locale="fi-FI", base_url=house.url, timezone_id="Europe/Helsinki", reduced_motion="reduce",
        **{"viewport": {"width": 360, "height": 740}, **screen},
    )  # fmt: skip
    context.add_cookies([{"name": name, "value": value, "url": house.url} for name, value in tour.cookies[who].items()])
    page = context.new_page()
    page.set_default_timeout(10_000)
    return page


def test_the_round_comes_to_every_page(tour: Tour) -> None:
    from keha.web.shell.tenancy import resolve

    visited = {visit.route for visit in tour.visits}
    rows = csv.reader(line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    pages = {row[0] for row in rows if row[2] == "GET" and "200" in row[3:]} - NO_PAGES
    patterns = {resolve(visit.path.partition("?")[0]).route for visit in tour.visits if not visit.route.isdigit()}
    assert {f"/{pattern}" for pattern in patterns} >= pages
    assert len(visited) > 15


def test_axe_finds_nothing_by_day_or_in_the_dark_and_all_fits_a_small_screen(
    chromium: Any, house: Any, tour: Tour
) -> None:
    found: dict[str, Any] = {}
    for who in tour.cookies:
        page = _open(chromium, house, tour, who)
        for visit in (visit for visit in tour.visits if visit.who == who):
            page.set_viewport_size({"width": 360, "height": 740})
            visit.open(page)
            trouble: list[Any] = list(looking.axe(page)["violations"])
            trouble += [*looking.small_targets(page), *looking.faint(page)]
            page.emulate_media(color_scheme="dark")
            trouble += [*looking.contrast(page), *looking.faint(page)]
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 320, "height": 640})
            trouble += [f"{wide} px sideways"] if (wide := looking.sideways(page)) > 0 else []
            if trouble:
                found[f"{visit.route} {visit.state}"] = trouble
        page.context.close()
    assert found == {}


def test_asking_needs_no_mouse(chromium: Any, house: Any, tour: Tour) -> None:
    page = _open(chromium, house, tour, "aino")
    page.goto("/ask/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("input[name=text]")).to_be_focused()
    page.keyboard.type("saako koulun pihalla asua teltassa?")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/"))
    _tab_to(page, "form[action$='/to-team/'] button")
    page.keyboard.press("Enter")
    expect(page.locator(".messages .message")).to_be_visible()
    page.context.close()


def _tab_to(page: Any, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(_FOCUS_IS_SEEN), "the focus cannot be seen"
        if page.locator(selector).first.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not come to {selector}")


# The focused thing stands on the screen, is not covered by a bar, and is marked.
_FOCUS_IS_SEEN = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return true;
  const box = one.getBoundingClientRect(), look = getComputedStyle(one);
  const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const marked = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2 || look.boxShadow !== "none";
  return marked && box.width > 0 && (!over || one.contains(over) || over.contains(one));
}"""


def test_an_error_takes_the_focus_and_stands_at_its_field(chromium: Any, house: Any, tour: Tour) -> None:
    page = _open(chromium, house, tour, "aino")
    page.goto("/ask/")
    page.locator("input[name=text]").press("Enter")
    expect(page.locator(".errors")).to_be_focused()
    field = page.locator("input[name=text]")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = (field.get_attribute("aria-describedby") or "").split()
    assert any(page.locator(f"#{name}.field-error").count() for name in described)
    page.context.close()


def test_text_of_double_size_does_not_scroll_sideways(chromium: Any, house: Any, tour: Tour) -> None:
    page = _open(chromium, house, tour, "aino", viewport={"width": 640, "height": 800})
    for visit in {visit.route: visit for visit in tour.visits if visit.who == "aino"}.values():
        visit.open(page)
        page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
        assert looking.sideways(page) <= 0, visit
    page.context.close()
