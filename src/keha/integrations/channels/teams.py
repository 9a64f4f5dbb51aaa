"""A Teams channel by the address of a workflow ("post to a channel when a webhook request is received")."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from keha.integrations.channels import peers
from keha.notices.rules import Destination, Letter

CARD = "application/vnd.microsoft.card.adaptive"


def card(letter: Letter, home: str) -> dict[str, Any]:
    """An Adaptive Card of titles and one button; it knows no names."""
    with translation.override(letter.language):
        opens = _("Open in Kehä")
    texts = [letter.title] if len(letter.lines) == 1 else [letter.title, *(line.title for line in letter.lines)]
    body = [
        {"type": "TextBlock", "text": _plain(text), "wrap": True, "weight": "bolder" if number == 0 else "default"}
        for number, text in enumerate(texts)
    ]
    content = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
        "lang": letter.language, "body": body,
        "actions": [{"type": "Action.OpenUrl", "title": opens, "url": home + letter.path}],
    }  # fmt: skip
    return {"type": "message", "attachments": [{"contentType": CARD, "contentUrl": None, "content": content}]}


def _plain(text: str) -> str:
    """A card's text is Markdown: nothing in ours may become a link or a picture."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]()#<>" else sign for sign in text)


@dataclass(frozen=True, slots=True)
class Teams:
    """home: where the pages are."""

    home: str
    loopback: bool = False

    def send(self, letter: Letter, to: Destination) -> None:
        """The key: Idempotency-Key. Microsoft's workflows do not look at it: after a kill a card may come twice."""
        body = json.dumps(card(letter, self.home), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": letter.key}
        peers.look_at(peers.post(to.address, body, headers, loopback=self.loopback))
