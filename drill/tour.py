"""A round through every page in every state: whose it is, where it is, and what is done on it first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from drill.brought import sheets
from drill.phone import Phone
from drill.visit import AN_ID, Visit, send_empty
from drill.visits import identity, ladder, load, notices, rights, rounds, shifts, skills, tablets
from drill.visits import team as circle

ANSWERED, NOBODYS = "saaks mää vaihtaa vuoroo?", "saako koulun pihaan jättää asuntovaunun talveksi?"
UNSURE = ("tauko", "vuoro", "loma", "ruoka", "avaimet", "sairaana", "siivous", "puhelin")
TEMPLATE = "/rules/library/tehtavien_jako/"  # a topic that no team of the story has settled, with one figure
HERS = "working_time"  # a topic that the supervisor decides in the story's teams


@dataclass(frozen=True, slots=True)
class Tour:
    """Visits, and the cookies of everybody who makes them."""

    visits: tuple[Visit, ...]
    cookies: Mapping[str, Mapping[str, str]]


def _wrong_code(page: Any) -> None:
    page.locator("input.code").fill("1111-2222")
    send_empty("form.card")(page)


def _typing(page: Any) -> None:
    page.locator("input[name=text]").press_sequentially("vuoron vaihto", delay=10)
    page.locator("#suggestions a").first.wait_for()


def _opened(page: Any) -> None:
    page.locator("[data-rule] summary").first.click()


# What the service worker tells a page, told by hand: one of each state, and somebody else's.
_TOLD = """async () => {
  const why = "<main><p>Kysymys on jo ratkaistu.</p></main>";
  const rows = ["waiting", "sent", "failed"].map((state) => ({ key: `key-${state}`, text: "Saako näin tehdä?", state, why, to: "/ask/" }));
  await navigator.serviceWorker.ready;
  navigator.serviceWorker.dispatchEvent(new MessageEvent("message", { data: [rows, 1] }));
  document.querySelector("#outbox details:not([hidden])").open = true;
}"""


def _waiting(page: Any) -> None:
    page.wait_for_load_state("networkidle")
    for _ in range(20):  # the service worker's own word, that nothing waits, may come between
        page.evaluate(_TOLD)
        if page.locator("#outbox li").first.is_visible():
            return
        page.wait_for_timeout(200)
    raise AssertionError("what waits does not show")


def _ask(phone: Phone, text: str) -> tuple[str, str]:
    _status, led, _page = phone.post("/ask/", {"text": text})
    return led, phone.send("GET", led)[2]


def _unsure(phone: Phone) -> tuple[str, str]:
    """A question that is met by headings: its page, and the page of one heading."""
    for text in UNSURE:
        led, page = _ask(phone, text)
        if found := re.search(rf"{led}rule/{AN_ID}/", page):
            return led, found[0]
    raise AssertionError("no question was met by headings")


def _invitation(phone: Phone) -> tuple[str, str]:
    """A code made for a team mate: its page, and the code."""
    _status, _led, page = phone.send("GET", "/me/invite/")
    person = re.search(rf'name="person" value="({AN_ID})"', page)
    assert person
    _status, led, _page = phone.post("/me/invite/", {"person": person[1]})
    code = re.search(r"\d{4}-\d{4}", phone.send("GET", led)[2])
    assert code
    return led, code[0]


def _questions(asker: Phone, mate: Phone) -> dict[str, str]:
    """Paths of questions by state."""
    paths = {"answer": _ask(asker, ANSWERED)[0], "nobody's": _ask(asker, NOBODYS)[0]}
    paths["headings"], paths["heading"] = _unsure(asker)
    for state in ("waiting", "answered", "solved"):
        paths[state] = _ask(asker, f"{NOBODYS} ({state})")[0]
        asker.post(f"{paths[state]}to-team/", {})
    for state in ("answered", "solved"):
        mate.send("GET", paths[state])
        mate.post(f"{paths[state]}answer/", {"text": "Kysy kiinteistönhoidosta.\n\nHe tietävät."})
    asker.post(f"{paths['solved']}solved/", {})
    return paths


NAMES = {"aino": "Aino Korhonen", "bertta": "Bertta Nieminen", "cecilia": "Cecilia Lindholm", "oskari": "Oskari Niemi"}


def prepare(port: int, people: Mapping[str, str]) -> Tour:
    """Makes what the pages show, through the pages themselves, and says where they are."""
    phones = {who: Phone(port) for who in NAMES}
    try:
        for who, name in NAMES.items():
            phones[who].become(people[name])
        visits = _visits(phones)
    finally:
        for phone in phones.values():
            phone.close()
    return Tour(visits, {"": {}, **{who: phone.cookies for who, phone in phones.items()}})


def _visits(phones: Mapping[str, Phone]) -> tuple[Visit, ...]:
    asked, (made, code) = _questions(phones["aino"], phones["bertta"]), _invitation(phones["cecilia"])
    rule = _decided_by(phones["cecilia"], phones["aino"], "Vuorolista seinällä")
    team = re.search(rf"(?<=\")/team/{AN_ID}/", phones["cecilia"].send("GET", "/team/")[2])
    assert team, "no other team is linked"
    return (
        *_logged_out(code),
        *_own(asked, made, rule),
        *_of_others(asked, team[0]),
        *_looked_after(rule),
        *_worked_on(phones["bertta"], asked),
        Visit("agreements:draft_adopt", "full", "cecilia", f"/rules/drafts/{_open_draft(phones)}/adopt/"),
        *_brought(phones["cecilia"]),
        *_numbers(phones["cecilia"]),
        *(
            visit
            for part in (rounds, rights, notices, ladder, load, tablets, identity, circle, shifts, skills)
            for visit in part.visits(phones, asked)
        ),
        *_broken(),
    )


def _decided_by(supervisor: Phone, worker: Phone, title: str) -> str:
    """A rule of a topic that the supervisor decides: its keepers' pages are hers to open, its end too."""
    draft = f"/rules/drafts/{rounds.draft_of(worker, title, topic=HERS)}/"
    today = datetime.now().astimezone().date().isoformat()
    agreed = {"agreed_by": "Cecilia", "agreed_date": today, "review_months": "6", "valid_until": "", "edition": "1"}
    status, led, _page = supervisor.post(f"{draft}adopt/", agreed)
    assert status == 303, status
    return led


