"""Texts that are kept in three languages: Finnish always, Swedish and English where somebody has written them."""

from dataclasses import dataclass
from typing import Any

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is really in: Finnish, when the wanted one has not been written; in a draft any other."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def said(row: Any, field: str, language: str) -> Said:
    """The text of row.<field>_<language>, or the Finnish one when that is empty, or whichever is written."""
    wanted = (language, *LANGUAGES) if language in LANGUAGES else LANGUAGES
    texts = ((getattr(row, f"{field}_{code}", ""), code) for code in wanted)
    return next((Said(text, code) for text, code in texts if text), Said("", "fi"))
