"""A whole round on eight phones, in a real browser: from the proposal to the rule, and the asker's card changes at once."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from keha.foundation.context import acting_for
from tests.support import rounds

TEAM = ("Aino Korhonen", "Bertta Nieminen", "Grace Mensah", "Henrik Sundqvist", "Irja Laaksonen", "Jani Heikkilä",
        "Kaisu Ahonen", "Olena Kovalenko")  # fmt: skip
QUESTION = "Saako oman kahvipannun tuoda taukohuoneeseen?"
TAPS_MOST = 5
NEWCOMER = "Jani Heikkilä"


def code_for(name: str, page: Page) -> str:
    """A code from the supervisor's phone, who may let anybody of her teams in at any time."""
    page.goto("/demo/")
    page.locator("button.person", has_text="Cecilia Lindholm").first.click()
    page.wait_for_url("**/today/")
    page.goto("/me/invite/")
    page.locator("label.choose", has_text=name).click()
    page.get_by_role("button", name="Tee koodi").click()
    return page.locator(".big-code").inner_text()


class Tapper:
    """Somebody's phone, which counts what she taps."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, what: Any) -> None:
        self.taps += 1
        what.click()
        self.page.wait_for_load_state()


@pytest.fixture
def phones(chromium: Any, house: Any) -> Iterator[dict[str, Tapper]]:
    """The eight people of Aurinkokeittiö, each with a browser of her own; Jani is let in by a code."""
    contexts, found = [], {}
    for name in (*(one for one in TEAM if one != NEWCOMER), NEWCOMER):
        context = chromium.new_context(base_url=house.url, locale="fi-FI", viewport={"width": 360, "height": 740})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if name == NEWCOMER:
            supervisor = chromium.new_context(base_url=house.url, locale="fi-FI")
            contexts.append(supervisor)
            code = code_for(name, supervisor.new_page())
            page.goto("/login/")
            page.locator("input[name=code]").fill(code)
            page.get_by_role("button", name="Jatka").click()
        else:
            page.goto("/demo/")
            page.locator("button.person", has_text=name).first.click()
        page.wait_for_url("**/today/")
        found[name] = Tapper(page)
    yield found
    for context in contexts:
        context.close()


def ask(page: Page) -> None:
    page.goto("/ask/")
    page.locator("input[name=text]").fill(QUESTION)
    page.locator("form.ask-form button").click()
    page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/"))


def propose(phone: Tapper) -> str:
    """Bertta writes what would hold and puts it before the team. Returns the round's address."""
    page = phone.page
    page.goto("/rules/drafts/new/")
    page.locator("input[name=title_fi]").fill("Oma kahvipannu taukohuoneessa")
    page.locator("textarea[name=text_fi]").fill(
        "Saatte tuoda oman kahvipannun, kun se irrotetaan pistorasiasta lähtiessä."
    )
    page.locator("select[name=topic]").select_option("everyday")
    page.get_by_role("button", name="Tee luonnos").click()
    page.wait_for_url(re.compile(r"/rules/drafts/[0-9a-f-]{36}/"))
    phone.tap(page.get_by_role("link", name="Ehdota tiimille"))
    page.locator("textarea[name=need]").fill("Automaatin kahvi on kallista.")
    page.locator("input[name=asked]").fill("saako oman kahvipannun tuoda")
    phone.tap(page.get_by_role("button", name="Ehdota tiimille"))
    page.wait_for_url(re.compile(r"/rounds/[0-9a-f-]{36}/"))
    return page.url


def opened(phone: Tapper, address: str) -> None:
    """From the notice on her day to the proposal."""
    phone.page.goto("/today/")
    phone.tap(phone.page.locator(f"a[href='{address}']").first)


def consents(phone: Tapper, address: str) -> None:
    opened(phone, address)
    phone.tap(phone.page.get_by_role("button", name=re.compile("^(Suostun|I consent|Jag samtycker)$")))
    expect(phone.page.locator(".messages")).to_be_visible()


def objects(phone: Tapper, address: str) -> None:
    opened(phone, address)
    phone.tap(phone.page.locator("summary", has_text="perusteltu vastalause"))
    phone.page.locator("textarea[name=harm]").fill("Levy voi unohtua päälle.")
    phone.page.locator("textarea[name=change]").fill("Vain ajastimella.")
    phone.tap(phone.page.get_by_role("button", name="Lähetä vastalause"))
    expect(phone.page.locator("main")).to_contain_text("Levy voi unohtua päälle.")


def amends(phone: Tapper, address: str) -> None:
    page = phone.page
    page.goto(f"{address}amend/")
    expect(page.locator("main")).to_contain_text("Vain ajastimella.")
    page.locator("textarea[name=note]").fill("Lisäsin ajastimen vastalauseesta.")
    page.locator("textarea[name=text_fi]").fill(
        "Saatte tuoda oman kahvipannun, kun siinä on ajastin ja se irrotetaan pistorasiasta lähtiessä."
    )
    phone.tap(page.get_by_role("button", name="Ehdota näin"))
    page.wait_for_url(address)


def test_eight_phones_agree_on_a_rule_and_the_askers_card_changes_at_once(
    phones: dict[str, Tapper], served: Any, world_once: Any
) -> None:
    with served(), acting_for(world_once.employer):
        rounds.give_topic(world_once.bertta, "everyday", by=world_once.cecilia)
    aino, bertta, irja = phones["Aino Korhonen"], phones["Bertta Nieminen"], phones["Irja Laaksonen"]
    ask(aino.page)
    expect(aino.page.locator("main")).not_to_contain_text("ajastin")
    url = propose(bertta)
    address = re.sub(r"^https?://[^/]+", "", url)
    objects(irja, address)
    amends(bertta, url)
    for name in TEAM:
        if name != "Bertta Nieminen":
            consents(phones[name], address) if name != "Irja Laaksonen" else agrees_now(irja, address)
    expect(phones["Olena Kovalenko"].page.locator("main")).to_contain_text(re.compile("Sovittu. Tämä vastaa nyt."))
    ask(aino.page)
    expect(aino.page.locator("article.answer")).to_contain_text("kun siinä on ajastin")
    assert {name: phone.taps for name, phone in phones.items() if phone.taps > TAPS_MOST} == {}


def agrees_now(phone: Tapper, address: str) -> None:
    """The one who objected finds the changed proposal good."""
    phone.page.goto(address)
    phone.tap(phone.page.get_by_role("button", name="Nyt tämä on hyvä: suostun"))
