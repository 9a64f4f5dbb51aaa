"""The round's visits to shared tablets: the pages of who looks after them, and the door of a tablet itself."""

import re
from collections.abc import Mapping
from typing import Any, cast

from drill.phone import Phone
from drill.visit import AN_ID, Visit, send_empty

PIN = "730518"


def paired(port: int, keeper: Phone, name: str) -> tuple[Phone, str]:
    """A tablet paired through the pages: the tablet, and the path of its page on the keeper's phone."""
    page = keeper.send("GET", "/tablets/new/")[2]
    team = re.findall(rf'<option value="({AN_ID})"[^>]*>Aurinkokeittiö', page)
    assert team, "the kitchen's team is not hers"
    _status, led, _page = keeper.post("/tablets/new/", {"team": team[0], "name": name})
    code = re.search(r"\d{4}-\d{4}", keeper.send("GET", led)[2])
    assert code, "no pairing code shows"
    tablet = Phone(port)
    tablet.send("GET", "/tablets/pair/")
    status, to, _page = tablet.post("/tablets/pair/", {"code": code[0]})
    assert (status, to) == (303, "/login/"), status
    return tablet, led


def name_on(tablet: Phone, name: str) -> str:
    """The path of somebody's PIN on a tablet."""
    found = re.search(rf'(/login/pin/{AN_ID}/)"><span>{name}', tablet.send("GET", "/login/")[2])
    assert found, f"{name} does not stand on the tablet"
    return found[1]


def _wrong_pin(page: Any) -> None:
    page.locator("input[name=pin]").fill("940271")
    send_empty("form.card")(page)


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    cecilia, aino = phones["cecilia"], phones["aino"]
    tablet, kept = paired(cecilia.port, cecilia, "Kiertotabletti")
    aino.send("GET", "/tablets/pin/")
    assert aino.post("/tablets/pin/", {"pin": PIN, "again": PIN})[0] == 303
    by_pin = Phone(cecilia.port)
    by_pin.cookies = dict(tablet.cookies)
    pin = name_on(by_pin, "Aino Korhonen")
    by_pin.send("GET", pin)
    assert by_pin.post(pin, {"pin": PIN})[0] == 303
    cast(dict[str, Phone], phones).update({"tablet": tablet, "tablet with Aino": by_pin})
    _status, waits, _page = cecilia.post("/tablets/new/", {**_team_of(cecilia), "name": "Odottava tabletti"})
    return (
        Visit("tablets:tablets", "full", "cecilia", "/tablets/"), Visit("tablets:tablets", "empty", "oskari", "/tablets/"),
        Visit("tablets:new", "full", "cecilia", "/tablets/new/"),
        Visit("tablets:new", "error", "cecilia", "/tablets/new/", send_empty("form.card")),
        Visit("tablets:tablet", "full", "cecilia", kept), Visit("tablets:tablet", "waits", "cecilia", waits),
        Visit("tablets:pair", "full", "", "/tablets/pair/"),
        Visit("tablets:pair", "error", "", "/tablets/pair/", send_empty("form.card")),
        Visit("tablets:pin", "full", "aino", "/tablets/pin/"),
        Visit("tablets:pin", "error", "aino", "/tablets/pin/", send_empty("form.card")),
        Visit("tablets:pin", "empty", "oskari", "/tablets/pin/"),
        Visit("door:login", "tablet", "tablet", "/login/"), Visit("door:pin", "full", "tablet", pin),
        Visit("door:pin", "error", "tablet", pin, _wrong_pin), Visit("door:first_pin", "full", "tablet", f"{pin}first/"),
        Visit("door:first_pin", "error", "tablet", f"{pin}first/", send_empty("form.card")),
        Visit("door:login", "somebody", "tablet with Aino", "/login/"),
        Visit("today:today", "tablet", "tablet with Aino", "/today/"), Visit("me:me", "tablet", "tablet with Aino", "/me/"),
    )  # fmt: skip


def _team_of(keeper: Phone) -> dict[str, str]:
    team = re.search(rf'<option value="({AN_ID})"', keeper.send("GET", "/tablets/new/")[2])
    assert team
    return {"team": team[1]}
