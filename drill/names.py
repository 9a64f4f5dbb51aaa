"""Hostile text through every field in three languages, over the wire: no crash, and what is kept is shown as written."""

import html
from collections.abc import Sequence
from typing import Any

from drill.installation import Installation
from drill.phone import Phone
from tests.support.hostile import LONG, STRINGS

LANGUAGES = ("fi", "sv", "en")


def _forms(asked: str) -> dict[str, tuple[str, str]]:
    """The text fields: path and name. The others take ids, and are tried by the tests."""
    return {
        "ask": ("/ask/", "text"), "suggestions": ("/ask/suggestions/", "text"), "answer": (f"{asked}answer/", "text"),
        "language": ("/me/language/", "language"), "invite": ("/me/invite/", "person"), "helped": (f"{asked}helped/", "rule"),
        "choose": ("/choose/", "employer"), "credential": ("/me/passkeys/add/", "credential"),
    }  # fmt: skip


def _try(phone: Phone, name: str, path: str, field: str, text: str) -> str:
    """An empty text, or what went wrong."""
    status, led, page = phone.post(path, {field: text})
    if status >= 500:
        return f"{name}: {status} for {text[:40]!r}"
    if status >= 400 and "<h1" not in page:
        return f"{name}: no page for {text[:40]!r}"
    if name == "ask" and status == 303:
        shown = phone.send("GET", led)[2]
        if html.escape(text.strip()) not in shown:
            return f"{name}: not shown as written: {text[:40]!r}"
    return ""


def main(arguments: Sequence[str]) -> dict[str, Any]:
    """Every string x every text field x three languages; every fourth where an id or a choice is asked for."""
    wrong: list[str] = []
    sent = 0
    with Installation() as house:
        people = house.people()
        asker = Phone(house.port)
        asker.become(people["Bertta Nieminen"])
        asked = asker.post("/ask/", {"text": "saako pihalle jättää traktorin?"})[1]
        asker.post(f"{asked}to-team/", {})
        for language in LANGUAGES:
            phone = Phone(house.port, language=language)
            phone.become(people["Aino Korhonen"])
            phone.post("/me/language/", {"language": language})
            for name, (path, field) in _forms(asked).items():
                is_text = name in {"ask", "answer", "suggestions"}
                for text in (*STRINGS[:: 1 if is_text else 4], *(LONG if name in {"ask", "answer"} else ())):
                    sent += 1
                    if trouble := _try(phone, name, path, field, text):
                        wrong.append(f"{language} {trouble}")
    return {"ok": not wrong, "sent": sent, "strings": len(STRINGS), "wrong": len(wrong), "first": wrong[:8]}
