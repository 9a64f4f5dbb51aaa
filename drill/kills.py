"""kill -9 of the database, the web and the worker at random moments while phones write: is anything lost or doubled?"""

import argparse
import os
import random
import signal
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from drill.installation import Installation
from drill.phone import Phone

KINDS = ("postmaster", "web", "worker")
LETTERS = str.maketrans("0123456789", "ghijklmnop")
# What holds after every kill, whenever it came: each gives the number of breaches.
INVARIANTS = {
    "question without its row in the trail": """SELECT count(*) FROM questions_question q WHERE NOT EXISTS
        (SELECT 1 FROM foundation_auditentry a WHERE a.thing_id = q.id
        AND a.action = CASE WHEN q.asker_id IS NULL THEN 'questions.ask-unnamed' ELSE 'questions.ask' END)""",
    "answer without its row in the trail": """SELECT count(*) FROM (SELECT question_id, count(*) n FROM questions_answer
        GROUP BY 1) x WHERE n <> (SELECT count(*) FROM foundation_auditentry a WHERE a.thing_id = x.question_id
        AND a.action = 'questions.answer')""",
    "step without its row in the trail": """SELECT count(*) FROM questions_step s WHERE NOT EXISTS (SELECT 1 FROM
        foundation_auditentry a WHERE a.thing_id = s.question_id AND (a.action = 'questions.' || s.kind
        -- Without a name, asking is handing over: one row tells both.
        OR (a.action = 'questions.ask-unnamed' AND s.kind = 'handed-over' AND s.at = a.at)))""",
    "form carried out without a reply": "SELECT count(*) FROM foundation_formkey WHERE location = ''",
    "answer to a question that was not handed over": """SELECT count(*) FROM questions_answer w WHERE NOT EXISTS
        (SELECT 1 FROM questions_step s WHERE s.question_id = w.question_id AND s.kind = 'handed-over')""",
    "two steps of one kind from one form": """SELECT count(*) FROM (SELECT question_id, kind FROM questions_step
        WHERE kind = 'handed-over' GROUP BY 1, 2 HAVING count(*) > 1) x""",
    "settings under which a write could be lost": """SELECT count(*) FROM pg_settings WHERE setting = 'off'
        AND name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums')""",
}


@dataclass
class Log:
    """What the phones know: words acknowledged by kind, and how many sendings were repeated."""

    asked: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    handed: list[str] = field(default_factory=list)
    repeated: int = 0
    given_up: int = 0
    trouble: list[str] = field(default_factory=list)


def _write(house: Installation, people: dict[str, str], log: Log, stop: threading.Event) -> None:
    asker, mate = Phone(house.port), Phone(house.port)
    try:
        asker.become(people["Aino Korhonen"])
        mate.become(people["Bertta Nieminen"])
        while not stop.is_set():
            _one_round(asker, mate, log)
    except (AssertionError, OSError) as trouble:
        log.trouble.append(repr(trouble))


def _one_round(asker: Phone, mate: Phone, log: Log) -> None:
    # Letters only: a run of figures may be noticed as a code, and then the team does not get it at once.
    words = "koe " + uuid4().hex.translate(LETTERS)
    asked = asker.insist("/ask/", {"text": words})
    if asked is None:
        log.given_up += 1
        return
    log.asked.append(words)
    log.repeated += asked[1] - 1
    handed = asker.insist(f"{asked[0]}to-team/", {})
    if handed:
        log.handed.append(words)
        log.repeated += handed[1] - 1
        for number in range(3):
            answer = f"{words} {number}"
            given = mate.insist(f"{asked[0]}answer/", {"text": answer})
            if given:
                log.answered.append(answer)
                log.repeated += given[1] - 1


def _kill(house: Installation, kind: str) -> float | None:
    """Kills one process; seconds until the house is whole again, None when there was nothing to kill."""
    find: dict[str, Any] = {
        "postmaster": house.postmaster, "web": lambda: house.child("serve"), "worker": lambda: house.child("work"),
    }  # fmt: skip
    pid = find[kind]()
    if pid is None:
        return None
    began = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    while time.monotonic() - began < 60:
        if find[kind]() not in {None, pid} and house.is_up():
            return time.monotonic() - began
        time.sleep(0.02)
    return 60.0


