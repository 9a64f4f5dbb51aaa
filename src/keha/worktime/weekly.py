"""Pure: the weekly rest, by weeks from Monday, averaged over two, and over any seven days.

Source: Working Hours Act 872/2019 27 §. How the house reads it: docs/law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from keha.worktime.limits import Figures, Key
from keha.worktime.rosters import Pieces, busy, worked_by_day
from keha.worktime.shifts import Period
from keha.worktime.spans import DAY, Minutes, gaps, midnight, monday, shared
from keha.worktime.verdicts import Reason

MARGIN = 2  # weeks that are looked at on either side, for free time that crosses the period's edge


def week_edges(period: Period) -> list[int]:
    """The minutes at which weeks begin, from MARGIN weeks before the period's first to MARGIN after its last."""
    first = monday(period.since) - timedelta(weeks=MARGIN)
    many = (monday(period.until) - first).days // 7 + 1 + MARGIN
    return [midnight(first + timedelta(weeks=n)) for n in range(many + 1)]


def shares(stretch: Minutes, edges: Sequence[int], need: int, least: int) -> list[tuple[int, int]]:
    """To which weeks (by number) a free stretch is given, and how much of it.

    Free time over a week's end counts for the week that has the greater part (the earlier of equals). A week that has at
    least `least` of it has its own part, and may fill it up to `need` from the other as long as `need` is left there.
    """
    parts = [(n, part) for n in range(len(edges) - 1) if (part := shared(stretch, (edges[n], edges[n + 1])))]
    if len(parts) < 2:
        return parts
    owner = max(parts, key=lambda one: (one[1], -one[0]))[0]
    own = sum(part for n, part in parts if n == owner or part < least)
    given = []
    for n, part in parts:
        if n != owner and part >= least:
            lent = need - part if part < need <= own - (need - part) else 0
            own -= lent
            given.append((n, part + lent))
    return [*given, (owner, own)]


def week_values(pieces: Pieces, edges: Sequence[int], figures: Figures) -> list[int]:
    """The longest rest given to each week, in minutes."""
    need, least = figures[Key.WEEKLY_REST].value or 0, figures[Key.WEEKLY_REST_LEAST].value or 0
    best = [0] * (len(edges) - 1)
    for stretch in gaps(busy(pieces), edges[0], edges[-1]):
        for week, minutes in shares(stretch, edges, need, least):
            best[week] = max(best[week], minutes)
    return best


def short_weeks(values: Sequence[int], needs: Sequence[int], least: int, averaged: int) -> list[int]:
    """The weeks (by number) whose rest does not do, neither alone nor with a neighbour.

    values, needs: of each week. Two weeks side by side average out when together they have what both need and each has
    `least`; a week helps one neighbour only, the earlier first. averaged: 2 when weeks may average out, else 1.
    """
    helped: set[int] = set()
    found = []
    for week, value in enumerate(values):
        if value >= needs[week] or week in helped:
            continue
        for other in (week - 1, week + 1) if averaged > 1 else ():
            fits = 0 <= other < len(values) and other not in helped and min(value, values[other]) >= least
            if fits and value + values[other] >= needs[week] + needs[other]:
                helped |= {week, other}
                break
        else:
            found.append(week)
    return found


def week_need(days: Sequence[int], figures: Figures) -> int:
    """What a week needs whose days have so many minutes of work: 24 h do when no day has over three hours."""
    short = figures[Key.SHORT_DAY].value or 0
    key = Key.WEEKLY_REST if max(days, default=0) > short else Key.WEEKLY_REST_LEAST
    return figures[key].value or 0


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks of a period, the broken ones at its edges too: their beginnings, what rest they have and what they need."""

    begins: Sequence[int]
    values: Sequence[int]
    needs: Sequence[int]


def weeks_of(pieces: Pieces, period: Period, figures: Figures) -> Weeks:
    """The period's weeks."""
    edges = week_edges(period)
    core = range(MARGIN, len(edges) - 1 - MARGIN)
    by_day = worked_by_day(pieces)
    needs = [week_need(_within(by_day, edges[n], edges[n + 1]), figures) for n in core]
    return Weeks(edges[MARGIN : -MARGIN - 1], week_values(pieces, edges, figures)[MARGIN:-MARGIN], needs)


def short(weeks: Weeks, figures: Figures) -> list[int]:
    """The weeks (by number) without their rest."""
    least, averaged = figures[Key.WEEKLY_REST_LEAST].value or 0, figures[Key.WEEKLY_REST_AVERAGED].value or 1
    return short_weeks(weeks.values, weeks.needs, least, averaged)


def reasons(weeks: Weeks, figures: Figures) -> list[Reason]:
    """Weeks without their rest."""
    return _told("worktime.weekly-rest", weeks, short(weeks, figures), figures)


def remarks(weeks: Weeks, figures: Figures) -> list[Reason]:
    """Weeks whose rest does only because a week beside makes up for it."""
    lost = short(weeks, figures)
    helped = [
        n for n, (has, need) in enumerate(zip(weeks.values, weeks.needs, strict=True)) if has < need and n not in lost
    ]
    return _told("worktime.weekly-rest-averaged", weeks, helped, figures)


def _told(code: str, weeks: Weeks, numbers: Sequence[int], figures: Figures) -> list[Reason]:
    row = figures[Key.WEEKLY_REST]
    return [Reason(code, row, weeks.begins[n], weeks.values[n], weeks.needs[n]) for n in numbers]


def _within(by_day: dict[int, int], since: int, until: int) -> list[int]:
    return [worked for day, worked in by_day.items() if since <= day < until]


def any_seven_days(pieces: Pieces, period: Period, figures: Figures) -> list[Reason]:
    """The first of each run of seven-day spans inside the period without the rest, Monday or not.

    A free stretch counts whole when half of it or more lies in the span, else the part that does.
    """
    since, until = period.minutes
    stretches = gaps(busy(pieces), since - 2 * 7 * DAY, until + 2 * 7 * DAY)
    by_day = worked_by_day(pieces)
    told: list[Reason] = []
    short_before = False
    for n in range(period.days - 6):
        begin, end = _seven_days(period.since + timedelta(days=n))
        have = max((_counted(one, (begin, end)) for one in stretches if one[0] < end and begin < one[1]), default=0)
        need = week_need(_within(by_day, begin, end), figures)
        if have < need and not short_before:
            told.append(Reason("worktime.any-seven-days", figures[Key.WEEKLY_REST], begin, have, need))
        short_before = have < need
    return told


def _seven_days(first: date) -> Minutes:
    return midnight(first), midnight(first + timedelta(days=7))


def _counted(stretch: Minutes, span: Minutes) -> int:
    part = shared(stretch, span)
    whole = stretch[1] - stretch[0]
    return whole if 2 * part >= whole else part
