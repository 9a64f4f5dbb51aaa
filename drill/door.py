"""The door under attack, on a served installation: guesses, lockouts, a whole shift at once, and what the time tells.

Some ten minutes. `bin/drill door [GUESSES]`: so many of each kind, 10,000 unless told.
"""

import http.client
import random
import re
import statistics
import threading
import time
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from drill.installation import Installation
from drill.phone import Phone
from drill.visits.tablets import PIN, paired
from keha.runtime import home

GUESSES, ADDRESSES, ACCOUNTS, TIMES, LINES = 10_000, 50, 1_000, 100, 4
MOST_TRIES, MOST_MS, MOST_SECONDS = 50, 10.0, 300
NAMES = ("Aino Korhonen", "Bertta Nieminen")
Target = Callable[[int], tuple[str, Mapping[str, str]]]


def _guess(start: Phone, target: Target, numbers: Sequence[int]) -> int:
    """Sends guesses, each under another forged address. Returns how many came in."""
    phone, hits = Phone(start.port), 0
    phone.cookies, phone.token = dict(start.cookies), start.token
    for number in numbers:
        path, fields = target(number)
        forged = {
            "X-Forwarded-For": f"198.51.{number % ADDRESSES}.7",
            "Forwarded": f"for=203.0.113.{number % ADDRESSES}",
        }
        body = {**fields, "form_key": str(uuid4()), "csrfmiddlewaretoken": phone.token}
        try:
            hits += phone.send("POST", path, body, forged)[1] == "/today/"
        except (OSError, http.client.HTTPException):
            continue
    phone.close()
    return hits


