"""Texts that are kept in three languages: Finnish always, Swedish and English where somebody has written them."""

from dataclasses import dataclass
from typing import Any

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is really in: Finnish, when the wanted one has not been written."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def said(row: Any, field: str, language: str) -> Said:
    """The text of row.<field>_<language>, or the Finnish one when that is empty."""
    own = getattr(row, f"{field}_{language}", "") if language in LANGUAGES else ""
    return Said(own, language) if own else Said(getattr(row, f"{field}_fi"), "fi")
