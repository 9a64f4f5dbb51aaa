"""What a browser can tell of a page: axe's findings, sideways scroll, the size of what is tapped."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations", "incomplete"]});
  const short = (list) => list.map((one) => [one.id, one.nodes.map((node) => node.target.join(" ")).slice(0, 3)]);
  return {violations: short(found.violations), incomplete: short(found.incomplete)};
}"""
CONTRAST = """async () => {
  const found = await axe.run(document, {runOnly: {type: "rule", values: ["color-contrast"]}, resultTypes: ["violations"]});
  return found.violations.map((one) => [one.id, one.nodes.map((node) => node.target.join(" ")).slice(0, 3)]);
}"""
SCROLL = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A link inside a sentence is excepted by the criterion; so is what is not shown or stands off the screen until focused.
SMALL = """(least) => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, select, summary")]
  .filter((one) => one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && !one.matches(".skip"))
  .filter((one) => !(one.tagName === "A" && one.closest("p, dd, li") && getComputedStyle(one).display === "inline"))
  .map((one) => [one, (one.matches("[type=radio], [type=checkbox]") && one.closest("label") || one).getBoundingClientRect()])
  .filter(([one, box]) => box.width > 0 && (box.height < least - 0.5 || box.width < least - 0.5))
  .map(([one, box]) => `${one.tagName.toLowerCase()}.${one.className} "${one.textContent.trim().slice(0, 30)}" ${box.width.toFixed(0)}x${box.height.toFixed(0)}`)"""

# axe does not decide about text drawn over rings: here each is measured against the smallest ring that it stands on.
DRAWN = r"""() => [...document.querySelectorAll("figure.circle text")].map((text) => {
  const part = (colour) => (colour.match(/[\d.]+/g) || []).slice(0, 3).map((v) => {
    const c = v / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
  const light = (colour) => { const [r, g, b] = part(colour); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const rings = [...text.ownerSVGElement.querySelectorAll("circle.ring")].filter((ring) => {
    const at = text.getStartPositionOfChar(0);
    return Math.hypot(at.x - ring.getAttribute("cx"), at.y - ring.getAttribute("cy")) <= ring.getAttribute("r"); })
    .sort((one, other) => one.getAttribute("r") - other.getAttribute("r"));
  const under = rings.length ? getComputedStyle(rings[0]).fill : getComputedStyle(document.documentElement).backgroundColor;
  const [a, b] = [light(getComputedStyle(text).fill), light(under)].sort((one, other) => other - one);
  return [text.textContent, (a + 0.05) / (b + 0.05), under];
})"""


def axe(page: Any) -> dict[str, Any]:
    """axe-core's violations and what it could not decide, by rule with the places."""
    page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(RUN, TAGS)
    return found


def contrast(page: Any) -> list[Any]:
    """What axe-core finds of colours alone, once `axe` has looked at the page."""
    return list(page.evaluate(CONTRAST))


def faint(page: Any, least: float = 4.5) -> list[str]:
    """Words of the drawn circle whose contrast is below this."""
    return [f"{words} {ratio:.2f} on {under}" for words, ratio, under in page.evaluate(DRAWN) if ratio < least]


def sideways(page: Any) -> int:
    """How many pixels a page is wider than the screen."""
    return int(page.evaluate(SCROLL))


def small_targets(page: Any, least: int = 48) -> list[str]:
    """What is tapped and is smaller than this, in CSS pixels; links inside sentences left out."""
    found: list[str] = page.evaluate(SMALL, least)
    return found