def _open_draft(phones: Mapping[str, Phone]) -> str:
    return rounds.draft_of(phones["aino"], "Vuorolista puhelimessa", topic=HERS)


def _worked_on(keeper: Phone, asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """A draft in each of its steps, a template, and what may be done with the words of a question."""
    draft = re.search(rf"/rules/drafts/{AN_ID}/", keeper.send("GET", "/rules/new/")[2])
    assert draft, "no draft is open"
    place = re.search(r'name="scope"[^>]*value="([^"]+)"', keeper.send("GET", TEMPLATE)[2])
    assert place, "the template is not hers to fill"
    _status, led, _page = keeper.post(TEMPLATE, {"scope": place[1], "figure_sharing": "5"})
    filled = re.search(rf"/rules/drafts/{AN_ID}/", led)
    assert filled, "the template was not filled"
    return (
        Visit("agreements:draft_figures", "full", "bertta", f"{filled[0]}figures/"),
        Visit("agreements:template", "full", "bertta", TEMPLATE),
        Visit("agreements:draft", "full", "bertta", draft[0]),
        Visit("agreements:draft_edit", "full", "bertta", f"{draft[0]}edit/"),
        Visit("questions:keep", "full", "aino", f"{asked['solved']}keep/"),
        Visit("questions:reword", "full", "aino", f"{asked['answer']}reword/"),
    )


def _logged_out(code: str) -> tuple[Visit, ...]:
    return (
        Visit("demo:demo", "full", "", "/demo/"), Visit("door:login", "empty", "", "/login/"),
        Visit("door:login", "error", "", "/login/", _wrong_code), Visit("door:enter", "full", "", f"/login/{code}/"),
        Visit("door:enter", "error", "", "/login/00001111/"), Visit("shell:accessibility", "full", "", "/accessibility/"),
        Visit("shell:privacy", "full", "", "/privacy/"),
    )  # fmt: skip


def _own(asked: Mapping[str, str], made: str, rule: str) -> tuple[Visit, ...]:
    return (
        Visit("today:today", "full", "aino", "/today/"), Visit("questions:ask", "full", "aino", "/ask/"),
        Visit("questions:ask", "typing", "aino", "/ask/", _typing),
        Visit("questions:ask", "error", "aino", "/ask/", send_empty("form.ask-form")),
        *(Visit("questions:question", state, "aino", path) for state, path in asked.items() if state != "heading"),
        Visit("questions:choice", "full", "aino", asked["heading"]), Visit("team:team", "full", "aino", "/team/"),
        Visit("agreements:rules", "full", "aino", "/team/rules/"),
        Visit("agreements:rules", "empty", "aino", "/team/rules/?q=kvaasi"),
        Visit("agreements:rule", "full", "aino", rule), Visit("agreements:version", "full", "aino", f"{rule}1/"),
        Visit("me:me", "full", "aino", "/me/"), Visit("me:invite", "full", "aino", "/me/invite/"),
        Visit("offline:rules", "full", "aino", "/offline/rules/"), Visit("offline:rules", "opened", "aino", "/offline/rules/", _opened),
        Visit("offline:offline", "waiting", "aino", "/offline/", _waiting), Visit("today:today", "waiting", "aino", "/today/", _waiting),
        Visit("me:invitation", "full", "cecilia", made), Visit("door:choose", "full", "aino", "/choose/"),
    )  # fmt: skip


def _of_others(asked: Mapping[str, str], team: str) -> tuple[Visit, ...]:
    answer = send_empty("#answer form")
    return (
        Visit("questions:question", "to answer", "bertta", asked["waiting"]),
        Visit("questions:question", "answer error", "bertta", asked["waiting"], answer),
        Visit("today:today", "supervisor", "cecilia", "/today/"), Visit("team:team", "supervisor", "cecilia", "/team/"),
        Visit("team:of", "supervisor", "cecilia", team), Visit("me:me", "supervisor", "cecilia", "/me/"),
        Visit("today:today", "empty", "oskari", "/today/"), Visit("questions:ask", "empty", "oskari", "/ask/"),
        Visit("me:invite", "empty", "oskari", "/me/invite/"),
    )  # fmt: skip


def _looked_after(rule: str) -> tuple[Visit, ...]:
    """The pages of a supervisor who looks after rules, and of a worker who looks back."""
    keeper = {
        "agreements:library": "/rules/library/", "agreements:new": "/rules/new/", "agreements:upkeep": "/rules/upkeep/",
        "agreements:new_draft": "/rules/drafts/new/", "agreements:book": "/team/rules/book/",
        "agreements:retire": f"{rule}retire/", "agreements:translate": f"{rule}translate/sv/",
    }  # fmt: skip
    worker = {name: f"/ask/{name}/" for name in ("answered", "mine", "unnamed", "words")}
    return (
        *(Visit(name, "full", "cecilia", path) for name, path in keeper.items()),
        *(Visit(f"questions:{name}", "full", "aino", path) for name, path in worker.items()),
    )


def _brought(phone: Phone) -> tuple[Visit, ...]:
    paths = sheets(phone)
    return (
        Visit("integrations:sheets", "full", "cecilia", "/rules/import/"),
        Visit("integrations:sheets", "error", "cecilia", "/rules/import/", send_empty("form.card")),
        *(Visit("integrations:sheet", state, "cecilia", path) for state, path in paths.items() if "/rows/" not in path),
        Visit("integrations:sheet", "error", "cecilia", paths["placing"], send_empty("form.stack")),
        Visit("integrations:row", "full", "cecilia", paths["row"]), Visit("integrations:row", "warned", "cecilia", paths["warned"]),
    )  # fmt: skip


def _numbers(keeper: Phone) -> tuple[Visit, ...]:
    kept = re.search(rf"/numbers/{AN_ID}/", keeper.send("GET", "/numbers/")[2])
    assert kept, "no number may be changed"
    return (
        Visit("numbers:numbers", "full", "aino", "/numbers/"), Visit("numbers:numbers", "keeper", "cecilia", "/numbers/"),
        Visit("numbers:new", "full", "cecilia", "/numbers/new/"),
        Visit("numbers:new", "error", "cecilia", "/numbers/new/", send_empty("form.card")),
        Visit("numbers:change", "full", "cecilia", kept[0]),
    )  # fmt: skip


def _broken() -> tuple[Visit, ...]:
    return (
        Visit("404", "error", "aino", "/ei-ole/"), Visit("404", "logged out", "", "/ei-ole/"),
        Visit("405", "error", "aino", "/me/sign-out/"),
    )  # fmt: skip
