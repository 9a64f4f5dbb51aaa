"""Pure: what people of the story ask and answer, read from its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from keha.agreements.rules import Words
from keha.story.cast import table


class Ending(StrEnum):
    """How a question that went to the team ended."""

    SOLVED = "solved"
    UNCONFIRMED = "unconfirmed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Line:
    """A question with a colleague's answer. again: the second answer, after it was opened again."""

    text: Words
    answer: Words | None
    again: Words | None = None
    ending: Ending = Ending.SOLVED


@dataclass(frozen=True, slots=True)
class PastLine:
    """A question asked in a team some days before the present. rule: the topic that answers it, or blank."""

    team: str
    days: int
    rule: str
    line: Line


@dataclass(frozen=True, slots=True)
class Talk:
    """All that is asked: before, open each day, and answered but not confirmed. pointer: names a rule by {title}.

    unnamed: asked without a name.
    """

    past: tuple[PastLine, ...]
    open: tuple[Line, ...]
    answered: tuple[Line, ...]
    unnamed: tuple[Line, ...]
    pointer: Words


@cache
def load() -> Talk:
    """Everything that people ask and answer."""
    asked, fresh = table("asked"), table("open")
    past = (PastLine(row["team"], row["days"], row.get("rule", ""), _line(row)) for row in asked["asked"])
    return Talk(
        past=tuple(past),
        open=tuple(map(_line, fresh["open"])),
        answered=tuple(map(_line, fresh["answered"])),
        unnamed=tuple(map(_line, fresh["unnamed"])),
        pointer=Words(**asked["pointer"]),
    )


def _line(row: Mapping[str, Any]) -> Line:
    return Line(
        text=Words(row["fi"], row["sv"], row["en"]),
        answer=Words(**row["answer"]) if "answer" in row else None,
        again=Words(**row["again"]) if "again" in row else None,
        ending=Ending(row.get("then", Ending.SOLVED)),
    )
