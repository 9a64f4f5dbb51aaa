"""Pure: which rules an employer of the story has, and how they came to be, read from its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from keha.agreements import templates
from keha.agreements.rules import Words
from keha.agreements.templates import Template
from keha.story.cast import table


@dataclass(frozen=True, slots=True)
class Change:
    """A later version of a rule of the library, some days before the present: the figures that changed, and why."""

    days: int
    figures: Mapping[str, str]
    agreed: Words
    told: Words


@dataclass(frozen=True, slots=True)
class Adopted:
    """A template of the library with the figures of its first version, and its changes, the oldest first."""

    template: Template
    figures: Mapping[str, str]
    agreed: Words
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A rule of a team's, a site's or the employer's own: adopted some days before the present, by whom.

    valid_days: how many days it answered after that; None: for the time being. retired_days: before the present.
    """

    template: Template
    days: int
    by: str
    team: str
    site: str
    agreed: Words
    valid_days: int | None
    retired_days: int | None
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Lawbook:
    """All rules of an employer of the story."""

    adopted: tuple[Adopted, ...]
    own: tuple[Own, ...]


@cache
def of_lahdenpera() -> Lawbook:
    """The whole library, with what changed in it, and the rules of its own."""
    words = table("rules")
    changes = {line["slug"]: line for line in words["change"]}
    adopted = (_adopted(template, words, changes.get(template.slug, {})) for template in templates.load())
    return Lawbook(tuple(adopted), tuple(map(_own, words["own"])))


@cache
def of_etelaranta() -> Lawbook:
    """Some of the library, partly with other figures, and a rule on a topic that Lahdenperä has ruled otherwise."""
    words = table("etelaranta")
    figures = words["rules"]["figures"]
    adopted = (
        _adopted(templates.template_of(slug), words, {"first": figures.get(slug, {})})
        for slug in words["rules"]["adopted"]
    )
    return Lawbook(tuple(adopted), tuple(map(_own, words["own"])))


def _adopted(template: Template, words: Mapping[str, Any], change: Mapping[str, Any]) -> Adopted:
    figures = {**templates.example_figures(template), **change.get("first", {})}
    agreed = Words(**words["agreed"]["fixed" if template.fixed else "common"])
    return Adopted(template, MappingProxyType(figures), agreed, tuple(map(_change, change.get("step", ()))))


def _change(step: Mapping[str, Any]) -> Change:
    figures = MappingProxyType(dict(step["figures"]))
    return Change(step["days"], figures, Words(**step["agreed"]), Words(**step["change"]))


def _own(line: Mapping[str, Any]) -> Own:
    return Own(
        template=templates.from_table(line["rule"]),
        days=line["days"],
        by=line["by"],
        team=line.get("team", ""),
        site=line.get("site", ""),
        agreed=Words(**line["agreed"]),
        valid_days=line.get("valid_days"),
        retired_days=line.get("retired_days"),
        reason=Words(**line["reason"]) if "reason" in line else None,
    )
