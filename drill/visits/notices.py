"""The round's visits to notices."""

from collections.abc import Mapping
from typing import Any

from drill.phone import Phone
from drill.visit import Visit, send_empty

BROWSER = {"endpoint": "https://push.example/round", "key": "B" * 86 + "A", "auth": "A" * 22}


def _wrong_address(page: Any) -> None:
    page.locator("details.earlier summary").click()
    page.locator("input[name=mail]").fill("ei osoite")
    page.locator("form.card > button").click()
    page.wait_for_load_state()


def _not_https(page: Any) -> None:
    page.locator("#sms_address").fill("http://tekstarit.example/")
    send_empty("form[action$='/sms/']")(page)


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    aino = phones["aino"]
    aino.send("GET", "/notices/settings/")
    assert aino.post("/notices/settings/push/", BROWSER)[0] == 303
    return (
        Visit("notices:notices", "full", "bertta", "/notices/"),
        Visit("notices:notices", "empty", "oskari", "/notices/"),
        Visit("notices:settings", "full", "aino", "/notices/settings/"),
        Visit("notices:settings", "error", "cecilia", "/notices/settings/", _wrong_address),
        Visit("notices:trouble", "empty", "oskari", "/notices/trouble/"),
        Visit("notices:channels", "full", "oskari", "/notices/channels/"),
        Visit("notices:channels", "error", "oskari", "/notices/channels/", _not_https),
    )
