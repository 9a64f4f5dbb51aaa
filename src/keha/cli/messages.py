"""The three languages: gathers what the code says, shows what is missing, compiles. Pure Python, by Babel."""

import argparse
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from keha.runtime import home

LANGUAGES = ("fi", "sv", "en")
Said = tuple[str | None, str]


def main(arguments: Sequence[str]) -> int:
    """`keha messages gather|check|compile`."""
    parser = argparse.ArgumentParser(prog="keha messages", description="The three languages.")
    parser.add_argument("what", choices=("gather", "check", "compile"))
    chosen = parser.parse_args(arguments).what
    return {"gather": gather, "check": check, "compile": compile_all}[chosen]()


def catalogue(language: str) -> Path:
    """The catalogue of a language."""
    return home.project() / "locale" / language / "LC_MESSAGES" / "django.po"


def said() -> dict[Said, list[str]]:
    """Every sentence of code and templates, (context, English), with the files that say it."""
    found: dict[Said, list[str]] = {}
    source = home.project() / "src" / "keha"
    for path in sorted([*source.rglob("*.py"), *source.rglob("*.html")]):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for sentence in _in_template(path) if path.suffix == ".html" else _in_code(path):
            found.setdefault(sentence, []).append(path.relative_to(source).as_posix())
    return found


KEYWORDS = {
    "gettext": None, "gettext_lazy": None, "_": None, "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip


def _in_code(path: Path) -> Iterator[Said]:
    from babel.messages.extract import extract

    with path.open("rb") as file:
        for _line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
            yield context, message if isinstance(message, str) else message[0]


def _in_template(path: Path) -> Iterator[Said]:
    from django.utils.translation.template import templatize

    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for match in re.finditer(r"(?<![A-Za-z])(p?gettext|_)\((u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")", code):
        yield None, _unquoted(match[2])


def _unquoted(literal: str) -> str:
    import ast

    text = str(ast.literal_eval(literal.removeprefix("u")))
    return text.replace("%%", "%") if "%(" not in text else text


def gather() -> int:
    """Brings the catalogues in line with the code; new sentences wait for their words, old ones are dropped."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    sentences = said()
    for language in LANGUAGES:
        path = catalogue(language)
        old = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
        new = Catalog(locale=language, project="Kehä", copyright_holder="Kehä", fuzzy=False)
        for (context, text), places in sorted(sentences.items(), key=lambda item: (item[0][1], item[0][0] or "")):
            known = old.get(text, context)
            words = str(known.string) if known and known.string else (text if language == "en" else "")
            new.add(text, words, context=context, locations=[(place, 0) for place in dict.fromkeys(places)])
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, new, width=120, include_lineno=False, omit_header=False, sort_output=False)
    return check()


def missing(language: str) -> list[str]:
    """Sentences without words in a language, and placeholders that do not match."""
    from babel.messages.pofile import read_po

    known = read_po(catalogue(language).open("rb"), locale=language)
    found = []
    for context, text in said():
        message = known.get(text, context)
        words = str(message.string) if message and message.string else ""
        if not words:
            found.append(f"{language}: no words for {text!r}")
        elif set(re.findall(r"%\(\w+\)s|\{\w+\}", text)) != set(re.findall(r"%\(\w+\)s|\{\w+\}", words)):
            found.append(f"{language}: placeholders differ in {text!r}")
    return found


def check() -> int:
    """Whether all three catalogues are complete; prints each gap."""
    gaps = [gap for language in LANGUAGES for gap in missing(language)]
    print("\n".join(gaps) or f"complete: {len(said())} sentences in {len(LANGUAGES)} languages")
    return 1 if gaps else 0


def compile_all() -> int:
    """Writes what Django reads."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for language in LANGUAGES:
        path = catalogue(language)
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=language))
    return 0