def _count(house: Installation, log: Log) -> dict[str, Any]:
    lost, doubled = 0, 0
    for words, table, column in (
        (log.asked, "questions_question", "text"), (log.answered, "questions_answer", "text"),
    ):  # fmt: skip
        rows = house.ask(
            f"""SELECT count(*) FILTER (WHERE n IS NULL), count(*) FILTER (WHERE n > 1) FROM unnest(%s::text[]) AS w(t)
            LEFT JOIN (SELECT {column} AS t, count(*) AS n FROM {table} GROUP BY 1) x ON x.t = w.t""",
            [words],
        )
        lost, doubled = lost + rows[0][0], doubled + rows[0][1]
    rows = house.ask(
        """SELECT count(*) FILTER (WHERE s.id IS NULL) FROM unnest(%s::text[]) AS w(t) LEFT JOIN questions_question q
        ON q.text = w.t LEFT JOIN questions_step s ON s.question_id = q.id AND s.kind = 'handed-over'""",
        [log.handed],
    )
    broken = {name: house.ask(statement)[0][0] for name, statement in INVARIANTS.items()}
    return {
        "acknowledged": len(log.asked) + len(log.answered) + len(log.handed), "lost": lost + rows[0][0], "doubled": doubled,
        "broken_invariants": {name: number for name, number in broken.items() if number},
    }  # fmt: skip


def _recoveries(times: dict[str, list[float]]) -> dict[str, Any]:
    return {
        kind: {"kills": len(found), "p50_s": round(statistics.median(found), 2), "max_s": round(max(found), 2)}
        for kind, found in times.items() if found
    }  # fmt: skip


def trial(*, small: bool, kills: int, writes: int, seconds: float, phones: int = 4) -> dict[str, Any]:
    """Runs it. kills: of each kind at least; writes: acknowledged at least; seconds: at most, for all of it."""
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    log, stop, draw = Log(), threading.Event(), random.Random(7)
    with Installation(small=small) as house:
        while not house.is_up():
            time.sleep(0.1)
        people = dict(house.people())
        threads = [threading.Thread(target=_write, args=(house, people, log, stop)) for _ in range(phones)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        began = time.monotonic()
        while (
            min(map(len, times.values())) < kills or len(log.asked + log.answered + log.handed) < writes
        ) and time.monotonic() - began < seconds:
            time.sleep(draw.uniform(0.2, 1.2 if small else 3))
            kind = min(KINDS, key=lambda one: (len(times[one]), draw.random()))
            took = _kill(house, kind)
            if took is not None:
                times[kind].append(took)
        lasted = time.monotonic() - began
        stop.set()
        for thread in threads:
            thread.join()
        found = _count(house, log)
    return {
        **found, "sent_again": log.repeated, "given_up": log.given_up, "trouble": log.trouble[:5],
        "seconds": round(lasted), "recovery": _recoveries(times),
    }  # fmt: skip


def is_good(figures: dict[str, Any], *, kills: int, writes: int) -> bool:
    """Nothing lost, nothing doubled, every invariant holds, back in 30 s at most; kills and writes were enough."""
    back = figures["recovery"]
    return (
        figures["acknowledged"] >= writes and figures["lost"] == figures["doubled"] == figures["given_up"] == 0
        and not figures["broken_invariants"] and not figures["trouble"]
        and all(back.get(kind, {}).get("kills", 0) >= kills and back[kind]["max_s"] <= 30 for kind in KINDS)
    )  # fmt: skip


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """--short: half a minute on a small team; else 30 kills of each kind on the story, 15 minutes at most."""
    parser = argparse.ArgumentParser(prog="drill kills")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seconds", type=float)
    chosen = parser.parse_args(arguments)
    kills, writes = chosen.kills or (1 if chosen.short else 30), 50 if chosen.short else 5000
    seconds = chosen.seconds or (60 if chosen.short else 900)
    figures = trial(small=chosen.short, kills=kills, writes=writes, seconds=seconds)
    return {"ok": is_good(figures, kills=kills, writes=writes), **figures}
