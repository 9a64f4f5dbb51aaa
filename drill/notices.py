"""2,000 notices by every channel while the worker is killed; and an urgent one behind a backlog of 10,000."""

import argparse
import base64
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from drill.installation import Installation
from drill.peers import Mailbox, Peer, mailbox, peer

PEOPLE = 60
URGENT_SECONDS = 5.0


def _inside(house: Installation, **asked: Any) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "drill.telling"], env=house.environment, input=json.dumps(asked), text=True,
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr[-1500:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _browsers(one: Peer, people: int) -> list[list[str]]:
    made = [one.browser(str(number)) for number in range(people)]
    return [[endpoint, _text(browser.public), _text(browser.auth)] for browser, endpoint in made]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _open(house: Installation) -> int:
    return int(
        house.ask(
            """SELECT (SELECT count(*) FROM notices_delivery WHERE parcel_id IS NULL AND dropped_at IS NULL)
            + (SELECT count(*) FROM notices_parcel WHERE done_at IS NULL AND dropped_at IS NULL AND stuck_at IS NULL)"""
        )[0][0]
    )


def _kill(house: Installation, draw: random.Random, *, softly: bool) -> bool:
    pid = house.child("work")
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM if softly else signal.SIGKILL)
    time.sleep(draw.uniform(1.2, 2.6))
    return True


def _under_fire(house: Installation, told: dict[str, Any], *, count: int, kills: int, until: float) -> dict[str, int]:
    """Tells while the worker dies again and again; then waits until nothing is open."""
    draw, done = random.Random(7), Counter[str]()
    aborted: dict[str, Any] = {}
    teller = threading.Thread(
        target=lambda: aborted.update(
            _inside(house, act="told", count=count, every=3, aborted=20, all=False, **told)
        )
    )  # fmt: skip
    teller.start()
    while (teller.is_alive() or done["kills"] < kills) and time.monotonic() < until:
        if done["kills"] >= kills:
            teller.join(1)
        elif _kill(house, draw, softly=done["kills"] % 5 == 4):
            done["kills"] += 1
        else:
            time.sleep(0.1)
    teller.join()
    while _open(house) and time.monotonic() < until:
        time.sleep(0.5)
    return {"kills": done["kills"], "aborted": int(aborted["aborted"])}


def _counted(house: Installation, one: Peer, box: Mailbox) -> dict[str, Any]:
    """What the peers got, by key, against what the house says."""
    got = one.keys() + box.keys()
    rows = house.ask("SELECT replace(id::text, '-', ''), done_at IS NOT NULL, tries FROM notices_parcel")
    done = {key for key, is_done, _tries in rows if is_done}
    again = sum(1 for _key, _is_done, tries in rows if tries > 1)
    slow = house.ask(
        """SELECT coalesce(extract(epoch FROM max(p.done_at - d.due_at)), 0) FROM notices_delivery d
        JOIN notices_parcel p ON p.id = d.parcel_id WHERE p.done_at IS NOT NULL"""
    )
    return {
        "notices": house.ask("SELECT count(*) FROM notices_keptnotice")[0][0],
        "deliveries": house.ask("SELECT count(*) FROM notices_delivery")[0][0],
        "messages": len(rows),
        "effects": len(got),
        "lost": len(done - set(got)) + _open(house) + len(rows) - len(done),
        "told_and_not_sent": house.ask("SELECT count(*) FROM notices_delivery WHERE parcel_id IS NULL")[0][0],
        "doubled": len(set(got) - {key for key, _is_done, _tries in rows}),
        "sent_again_under_its_key": sum(number - 1 for number in got.values()),
        "tried_again": again,
        "slowest_s": round(float(slow[0][0])),
        "by_channel": dict(house.ask("SELECT channel, count(*) FROM notices_parcel GROUP BY 1")),
    }  # fmt: skip


def _behind_a_backlog(house: Installation, told: dict[str, Any], one: Peer, *, backlog: int) -> dict[str, Any]:
    """How long an urgent notice takes while so many others wait, in seconds."""
    _inside(house, act="told", count=backlog // PEOPLE, every=0, aborted=0, all=True, **(told | {"team": ""}))
    waiting, known = _open(house), len(one.got)
    _inside(house, act="told", count=1, every=1, aborted=0, all=False, **(told | {"team": ""}))
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        rows = house.ask(
            """SELECT extract(epoch FROM p.done_at - n.at) FROM notices_keptnotice n JOIN notices_delivery d ON d.notice_id = n.id
            JOIN notices_parcel p ON p.id = d.parcel_id WHERE n.urgent AND n.at = (SELECT max(at) FROM notices_keptnotice)
            AND d.channel = 'push' AND p.done_at IS NOT NULL"""
        )
        if rows:
            return {
                "backlog": backlog,
                "waiting_then": waiting,
                "sent_by_then": len(one.got) - known,
                "urgent_s": round(float(rows[0][0]), 2),
            }
        time.sleep(0.2)
    return {"backlog": backlog, "waiting_then": waiting, "urgent_s": 30.0}


def trial(*, count: int, kills: int, backlog: int, seconds: float) -> dict[str, Any]:
    """Runs it. seconds: at most for what is told under fire, from the house's start on."""
    whole = Installation(small=True)
    with peer() as one, mailbox() as box:
        whole.environment |= {"KEHA_SMTP_URL": box.url, "KEHA_MAIL_FROM": "keha@example.org"}
        with whole as house:
            began = time.monotonic()
            people = _inside(house, act="reachable", peer=one.url, browsers=_browsers(one, PEOPLE))
            told = _under_fire(house, people, count=count, kills=kills, until=began + seconds)
            figures = {**told, **_counted(house, one, box), "seconds": round(time.monotonic() - began)}
            if backlog:
                figures["urgent"] = _behind_a_backlog(house, people, one, backlog=backlog)
    return figures


def is_good(figures: dict[str, Any], *, kills: int) -> bool:
    """Nothing lost; the peer knew every second sending by its key; the urgent one was there in five seconds."""
    urgent = figures.get("urgent", {"urgent_s": 0})["urgent_s"]
    return (
        figures["lost"] == figures["doubled"] == figures["told_and_not_sent"] == 0
        and figures["kills"] >= kills and figures["slowest_s"] <= 90 and urgent <= URGENT_SECONDS
    )  # fmt: skip


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """--short: three kills and no backlog; else 2,000 notices, 25 kills (of which 5 soft) and a backlog of 10,000."""
    parser = argparse.ArgumentParser(prog="drill notices")
    parser.add_argument("--short", action="store_true")
    for name in ("notices", "kills", "backlog", "seconds"):
        parser.add_argument(f"--{name}", type=int)
    chosen = parser.parse_args(arguments)
    usual = (90, 3, 0, 110) if chosen.short else (2000, 25, 10_000, 170)
    told = (chosen.notices, chosen.kills, chosen.backlog, chosen.seconds)
    count, kills, backlog, seconds = (one if one is not None else other for one, other in zip(told, usual, strict=True))
    return _judged(trial(count=count, kills=kills, backlog=backlog, seconds=seconds), kills=kills)


def _judged(figures: dict[str, Any], *, kills: int) -> dict[str, Any]:
    return {"ok": is_good(figures, kills=kills), **figures}