def _attack(house: Installation, start: Phone, target: Target, count: int) -> Mapping[str, Any]:
    before, found = _tries(house), [0] * LINES

    def work(line: int) -> None:
        found[line] = _guess(start, target, range(line, count, LINES))

    threads = [threading.Thread(target=work, args=(line,)) for line in range(LINES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"guesses": count, "hits": sum(found), "performed": _tries(house) - before}


def _tries(house: Installation) -> int:
    """Codes and PINs that were really looked at: each leaves two rows."""
    return int(house.ask("SELECT count(*) FROM organisation_attempt")[0][0]) // 2


def _code_for(keeper: Phone, person: str) -> str:
    _status, led, _page = keeper.post("/me/invite/", {"person": person})
    code = re.search(r"\d{4}-\d{4}", keeper.send("GET", led)[2])
    assert code, "no code shows"
    return code[0]


def _shift(house: Installation, keeper: Phone) -> tuple[Mapping[str, Any], Phone, str]:
    """Everybody comes in by a code of her own from one address. Returns the last one's phone and id, too."""
    ids = re.findall(r'name="person" value="([^"]+)"', keeper.send("GET", "/me/invite/")[2])
    began, opened, phone = time.monotonic(), 0, Phone(house.port)
    for person in ids:
        code = _code_for(keeper, person)
        phone.close()
        phone = Phone(house.port)
        phone.send("GET", "/login/")
        opened += phone.post("/login/", {"code": code})[0] == 303
    seconds = round(time.monotonic() - began, 1)
    return {"people": len(ids), "came_in": opened, "seconds": seconds}, phone, ids[-1]


def _times(house: Installation, tablet: Phone, kinds: Mapping[str, str]) -> Mapping[str, Any]:
    """The median of a hundred noes of each kind, taken in turn. What was tried is forgotten but for who is locked."""
    for _ in range(5):
        tablet.post(kinds["locked"], {"pin": "940271"})
    kept = [row[0] for row in house.ask("SELECT id FROM organisation_attempt")]
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(TIMES):
        for kind, path in kinds.items():
            house.ask("DELETE FROM organisation_attempt WHERE NOT id = ANY(%s) RETURNING id", [kept])
            began = time.perf_counter()
            status = tablet.post(path, {"pin": "940271"})[0]
            took[kind].append((time.perf_counter() - began) * 1000)
            assert status == 422, (kind, status)
    medians = {kind: round(statistics.median(found), 2) for kind, found in took.items()}
    return {"median_ms": medians, "apart_ms": round(max(medians.values()) - min(medians.values()), 2)}


def _with_pin(house: Installation, people: Mapping[str, str], name: str) -> None:
    phone = Phone(house.port)
    phone.become(people[name])
    phone.send("GET", "/tablets/pin/")
    assert phone.post("/tablets/pin/", {"pin": PIN, "again": PIN})[0] == 303
    phone.close()


def _names(tablet: Phone) -> dict[str, str]:
    """Everybody of the tablet's team: the path of her PIN by name."""
    return {
        name: path
        for path, name in re.findall(r'(/login/pin/[0-9a-f-]+/)"><span>([^<]+)', tablet.send("GET", "/login/")[2])
    }


def _of_time(house: Installation, people: Mapping[str, str], tablet: Phone) -> Mapping[str, Any]:
    names = _names(tablet)
    closed, without = [name for name in names if name not in NAMES][:2]
    for name in (*NAMES, closed):
        _with_pin(house, people, name)
    house.ask(
        "UPDATE organisation_account SET is_active = false WHERE id IN (SELECT account_id FROM organisation_membership "
        "WHERE person_id = %s) RETURNING id",
        [people[closed].rpartition(".")[2]],
    )
    kinds = {
        "wrong": names[NAMES[0]], "locked": names[NAMES[1]], "shut out": names[closed], "without a PIN": names[without],
        "unknown": f"/login/pin/{uuid4()}/",
    }  # fmt: skip
    return _times(house, tablet, kinds)


def _guesses(house: Installation, tablet: Phone, count: int) -> Mapping[str, Mapping[str, Any]]:
    nobody, dice = Phone(house.port), random.Random(7)
    nobody.send("GET", "/login/")
    paths = [*_names(tablet).values(), *(f"/login/pin/{uuid4()}/" for _ in range(ACCOUNTS))][:ACCOUNTS]
    drawn = [f"{dice.randrange(10**8):08}" for _ in range(count)]
    return {
        "codes": _attack(house, nobody, lambda n: ("/login/", {"code": drawn[n]}), count),
        "pins of a tablet": _attack(house, tablet, lambda n: (paths[n % ACCOUNTS], {"pin": drawn[n][2:]}), count),
        "pins without one": _attack(house, nobody, lambda n: (paths[n % ACCOUNTS], {"pin": drawn[n][2:]}), count // 10),
    }


def _administrator() -> str:
    words = tomllib.loads((home.project() / "src/keha/story/words/lahdenpera.toml").read_text(encoding="utf-8"))
    return str(next(line["name"] for line in words["person"] if "administrator" in line.get("roles", ())))


def play(house: Installation, count: int) -> dict[str, Any]:
    """All of it on a house that is up with the story."""
    people, keeper, cecilia = house.people(), Phone(house.port), Phone(house.port)
    keeper.become(people[_administrator()])
    cecilia.become(people["Cecilia Lindholm"])
    shift, known, person = _shift(house, keeper)
    tablet, _path = paired(house.port, cecilia, "Koetabletti")
    apart = _of_time(house, people, tablet)
    house.ask("DELETE FROM organisation_attempt RETURNING id")
    guesses = _guesses(house, tablet, count)
    code = _code_for(keeper, person)
    known.send("GET", "/login/")
    known_gets_in = known.post("/login/", {"code": code})[0] == 303
    ok = (
        all(one["hits"] == 0 and one["performed"] <= MOST_TRIES for one in guesses.values())
        and shift["came_in"] == shift["people"]
        and shift["seconds"] <= MOST_SECONDS
        and known_gets_in
        and apart["apart_ms"] < MOST_MS
    )
    return {"guesses": guesses, "shift": shift, "known_gets_in": known_gets_in, "time": apart, "ok": ok}


def main(options: Sequence[str]) -> dict[str, Any]:
    """Plays it on an installation of its own."""
    with Installation() as house:
        return play(house, int(options[0]) if options else GUESSES)
