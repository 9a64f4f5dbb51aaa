"""The round's visits to machines of the employer and people from files."""

import re
import time
from collections.abc import Mapping

from drill.phone import Phone
from drill.visit import AN_ID, Visit, send_empty

PASTED = "Nimi;Tiimi;Työaika %\nUuno Uusi;Aurinkokeittiö;80\nUlla Uusi;Kuukeittiö;paljon\nAino Korhonen;Koulusiivous;\n"


def _until(phone: Phone, path: str, mark: str) -> None:
    """Waits until a job has brought a sheet so far."""
    for _ in range(100):
        if mark in phone.send("GET", path)[2]:
            return
        time.sleep(0.2)
    raise AssertionError(f"{path} did not come so far")


def _brought(phone: Phone) -> tuple[str, str]:
    """A sheet that waits for its columns, and one whose rows have been looked through."""
    placing, looking = (phone.post("/people/import/", {"pasted": PASTED})[1] for _ in range(2))
    for path in (placing, looking):
        _until(phone, path, "col-0")
    phone.post(f"{looking}columns/", {"col-0": "name", "col-1": "team", "col-2": "share"})
    _until(phone, looking, "/rows/")
    return placing, looking


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    admin = phones["oskari"]
    placing, looking = _brought(admin)
    person = re.search(rf"/people/{AN_ID}/", admin.send("GET", "/people/?q=Aino")[2])
    assert person, "nobody of this name"
    _status, key, _page = admin.post("/people/machines/keys/", {})
    return (
        Visit("people:people", "full", "oskari", "/people/"), Visit("people:people", "empty", "oskari", "/people/?q=kvaasi"),
        Visit("people:person", "full", "oskari", person[0]), Visit("people:sheets", "full", "oskari", "/people/import/"),
        Visit("people:sheets", "error", "oskari", "/people/import/", send_empty("form.card")),
        Visit("people:sheet", "placing", "oskari", placing), Visit("people:sheet", "looking", "oskari", looking),
        Visit("people:row", "full", "oskari", f"{looking}rows/4/"), Visit("people:key", "full", "oskari", key),
        Visit("people:machines", "full", "oskari", "/people/machines/"),
        Visit("people:service", "full", "oskari", "/people/machines/service/"),
        Visit("people:service", "error", "oskari", "/people/machines/service/", send_empty("form.card")),
        Visit("door:accounts", "empty", "", "/login/account/"),
    )  # fmt: skip
