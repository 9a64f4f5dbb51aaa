"""Pure: a team's skills as a picture: a row a thing, a column a person, a mark that needs no colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

WIDTH, EDGE = 300, 2
ROW, HEAD, GAP = 48, 34, 10
COLUMN_MOST = 44
LABEL_MOST = 28


class Mark(StrEnum):
    """How somebody stands to a thing. None of them: a thin dash, she has told nothing."""

    CAN = "can"  # a full dot
    TEACHES = "teaches"  # a full dot in a ring
    WANTS = "wants"  # a plus
    WAITS = "waits"  # an empty ring: told, not confirmed yet


HAVE = frozenset({Mark.CAN, Mark.TEACHES})


@dataclass(frozen=True, slots=True)
class Thing:
    """A row: its name, and each person's mark by her place among the people. matters: whether the team needs it."""

    name: str
    marks: Mapping[int, Mark]
    matters: bool = True

    @property
    def count(self) -> int:
        """How many have it."""
        return sum(mark in HAVE for mark in self.marks.values())


@dataclass(frozen=True, slots=True)
class Dot:
    """A mark at a place. kind: a Mark, or blank for the dash."""

    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row as it is drawn. label: cut to the width; count: "3/8"."""

    y: float
    label: str
    count: str
    is_thin: bool
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class DrawnGroup:
    """A heading with the people's letters over their columns, and its rows."""

    y: float
    title: str
    rows: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it. heads: the letters and the middle of each column; lines: from where to where the columns go."""

    height: float
    heads: tuple[tuple[str, float], ...]
    groups: tuple[DrawnGroup, ...]


def letters(names: Sequence[str]) -> list[str]:
    """Two letters a person, AK of Aino Korhonen; those that would be the same get more of the first name."""
    found = [_initials(name) for name in names]
    return [
        one if found.count(one) == 1 else name.split()[0][:3] + name.split()[-1][:1]
        for one, name in zip(found, names, strict=True)
    ]


def _initials(name: str) -> str:
    parts = name.split()
    return (parts[0][:1] + parts[-1][:1]).upper() if len(parts) > 1 else name[:2].upper()


def picture(people: Sequence[str], groups: Sequence[tuple[str, Sequence[Thing]]]) -> Picture:
    """The places of everything on a sheet 300 wide. Groups without things are left out."""
    column = min((WIDTH - 2 * EDGE) / max(len(people), 1), COLUMN_MOST)
    middles = [round(EDGE + column * (number + 0.5), 1) for number in range(len(people))]
    y, drawn = 0.0, []
    for title, things in groups:
        if not things:
            continue
        rows = tuple(_row(thing, y + HEAD + ROW * number, middles) for number, thing in enumerate(things))
        drawn.append(DrawnGroup(y, title, rows))
        y += HEAD + ROW * len(things) + GAP
    return Picture(y, tuple(zip(letters(people), middles, strict=True)), tuple(drawn))


def _row(thing: Thing, y: float, middles: Sequence[float]) -> Drawn:
    marks = [thing.marks.get(number) for number in range(len(middles))]
    dots = tuple(Dot(x, y + 36, mark.value if mark else "") for x, mark in zip(middles, marks, strict=True))
    label = thing.name if len(thing.name) <= LABEL_MOST else thing.name[: LABEL_MOST - 1] + "…"
    return Drawn(y, label, f"{thing.count}/{len(middles)}", thing.matters and thing.count < 2, dots)
