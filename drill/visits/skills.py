"""The round's visits to skills, certificates, inductions and needs."""

import re
from collections.abc import Mapping

from drill.phone import Phone
from drill.visit import AN_ID, Visit, send_empty


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    aino, cecilia = phones["aino"], phones["cecilia"]
    mine = aino.send("GET", "/skills/")[2]
    told, team = _found(rf"/skills/tell/{AN_ID}/", mine), _found(rf"/skills/team/{AN_ID}/", mine)
    gone = _found(rf"/skills/held/{AN_ID}/remove/", aino.send("GET", told)[2])
    person = _found(rf"/skills/people/{AN_ID}/", cecilia.send("GET", "/skills/certificates/")[2])
    of_person = _found(rf"{person}{AN_ID}/", cecilia.send("GET", person)[2])
    listed = _found(rf"/skills/list/{AN_ID}/", phones["oskari"].send("GET", "/skills/list/")[2])
    aino.post(gone, {})
    return (
        Visit("skills:mine", "full", "aino", "/skills/"),
        Visit("skills:mine", "supervisor", "cecilia", "/skills/"),
        Visit("skills:mine", "administrator", "oskari", "/skills/"),
        Visit("skills:tell", "full", "aino", told),
        Visit("skills:induct", "full", "aino", "/skills/inductions/new/"),
        Visit("skills:induct", "error", "aino", "/skills/inductions/new/", send_empty("form.card")),
        Visit("skills:certificates", "full", "cecilia", "/skills/certificates/"),
        Visit("skills:person", "full", "cecilia", person),
        Visit("skills:tell_of", "full", "cecilia", of_person),
        Visit("skills:team", "full", "aino", team),
        Visit("skills:team", "supervisor", "cecilia", team),
        Visit("skills:needs", "full", "aino", f"{team}needs/"),
        Visit("skills:needs", "supervisor", "cecilia", f"{team}needs/"),
        Visit("skills:add_need", "full", "cecilia", f"{team}needs/new/"),
        Visit("skills:add_task", "full", "cecilia", f"{team}tasks/new/"),
        Visit("skills:add_task", "error", "cecilia", f"{team}tasks/new/", send_empty("form.card")),
        Visit("skills:catalogue", "full", "oskari", "/skills/list/"),
        Visit("skills:new", "full", "oskari", "/skills/list/new/"),
        Visit("skills:new", "error", "oskari", "/skills/list/new/", send_empty("form.card")),
        Visit("skills:change", "full", "oskari", listed),
    )


def _found(pattern: str, page: str) -> str:
    """The first path of a shape on a page. Raises AssertionError."""
    found = re.search(pattern, page)
    assert found, pattern
    return found[0]
