"""The starter library: ground rules as templates whose local figures, weekdays and names are marked blanks.

A blank is `{key}` or `{key:form}`; the form says how the figure is inflected there (see `inflection`).
What the law fixes is written out in the text and is never a blank.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from keha.agreements.inflection import (
    PLAIN,
    BadFigure,
    Figure,
    FigureKind,
    bind,
    forms,
    is_numeric,
    number_of,
    render,
)
from keha.agreements.rules import Addressee, Comparison, Decider, Limit, RulingVerdict, SourceKind, Words

BLANK = re.compile(r"\{(?P<key>[a-z_]+)(?::(?P<form>[a-z]+))?\}")


class MissingFigure(ValueError):
    """Blanks were left without a figure; `keys` names every one of them."""

    def __init__(self, slug: str, keys: tuple[str, ...]) -> None:
        super().__init__(f"{slug}: no figure for {', '.join(keys)}")
        self.keys = keys


class UnknownFigure(ValueError):
    """Figures were given that the template has no blank for; `keys` names them."""

    def __init__(self, slug: str, keys: tuple[str, ...]) -> None:
        super().__init__(f"{slug}: has no blank {', '.join(keys)}")
        self.keys = keys


@dataclass(frozen=True, slots=True)
class FigureSlot:
    """A blank of a template.

    value: what the example employer, Lahdenperä, agreed. least, most: the figures for which the sentence still holds.
    """

    key: str
    kind: FigureKind
    unit: str
    spelled: bool
    value: str
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class LimitSlot:
    """A limit or condition: its value is locked by law, or the figure of that key, or there is none."""

    quantity: str
    comparison: Comparison
    figure: str
    value: Decimal | None
    words: Words


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What a rule leans on. address: a page of the text, or blank. read: when we read it, where it is known."""

    kind: SourceKind
    name: Words
    address: str
    read: date | None


