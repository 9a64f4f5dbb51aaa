"""axe on every page, in every state, three languages, light and dark; small screens, large text, sizes of targets."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from drill.browser import a_browser, cookies_of
from drill.installation import Installation
from drill.looking import axe, faint, sideways, small_targets
from drill.tour import Tour, prepare

LANGUAGES = ("fi", "sv", "en")
# What axe leaves undecided and is decided here: the words of the drawn circle, by `looking.faint`.
DECIDED = {"color-contrast": "text"}


def _look(page: Any, found: dict[str, list[Any]], undecided: Counter[str], where: str) -> None:
    told = axe(page)
    trouble: list[Any] = [*told["violations"], *small_targets(page), *faint(page)]
    undecided.update(
        rule
        for rule, places in told["incomplete"]
        if rule not in DECIDED or not all(DECIDED[rule] in one for one in places)
    )
    if (wide := sideways(page)) > 0:
        trouble.append(f"{wide} px sideways")
    if trouble:
        found[where] = trouble


def _round(
    browser: Any, tour: Tour, house: Installation, language: str, scheme: str
) -> tuple[dict[str, list[Any]], Counter[str], int]:
    found: dict[str, list[Any]] = {}
    undecided: Counter[str] = Counter()
    seen = 0
    for who in tour.cookies:
        context = browser.new_context(
            locale=language, base_url=house.url, viewport={"width": 360, "height": 740}, color_scheme=scheme,
            timezone_id="Europe/Helsinki", reduced_motion="reduce",
        )  # fmt: skip
        context.add_cookies(cookies_of(tour, who, house.url))
        page = context.new_page()
        if who:
            page.goto("/me/")
            page.locator(f"button[name=language][value={language}]").first.click()
            page.wait_for_load_state()
        for visit in (visit for visit in tour.visits if visit.who == who):
            page.set_viewport_size({"width": 360, "height": 740})
            visit.open(page)
            name = f"{visit.route} {visit.state} {language} {scheme}"
            _look(page, found, undecided, name)
            _squeeze(page, found, name)
            seen += 1
        context.close()
    return found, undecided, seen


def _squeeze(page: Any, found: dict[str, list[Any]], name: str) -> None:
    """320 px wide (a screen of 1,280 at 400 %), then text of double size with the spacing of criterion 1.4.12."""
    page.set_viewport_size({"width": 320, "height": 640})
    trouble = [f"{wide} px sideways at 320"] if (wide := sideways(page)) > 0 else []
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate(
        """() => { const all = document.documentElement.style; all.fontSize = "200%"; all.lineHeight = "1.5";
        all.letterSpacing = "0.12em"; all.wordSpacing = "0.16em"; }"""
    )
    trouble += [f"{wide} px sideways with large text"] if (wide := sideways(page)) > 0 else []
    page.evaluate("() => document.documentElement.removeAttribute('style')")
    if trouble:
        found.setdefault(name, []).extend(trouble)


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """The whole product: pages and states x 3 languages x light and dark."""
    found: dict[str, list[Any]] = {}
    undecided: Counter[str] = Counter()
    seen = 0
    with Installation() as house, a_browser() as browser:
        tour = prepare(house.port, house.people())
        for language in LANGUAGES:
            for scheme in ("light", "dark"):
                more, open_ones, number = _round(browser, tour, house, language, scheme)
                found |= more
                undecided += open_ones
                seen += number
    return {
        "ok": not found and not undecided, "pages_seen": seen, "violations": len(found), "where": dict(list(found.items())[:12]),
        "undecided_by_axe": dict(undecided),
    }  # fmt: skip
