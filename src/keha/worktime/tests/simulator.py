"""The law once more, minute by minute, read afresh from the act: nothing here is the engine's, not even the clock.

Time is a board of minutes. Every rule counts or looks at minutes; none reckons with spans.
"""

import numpy as np
import numpy.typing as npt

from keha.worktime.tests.board import DAY, EPOCH, Case, Ruler, Work, free_runs, longest_of, ruler_of

Found = set[tuple[str, int, int, int]]  # rule, minute it is about, what there is, what is asked


def judge(case: Case, works: list[Work]) -> Found:
    """Everything that is against the law, by rule, minute and figures."""
    ruler = ruler_of(case.first, case.days)
    works = sorted(works, key=lambda work: work.begin)
    found: Found = set()
    daily(case, ruler, works, found)
    weekly(case, ruler, works, found)
    counted(case, ruler, works, found)
    for work in works:
        meal(case, work, found)
    nights(case, ruler, works, found)
    in_a_row(case, ruler, works, found)
    return found


def asked_rest(case: Case, work: Work) -> tuple[int, int]:
    """(what the law asks of this rest, what it asks without a ground). 25 § 1-3."""
    usual = case.limits["rest_period"] if case.form == "period" else case.limits["rest"]
    if work.ground == "own_initiative" and case.flexitime:
        return min(usual, case.limits["rest_own"]), usual
    if work.ground in ("agreed", "special"):
        return min(usual, case.limits[f"rest_{work.ground}"]), usual
    return usual, usual


def daily(case: Case, ruler: Ruler, works: list[Work], found: Found) -> None:
    """25 §: in the 24 hours after a shift begins there is an unbroken rest; what was cut is given back in 14 days."""
    board = ruler.painted(works, standby=False)
    kept: list[tuple[Work, int, int, int, int]] = []
    for work in works:
        if work.on_standby:
            continue
        here = work.begin - ruler.zero
        a, b = longest_of(free_runs(board[here : here + DAY]))
        a, b = (a + here, b + here) if b > a else (here, here)
        asked, usual = asked_rest(case, work)
        if work.ground == "own_initiative" and not case.flexitime:
            found.add(("rest-not-yours", work.begin, -1, -1))
        if b - a < asked:
            found.add(("daily-rest", work.begin, b - a, asked))
        if all(a != other[1] for other in kept):
            kept.append((work, a, b, asked, usual))
    row = 0
    for work, a, b, _asked, usual in kept:
        row = row + 1 if work.ground == "special" and b - a < usual else 0
        if row > case.limits["short_rests"]:
            found.add(("short-rests", work.begin, row, case.limits["short_rests"]))
    full = case.limits["rest"]
    cut = [one for one in kept if one[0].ground != "own_initiative" and one[3] <= one[2] - one[1] < full]
    give_back(case, ruler, board, [(a, b) for _w, a, b, _k, _u in cut], found)


def give_back(case: Case, ruler: Ruler, board: npt.NDArray[np.bool_], cut: list[tuple[int, int]], found: Found) -> None:
    """25 § 4: in one piece, at once or beside a later rest, within 14 days; the first that has the time lends it."""
    full, week, days = case.limits["rest"], case.limits["week_rest"], case.limits["give_back_days"]
    used: dict[int, int] = {}
    for a, b in cut:
        missing = full - (b - a)
        for begin, end in free_runs(board):
            stop = min(end, b + days * DAY)
            if begin <= a < end:
                spare = stop - b  # the same free time goes on after the 24 hours
            elif begin >= b:
                spare = stop - begin - (week if stop - begin >= week else full)
            else:
                continue
            if spare - used.get(begin, 0) >= missing:
                used[begin] = used.get(begin, 0) + missing
                break
        else:
            found.add(("rest-not-given-back", ruler.zero + b, 0, missing))


def split_by_week(ruler: Ruler, run: tuple[int, int]) -> dict[int, int]:
    """How many minutes of a run each week has. A week is named by its Monday, in days since 1970."""
    many = np.bincount(ruler.week[run[0] : run[1]])
    return {ruler.first_monday + 7 * n: int(minutes) for n, minutes in enumerate(many) if minutes}


