"""Without a net: what has been agreed can be read, and what is asked waits, and arrives once and in order."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import expect

from drill.phone import Phone
from keha.runtime import cluster, home
from tests.support.net import Net

STARTED = 30  # seconds that anything may take on a busy machine
ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--remote-debugging-port=0", "--accept-lang=fi", "--window-size=360,740", "about:blank",
)  # fmt: skip


def until(holds: Callable[[], Any]) -> None:
    """Waits until something holds, and fails when it never does."""
    deadline = time.monotonic() + STARTED
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert holds()


class Pocket:
    """A phone's browser with its own memory: it can be killed and started again."""

    def __init__(self, chromium: Any, place: Path, url: str) -> None:
        self.chromium, self.place, self.url = chromium, place, url
        self.process: subprocess.Popen[bytes] | None = None
        self.page: Any = None
        self.cookies: list[Any] = []

    def start(self) -> Any:
        """Starts the browser, and gives its page."""
        port = self.place / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        command = [os.environ.get("KEHA_CHROMIUM", "/usr/bin/chromium"), f"--user-data-dir={self.place}", *ARGUMENTS]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: port.exists() and port.read_text().count("\n"))
        browser = self.chromium.browser_type.connect_over_cdp(f"http://127.0.0.1:{port.read_text().split()[0]}")
        self.page = browser.contexts[0].pages[0]
        self.page.set_default_timeout(10_000)
        # The browser writes cookies down only twice a minute: one killed sooner would have forgotten the sign-in.
        self.page.context.add_cookies(self.cookies)
        return self.page

    def kill(self) -> None:
        """The phone's system ends the browser, without asking it."""
        if self.process:
            self.process.kill()
            self.process.wait(10)

    def become(self, name: str) -> None:
        """Goes in as a person of the story, and waits until the phone has kept what it keeps.

        The page on which the worker first comes may stay without it; the next one has it.
        """
        self.page.goto(f"{self.url}/demo/")
        self.page.locator("button.person", has_text=name).first.click()
        self.page.wait_for_url("**/today/")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
        self.page.reload()
        until(lambda: self.page.evaluate(_HAS_RULES))
        self.cookies = self.page.context.cookies()

    def write(self, text: str) -> None:
        """Asks on the page without a net, and waits until it stands in the list."""
        self.page.locator("#later").fill(text)
        self.page.locator("form[data-later] button").click()
        expect(self.row(text)).to_be_visible()

    def row(self, text: str) -> Any:
        """A question in the list of what waits."""
        return self.page.locator("#outbox li", has=self.page.get_by_text(text, exact=True))

    def without_net(self) -> None:
        """Opens a page, and gets the one that stands in for all."""
        self.page.goto(f"{self.url}/today/")
        expect(self.page.locator("form[data-later]")).to_be_visible()

    def kept(self) -> str:
        """Everything that the browser keeps for the house, but its own files."""
        return str(self.page.evaluate(_EVERYTHING))


_HAS_RULES = """async () => {
  const name = `rules${document.body.dataset.mark}`, kept = await caches.has(name) && await (await caches.open(name)).keys();
  return Boolean(navigator.serviceWorker.controller && kept.length);
}"""
_EVERYTHING = """async () => {
  const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  for (const name of await caches.keys()) for (const one of await (await caches.open(name)).matchAll()) found.push(await one.text());
  for (const { name } of await indexedDB.databases()) {
    const base = await new Promise((done) => { const open = indexedDB.open(name); open.onsuccess = () => done(open.result); });
    for (const store of base.objectStoreNames) found.push(JSON.stringify(await new Promise((done) => {
      const asked = base.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result); })));
    base.close();
  }
  return found.join("\\n");
}"""


@pytest.fixture
def net(house: Any) -> Iterator[Net]:
    with Net(house.port) as made:
        yield made


@pytest.fixture
def pocket(chromium: Any, net: Net, tmp_path: Path) -> Iterator[Pocket]:
    expect.set_options(timeout=STARTED * 1000)
    made = Pocket(chromium, tmp_path, f"http://localhost:{net.port}")
    made.start()
    yield made
    made.kill()


