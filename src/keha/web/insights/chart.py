"""Where everything stands in the picture of the weeks: points with their intervals, the start, the means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from keha.insights.intervals import Rate
from keha.insights.rules import WEEK, Burden, Week, monday

WIDTH, HEIGHT = 340, 230
LEFT, RIGHT, TOP, BOTTOM = 34, 328, 38, 196
TICKS = 4
Scale = Callable[[float], float]
ROOM = 34  # half of the widest label


@dataclass(frozen=True, slots=True)
class Point:
    """A counted week: its rate, and the ends of its interval from the top of the sheet."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A word on an axis."""

    place: float
    words: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean drawn over its weeks. words_x: the middle of its label, which stands over the weeks."""

    name: str
    begin: float
    end: float
    y: float
    words_x: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole sheet. line: through the points, broken where weeks were not counted. start: where the team began."""

    points: tuple[Point, ...]
    line: str
    ticks: tuple[Mark, ...]
    weeks: tuple[Mark, ...]
    start: Mark | None
    means: tuple[Mean, ...]


def short_day(day: date) -> str:
    """24.11."""
    return f"{day.day}.{day.month}."


def top_of(most: float) -> float:
    """A round number at or over the most, in steps that people read: 1, 2, 5 and their tenfolds, four of them."""
    if most <= 0:
        return float(TICKS)
    step = most / TICKS
    size = 10 ** floor(log10(step))
    return float(TICKS * next(size * n for n in (1, 2, 2.5, 5, 10) if size * n >= step - 1e-9))


def picture(found: Burden) -> Picture | None:
    """The drawing; none as long as no week can be shown."""
    rates = [week.rate for week in found.weeks if week.rate]
    if not rates:
        return None
    top = top_of(max(rate.high for rate in rates))

    def up(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    def along(place: float) -> float:
        return round(LEFT + 8 + (RIGHT - LEFT - 16) * place / max(1, len(found.weeks) - 1), 1)

    points = [_point(place, week.rate, along, up) for place, week in enumerate(found.weeks)]
    start = _start(found, along)
    return Picture(
        points=tuple(point for point in points if point),
        line=_line(points),
        ticks=tuple(Mark(up(top * n / TICKS), _plain(top * n / TICKS)) for n in range(TICKS + 1)),
        weeks=_week_marks(found.weeks, along),
        start=start,
        means=_means(found, start.place if start else LEFT, up),
    )


def _point(place: int, rate: Rate | None, along: Scale, up: Scale) -> Point | None:
    return Point(along(place), up(rate.value), up(rate.low), up(rate.high)) if rate else None


def _line(points: Sequence[Point | None]) -> str:
    parts, is_open = [], False
    for point in points:
        if point:
            parts.append(f"{'L' if is_open else 'M'}{point.x} {point.y}")
        is_open = point is not None
    return "".join(parts)


def _start(found: Burden, along: Scale) -> Mark | None:
    if found.start is None or not found.weeks or found.start < found.weeks[0].monday:
        return None
    weeks_in = (monday(found.start) - found.weeks[0].monday) / WEEK
    place = along(weeks_in - 0.5 + (found.start - monday(found.start)).days / 7)
    far = "end" if place > (LEFT + RIGHT) / 2 else "start"
    return Mark(min(max(place, LEFT), RIGHT), short_day(found.start), far)


def _week_marks(weeks: Sequence[Week], along: Scale) -> tuple[Mark, ...]:
    last = len(weeks) - 1
    places = sorted({0, last // 2, last})
    anchors = {0: "start", last: "end"} if last else {}
    return tuple(Mark(along(n), short_day(weeks[n].monday), anchors.get(n, "middle")) for n in places)


def _means(found: Burden, start: float, up: Scale) -> tuple[Mean, ...]:
    spans = (("before", found.before, LEFT, start), ("after", found.after, start, RIGHT))
    return tuple(_mean(name, rate.value, begin, end, up) for name, rate, begin, end in spans if rate)


def _mean(name: str, value: float, begin: float, end: float, up: Scale) -> Mean:
    middle = min(max((begin + end) / 2, LEFT + ROOM), RIGHT - ROOM)
    return Mean(name, begin, end, up(value), round(middle, 1))


def _plain(value: float) -> str:
    return str(ceil(value)) if value == ceil(value) else f"{value:.1f}".replace(".", ",")
