"""Rosters drawn by chance for one person and 21 days, told to the engine and to the simulator alike.

They lie over what goes wrong: clock changes, midnight, the month's end, ISO week 53, the leap day; and gaps and lengths
near the limits. The limits are written here as plain numbers once more, so that a wrong figure in the files is seen too.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from keha.worktime.limits import Confidence, Key, Layer, Limits, Row, kvtes, statute
from keha.worktime.shifts import Break, Form, Period, RestException, Shift, Situation, Terms, UpTo
from keha.worktime.tests.board import Case, Work, utc_minute

ACT = {
    "rest": 660, "rest_period": 540, "rest_own": 420, "rest_agreed": 420, "rest_special": 300, "short_rests": 3,
    "give_back_days": 14, "week_rest": 35 * 60, "week_rest_least": 24 * 60, "averaged_weeks": 2, "sliding": 0,
    "short_day": 180, "day": 480, "day_agreed": 600, "week": 2400, "office_week": 2400, "averaging": 52, "period_3": 7200,
    "holiday": 0, "meal_after": 360, "meal": 60, "meal_agreed": 30, "meal_shift": 30, "night_shift": 180, "nights": 5,
    "nights_more": 2, "night_off": 1440,
}  # fmt: skip
MUNICIPAL = ACT | {
    "day": 540, "week": 38 * 60 + 15, "office_week": 36 * 60 + 15, "averaging": 6, "period_3": 114 * 60 + 45,
    "holiday": 7 * 60 + 39,
}  # fmt: skip
CLOCK_CHANGES = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 3, 26),
    date(2028, 10, 29),
]
ODD_DAYS = [
    *CLOCK_CHANGES,
    date(2024, 2, 29),
    date(2028, 2, 29),
    date(2026, 12, 31),
    date(2020, 12, 30),
    date(2032, 12, 29),
]
GAPS = [
    1,
    4,
    7.5,
    8,
    8.5,
    9,
    9.25,
    10,
    10.5,
    11,
    11.25,
    12,
    13,
    15.5,
    16,
    16,
    17,
    23,
    24,
    25,
    33,
    34.75,
    35,
    36,
    40,
    48,
    64,
    70,
]
LENGTHS = [2, 3, 4, 5.5, 6, 6.5, 7, 7.65, 8, 8, 8, 8.5, 9, 9.5, 10, 11, 12.5, 13]


@dataclass
class Drawn:
    """One roster, in both tongues."""

    shifts: list[Shift]
    situation: Situation
    works: list[Work]
    case: Case


def first_monday(chance: random.Random) -> date:
    """A Monday up to two weeks before an odd day, or any of fifteen years."""
    day = (
        chance.choice(ODD_DAYS)
        if chance.random() < 0.6
        else date(2020, 6, 1) + timedelta(days=chance.randrange(15 * 365))
    )
    return day - timedelta(days=day.weekday() + 7 * chance.randrange(3))


def draw(seed: int) -> Drawn:
    """The roster of a number: the same each time."""
    chance = random.Random(seed)
    first = first_monday(chance)
    form = chance.choice(list(Form))
    municipal = chance.random() < 0.5
    numbers, limits = dict(MUNICIPAL if municipal else ACT), kvtes() if municipal else statute()
    limits = _own_rows(chance, numbers, limits)
    flags = {
        name: chance.random() < 0.3 for name in ("shift_work", "continuous", "flexitime", "short_break", "longer_days")
    }
    share = chance.choice([Fraction(1), Fraction(1), Fraction(1, 2), Fraction(4, 5), Fraction(3, 8)])
    up_to, holidays = chance.choice(list(UpTo)), chance.choice([0, 0, 1, 2])
    works = _works(chance, first)
    return Drawn(
        [_shift(work) for work in works],
        Situation(
            Terms(form, share, **flags), Period(first, first + timedelta(days=20)), limits, holidays=holidays, up_to=up_to
        ),
        works,
        Case(
            first, 21, form.value, numbers, (share.numerator, share.denominator), up_to.value, **flags, holidays=holidays
        ),
    )  # fmt: skip


def _own_rows(chance: random.Random, numbers: dict[str, int], limits: Limits) -> Limits:
    own = []
    for key, name, value in (
        (Key.STREAK, "streak", 5), (Key.WEEKLY_REST_SLIDING, "sliding", 1), (Key.WEEKLY_REST_AVERAGED, "averaged_weeks", 1),
        (Key.DAILY_REST_PERIOD, "rest_period", 660),
    ):  # fmt: skip
        if chance.random() < 0.2:
            numbers[name] = value
            own.append(Row(key, value, Layer.LOCAL, "own", "", date(2000, 1, 1), Confidence.HIGH))
    return limits.with_rows(own)


def _works(chance: random.Random, first: date) -> list[Work]:
    """Half of the rosters are orderly, with a fault here and there; the others go as chance will."""
    orderly = chance.random() < 0.6
    special = chance.random() < 0.2
    spans = _orderly(chance, first) if orderly else _by_chance(chance, first)
    return [_work(chance, begin, end, special=special, orderly=orderly) for begin, end in spans]


def _orderly(chance: random.Random, first: date) -> list[tuple[int, int]]:
    """Four or five shifts a week of the early, the late or the night kind."""
    hours, found = chance.choice([7.5, 7.65, 8, 8.5, 9, 3]), []
    start = {day: chance.choice([6, 7, 13, 14, 21, 22]) for day in range(3)}
    for day in range(21):
        if day % 7 < chance.choice([4, 5, 5, 5, 6]):
            at = utc_minute(first) + day * 1440 + start[day // 7] * 60 - 120 + chance.choice([0, 0, 0, 15, -60, 60, 90])
            found.append((at, at + round(60 * (hours if chance.random() < 0.9 else chance.choice(LENGTHS)))))
    return [span for n, span in enumerate(found) if n == 0 or span[0] >= found[n - 1][1]]


def _by_chance(chance: random.Random, first: date) -> list[tuple[int, int]]:
    at = utc_minute(first) + chance.choice([0, 180, 240, 300, 660, 1200, 1260]) + 5 * chance.randrange(12)
    until = utc_minute(first) + 21 * 1440 - 180
    regular, night_owl = chance.choice([8, 8, chance.choice(LENGTHS)]), chance.random() < 0.2
    lengths, gaps = ([11, 12, 12.5, 13], [9, 9.5, 10.5, 11, 11.5]) if chance.random() < 0.25 else (LENGTHS, GAPS)
    steady = 0.0 if gaps is not GAPS else 0.55
    found = []
    while at < until:
        length = round(60 * (regular if chance.random() < steady else chance.choice(lengths)))
        gap = round(60 * ((16 if night_owl else 24 - length / 60) if chance.random() < steady else chance.choice(gaps)))
        found.append((at, at + length))
        at += length + gap
    return found


def _work(chance: random.Random, begin: int, end: int, *, special: bool, orderly: bool) -> Work:
    rare = 0.02 if orderly else 0.1
    work = Work(begin, end, may_eat=orderly or chance.random() < 0.5, presence_needed=chance.random() < 0.1)
    if orderly or chance.random() < 0.7:
        length, place = (
            (60, 200) if chance.random() > rare else (chance.choice([20, 30, 60]), chance.choice([0, 120, 240]))
        )
        if begin + place + length <= end:
            work.breaks = [(begin + place, begin + place + length)]
    if special and chance.random() < 0.8:
        work.ground = "special"
    elif chance.random() < rare:
        work.ground = chance.choice(["own_initiative", "agreed"])
    work.night_consent, work.on_standby = chance.random() < 0.3, chance.random() < 0.03
    return work


def _instant(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def _shift(work: Work) -> Shift:
    return Shift(
        _instant(work.begin), _instant(work.end),
        tuple(Break(_instant(begin), _instant(end)) for begin, end in work.breaks),
        RestException(work.ground), work.may_eat, work.presence_needed, work.night_consent, work.on_standby,
    )  # fmt: skip
