"""Pure: the circle as a drawing. A topic is a slice, a ring is whose its matters are, a matter is a dot.

Units are those of the drawing, which at 360 px wide are pixels. Angles run clockwise from the top, in radians.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import cos, pi, sin

SIZE, CENTRE, TOP = 360.0, 180.0, 20.0  # the sheet begins at TOP: nothing stands above it
RADII = (56.0, 90.0, 123.0, 156.0)  # where each ring ends, the innermost first
HOLE = 29.0  # kept for the words in the middle
TEXT = 13.0
RIM_OVER, RIM_UNDER = 163.0, 173.5  # baselines of names on the rim: of the upper half, and read from below
EDGE = 178.0
GAP_LEAST, GAP_MOST = (
    0.5,
    1.75,
)  # half the least and the whole of the most opening at the top, for the names of the rings
ROOM = 9.0  # between two names
ARROW = 12.0  # kept for an arrow at a slice's beginning
PITCH = 10.0  # from dot to dot, where there is room

# How wide a letter is in the widest of the fonts that phones and computers have, in hundredths of its size.
_WIDTHS = {
    **dict.fromkeys("iljI.,:;'|!· ", 34), **dict.fromkeys("ftr-/()[]", 42), **dict.fromkeys("sczJ", 56),
    **dict.fromkeys("mMWw@%…–OQGDÖ", 100),
}  # fmt: skip
_SMALL, _CAPITAL = 65, 78


@dataclass(frozen=True, slots=True)
class Topic:
    """What is drawn of a topic. counts: its matters by ring, the innermost first. moves: from which ring to which."""

    code: str
    label: str
    counts: tuple[int, int, int, int]
    moves: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dot:
    """A matter."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Words:
    """Words on an arc. start and end: of the room they have. is_under: read from below, in the lower half."""

    text: str
    radius: float
    start: float
    end: float
    is_under: bool

    @property
    def width(self) -> float:
        """How long they are at most."""
        return width_of(self.text)

    @property
    def path(self) -> str:
        """The arc they stand on, in reading direction."""
        return arc(self.radius, *((self.end, self.start) if self.is_under else (self.start, self.end)))


@dataclass(frozen=True, slots=True)
class Arrow:
    """A move from one ring to another, on the line where they meet."""

    path: str
    is_inward: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """A topic in the drawing. dots: by ring, the innermost first."""

    code: str
    words: Words
    start: float
    end: float
    wedge: str
    dots: tuple[tuple[Dot, ...], ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole circle. names: of the rings round the middle, from the second on."""

    slices: tuple[Slice, ...]
    names: tuple[Words, ...]


def draw(topics: Sequence[Topic], names: Sequence[str]) -> Drawing:
    """The circle of these topics, in their order. names: of the three rings round the middle, inner to outer."""
    ends = pairs_of_rings()[1:]
    baselines = [(inner + outer) / 2 - TEXT * 0.36 for inner, outer in ends]
    half = min(GAP_MOST, max(width_of(name, bold=True) / r for name, r in zip(names, baselines, strict=True))) / 2
    half = max(GAP_LEAST, half + 0.03)
    told = tuple(
        Words(cut(name, 2 * half * r, bold=True), r, -half, half, is_under=False)
        for name, r in zip(names, baselines, strict=True)
    )
    room = (2 * pi - 2 * half) * RIM_OVER
    widths = shared_out([_wanted(topic) for topic in topics], room)
    ends_at = [half + sum_ / RIM_OVER for sum_ in accumulate(widths)]
    starts = [half, *ends_at[:-1]]
    return Drawing(tuple(map(_slice, topics, starts, ends_at)), told)


def pairs_of_rings() -> tuple[tuple[float, float], ...]:
    """From where to where each ring's dots may lie, the innermost first."""
    return tuple(zip((HOLE, *RADII[:-1]), RADII, strict=True))


def width_of(text: str, *, bold: bool = False) -> float:
    """How wide words are at most."""
    parts = sum(_WIDTHS.get(letter, _CAPITAL if letter.isupper() else _SMALL) for letter in text)
    return parts / 100 * TEXT * (1.12 if bold else 1)


def cut(text: str, room: float, *, bold: bool = False) -> str:
    """The words, or as many of their letters as there is room for."""
    if width_of(text, bold=bold) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}…", bold=bold) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…" if kept else ""


def shared_out(wanted: Sequence[float], room: float) -> list[float]:
    """A share of the room for each: what it wants and some more, or, where all cannot have it, less for the longest."""
    if not wanted:
        return []
    over = room - sum(wanted)
    if over >= 0:
        return [one + over / len(wanted) for one in wanted]
    left, most = room, 0.0
    for place, one in enumerate(sorted(wanted)):
        most = left / (len(wanted) - place)
        if one > most:
            break
        left -= one
    return [min(one, most) for one in wanted]


