"""What every page weighs, asks and costs: kilobytes on the wire, requests, queries, processor time."""

import gzip
import os
import re
import statistics
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from drill.browser import a_browser, cookies_of
from drill.installation import Installation
from drill.phone import Phone
from drill.tour import Tour, Visit, prepare

FIRST_KB, FIRST_REQUESTS, LATER_KB, LATER_REQUESTS = 60, 6, 15, 2
CSS_KB, JS_KB, QUERIES, RATIO = 9, 20, 12, 3.0

KEPT = {"offline:rules"}  # a document that the phone fetches behind the pages, once an hour at most


class _Wire:
    """Counts what a page takes over the wire, by kind."""

    def __init__(self, page: Any) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.bytes, self.kinds = 0, {}
        self.requests: set[str] = set()
        self._kind: dict[str, str] = {}
        self.session.on("Network.requestWillBeSent", self._sent)
        self.session.on("Network.loadingFinished", self._done)

    def _sent(self, told: Mapping[str, Any]) -> None:
        if told["request"]["url"].startswith("http"):
            self._kind[told["requestId"]] = str(told.get("type", ""))

    def _done(self, told: Mapping[str, Any]) -> None:
        size = int(told["encodedDataLength"])
        if size and told["requestId"] in self._kind:
            kind = self._kind[told["requestId"]]
            self.requests.add(told["requestId"])
            self.bytes += size
            self.kinds[kind] = self.kinds.get(kind, 0) + size

    def figures(self) -> dict[str, Any]:
        """Kilobytes and requests since it was made."""
        return {
            "kb": round(self.bytes / 1000, 1), "requests": len(self.requests),
            "by_kind": {kind: round(size / 1000, 1) for kind, size in self.kinds.items()},
        }  # fmt: skip


def _weigh(browser: Any, tour: Tour, house: Installation, visit: Visit) -> dict[str, Any]:
    # Without the service worker, which would answer the second visit itself; what it fetches is told by `behind`.
    context = browser.new_context(
        base_url=house.url, locale="fi-FI", viewport={"width": 360, "height": 740}, service_workers="block"
    )
    context.add_cookies(cookies_of(tour, visit.who, house.url))
    page = context.new_page()
    found = {}
    for name in ("first", "later"):
        wire = _Wire(page)
        page.goto(visit.path, wait_until="networkidle")
        found[name] = wire.figures()
        page.goto("about:blank")
    context.close()
    return found


def weights(house: Installation, tour: Tour) -> dict[str, Any]:
    """First and later visit of every page."""
    with a_browser() as browser:
        return {
            f"{visit.route} {visit.state}": _weigh(browser, tour, house, visit)
            for visit in tour.visits
            if not visit.act and visit.route not in KEPT
        }


def _packed(name: str) -> int:
    return len(gzip.compress((Path(os.environ["KEHA_HOME"]) / "static" / name).read_bytes(), 9))


def files(house: Installation, tour: Tour) -> dict[str, Any]:
    """In kilobytes of gzip: the style sheet, and the most scripts that a page asks for, the service worker with them."""
    worker = len(gzip.compress(Phone(house.port).send("GET", "/service-worker.js")[2].encode(), 9))
    most, css = (0, ""), 0
    for visit in (visit for visit in tour.visits if not visit.act):
        phone = Phone(house.port)
        phone.cookies = dict(tour.cookies[visit.who])
        page = phone.send("GET", visit.path)[2]
        phone.close()
        css = max(css, sum(map(_packed, set(re.findall(r'/static/([^"]+\.css)', page)))))
        scripts = sum(map(_packed, set(re.findall(r'<script src="/static/([^"]+\.js)', page))))
        most = max(most, (scripts + worker if scripts else 0, visit.route))
    return {
        "css": round(css / 1000, 2),
        "js": round(most[0] / 1000, 2),
        "js_of": most[1],
        "worker": round(worker / 1000, 2),
    }


