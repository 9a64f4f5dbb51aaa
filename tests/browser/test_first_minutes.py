"""The first five minutes, in a real browser on a phone's screen, by somebody who reads only English."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect


def become(page: Page, name: str, language: str = "fi") -> None:
    """Goes in as a person of the story, who reads this language from now on."""
    page.set_default_timeout(8000)
    page.goto("/demo/")
    page.locator("button.person", has_text=name).first.click()
    page.wait_for_url("**/today/")
    page.goto("/me/")
    page.locator(f"button[name=language][value={language}]").first.click()
    page.wait_for_load_state()


def ask(page: Page, text: str) -> None:
    """Asks, and comes to the question's own page."""
    page.goto("/ask/")
    page.locator("input[name=text]").fill(text)
    page.locator("form.ask-form button").click()
    page.wait_for_url(re.compile(r"/ask/[0-9a-f-]{36}/"))


def test_the_bare_address_leads_to_everybody_in_the_browsers_own_language(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url(re.compile("/demo/"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("choose who to be")


def test_a_worker_asks_in_her_own_words_and_reads_what_has_been_agreed(page: Page) -> None:
    become(page, "Aino Korhonen")
    ask(page, "saaks mää vaihtaa vuoroo?")
    card = page.locator("article.answer")
    expect(card).to_contain_text("Kysy ensin esihenkilöltä")
    expect(card).to_contain_text("Vanha vuoro sitoo, kunnes vaihto näkyy vahvistettuna listassa.")
    expect(card).to_contain_text("työaikalaki 30 §")
    page.get_by_role("button", name="Sain vastauksen").click()
    expect(page.locator(".messages")).to_contain_text("Sääntö vastasi")


def test_an_english_question_finds_the_rule_and_the_card_is_in_english(page: Page) -> None:
    become(page, "Aino Korhonen", "en")
    ask(page, "May I swap my shift with a workmate?")
    expect(page.locator("article.answer")).to_contain_text("Ask your supervisor first")
    expect(page.locator("article.answer")).to_contain_text("Your old shift binds you")


def test_what_nobody_has_ruled_goes_to_the_team_and_comes_back(page: Page) -> None:
    become(page, "Aino Korhonen", "en")
    ask(page, "May I park my own car in the school yard overnight?")
    page.get_by_role("button", name=re.compile("ask the team", re.I)).click()
    expect(page.locator(".messages")).to_contain_text("with the team")
    address = page.url
    become(page, "Bertta Nieminen", "en")
    page.goto(address)
    page.get_by_label("What do you say to your team mate?").fill("Yes, if a note lies in the window.")
    page.get_by_role("button", name="Answer", exact=True).click()
    become(page, "Aino Korhonen", "en")
    page.goto(address)
    expect(page.locator("article.reply")).to_contain_text("This is not an agreed rule")
    expect(page.locator("article.reply .band")).to_have_count(0)
    page.get_by_role("button", name="This solved it").click()
    expect(page.locator(".messages")).to_contain_text("settled")


def test_headings_while_typing_carry_no_verdict(page: Page) -> None:
    become(page, "Aino Korhonen")
    page.goto("/ask/")
    page.locator("input[name=text]").press_sequentially("vuoron vaihto", delay=20)
    found = page.locator("#suggestions a")
    expect(found.first).to_be_visible()
    words = " ".join(found.all_inner_texts()).lower()
    assert not re.search(r"\b(saat|et saa|sinun pitää|sinun ei tarvitse|kysy ensin)\b", words)


@pytest.mark.parametrize("text", ["", "   "])
def test_an_empty_question_is_told_so_at_the_field(page: Page, text: str) -> None:
    become(page, "Aino Korhonen")
    page.goto("/ask/")
    page.locator("input[name=text]").fill(text)
    page.locator("form.ask-form button").click()
    expect(page.locator("input[name=text]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".errors")).to_contain_text("Kirjoita ensin")


def test_asking_and_answering_work_without_scripts(chromium: Any, house: Any) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=house.url, locale="fi-FI")
    page = context.new_page()
    become(page, "Aino Korhonen")
    ask(page, "Saako sähköautoa ladata päiväkodin pistokkeesta ilman lupaa?")
    page.get_by_role("button", name=re.compile("kysy tiimiltä", re.I)).click()
    address = page.url
    become(page, "Bertta Nieminen")
    page.goto(address)
    page.locator("textarea[name=text]").fill("Ei, siitä päättää rehtori.")
    page.get_by_role("button", name="Vastaa", exact=True).click()
    expect(page.locator("article.reply")).to_contain_text("rehtori")
    context.close()


def test_a_code_from_the_supervisor_opens_the_door_on_a_new_phone(page: Page, chromium: Any, house: Any) -> None:
    become(page, "Cecilia Lindholm")
    page.goto("/me/invite/")
    page.locator("label.choose", has_text="Bertta Nieminen").click()
    page.get_by_role("button", name="Tee koodi").click()
    code = page.locator(".big-code").inner_text()
    assert page.locator(".qr svg").count() == 1
    other = chromium.new_context(base_url=house.url, locale="fi-FI", viewport={"width": 360, "height": 740})
    phone = other.new_page()
    phone.goto("/login/")
    phone.locator("input[name=code]").fill(code)
    phone.get_by_role("button", name="Jatka").click()
    phone.wait_for_url("**/today/")
    phone.goto("/me/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bertta Nieminen")
    phone.goto("/login/")
    phone.locator("input[name=code]").fill(code)
    phone.get_by_role("button", name="Jatka").click()
    expect(phone.locator("main")).to_contain_text("Koodi on jo käytetty")
    other.close()


def test_a_qr_link_changes_nothing_until_its_button_is_pressed(page: Page, chromium: Any, house: Any) -> None:
    become(page, "Cecilia Lindholm")
    page.goto("/me/invite/")
    page.locator("label.choose", has_text="Jani Heikkilä").click()
    page.get_by_role("button", name="Tee koodi").click()
    code = re.sub(r"\D", "", page.locator(".big-code").inner_text())
    other = chromium.new_context(base_url=house.url, locale="en-GB")
    phone = other.new_page()
    for _ in range(2):
        phone.goto(f"/login/{code}/")
        expect(phone.get_by_role("heading", level=1)).to_contain_text("Jani Heikkilä")
    phone.get_by_role("button", name="Continue").click()
    phone.wait_for_url("**/today/")
    other.close()


def test_a_phones_own_lock_opens_the_door_and_can_be_taken_away(page: Page) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    become(page, "Grace Mensah")
    page.goto("/me/")
    page.locator("form[data-passkey=create] button").click()
    expect(page.locator("form[action*=passkeys][action*=remove]")).to_have_count(1)
    page.locator("form[action='/me/sign-out/'] button").click()
    page.wait_for_url("**/login/")
    page.locator("form[data-passkey=get] button").click()
    page.wait_for_url("**/today/")
    page.goto("/me/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Grace Mensah")
    page.locator("form[action*=passkeys][action*=remove] button").click()
    expect(page.locator("form[action*=passkeys][action*=remove]")).to_have_count(0)


def test_a_lost_phone_is_signed_out_from_another(page: Page, chromium: Any, house: Any) -> None:
    other = chromium.new_context(base_url=house.url, locale="fi-FI")
    lost = other.new_page()
    become(lost, "Irja Laaksonen")
    become(page, "Irja Laaksonen")
    page.goto("/me/")
    page.locator("form[action*='/me/sessions/'] button").first.click()
    page.wait_for_load_state()
    lost.goto("/today/")
    expect(lost).to_have_url(re.compile("/login/"))
    other.close()