def dealt(parts: dict[int, int], asked: int, least: int) -> dict[int, int]:
    """A free run dealt out to weeks: to the one with most; a week with a day's worth keeps its own and may borrow."""
    first_most = min(parts, key=lambda week: (-parts[week], week))
    got = {week: part for week, part in parts.items() if week == first_most or part >= least}
    got[first_most] += sum(part for part in parts.values()) - sum(got.values())
    for week in sorted(got):
        if week != first_most and got[week] < asked and got[first_most] - (asked - got[week]) >= asked:
            got[first_most] -= asked - got[week]
            got[week] = asked
    return got


def weekly(case: Case, ruler: Ruler, works: list[Work], found: Found) -> None:
    """27 §: once in a week 35 hours, or 35 on average over two weeks with 24 in each; 24 for days of three hours."""
    board = ruler.painted(works)
    at_work = ruler.painted(works, breaks=True)
    asked, least = case.limits["week_rest"], case.limits["week_rest_least"]
    first = (case.first - EPOCH).days
    mondays = list(range(first - (first + 3) % 7, first + case.days, 7))
    outer = range(mondays[0] - 14, mondays[-1] + 21)
    low, high = ruler.first_minute(outer[0]), ruler.first_minute(outer[-1] + 1)
    best = dict.fromkeys(outer, 0)
    runs = free_runs(board)
    for a, b in runs:
        if max(a, low) < min(b, high):
            parts = split_by_week(ruler, (max(a, low), min(b, high)))
            for week, got in dealt(parts, asked, least).items():
                best[week] = max(best[week], got)
    per_day = ruler.per_day(at_work)
    wants = [want(case, ruler, per_day, week) for week in mondays]
    has = [best[week] for week in mondays]
    for n in left_short(has, wants, least, case.limits["averaged_weeks"]):
        found.add(("weekly-rest", ruler.zero + ruler.first_minute(mondays[n]), has[n], wants[n]))
    if case.limits["sliding"]:
        sliding(case, ruler, runs, per_day, found)


def want(case: Case, ruler: Ruler, per_day: list[int], first_day: int) -> int:
    place = first_day - ruler.first_day
    longest = max(per_day[place : place + 7])
    return case.limits["week_rest" if longest > case.limits["short_day"] else "week_rest_least"]


def left_short(has: list[int], wants: list[int], least: int, averaged: int) -> list[int]:
    free = [True] * len(has)  # to make a pair
    short = []
    for n in range(len(has)):
        if has[n] >= wants[n] or not free[n]:
            continue
        mates = [m for m in (n - 1, n + 1) if 0 <= m < len(has) and free[m]] if averaged == 2 else []
        mates = [m for m in mates if min(has[n], has[m]) >= least and has[n] + has[m] >= wants[n] + wants[m]]
        if mates:
            free[n] = free[mates[0]] = False
        else:
            short.append(n)
    return short


def sliding(case: Case, ruler: Ruler, runs: list[tuple[int, int]], per_day: list[int], found: Found) -> None:
    first = (case.first - EPOCH).days
    before = False
    low, high = (ruler.first_minute(day) for day in (first, first + case.days))
    runs = [(max(a, low - 14 * DAY), min(b, high + 14 * DAY)) for a, b in runs]
    for day in range(first, first + case.days - 6):
        low, high = ruler.first_minute(day), ruler.first_minute(day + 7)
        has = 0
        for a, b in runs:
            inside = min(b, high) - max(a, low)
            if inside > 0:
                has = max(has, b - a if inside >= b - a - inside else inside)
        asked = want(case, ruler, per_day, day)
        if has < asked and not before:
            found.add(("any-seven-days", ruler.zero + low, has, asked))
        before = has < asked