@dataclass(frozen=True, slots=True)
class Template:
    """A ground rule before its local figures are known.

    direct_route: the card shows at once whom to turn to, in the words of route; no ladder of questions first.
    """

    slug: str
    topic: str
    verdict: RulingVerdict
    decider: Decider
    addressee: Addressee
    fixed: bool
    direct_route: bool
    review_months: int
    title: Words
    text: Words
    why: Words
    route: Words | None
    figures: tuple[FigureSlot, ...]
    limits: tuple[LimitSlot, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A template with its figures in place: what an employer adopts."""

    template: Template
    text: Words
    limits: tuple[Limit, ...]
    figures: tuple[tuple[FigureSlot, str], ...]


@cache
def load() -> tuple[Template, ...]:
    """Every template of the library, in the order of its files. Read once a process."""
    folder = resources.files("keha.agreements") / "library"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    tables = (tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
    return tuple(from_table(rule) for table in tables for rule in table.get("rule", ()))


def template_of(slug: str) -> Template:
    """The template of this topic. Raises LookupError."""
    for template in load():
        if template.slug == slug:
            return template
    raise LookupError(slug)


def is_of_library(template: Template) -> bool:
    """Whether the topic is the library's, and not an employer's own."""
    return any(template.slug == known.slug for known in load())


def blanks(template: Template) -> tuple[FigureSlot, ...]:
    """The figures an employer is asked for at adoption."""
    return template.figures


def example_figures(template: Template) -> Mapping[str, str]:
    """The figures of the example employer, Lahdenperä."""
    return {slot.key: slot.value for slot in template.figures}


def fill(template: Template, figures: Mapping[str, str]) -> Filled:
    """The template with these figures, by key, in all its languages.

    Raises MissingFigure and UnknownFigure (each names all its keys), BadFigure for a value its blank cannot take.
    """
    keys = tuple(slot.key for slot in template.figures)
    if missing := tuple(key for key in keys if not figures.get(key, "").strip()):
        raise MissingFigure(template.slug, missing)
    if unknown := tuple(sorted(figures.keys() - set(keys))):
        raise UnknownFigure(template.slug, unknown)
    given = {slot.key: _figure(slot, figures[slot.key].strip()) for slot in template.figures}
    return Filled(
        template=template,
        text=_said(template.text, given),
        limits=tuple(_limit(slot, given) for slot in template.limits),
        figures=tuple((slot, given[slot.key].value) for slot in template.figures),
    )


def _figure(slot: FigureSlot, value: str) -> Figure:
    figure = Figure(kind=slot.kind, value=value, unit=slot.unit, spelled=slot.spelled)
    try:
        if not is_numeric(slot.kind):
            render(figure, language="fi")
            return figure
        number = number_of(figure)
    except BadFigure:
        raise BadFigure(slot.kind, value, key=slot.key) from None
    if number < (slot.least or 0) or (slot.most is not None and number > slot.most):
        raise BadFigure(slot.kind, value, key=slot.key)
    return figure


def named_blanks(text: str) -> Iterator[str]:
    """The keys of the blanks in a text, in order, repeats included."""
    return (match["key"] for match in BLANK.finditer(text))


def _said(words: Words, given: Mapping[str, Figure]) -> Words:
    return Words(fi=_in(words.fi, given, "fi"), sv=_in(words.sv, given, "sv"), en=_in(words.en, given, "en"))


def _in(text: str, given: Mapping[str, Figure], language: str) -> str:
    def said(match: re.Match[str]) -> str:
        figure = render(given[match["key"]], language=language, form=match["form"] or PLAIN)
        begins = match.string[: match.start()].endswith(". ")
        return figure[0].upper() + figure[1:] if begins else figure

    return bind(BLANK.sub(said, text))


def _limit(slot: LimitSlot, given: Mapping[str, Figure]) -> Limit:
    return Limit(
        quantity=slot.quantity,
        comparison=slot.comparison,
        value=number_of(given[slot.figure]) if slot.figure else slot.value,
        unit=forms()["unit"].get(slot.quantity, {}).get("symbol", ""),
        words=_said(slot.words, given),
    )


def from_table(rule: Mapping[str, Any]) -> Template:
    """A template from its table in a file like those of the library. Raises KeyError, ValueError for a broken one."""
    return Template(
        slug=rule["slug"],
        topic=rule["topic"],
        verdict=RulingVerdict(rule["verdict"]),
        decider=Decider(rule["decider"]),
        addressee=Addressee(rule["addressee"]),
        fixed=rule["fixed"],
        direct_route=rule.get("direct_route", False),
        review_months=rule["review_months"],
        title=Words(**rule["title"]),
        text=Words(**rule["text"]),
        why=Words(**rule["why"]),
        route=Words(**rule["route"]) if "route" in rule else None,
        figures=tuple(_figure_slot(figure) for figure in rule.get("figure", ())),
        limits=tuple(_limit_slot(limit) for limit in rule.get("limit", ())),
        sources=tuple(_source(source) for source in rule["source"]),
    )


def _figure_slot(figure: Mapping[str, Any]) -> FigureSlot:
    return FigureSlot(
        key=figure["key"],
        kind=FigureKind(figure["kind"]),
        unit=figure.get("unit", ""),
        spelled=figure.get("spelled", False),
        value=figure["value"],
        least=figure.get("least"),
        most=figure.get("most"),
    )


def _limit_slot(limit: Mapping[str, Any]) -> LimitSlot:
    value = limit.get("value")
    return LimitSlot(
        quantity=limit["quantity"],
        comparison=Comparison(limit["comparison"]),
        figure=limit.get("figure", ""),
        value=None if value is None else Decimal(str(value)),
        words=Words(**limit["words"]),
    )


def _source(source: Mapping[str, Any]) -> SourceLine:
    name = source["name"]
    return SourceLine(
        kind=SourceKind(source["kind"]),
        name=Words(fi=bind(name["fi"]), sv=bind(name["sv"]), en=bind(name["en"])),
        address=source.get("address", ""),
        read=source.get("read"),
    )
