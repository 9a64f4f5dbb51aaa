"""The round's visits to questions on the ladder."""

import re
from collections.abc import Mapping
from typing import Any

from drill.phone import Phone
from drill.visit import AN_ID, Visit

FIXED = ("saako lämmintä ruokaa tarjota alle 60-asteisena?", "pitääkö omavalvonnan lämpötilat kirjata joka päivä?")


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    found = []
    today = phones["cecilia"].send("GET", "/today/")[2]
    section = today.partition('id="reached"')[2].partition("</section>")[0]
    if led := re.search(rf"/ask/{AN_ID}/", section):
        found += [
            Visit("questions:question", "reached", "cecilia", led[0]),
            Visit("questions:question", "back-error", "cecilia", led[0], act=_give_back_nothing),
        ]
    for path in _past_the_team(phones["aino"]):
        found += [
            Visit("questions:question", "reached-own", "aino", path),
            Visit("questions:question", "reached-fixed", "cecilia", path),
        ]
    return tuple(found)


def _past_the_team(asker: Phone) -> list[str]:
    """A question on a topic that is not the team's: it is with the supervisor as soon as it is sent."""
    for text in FIXED:
        _status, led, _page = asker.post("/ask/", {"text": text})
        status, _led, _page = asker.post(f"{led}to-team/", {"urgency": "now", "anyway": "1"})
        if status == 303:
            return [led]
    return []


def _give_back_nothing(page: Any) -> None:
    form = page.locator("form[action$='/give-back/']").first
    if not form.count():
        return
    if not form.is_visible():
        page.locator("details.earlier summary").first.click()
    form.locator("textarea").fill("")
    form.locator("button").click()
    page.wait_for_load_state()