def counted(case: Case, ruler: Ruler, works: list[Work], found: Found) -> None:
    """5 and 7 §: hours of a day and of the period."""
    board = ruler.painted(works, breaks=True)
    first = (case.first - EPOCH).days
    low, high = ruler.first_minute(first), ruler.first_minute(first + case.days)
    if case.form != "period" and case.up_to != "maximum":
        most = max(case.limits["day"], case.limits["day_agreed"]) if case.longer_days else case.limits["day"]
        for n, many in enumerate(np.bincount(ruler.day[low:high][board[low:high]] - first)):
            if many > most:
                found.add(("day-too-long", ruler.zero + ruler.first_minute(first + n), int(many), most))
    total = int(board[low:high].sum())
    if case.form == "period":
        full = case.limits[f"period_{case.days // 7}"]
    else:
        full = case.limits["office_week" if case.form == "office" else "week"] * case.days // 7
        if case.days // 7 > case.limits["averaging"]:
            found.add(("averaged-too-long", ruler.zero + low, case.days // 7, case.limits["averaging"]))
    full = max(0, full - case.holidays * case.limits["holiday"])
    part, whole = case.share
    if case.up_to == "contract" and total > full * part // whole:
        found.add(("over-contract", ruler.zero + low, total, full * part // whole))
    if case.up_to == "full_time" and total > full:
        found.add(("over-full-time", ruler.zero + low, total, full))


def meal(case: Case, work: Work, found: Found) -> None:
    """24 §: over six hours of work, a break that is neither first nor last."""
    marks = np.ones(work.end - work.begin, dtype=bool)
    for begin, end in work.breaks:
        marks[begin - work.begin : end - work.begin] = False
    shifts = case.form == "period" or case.shift_work or case.continuous
    asked = case.limits["meal_shift" if shifts else "meal_agreed" if case.short_break else "meal"]
    if int(marks.sum()) <= case.limits["meal_after"] or (work.may_eat if shifts else work.presence_needed):
        return
    has = max((b - a for a, b in free_runs(marks) if a > 0 and b < len(marks)), default=0)
    if has < asked:
        found.add(("meal-break", work.begin, has, asked))


def nights(case: Case, ruler: Ruler, works: list[Work], found: Found) -> None:
    """8 §: five night shifts in a row, two more with consent, then a day off."""
    if case.form != "period" and not case.continuous:
        return
    board = ruler.painted(works)
    last_at_work = np.maximum.accumulate(np.where(board, np.arange(ruler.length), -(10**9)))
    row = 0
    for work in works:
        a, b = work.begin - ruler.zero, work.end - ruler.zero
        off = a - 1 - int(last_at_work[a - 1])
        row = 0 if off >= case.limits["night_off"] else row
        if int(ruler.dark[a:b].sum()) >= case.limits["night_shift"]:
            row += 1
            if row > case.limits["nights"] + (case.limits["nights_more"] if work.night_consent else 0):
                found.add(("nights-in-row", work.begin, row, case.limits["nights"]))
        else:
            if row >= case.limits["nights"]:
                found.add(("rest-after-nights", work.begin, off, case.limits["night_off"]))
            row = 0


def in_a_row(case: Case, ruler: Ruler, works: list[Work], found: Found) -> None:
    """An employer's own limit of working days in a row."""
    most = case.limits.get("streak")
    days = sorted({int(ruler.day[work.begin - ruler.zero]) for work in works})
    while most and days:
        many = next((n for n in range(1, len(days)) if days[n] != days[0] + n), len(days))
        if many > most:
            found.add(("days-in-row", ruler.zero + ruler.first_minute(days[0]), many, most))
        days = days[many:]


def adds_trouble(before: Found, after: Found) -> bool:
    """Whether there is new trouble, or old trouble that has grown. -1: trouble without figures."""
    worse_up = {
        "short-rests",
        "averaged-too-long",
        "day-too-long",
        "over-contract",
        "over-full-time",
        "nights-in-row",
        "days-in-row",
    }
    old = {(rule, at): has for rule, at, has, _asked in before}
    for rule, at, has, _asked in after:
        if (rule, at) not in old:
            return True
        if has > old[rule, at] if rule in worse_up else has < old[rule, at]:
            return True
    return False
