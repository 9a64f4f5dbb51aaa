"""How many yes-or-no questions about one more shift are answered in a second, and what preparing a person costs.

Beside it, in the same run, the same questions put to the whole check each time, as one would without preparing.
"""

import random
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from keha.worktime.checking import check
from keha.worktime.limits import kvtes
from keha.worktime.prepared import Prepared, prepare
from keha.worktime.rosters import Piece, piece_of
from keha.worktime.shifts import Break, Form, Period, Shift, Situation, Terms, UpTo
from keha.worktime.spans import HELSINKI

MONDAY = date(2026, 10, 12)  # three weeks over the clock change of 25 October
PEOPLE, SECONDS, SEED = 54, 2.0, 20261124


def at(day: int, hour: int) -> datetime:
    """An hour of the n-th day from Monday, by the clock of Finland."""
    return datetime.combine(MONDAY, datetime.min.time(), HELSINKI) + timedelta(days=day, hours=hour)


def shift(day: int, hour: int, hours: int = 8) -> Shift:
    """A shift with half an hour's break after four hours."""
    begins = at(day, hour)
    rest = begins + timedelta(hours=4)
    return Shift(begins, begins + timedelta(hours=hours), (Break(rest, rest + timedelta(minutes=30)),), may_eat=True)


def roster(chance: random.Random) -> list[Shift]:
    """Four shifts a week, early or late, with the weeks before and after the period."""
    hours = {week: chance.choice([6, 7, 13, 14]) for week in range(-2, 5)}
    days = [7 * week + day for week in hours for day in sorted(chance.sample(range(7), 4))]
    return [shift(day, hours[day // 7]) for day in days]


def people(form: Form) -> list[Prepared]:
    """As many as the story has, each with three weeks."""
    chance = random.Random(SEED)
    terms = Terms(form, shift_work=True, short_break=True)
    period = Period(MONDAY, MONDAY + timedelta(days=20))
    situation = Situation(terms, period, kvtes(), up_to=UpTo.FULL_TIME)
    return [prepare(roster(chance), situation) for _ in range(PEOPLE)]


def asked() -> list[Piece]:
    """Early, day, late, evening and night shifts of every day of the period."""
    return [piece_of(shift(day, hour)) for day in range(21) for hour in (6, 8, 13, 15, 22)]


def rate(answer: Callable[[Prepared, Piece], bool], everybody: Sequence[Prepared], seconds: float) -> dict[str, Any]:
    """Answers a second of processor time, and the share of yes."""
    shifts = asked()
    many = yes = 0
    began = time.process_time()
    while (burnt := time.process_time() - began) < seconds:
        person = everybody[many // len(shifts) % len(everybody)]
        for one in shifts:
            yes += answer(person, one)
        many += len(shifts)
    return {"a_second": round(many / burnt), "yes": round(yes / many, 3)}


def only_yes(everybody: Sequence[Prepared], seconds: float) -> int:
    """The slowest kind: answers a second when each is a yes, so that every part of the law is asked."""
    pairs = [(person, one) for person in everybody for one in asked() if person.allows(one)]
    many, began = 0, time.process_time()
    while (burnt := time.process_time() - began) < seconds:
        for person, one in pairs:
            person.allows(one)
        many += len(pairs)
    return round(many / burnt)


def measure() -> dict[str, Any]:
    """Each form of working time: prepared, and the whole check each time."""
    figures: dict[str, Any] = {}
    for form in Form:
        began = time.process_time()
        everybody = people(form)
        preparing = (time.process_time() - began) / PEOPLE
        prepared = rate(lambda person, one: person.allows(one), everybody, SECONDS)
        whole = rate(_whole, everybody, SECONDS / 2)
        yes = only_yes(everybody, SECONDS)
        figures[form.value] = {
            "preparing_ms": round(1000 * preparing, 2), "prepared": prepared, "prepared_only_yes_a_second": yes,
            "whole_check": whole,
            "ratio": round(prepared["a_second"] / whole["a_second"], 1),
        }  # fmt: skip
    return {"people": PEOPLE, "bar_a_second": 20_000, "forms": figures}


def _whole(person: Prepared, one: Piece) -> bool:
    return bool(check([*(piece.shift for piece in person.pieces), one.shift], person.situation))