def asked(house: Any, start: str) -> list[str]:
    """The questions that have arrived and begin so, in the order they were taken."""
    address = cluster.place().url("postgres", home.secrets()["superuser"].hex(), house.database)
    with psycopg.connect(address) as connection:
        rows = connection.execute(
            "SELECT text FROM questions_question WHERE text LIKE %s ORDER BY asked_at, id", [f"{start}%"]
        )
        return [row[0] for row in rows]


def test_twenty_questions_arrive_once_each_and_in_order_though_the_browser_is_killed_twice(
    pocket: Pocket, net: Net, house: Any
) -> None:
    words = [f"Kvaasi {number:02}, saako näin tehdä?" for number in range(20)]
    pocket.become("Aino Korhonen")
    pocket.page.goto(f"{pocket.url}/ask/")
    net.go_down()
    pocket.page.locator("input[name=text]").fill(words[0])
    pocket.page.locator("form.ask-form button").click()
    expect(pocket.row(words[0])).to_be_visible()
    for text in words[1:7]:
        pocket.write(text)
    for part in (words[7:14], words[14:]):
        pocket.kill()
        pocket.start()
        pocket.without_net()
        for text in part:
            pocket.write(text)
    expect(pocket.page.locator("#outbox li")).to_have_count(20)
    net.lose = 3
    net.come_up()
    for _ in range(4):
        pocket.page.goto(f"{pocket.url}/today/")
        pocket.page.wait_for_load_state("networkidle")
    expect(pocket.page.locator("#outbox [data-if=sent].mini:visible")).to_have_count(20)
    assert net.lose == 0
    assert asked(house, "Kvaasi ") == words


def test_what_waits_can_be_mended_and_removed_and_earlier_words_that_arrived_hold(
    pocket: Pocket, net: Net, house: Any
) -> None:
    pocket.become("Aino Korhonen")
    net.go_down()
    pocket.without_net()
    for text in ("Plumeeri yksi", "Plumeeri kaksi", "Plumeeri kolme"):
        pocket.write(text)
    pocket.row("Plumeeri kaksi").locator("button[data-do=drop]").click()
    expect(pocket.row("Plumeeri kaksi")).to_have_count(0)
    _mend(pocket, "Plumeeri kolme", "Plumeeri kolme, paremmin")
    net.lose = 1000  # and the browser itself tries a broken line again
    net.come_up()
    pocket.page.goto(f"{pocket.url}/accessibility/")
    expect(pocket.page.locator("#outbox")).to_have_count(0)
    until(lambda: asked(house, "Plumeeri") == ["Plumeeri yksi"])
    net.go_down()
    net.lose = 0
    pocket.without_net()
    _mend(pocket, "Plumeeri yksi", "Plumeeri yksi toisin")
    net.come_up()
    pocket.page.goto(f"{pocket.url}/today/")
    expect(pocket.row("Plumeeri yksi toisin").locator("[data-why]")).not_to_be_empty()
    expect(pocket.row("Plumeeri kolme, paremmin").locator("[data-if=sent].mini")).to_be_visible()
    assert asked(house, "Plumeeri") == ["Plumeeri yksi", "Plumeeri kolme, paremmin"]


def _mend(pocket: Pocket, text: str, better: str) -> None:
    row = pocket.row(text)
    row.locator("summary").click()
    row.locator("textarea").fill(better)
    row.locator("button[data-do=save]").click()
    expect(pocket.row(better)).to_be_visible()


def test_an_answer_to_a_question_taken_back_meanwhile_says_so_and_signing_out_warns_and_leaves_nothing(
    pocket: Pocket, net: Net, house: Any
) -> None:
    aino, question = _aino_asks(house)
    pocket.become("Bertta Nieminen")
    pocket.page.goto(f"{pocket.url}{question}")
    net.go_down()
    pocket.page.locator("#answer textarea").fill("Vispilä on kaapissa.")
    pocket.page.locator("#answer form button").click()
    expect(pocket.row("Vispilä on kaapissa.")).to_be_visible()
    assert aino.post(f"{question}withdraw/", {})[0] == 303
    aino.close()
    net.come_up()
    pocket.page.goto(f"{pocket.url}/me/")
    why = pocket.row("Vispilä on kaapissa.").locator("[data-why]")
    expect(why).not_to_be_empty()
    for words in ("Vispilä", "Bertta", 'data-mark="', 'class="agreed"'):
        assert words in pocket.kept()
    out = pocket.page.locator("form[action$='/sign-out/']")
    out.locator("button").click()
    expect(out.locator("[data-unsent]")).to_be_visible()
    out.locator("button").click()
    pocket.page.wait_for_url("**/login/")
    until(lambda: pocket.page.evaluate("async () => (await navigator.serviceWorker.ready).active.state") == "activated")
    for words in ("Vispilä", "Bertta", 'data-mark="', 'class="agreed"'):
        assert words not in pocket.kept()
    net.go_down()
    pocket.page.goto(f"{pocket.url}/offline/rules/")
    assert pocket.page.locator("[data-rule]").count() == 0


