"""A team's figures as the page and the file show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from keha.insights.intervals import Rate
from keha.insights.queries import Load
from keha.insights.rules import Shown
from keha.insights.wording import ANSWERED, CHOICES, ENDINGS
from keha.web.insights.chart import short_day
from keha.web.shell.languages import reader_language

HIDDEN = "–"


def figure(value: float) -> str:
    """A figure for reading: whole from ten on, else with one decimal: 14, 3,2."""
    written = str(round(value)) if value >= 10 or value == 0 else f"{value:.1f}"
    return written if reader_language() == "en" else written.replace(".", ",")


def interval(rate: Rate) -> str:
    """11–18."""
    return f"{figure(rate.low)}–{figure(rate.high)}"


def spell(minutes: int | None) -> str:
    """A length of time for reading: 25 min, 3 h 10 min; nothing for nothing."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if hours and rest else f"{hours} h" if hours else f"{rest} min"


@dataclass(frozen=True, slots=True)
class Part:
    """A row of a table of shares. count and percent: a dash where they are hidden; width: of its bar, 0 to 100."""

    name: Any
    count: str
    percent: str
    width: int


def parts[Key](found: Shown[Key], names: Mapping[Key, Any]) -> list[Part]:
    """The rows of a table, in the order of the names."""
    rows = []
    for key, name in names.items():
        count, total = found.cells.get(key, 0), found.total
        share = round(100 * count / total) if count is not None and total else None
        rows.append(
            Part(
                name=name,
                count=HIDDEN if count is None else str(count),
                percent=HIDDEN if count is None or total is None else f"{share or 0} %",
                width=share or 0,
            )
        )
    if found.rest is not None and found.total and found.rest < found.total:
        share = round(100 * found.rest / found.total)
        rows.append(Part(_("the rows with – together"), str(found.rest), f"{share} %", share))
    return rows


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic's row. rate: for 100 worked shifts; interval: of 95 %."""

    name: Any
    asked: str
    reached: str
    rate: str
    interval: str


def topic_rows(found: Load) -> list[TopicRow]:
    """The topics of which a figure is shown, each with what was asked and what reached the supervisor."""
    rows = []
    listed = [key for key in CHOICES if found.asked.cells.get(key) or found.reached.cells.get(key)]
    for key in listed:
        rows.append(_topic_row(CHOICES[key], found.asked.cells[key], found.reached.cells[key], found.shifts))
    asked, reached = (_left(shown, listed) for shown in (found.asked, found.reached))
    if asked or reached:
        name = _("All topics") if not listed else _("The other topics together")
        rows.append(_topic_row(name, asked, reached, found.shifts))
    return rows


def _left(shown: Shown[str], listed: list[str]) -> int | None:
    """What the topics that are not listed come to; none when that cannot be told without telling a hidden one."""
    hidden_here = [key for key in listed if shown.cells[key] is None]
    if shown.total is None or hidden_here:
        return None
    return shown.total - sum(shown.cells[key] or 0 for key in listed)


def _topic_row(name: Any, asked: int | None, reached: int | None, shifts: int) -> TopicRow:
    rate = Rate(reached, shifts) if reached is not None and shifts else None
    return TopicRow(
        name=name,
        asked=HIDDEN if asked is None else str(asked),
        reached=HIDDEN if reached is None else str(reached),
        rate=figure(rate.value) if rate else HIDDEN,
        interval=interval(rate) if rate else "",
    )


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week of the table under the picture."""

    day: str
    count: str
    shifts: str
    rate: str
    interval: str


def week_rows(found: Load) -> list[WeekRow]:
    """The same figures as in the picture."""
    rows = []
    for week in found.burden.weeks:
        rate, missing = week.rate, _("not shown") if week.is_hidden else _("not counted")
        cells = (
            (str(rate.count), str(rate.shifts), figure(rate.value), interval(rate)) if rate else ("", "", missing, "")
        )
        rows.append(WeekRow(short_day(week.monday), *cells))
    return rows


def file_rows(found: Load) -> Iterable[list[str]]:
    """The rows of the file: what, which, count, shifts, for 100 shifts, from, to."""
    burden = found.burden
    for name, rate in ((_("before the start"), burden.before), (_("since the start"), burden.after)):
        yield [_("all"), name, *_rate_cells(rate)]
    for week in burden.weeks:
        yield [_("week from"), week.monday.isoformat(), *_rate_cells(week.rate)]
    for row in topic_rows(found):
        yield [
            _("topic"),
            str(row.name),
            row.reached,
            str(found.shifts),
            row.rate,
            *row.interval.partition("–")[::2],
        ]
    for part in [*parts(found.answered, ANSWERED), *parts(found.endings, ENDINGS)]:
        yield [_("answers"), str(part.name), part.count, "", "", "", ""]


def _rate_cells(rate: Rate | None) -> list[str]:
    if rate is None:
        return [HIDDEN, "", "", "", ""]
    return [str(rate.count), str(rate.shifts), *(f"{one:.1f}" for one in (rate.value, rate.low, rate.high))]