def behind(house: Installation, tour: Tour) -> dict[str, float]:
    """What the service worker fetches after the first page, in kilobytes of gzip; the files it keeps are fetched already."""
    phone = Phone(house.port)
    phone.cookies = dict(tour.cookies["aino"])
    sizes = {
        name: round(len(gzip.compress(phone.send("GET", path)[2].encode(), 9)) / 1000, 1)
        for name, path in (("worker", "/service-worker.js"), ("page", "/offline/"), ("rules", "/offline/rules/"))
    }
    phone.close()
    return sizes


def _cpu_of(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _cost(house: Installation, phone: Phone, path: str, times: int) -> float:
    pid = house.child("serve")
    assert pid
    phone.send("GET", path)
    before = _cpu_of(pid)
    for _ in range(times):
        status, _led, _page = phone.send("GET", path)
        assert status < 400, path
    return (_cpu_of(pid) - before) / times * 1000


def costs(house: Installation, tour: Tour, *, times: int = 60) -> dict[str, Any]:
    """Processor milliseconds of the web process: a base, each page by it, and asking beside it."""
    phones = {}
    for who, cookies in tour.cookies.items():
        phones[who] = Phone(house.port)
        phones[who].cookies = dict(cookies)
    # The base of rulings 4.4: signed in, the whole middleware and tenancy, one query: the page of making a code.
    base = statistics.median(_cost(house, phones["oskari"], "/me/invite/", times) for _ in range(3))
    pages = {
        f"{visit.route} {visit.state}": round(_cost(house, phones[visit.who], visit.path, times) / base, 2)
        for visit in tour.visits if not visit.act and visit.state != "error" and not visit.route.isdigit()
    }  # fmt: skip
    return {"base_ms": round(base, 2), "by_base": pages, "asking_ms": _asking(house, phones["aino"], times)}


def _asking(house: Installation, phone: Phone, times: int) -> float:
    pid = house.child("serve")
    assert pid
    phone.send("GET", "/ask/")
    before = _cpu_of(pid)
    for number in range(times):
        status, _led, _page = phone.post("/ask/", {"text": f"saanko siirtää taukoa {number} minuuttia?"})
        assert status == 303, status
    return round((_cpu_of(pid) - before) / times * 1000, 1)


def times_of(house: Installation, tour: Tour) -> dict[str, float]:
    """Milliseconds to the last byte with one phone at a time: p50 and p95 over every page."""
    took = []
    for who, cookies in tour.cookies.items():
        phone = Phone(house.port)
        phone.cookies = dict(cookies)
        for visit in (visit for visit in tour.visits if visit.who == who and not visit.act):
            for _ in range(10):
                began = time.perf_counter()
                phone.send("GET", visit.path)
                took.append((time.perf_counter() - began) * 1000)
        phone.close()
    took.sort()
    return {"p50_ms": round(took[len(took) // 2], 1), "p95_ms": round(took[int(len(took) * 0.95)], 1)}


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """All of it, on the story."""
    with Installation() as house:
        tour = prepare(house.port, house.people())
        weighed, lying, later = weights(house, tour), files(house, tour), behind(house, tour)
        cost, took = costs(house, tour), times_of(house, tour)
    heaviest = {
        name: max(((page[name]["kb"], where) for where, page in weighed.items()), default=(0, ""))
        for name in ("first", "later")
    }
    most = {name: max(page[name]["requests"] for page in weighed.values()) for name in ("first", "later")}
    pages = {where: ratio for where, ratio in cost["by_base"].items() if where.split()[0] not in KEPT}
    dearest = max(pages.items(), key=lambda item: item[1])
    good = (
        heaviest["first"][0] + sum(later.values()) <= FIRST_KB and heaviest["later"][0] <= LATER_KB and most["first"] <= FIRST_REQUESTS
        and most["later"] <= LATER_REQUESTS and lying["css"] <= CSS_KB and lying["js"] <= JS_KB and dearest[1] <= RATIO
    )  # fmt: skip
    return {
        "ok": good, "heaviest": heaviest, "most_requests": most, "files_gz_kb": lying, "behind_kb": later, "base_ms": cost["base_ms"],
        "dearest_by_base": dearest, "asking_ms": cost["asking_ms"], "served": took, "pages": weighed, "by_base": cost["by_base"],
    }  # fmt: skip
