"""The round's visits to presence and the load."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from drill.phone import Phone
from drill.visit import AN_ID, Visit, send_empty


def _open_tables(page: Any) -> None:
    for summary in page.locator("main summary").all():
        summary.click()


def _wrong_hours(page: Any) -> None:
    page.locator(".week input").first.fill("aamu")
    send_empty("form.card")(page)


def _wrong_table(page: Any) -> None:
    page.locator("textarea").fill("nimi;ma\nOuti Outo;6-14")
    page.locator("form.card button").last.click()
    page.wait_for_load_state()


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    cecilia = phones["cecilia"]
    team = re.search(rf"/presence/({AN_ID})/", cecilia.send("GET", "/presence/")[1])
    assert team
    weeks, load = f"/presence/{team[1]}/", f"/load/{team[1]}/"
    page = cecilia.send("GET", weeks)[2]
    person = re.search(rf'name="d0_({AN_ID})"', page)
    assert person
    far = str(date.today() + timedelta(days=70))  # noqa: DTZ011  any day far enough
    cecilia.post(f"{weeks}days/", {"person": person[1], "day": far, "kind": "off", "hours": "", "site": ""})
    cecilia.post("/load/tally/", {"team": team[1], "channel": "phone", "topic": "cover", "could": "yes"})
    return (
        Visit("insights:load", "full", "cecilia", "/load/", _open_tables),
        Visit("insights:load", "empty", "oskari", "/load/"),
        Visit("insights:of", "full", "aino", load),
        Visit("insights:tally", "full", "cecilia", "/load/tally/", _open_tables),
        Visit("insights:tally", "error", "cecilia", "/load/tally/", send_empty("form.card")),
        Visit("insights:day", "empty", "cecilia", "/load/tally/day/"),
        Visit("insights:day", "error", "cecilia", "/load/tally/day/", send_empty("form.card")),
        Visit("presence:weeks", "full", "bertta", weeks),
        Visit("presence:weeks", "error", "cecilia", weeks, _wrong_hours),
        Visit("presence:paste", "empty", "cecilia", f"{weeks}paste/"),
        Visit("presence:paste", "error", "cecilia", f"{weeks}paste/", _wrong_table),
        Visit("presence:days", "full", "bertta", f"{weeks}days/"),
        Visit("presence:days", "error", "cecilia", f"{weeks}days/", send_empty("form.card")),
        Visit("presence:duty", "full", "cecilia", f"{weeks}duty/"),
        Visit("presence:duty_day", "full", "cecilia", f"{weeks}duty/day/"),
        Visit("presence:away", "full", "bertta", f"{weeks}away/"),
    )
