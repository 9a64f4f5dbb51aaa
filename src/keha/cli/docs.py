"""Draws the house: its floors from the import contracts, its facts from the roof's table, so that it cannot lie."""

import argparse
import ast
import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from keha.runtime import home

PICTURE, PAGE = Path("docs/house.svg"), Path("ARCHITECTURE.md")
BEGIN, END = "<!-- house: written by bin/docs -->", "<!-- /house -->"
CONTRACT = "Floors: a room imports only from floors below"

LEFT, WIDTH, GAP, TOP, LANE = 24, 800, 10, 112, 34
LETTER, LINE, HEAD = 7.1, 18, 44  # pixels: a letter's width, a line of text, a room's name with its margins
STYLE = (
    "text{font:14px system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif;fill:#4c5b54}"
    ".name{font-weight:700;font-size:16px;fill:#0b5d4b}.brand{font-weight:750;font-size:26px;fill:#f1f7f3}"
    ".number{font-weight:700;font-size:13px;fill:#16231e;text-anchor:middle}"
    ".room{fill:#fff;stroke:#dcdfd6}.floor{fill:#e0efe8}.roof{fill:#0b5d4b}.ground{stroke:#4c5b54;stroke-width:4}"
    ".fact{fill:none;stroke:#8a4b08;stroke-width:2}.tip{fill:#8a4b08}.badge{fill:#fcefd9;stroke:#8a4b08}"
    ".wall{stroke:#0b5d4b;stroke-width:3}"
)


