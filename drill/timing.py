"""Does the time tell? Another's id against an id of nothing, and wrong codes against known ones that do not work."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from drill.installation import Installation
from drill.phone import Phone

TRIES = 200
SHARE, MILLISECONDS = 0.05, 10.0


def _took(do: Callable[[], Any]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _pairs(one: Callable[[], Any], other: Callable[[], Any], tries: int) -> dict[str, float]:
    """Medians of both, tried in turns, and the median of the pairs' differences as a share: load cancels out."""
    for do in (one, other):
        do()
    first, second = [], []
    for number in range(tries):
        for do, took in ((one, first), (other, second)) if number % 2 else ((other, second), (one, first)):
            took.append(_took(do))
    a, b = statistics.median(first), statistics.median(second)
    return {
        "theirs_ms": round(a, 2),
        "nothing_ms": round(b, 2),
        "difference": round(abs(_between(first, second)) / b, 4),
    }


def _between(first: Sequence[float], second: Sequence[float]) -> float:
    return statistics.median(a - b for a, b in zip(first, second, strict=True))


def _of_the_other(house: Installation) -> dict[str, str]:
    """Ids of the second employer, seen past the walls."""
    found = {}
    for kind, table in (("question", "questions_question"), ("rule", "agreements_rule"), ("team", "organisation_team")):
        rows = house.ask(
            f"SELECT id FROM {table} WHERE employer_id = (SELECT max(id::text)::uuid FROM organisation_employer) LIMIT 1"
        )
        if rows:
            found[kind] = str(rows[0][0])
    return found


def ids(house: Installation, phone: Phone) -> dict[str, Any]:
    """Pages and forms of another employer's things."""
    theirs, told = _of_the_other(house), {}
    paths = {"question": "/ask/{}/", "rule": "/rules/{}/", "team": "/team/{}/"}
    for kind, one in theirs.items():
        path = paths[kind]
        told[f"page of a {kind}"] = _pairs(
            lambda path=path, one=one: phone.send("GET", path.format(one)),  # type: ignore[misc]
            lambda path=path: phone.send("GET", path.format(uuid4())),  # type: ignore[misc]
            TRIES,
        )
    if "question" in theirs:
        told["a question's form"] = _pairs(
            lambda: phone.post(f"/ask/{theirs['question']}/to-team/", {}), lambda: phone.post(f"/ask/{uuid4()}/to-team/", {}), TRIES,
        )  # fmt: skip
    return told


def codes(house: Installation, phone: Phone) -> dict[str, float]:
    """A code that has been used against one that never was: few tries, for wrong ones are counted."""
    made = _used_code(phone)
    stranger = Phone(house.port)
    stranger.send("GET", "/login/")
    used, unknown = [], []
    for number in range(9):
        used.append(_took(lambda: stranger.post("/login/", {"code": made})))
        unknown.append(_took(lambda n=number: stranger.post("/login/", {"code": f"1000{n:04}"})))  # type: ignore[misc]
    a, b = statistics.median(used), statistics.median(unknown)
    return {"used_ms": round(a, 2), "unknown_ms": round(b, 2), "difference_ms": round(abs(a - b), 2)}


def _used_code(phone: Phone) -> str:
    import re

    page = phone.send("GET", "/me/invite/")[2]
    person = re.search(r'name="person" value="([0-9a-f-]{36})"', page)
    assert person
    led = phone.post("/me/invite/", {"person": person[1]})[1]
    code = re.search(r"\d{4}-\d{4}", phone.send("GET", led)[2])
    assert code
    newcomer = Phone(phone.port)
    newcomer.send("GET", "/login/")
    assert newcomer.post("/login/", {"code": code[0]})[0] == 303
    return code[0]


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """On the story, one phone at a time."""
    with Installation() as house:
        phone = Phone(house.port)
        phone.become(house.people()["Aino Korhonen"])
        told, coded = ids(house, phone), codes(house, phone)
    good = len(told) >= 3 and all(pair["difference"] < SHARE for pair in told.values())
    return {"ok": good and coded["difference_ms"] < MILLISECONDS, "ids": told, "codes": coded}
