"""The workplace's own words in the story: what people say for what the rules call otherwise."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any

from keha.agreements import actions as agreements
from keha.agreements.models import Rule
from keha.agreements.proposals import WordsOrigin
from keha.questions import actions as questions
from keha.story.cast import lahdenpera, table
from keha.story.founding import Scene, Stage, days_before

AFTERNOON = time(14, 5)


def scenes(stage: Stage) -> Iterator[Scene]:
    """A scene for each word of the employer's table, and for each rule's own words. Lahdenperä alone has some."""
    if stage.cast is not lahdenpera():
        return
    words = table("rules")
    for line in words["local_word"]:
        yield _local(stage, line)
    for line in words["own_words"]:
        yield _own(stage, line)


def keep(stage: Stage) -> None:
    """Words stay as they are."""


def _local(stage: Stage, line: Mapping[str, Any]) -> Scene:
    at = days_before(stage.at, line["days"], clock=AFTERNOON)

    def play() -> None:
        by = stage.actor(line["by"])
        questions.add_local_word(spoken=line["spoken"], meaning=line["meaning"], by=by, at=at)

    return Scene(at, play)


def _own(stage: Stage, line: Mapping[str, Any]) -> Scene:
    at = days_before(stage.at, line["days"], clock=AFTERNOON)

    def play() -> None:
        rule = Rule.objects.get(slug=line["slug"], area=None, team=None, site=None)
        by = stage.manager()
        agreements.add_words(rule_id=rule.pk, text=line["text"], by=by, at=at, origin=WordsOrigin.TYPED)

    return Scene(at, play)