class NotDrawable(ValueError):
    """The contract or the table is not of the shape that can be drawn; the message says which."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room. purpose: the first line of what its __init__ says."""

    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Floor:
    """Rooms side by side. apart: they may not import each other."""

    rooms: tuple[Room, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that goes up: which room tells it, and which functions of which rooms hear it."""

    name: str
    told_by: str
    heard_by: tuple[tuple[str, str], ...]


def floors_of(root: Path) -> list[Floor]:
    """The floors of the house, the roof first. Raises NotDrawable without the contract of floors."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in settings["tool"]["importlinter"]["contracts"]:
        if contract["name"] == CONTRACT:
            return [_floor(root, layer) for layer in contract["layers"]]
    raise NotDrawable(f"pyproject.toml has no contract named {CONTRACT!r}")


def _floor(root: Path, layer: str) -> Floor:
    names = layer.replace("|", ":").replace("(", "").replace(")", "").split(":")
    return Floor(tuple(_room(root, name.strip()) for name in names), apart="|" in layer)


def _room(root: Path, name: str) -> Room:
    said = ast.get_docstring(ast.parse((root / "src" / "keha" / name / "__init__.py").read_text(encoding="utf-8")))
    first = (said or "").split("\n")[0]
    head, colon, rest = first.partition(": ")
    return Room(name, rest[:1].upper() + rest[1:] if colon and head.lower() == name else first)


def facts_of(root: Path) -> list[Fact]:
    """The roof's table of who listens to what, in its own order. Raises NotDrawable when it is no plain table."""
    tree = ast.parse((root / "src" / "keha" / "config" / "wiring.py").read_text(encoding="utf-8"))
    rooms = dict(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "wire":
            table = node.args[0]
            if not isinstance(table, ast.Dict):
                break
            return [_fact(key, heard, rooms) for key, heard in zip(table.keys, table.values, strict=True)]
    raise NotDrawable("config/wiring.py does not call wire() with its table written out")


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            room = node.module.split(".")[1]
            yield from ((name.asname or name.name, room) for name in node.names)


def _fact(key: ast.expr | None, heard: ast.expr, rooms: dict[str, str]) -> Fact:
    if not isinstance(key, ast.Name) or not isinstance(heard, ast.List | ast.Tuple):
        raise NotDrawable("config/wiring.py: a line of the table is not a fact and a list of its listeners")
    listeners = []
    for listener in heard.elts:
        words = ast.unparse(listener).split(".")
        listeners.append((rooms[words[0]], words[-1]))
    return Fact(key.id, rooms[key.id], tuple(listeners))


def listing(floors: Sequence[Floor], facts: Sequence[Fact]) -> str:
    """The same in words, for those who cannot see the picture."""
    lines = ["From the roof down; a room imports only from floors below its own.", ""]
    for number, floor in zip(range(len(floors) - 1, -1, -1), floors, strict=True):
        lines += [f"- floor {number}, `{room.name}`: {room.purpose}" for room in floor.rooms]
    lines += ["", "Facts go up, from the room that tells them to the one that listens:", ""]
    lines += [f"- `{fact.name}`, from `{fact.told_by}` to {_hearers(fact)}" for fact in facts]
    return "\n".join(lines)


def _hearers(fact: Fact) -> str:
    return ", ".join(f"`{room}` (`{function}`)" for room, function in fact.heard_by) or "nobody yet"


@dataclass(slots=True)
class _Drawing:
    """Where the pen is, what has been drawn, and the height at which each room's middle stands."""

    parts: list[str]
    y: int
    middles: dict[str, int]

    def text(self, x: float, y: float, words: str, kind: str = "") -> None:
        mark = f' class="{kind}"' if kind else ""
        self.parts.append(f'<text x="{x:g}" y="{y:g}"{mark}>{escape(words, quote=False)}</text>')


def drawing(floors: Sequence[Floor], facts: Sequence[Fact]) -> str:
    """The house as SVG: the same text for the same house."""
    pen = _Drawing([], TOP, {})
    _draw_roof(pen)
    for floor in floors:
        _draw_floor(pen, floor)
    pen.parts.append(f'<path class="ground" d="M8 {pen.y + 2}H{LEFT + WIDTH + 16}"/>')
    pen.y += 34
    pairs = [(fact, hearer) for fact in facts for hearer in fact.heard_by]
    for number, (fact, (room, function)) in enumerate(pairs, 1):
        _draw_fact(pen, number, fact.told_by, room)
        pen.text(LEFT + 24, pen.y, f"{fact.name}: told by {fact.told_by}, heard by {room} ({function})")
        pen.parts.append(f'<circle class="badge" cx="{LEFT + 8}" cy="{pen.y - 5}" r="10"/>')
        pen.text(LEFT + 8, pen.y - 0.5, str(number), "number")
        pen.y += 26
    pen.text(LEFT, pen.y, "Imports go down, facts go up. A thick line: neighbours that never import each other.")
    size = f"0 0 {LEFT + WIDTH + 24 + LANE * len(pairs) + 8} {pen.y + 20}"
    told = escape(listing(floors, facts).replace("`", ""), quote=False)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img" aria-labelledby="title words">'
    named = f'<title id="title">The floors and rooms of Kehä</title>\n<desc id="words">{told}</desc>'
    paper = '<rect width="100%" height="100%" rx="14" fill="#f6f4ee"/>'
    return "\n".join([head, named, f"<style>{STYLE}</style>", paper, *pen.parts, "</svg>"]) + "\n"


def _draw_roof(pen: _Drawing) -> None:
    middle, right = LEFT + WIDTH // 2, LEFT + WIDTH + 16
    pen.parts += [
        f'<path class="roof" d="M8 {TOP - 6}L{middle} 16L{right} {TOP - 6}Z"/>',
        f'<circle cx="{middle - 56}" cy="74" r="20" fill="#e0efe8"/><circle cx="{middle - 56}" cy="74" r="13.4" '
        f'fill="#8fc3b1"/><circle cx="{middle - 56}" cy="74" r="6.2" fill="#0b5d4b"/>'
        f'<circle cx="{middle - 46}" cy="65" r="2.6" fill="#d08a35"/>',
    ]
    pen.text(middle - 24, 83, "Kehä", "brand")


def _draw_floor(pen: _Drawing, floor: Floor) -> None:
    many = len(floor.rooms)
    width = (WIDTH - GAP * (many + 1)) / many
    said = [textwrap.wrap(room.purpose, int((width - 28) / LETTER)) for room in floor.rooms]
    height = HEAD + LINE * max(map(len, said))
    pen.parts.append(f'<rect class="floor" x="{LEFT}" y="{pen.y}" width="{WIDTH}" height="{height + GAP}"/>')
    for place, (room, lines) in enumerate(zip(floor.rooms, said, strict=True)):
        x = LEFT + GAP + place * (width + GAP)
        pen.middles[room.name] = pen.y + (height + GAP) // 2
        pen.parts.append(
            f'<rect class="room" x="{x:g}" y="{pen.y + GAP // 2}" width="{width:g}" height="{height}" rx="10"/>'
        )
        if place and floor.apart:
            pen.parts.append(f'<path class="wall" d="M{x - GAP / 2:g} {pen.y}v{height + GAP}"/>')
        pen.text(x + 14, pen.y + GAP // 2 + 25, room.name, "name")
        for number, line in enumerate(lines):
            pen.text(x + 14, pen.y + GAP // 2 + 46 + LINE * number, line)
    pen.y += height + GAP + 4


def _draw_fact(pen: _Drawing, number: int, told_by: str, heard_by: str) -> None:
    edge, lane = LEFT + WIDTH + 2, LEFT + WIDTH + 24 + LANE * (number - 1)
    start, end = pen.middles[told_by], pen.middles[heard_by] + 4 * number
    pen.parts += [
        f'<path class="fact" d="M{edge} {start}H{lane}V{end}H{edge + 9}"/>',
        f'<path class="tip" d="M{edge} {end}l10 -5v10z"/>',
        f'<circle class="badge" cx="{lane}" cy="{(start + end) // 2}" r="10"/>',
    ]
    pen.text(lane, (start + end) // 2 + 4.5, str(number), "number")


def written(page: str, words: str) -> str:
    """A page with the list of rooms between its two marks renewed. Raises NotDrawable without the marks."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise NotDrawable(f"{PAGE} lacks the marks {BEGIN} and {END}")
    return f"{before}{begin}\n{words}\n{end}{after}"


def documents(root: Path) -> dict[Path, str]:
    """Each drawn document with what should stand in it."""
    floors, facts = floors_of(root), facts_of(root)
    page = (root / PAGE).read_text(encoding="utf-8")
    return {PICTURE: drawing(floors, facts), PAGE: written(page, listing(floors, facts))}


def main(arguments: Sequence[str]) -> int:
    """`keha docs [--check]`: writes the drawing and its words; with --check tells what differs. Returns 0, else 1."""
    parser = argparse.ArgumentParser(prog="keha docs", description="Draw the house.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a drawing is old")
    check, root = parser.parse_args(arguments).check, home.project()
    old = []
    for path, text in documents(root).items():
        there = (root / path).read_text(encoding="utf-8") if (root / path).exists() else ""
        if there != text:
            old.append(path)
            if not check:
                (root / path).write_text(text, encoding="utf-8")
    words = "is old: run bin/docs" if check else "was drawn anew"
    print("\n".join(f"{path} {words}" for path in old) or "docs: the drawing is the house")
    return 1 if old and check else 0
