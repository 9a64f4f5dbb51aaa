"""A page in a state, as a round through the house visits it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

AN_ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True, slots=True)
class Visit:
    """A page in a state. act: what is done once it is open (a form sent empty, words typed)."""

    route: str
    state: str
    who: str
    path: str
    act: Callable[[Any], None] | None = None

    def open(self, page: Any) -> None:
        """Goes there and does it. A page that is refused or not there is no visit, unless that is what is looked at."""
        reply, is_refusal = page.goto(self.path), self.route.isdigit() or (self.state == "error" and not self.act)
        assert reply.ok or is_refusal, f"{self.path} {reply.status}"
        if self.act:
            self.act(page)


def send_empty(form: str) -> Callable[[Any], None]:
    """Presses a form's first button, with nothing filled in."""

    def act(page: Any) -> None:
        page.locator(f"{form} button").first.click()
        page.wait_for_load_state()

    return act
