"""Every id of every kind of the other employer, in every place of an address and of a form; and the pool, ten thousand times."""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

from drill.installation import Installation
from drill.phone import Phone

PATHS = (
    "/ask/{}/", "/ask/{}/rule/{}/", "/rules/{}/", "/rules/{}/1/", "/team/{}/", "/me/invite/{}/",
)  # fmt: skip
FORMS = (
    ("/ask/{}/helped/", {}), ("/ask/{}/to-team/", {}), ("/ask/{}/answer/", {"text": "a"}), ("/ask/{}/solved/", {}),
    ("/ask/{}/reopen/", {}), ("/me/sessions/{}/end/", {}), ("/me/invite/", {"person": "{}"}), ("/choose/", {"employer": "{}"}),
)  # fmt: skip
CHANGING = re.compile(r'name="(?:form_key|csrfmiddlewaretoken)" value="[^"]*"')
SWITCHES, THREADS = 10_000, 8


def _ids(house: Installation) -> list[str]:
    """Primary keys of the second employer's rows in every table, seen past the walls."""
    employer = house.ask("SELECT max(id::text) FROM organisation_employer")[0][0]
    tables = house.ask(
        """SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'employer_id'"""
    )
    found = [employer]
    for (table,) in tables:
        rows = house.ask(f"SELECT id::text FROM {table} WHERE employer_id = %s ORDER BY id DESC LIMIT 400", [employer])
        found += [row[0] for row in rows]
    return found


def _seen(reply: tuple[int, str, str], sent: str) -> tuple[int, str, str]:
    status, led, page = reply
    return status, led.replace(sent, "id"), CHANGING.sub("", page).replace(sent, "id")


def _replies(phone: Phone, one: str) -> Iterator[tuple[str, tuple[int, str, str]]]:
    for path in PATHS:
        yield path, _seen(phone.send("GET", path.format(one, one)), one)
    for path, fields in FORMS:
        filled = {name: value.format(one) for name, value in fields.items()}
        yield path, _seen(phone.post(path.format(one), filled), one)


def ids(house: Installation) -> dict[str, Any]:
    """Each id in each place: the reply must be that to an id of nothing."""
    phone = Phone(house.port)
    phone.become(house.people()["Aino Korhonen"])
    nothing = dict(_replies(phone, str(uuid4())))
    tried, leaks = 0, []
    found = _ids(house)
    for one in found:
        for path, reply in _replies(phone, one):
            tried += 1
            if reply != nothing[path]:
                leaks.append(f"{path} {one} {reply[0]}")
    return {"ids": len(found), "tried": tried, "leaks": len(leaks), "first": leaks[:5]}


def switches() -> dict[str, Any]:
    """Employers in turns on a pool of few connections, in threads, with errors between: rows of another's seen."""
    from django.db import connections

    from keha.config.jobs import every_employer
    from keha.foundation.context import acting_for
    from keha.organisation.models import Person

    employers, leaks, errors = every_employer(), [], 0
    lock = threading.Lock()

    def run(start: int) -> None:
        nonlocal errors
        for number in range(start, SWITCHES, THREADS):
            employer = employers[number % len(employers)]
            try:
                with acting_for(employer):
                    if set(Person.objects.values_list("employer_id", flat=True)[:5]) != {employer}:
                        leaks.append(number)
                    if number % 10 == 0:
                        raise ValueError
            except ValueError:
                with lock:
                    errors += 1
        connections["default"].close()

    began = time.monotonic()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "switches": SWITCHES,
        "errors_between": errors,
        "leaks": len(leaks),
        "seconds": round(time.monotonic() - began, 1),
    }


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """On the story with both its employers."""
    with Installation() as house:
        found = ids(house)
        from keha.cli.manage import prepare

        prepare()
        turned = switches()
    return {"ok": found["leaks"] == turned["leaks"] == 0 and found["tried"] > 1000, "ids": found, "pool": turned}
