"""Files of rules in each of their states, brought through the pages. A worker has to be at work."""

import re
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from drill.phone import Phone

FILE = """Sääntö;Ohje;Saako;Kuka päättää
Kahvihuoneen radio;Radio soi hiljaa, kun kaikki suostuvat.;saa;tiimi
Saappaiden lainaaminen;Saappaita voi lainata.;ehkä;tiimi
Varaston avain;Avaimen antaa Pirkko Virtanen, 040 123 4567.;saa;tiimi
"""
COLUMNS = ("title_fi", "answer_fi", "verdict", "decider")
SECONDS = 90


def _settled(phone: Phone, path: str) -> str:
    """The sheet's page once the worker has done its part."""
    for _ in range(SECONDS * 2):
        page = phone.send("GET", path)[2]
        if "hx-trigger" not in page:
            return page
        time.sleep(0.5)
    raise AssertionError(f"the worker did not come to {path}")


def _bring(phone: Phone, text: str) -> tuple[str, str]:
    _status, path, _page = phone.post("/rules/import/", {"pasted": text})
    return path, _settled(phone, path)


def _looked_through(phone: Phone, text: str) -> tuple[str, str]:
    path, page = _bring(phone, text)
    scope = re.search(r'value="(team:[^"]+)"', page)
    assert scope, "no place to rule for"
    today = datetime.now(ZoneInfo("Europe/Helsinki")).date().isoformat()
    said = {f"col-{n}": name for n, name in enumerate(COLUMNS)} | {
        "scope": scope[1],
        "topic": "working_time",
        "verdict": "",
    }
    phone.post(f"{path}place/", said | {"decider": "", "agreed_by": "Tiimi", "agreed_date": today, "valid_from": today})
    return path, _settled(phone, path)


def sheets(phone: Phone) -> dict[str, str]:
    """Paths by state: unreadable, placing, looking, row, warned, applied, undone."""
    paths = {"unreadable": _bring(phone, "x")[0], "placing": _bring(phone, FILE)[0]}
    paths["looking"], page = _looked_through(phone, FILE)
    paths["row"], paths["warned"] = re.findall(r'href="(/rules/import/[^"]+/rows/\d+/)"', page)[:2]
    for state, word in (("applied", "Teehuoneen"), ("undone", "Taukohuoneen")):
        paths[state], _page = _looked_through(phone, FILE.replace("Kahvihuoneen", word))
        phone.post(f"{paths[state]}apply/", {})
        _settled(phone, paths[state])
    phone.post(f"{paths['undone']}undo/", {})
    _settled(phone, paths["undone"])
    return paths