def _aino_asks(house: Any) -> tuple[Phone, str]:
    from tests.browser.test_accessibility import _people

    aino = Phone(house.port)
    aino.become(_people(house)["Aino Korhonen"])
    _status, question, _page = aino.post("/ask/", {"text": "Missä vispilä asuu?"})
    aino.send("GET", question)
    assert aino.post(f"{question}to-team/", {})[0] == 303
    return aino, question


def test_nobody_elses_words_are_sent_or_seen_and_they_wait_for_their_writer(
    pocket: Pocket, net: Net, house: Any
) -> None:
    pocket.become("Aino Korhonen")
    net.go_down()
    pocket.without_net()
    pocket.write("Rumpali, kuka soittaa?")
    pocket.page.context.clear_cookies()
    net.come_up()
    pocket.become("Bertta Nieminen")
    expect(pocket.page.locator("[data-others]")).to_be_visible()
    expect(pocket.row("Rumpali, kuka soittaa?")).to_have_count(0)
    assert asked(house, "Rumpali") == []
    net.go_down()
    pocket.page.goto(f"{pocket.url}/offline/rules/")
    expect(pocket.page.locator(".who")).to_contain_text("Bertta")
    net.come_up()
    pocket.become("Aino Korhonen")
    expect(pocket.row("Rumpali, kuka soittaa?").locator("[data-if=sent].mini")).to_be_visible()
    assert asked(house, "Rumpali") == ["Rumpali, kuka soittaa?"]


def test_rules_are_read_and_searched_without_a_net_and_nothing_lies_longer_than_a_week(
    pocket: Pocket, net: Net, house: Any
) -> None:
    pocket.become("Aino Korhonen")
    net.go_down()
    page = pocket.page
    page.goto(f"{pocket.url}/team/rules/")
    page.locator("a[href='/offline/rules/']").click()
    page.locator("[data-rule]").first.wait_for(state="attached")
    page.wait_for_load_state()
    everything = page.locator("[data-rule]").count()
    assert everything > 50
    page.locator("#find").fill("vaihtaa vuoro")
    expect(page.locator("[data-rule]:visible").first).to_be_visible()
    assert 0 < page.locator("[data-rule]:visible").count() < everything / 4
    page.locator("[data-rule]:visible summary").first.click()
    expect(page.locator("[data-rule][open] .agreed")).to_be_visible()
    pocket.without_net()
    pocket.write("Kornetti soi")
    page.evaluate(_A_WEEK_PASSES)
    page.goto(f"{pocket.url}/offline/rules/")
    expect(page.locator("form[data-later]")).to_be_visible()
    assert page.locator("[data-rule]").count() == 0
    expect(page.locator("#outbox li")).to_have_count(0)
    assert "Kornetti" not in pocket.kept()


_A_WEEK_PASSES = """async () => {
  const name = (await caches.keys()).find((one) => one.startsWith("rules")), place = await caches.open(name);
  const old = await place.match("/offline/rules/"), then = Date.now() - 7 * 864e5 - 60000;
  const headers = new Headers(old.headers); headers.set("date", new Date(then).toUTCString());
  await place.put("/offline/rules/", new Response(await old.text(), { headers }));
  const base = await new Promise((done) => { const open = indexedDB.open("keha"); open.onsuccess = () => done(open.result); });
  const out = base.transaction("out", "readwrite").objectStore("out");
  await new Promise((done) => { const all = out.getAll(); all.onsuccess = () => {
    for (const row of all.result) out.put({ ...row, at: then }); done(); }; });
  base.close();
}"""
