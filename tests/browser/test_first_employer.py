"""From the command line to a worker's first answer, on phones: an employer that did not exist a moment ago."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect


def keha(house: Any, *arguments: str) -> str:
    """A command of the command line on the served house's database."""
    command = [sys.executable, "-m", "keha.cli", *arguments]
    return subprocess.run(command, env=house.environment, capture_output=True, text=True, check=True).stdout


def enter(phone: Page, code: str) -> None:
    """Types a one-time code."""
    phone.goto("/login/")
    phone.locator("input[name=code]").fill(code)
    phone.get_by_role("button", name="Jatka").click()
    phone.wait_for_url("**/today/")


def test_a_new_employers_worker_gets_her_first_answer(house: Any, chromium: Any, tmp_path: Path) -> None:
    figures = tmp_path / "figures.toml"
    figures.write_text(keha(house, "employer", "figures"), encoding="utf-8")
    said = keha(
        house, "employer", "new", "--name", "Uusiperä", "--admin", "Ada Ahti", "--team", "Kulmakeittiö",
        "--worker", "Tiina Tamm", "--library", str(figures),
    )  # fmt: skip
    office = chromium.new_context(base_url=house.url, locale="fi-FI").new_page()
    enter(office, re.search(r"\d{4}-\d{4}", said)[0])
    office.goto("/me/invite/")
    office.locator("label.choose", has_text="Tiina Tamm").click()
    office.get_by_role("button", name="Tee koodi").click()
    code = office.locator(".big-code").inner_text()
    phone = chromium.new_context(base_url=house.url, locale="fi-FI", viewport={"width": 360, "height": 740}).new_page()
    enter(phone, code)
    phone.goto("/ask/")
    phone.locator("input[name=text]").fill("saanko vaihtaa vuoroa työkaverin kanssa")
    phone.locator("form.ask-form button").click()
    expect(phone.locator("article.answer")).to_contain_text("Kysy ensin esihenkilöltä")
    for page in (office, phone):
        page.context.close()
