"""A shared tablet in a real browser: after Aino has gone, nothing of hers is on it."""

import re
from typing import Any

from drill.phone import Phone
from drill.visits.tablets import PIN, paired

MARK = "kanarianlintu 9137"
LEFT = """async () => {
  const found = [location.href, document.documentElement.outerHTML, document.cookie];
  for (const store of [localStorage, sessionStorage]) found.push(JSON.stringify(store));
  for (const name of await caches.keys()) for (const asked of await (await caches.open(name)).keys()) found.push(await (await caches.match(asked)).text());
  for (const base of await indexedDB.databases()) found.push(`database ${base.name}`);
  // The program that a page asks for removes itself as soon as it has run.
  const programs = () => navigator.serviceWorker.getRegistrations();
  for (let turn = 0; turn < 80 && (await programs()).length; turn++) await new Promise((on) => setTimeout(on, 100));
  for (const program of await navigator.serviceWorker.getRegistrations()) {
    found.push(program.active ? "a program" : "");
    found.push(JSON.stringify(await program.pushManager?.getSubscription()));
  }
  return found.filter(Boolean).join("\\n");
}"""


def _port(house: Any) -> int:
    return int(house.url.rpartition(":")[2])


def _phone(house: Any, name: str) -> Phone:
    phone = Phone(_port(house))
    page = phone.send("GET", "/demo/")[2]
    found = re.findall(r'name="person" value="([^"]+)".*?<b>([^<]+)</b>', page, re.DOTALL)
    phone.become({who: value for value, who in reversed(found)}[name])
    return phone


def _pin_for(house: Any, name: str) -> None:
    phone = _phone(house, name)
    phone.send("GET", "/tablets/pin/")
    assert phone.post("/tablets/pin/", {"pin": PIN, "again": PIN})[0] == 303
    phone.close()


def _tablet(house: Any) -> dict[str, str]:
    keeper = _phone(house, "Cecilia Lindholm")
    tablet, _path = paired(_port(house), keeper, "Selaimen tabletti")
    for phone in (keeper, tablet):
        phone.close()
    return tablet.cookies


def _enter(page: Any, name: str) -> None:
    page.goto("/login/")
    page.get_by_role("link", name=name).click()
    page.locator("input[name=pin]").fill(PIN)
    page.locator("form.card button").first.click()
    page.wait_for_url("**/today/")


def test_nothing_of_whoever_was_here_stays(house: Any, browser: Any, page: Any) -> None:
    browser.add_cookies([{"name": key, "value": value, "url": house.url} for key, value in _tablet(house).items()])
    for name in ("Aino Korhonen", "Bertta Nieminen"):
        _pin_for(house, name)
    _enter(page, "Aino Korhonen")
    assert 'content="600;url=/login/"' in page.content()  # without a script
    page.clock.install()
    page.goto("/today/")
    leaving = page.locator("[data-leaving]")
    page.clock.fast_forward("08:50")
    assert leaving.is_hidden()
    page.clock.fast_forward("00:20")
    leaving.wait_for()
    page.goto("/ask/")
    field = page.locator("input[name=text], textarea[name=text]").first
    assert field.get_attribute("autocomplete") == "off"
    field.fill(f"saako {MARK} laulaa?")
    page.locator("form.ask-form button").click()
    page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/"))
    assert MARK in page.content()
    page.goto("/offline/rules/")
    page.goto("/today/")
    page.locator("form[action='/me/sign-out/'] button").first.click()
    page.wait_for_url("**/login/")
    assert "Korhonen" in page.content()  # as a name on the door, and nowhere else
    for _step in range(4):
        page.go_back()
        page.wait_for_load_state()
        left = page.evaluate(LEFT)
        assert page.url.endswith("/login/")
        assert MARK not in left
        assert "database" not in left
        assert "a program" not in left
        page.emulate_media(media="print")
        assert MARK not in page.locator("body").inner_text()
        page.emulate_media(media="screen")
    _enter(page, "Bertta Nieminen")
    assert MARK not in page.evaluate(LEFT).replace("&nbsp;", " ").split("<main")[0]
    page.goto("/me/")
    assert "Aino" not in page.locator("main").inner_text()


def test_without_a_net_a_tablet_keeps_no_words(house: Any, browser: Any, page: Any) -> None:
    browser.add_cookies([{"name": key, "value": value, "url": house.url} for key, value in _tablet(house).items()])
    _pin_for(house, "Aino Korhonen")
    _enter(page, "Aino Korhonen")
    page.goto("/ask/")
    page.locator("[name=text]").first.fill(MARK)
    browser.set_offline(True)
    page.locator("form.ask-form button").click(no_wait_after=True)
    page.wait_for_timeout(300)
    browser.set_offline(False)
    page.goto("/login/")
    left = page.evaluate(LEFT)
    assert MARK not in left
    assert "database" not in left
