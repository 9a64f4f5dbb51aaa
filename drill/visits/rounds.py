"""The round's visits to consent rounds."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from drill.phone import Phone
from drill.visit import AN_ID, Visit

WORDING = {
    "title_fi": "Hedelmäkori taukohuoneessa", "text_fi": "Saatte ottaa korista yhden hedelmän vuorossa.", "verdict": "may",
    "decider": "team", "addressee": "te", "topic": "everyday", "why_fi": "Kaikille riittää.",
}  # fmt: skip


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    aino = phones["aino"]
    first, second = _proposed(aino, "Hedelmäkori taukohuoneessa"), _proposed(aino, "Hedelmät ja marjat")
    aino.post(f"{second}withdraw/", {"reason": "Puhutaan tästä vielä."})
    draft = draft_of(aino, "Kolmas hedelmä")
    rule = _own_rule(aino)
    return (
        Visit("rounds:rounds", "full", "bertta", "/rounds/"),
        Visit("rounds:rounds", "empty", "oskari", "/rounds/"),
        Visit("rounds:round", "full", "bertta", first),
        Visit("rounds:round", "error", "bertta", first, _objects_with_nothing),
        Visit("rounds:round", "empty", "aino", second),
        Visit("rounds:round", "full", "cecilia", first),
        Visit("rounds:care", "full", "aino", f"{first}care/"),
        Visit("rounds:care", "error", "aino", f"{first}care/", _in_details("withdraw")),
        Visit("rounds:amend", "full", "aino", f"{first}amend/"),
        Visit("rounds:propose", "empty", "aino", "/rounds/new/"),
        Visit("rounds:propose", "full", "aino", f"/rounds/new/?draft={draft}"),
        Visit("rounds:retire", "full", "bertta", f"/rounds/retire/{rule}/"),
        Visit("agreements:review", "full", "bertta", f"/rules/{rule}/review/"),
    )


def draft_of(phone: Phone, title: str, *, topic: str = WORDING["topic"]) -> str:
    """The id of a draft that somebody writes for the first of her teams."""
    page = phone.send("GET", "/rules/drafts/new/")[2]
    scope = re.search(rf"team:{AN_ID}", page)
    assert scope
    led = phone.post("/rules/drafts/new/", WORDING | {"title_fi": title, "scope": scope[0], "topic": topic})[1]
    return re.findall(AN_ID, led)[-1]


def _proposed(phone: Phone, title: str) -> str:
    body = {"draft": draft_of(phone, title), "need": "Kori tyhjenee aamulla.", "days": "7", "asked": "montako hedelmää"}
    return phone.post("/rounds/new/", body)[1]


def _own_rule(phone: Phone) -> str:
    """A rule that one's own team may end."""
    for rule in re.findall(rf"/rules/({AN_ID})/", phone.send("GET", "/team/rules/")[2]):
        if phone.send("GET", f"/rounds/retire/{rule}/")[0] == 200:
            return str(rule)
    raise AssertionError("the team has no rule of its own")


def _objects_with_nothing(page: Any) -> None:
    page.locator("summary").nth(1).click()
    page.locator("details[open] button").click()
    page.wait_for_load_state()


def _in_details(name: str) -> Callable[[Any], None]:
    def act(page: Any) -> None:
        form = page.locator(f"form[action$='/{name}/']")
        page.locator("details", has=form).locator("summary").click()
        form.locator("button").click()
        page.wait_for_load_state()

    return act
