"""Draws the icon of a phone's home screen, which one kind of phone takes only as points and not as a drawing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from drill.browser import a_browser

FOLDER = Path(__file__).resolve().parents[1] / "src" / "keha" / "web" / "static" / "keha"
SIDE = 180


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """Writes icon.png anew from icon.svg."""
    drawing = (FOLDER / "icon.svg").read_text(encoding="utf-8")
    with a_browser() as browser:
        page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
        page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: {SIDE}px }}</style>{drawing}")
        page.screenshot(path=FOLDER / "icon.png")
    return {"ok": True, "bytes": (FOLDER / "icon.png").stat().st_size}
