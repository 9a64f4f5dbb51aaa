"""Questions written for these tests only, and the library's rules to ask them of."""

import csv
from pathlib import Path

from keha.language.documents import Document
from keha.language.making.build import languages, library_rules

held_out_file = Path(__file__).parent / "data" / "held-out.csv"
strangers_file = Path(__file__).parent / "data" / "strangers.csv"
strangers_none_file = Path(__file__).parent / "data" / "strangers-none.csv"


def held_out_questions(style: str = "") -> list[tuple[str, str]]:
    """(question, slug) pairs that stand in no file of ways of asking; of one style, or all."""
    with held_out_file.open(encoding="utf-8", newline="") as opened:
        return [(row["question"], row["slug"]) for row in csv.DictReader(opened) if style in ("", row["style"])]


def strangers_questions() -> list[tuple[str, str]]:
    """(question, slug) pairs by somebody who had seen the rules and no way of asking, in other words than the rules'."""
    with strangers_file.open(encoding="utf-8", newline="") as opened:
        return [(row["question"], row["slug"]) for row in csv.DictReader(opened)]


def strangers_unanswerable() -> list[str]:
    """Questions by the same that no rule answers."""
    with strangers_none_file.open(encoding="utf-8", newline="") as opened:
        return [row["question"] for row in csv.DictReader(opened)]


def library_documents() -> list[Document]:
    """The library's rules with their translations."""
    return [
        Document(
            key=rule["slug"],
            slug=rule["slug"],
            title=rule["title_fi"],
            text=rule["text_fi"],
            translations=tuple(
                f"{rule[f'title_{language}']}. {rule[f'text_{language}']}" for language in languages[1:]
            ),
        )
        for rule in library_rules()
    ]
