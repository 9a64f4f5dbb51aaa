"""Text messages by an HTTP gateway of the employer's own. What it has to understand: docs/guides/notices.md."""

import json
from dataclasses import dataclass

from keha.integrations.channels import peers
from keha.notices.rules import Destination, Letter

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Sms:
    """home: where the pages are."""

    home: str
    loopback: bool = False

    def send(self, letter: Letter, to: Destination) -> None:
        """to, text and key as JSON, with the secret as a bearer's. The key: Idempotency-Key."""
        text = f"Kehä: {letter.title[:LONGEST]} {self.home}{letter.path}"
        body = json.dumps({"to": to.more, "text": text, "key": letter.key}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": letter.key}
        if to.secret:
            headers["Authorization"] = f"Bearer {to.secret}"
        peers.look_at(peers.post(to.address, body, headers, loopback=self.loopback))