def _wanted(topic: Topic) -> float:
    """How much of the rim a topic would like: for its name, and for its dots in full size."""
    needs = [width_of(topic.label) + ROOM]
    for count, (inner, outer) in zip(topic.counts[1:], pairs_of_rings()[1:], strict=True):
        columns = -(-count // 3)
        needs.append((columns * 0.85 * PITCH + 4 + ARROW * bool(topic.moves)) * RIM_OVER / ((inner + outer) / 2))
    return max(needs)


def _slice(topic: Topic, start: float, end: float) -> Slice:
    is_under = pi / 2 < (start + end) / 2 < 3 * pi / 2
    radius = RIM_UNDER if is_under else RIM_OVER
    words = Words(cut(topic.label, (end - start) * radius - 3), radius, start, end, is_under)
    dots = tuple(
        dots_in(count, _after_arrows(topic, ring, start, end), end, *pairs_of_rings()[ring])
        for ring, count in enumerate(topic.counts)
    )
    arrows = tuple(arrow(before, after, start, n) for n, (before, after) in enumerate(sorted(set(topic.moves))))
    return Slice(topic.code, words, start, end, wedge(start, end), dots, arrows)


def _after_arrows(topic: Topic, ring: int, start: float, end: float) -> float:
    """Where a ring's dots may begin: past the arrows that reach into it, but never past the slice's half."""
    slots = [n for n, move in enumerate(sorted(set(topic.moves)), start=1) if ring in _crossed(*move)]
    room = max(slots, default=0) * ARROW / (sum(pairs_of_rings()[ring]) / 2)
    return start + min(room, (end - start) / 2)


def _crossed(before: int, after: int) -> range:
    """The rings through which an arrow goes; of the one that it comes to it only touches the edge."""
    return range(after + 1, before + 1) if after < before else range(before, after)


def dots_in(count: int, start: float, end: float, inner: float, outer: float) -> tuple[Dot, ...]:
    """So many dots in a piece of a ring, in rows and in its middle; smaller where they are many."""
    pitch = PITCH
    while count > 0:
        for rows in range(1, max(1, int((outer - inner - 3) / pitch)) + 1):
            radii = [(inner + outer) / 2 + (row - (rows - 1) / 2) * pitch for row in range(rows)]
            holds = [max(0, int(((end - start) * radius - 3) / pitch)) for radius in radii]
            if sum(holds) >= count:
                return _in_rows(count, radii, holds, middle=(start + end) / 2, pitch=pitch)
        pitch *= 0.92
    return ()


def _in_rows(
    count: int, radii: Sequence[float], holds: Sequence[int], *, middle: float, pitch: float
) -> tuple[Dot, ...]:
    found: list[Dot] = []
    left, space = count, sum(holds)
    for radius, hold in zip(radii, holds, strict=True):
        here = min(hold, -(-left * hold // space)) if space else 0
        left, space = left - here, space - hold
        for place in range(here):
            x, y = at(radius, middle + (place - (here - 1) / 2) * pitch / radius)
            found.append(Dot(x, y, round(pitch * 0.38, 2)))
    return tuple(found)


def at(radius: float, angle: float) -> tuple[float, float]:
    """A place on the sheet."""
    return round(CENTRE + radius * sin(angle), 1), round(CENTRE - radius * cos(angle), 1)


def arc(radius: float, start: float, end: float) -> str:
    """A piece of a circle as a path; against the clock where the end is before the start."""
    (x, y), (to_x, to_y) = at(radius, start), at(radius, end)
    return f"M{x} {y}A{radius} {radius} 0 {int(abs(end - start) > pi)} {int(end > start)} {to_x} {to_y}"


def wedge(start: float, end: float) -> str:
    """The whole slice as a closed path: what is tapped, and what is framed when it is chosen."""
    inset = 1.2
    far, near = inset / EDGE, inset / HOLE
    inside = arc(HOLE, end - near, start + near)
    return f"{arc(EDGE, start + far, end - far)}L{inside[1:]}Z"


def arrow(before: int, after: int, start: float, slot: int) -> Arrow:
    """An arrow from ring to ring at a slice's beginning. slot: its place beside others there."""
    is_inward = after < before
    near, far = min(before, after), max(before, after)
    tail, tip = (RADII[far - 1] + 15, RADII[near] - 5) if is_inward else (RADII[near] - 15, RADII[far - 1] + 5)
    angle = start + ARROW * (slot + 0.6) / ((tail + tip) / 2)
    (x, y), (to_x, to_y) = at(tail, angle - 2 / tail), at(tip, angle + 2 / tip)
    back = tip + (7 if is_inward else -7)
    wings = [at(back, angle + (2 + side) / back) for side in (-5.5, 4.5)]
    head = f"M{wings[0][0]} {wings[0][1]}L{to_x} {to_y}L{wings[1][0]} {wings[1][1]}"
    return Arrow(f"M{x} {y}L{to_x} {to_y}{head}", is_inward)


def dots_path(dots: Sequence[Dot]) -> Mapping[str, object]:
    """Dots of one size as one path of points, which a round pen fills."""
    size = dots[0].size if dots else 0.0
    return {"d": "".join(f"M{dot.x} {dot.y}h0" for dot in dots), "width": round(2 * size, 2)}
