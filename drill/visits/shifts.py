"""The round's visits to rosters."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from drill.phone import Phone
from drill.visit import AN_ID, Visit, send_empty


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    cecilia = phones["cecilia"]
    team = re.search(rf"/presence/({AN_ID})/", cecilia.send("GET", "/presence/")[1])
    assert team
    table, drafts = f"/shifts/team/{team[1]}/", f"/shifts/team/{team[1]}/drafts/"
    first = date.today() + timedelta(weeks=30)  # noqa: DTZ011  any Monday far enough
    first -= timedelta(days=first.weekday())
    cecilia.post(drafts, {"first": str(first), "weeks": "3", "source": "weeks"})
    roster = re.findall(rf"/shifts/roster/{AN_ID}/", cecilia.send("GET", drafts)[2])[-1]
    shift = re.search(rf"/shifts/shift/{AN_ID}/", cecilia.send("GET", roster)[2])
    assert shift
    phones["aino"].post("/shifts/calendar/", {})
    pasted = f"Nimi;{first + timedelta(weeks=6)};{first + timedelta(weeks=6, days=1)};{first + timedelta(weeks=6, days=2)}\nAino Korhonen;Q;6-14;\nOuto;6-14;;"
    sheet = cecilia.post("/shifts/import/", {"team": team[1], "pasted": pasted})[1]
    return (
        Visit("shifts:mine", "full", "aino", "/shifts/"),
        Visit("shifts:mine", "empty", "oskari", "/shifts/"),
        Visit("shifts:team", "full", "aino", table),
        Visit("shifts:team", "empty", "aino", f"{table}?from={first + timedelta(weeks=9)}"),
        Visit("shifts:area", "full", "cecilia", "/shifts/area/?weeks=3"),
        Visit("shifts:whereabouts", "full", "cecilia", "/shifts/today/"),
        Visit("shifts:whereabouts", "empty", "aino", f"/shifts/today/?day={date.today() + timedelta(days=58)}"),  # noqa: DTZ011
        Visit("shifts:drafts", "full", "cecilia", drafts),
        Visit("shifts:drafts", "error", "cecilia", drafts, send_empty("form.card")),
        Visit("shifts:roster", "full", "cecilia", roster),
        Visit("shifts:new", "empty", "cecilia", f"{roster}new/"),
        Visit("shifts:new", "error", "cecilia", f"{roster}new/", send_empty("form.card")),
        Visit("shifts:shift", "full", "cecilia", shift[0]),
        Visit("shifts:bring", "full", "cecilia", "/shifts/import/"),
        Visit("shifts:bring", "error", "cecilia", "/shifts/import/", send_empty("form.card")),
        Visit("shifts:sheet", "full", "cecilia", sheet),
    )
