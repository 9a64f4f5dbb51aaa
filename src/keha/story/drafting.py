"""Drafts of rules that lie open in a team of the story: begun lately, not agreed yet."""

from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any

from keha.agreements import actions, proposals, templates
from keha.story.cast import table
from keha.story.founding import Scene, Stage, days_before

EVENING = time(15, 20)


def scenes(stage: Stage) -> Iterator[Scene]:
    """A scene for each draft of the words."""
    for line in table("rules")["draft"]:
        yield _begun(stage, line)


def _begun(stage: Stage, line: Mapping[str, Any]) -> Scene:
    at = days_before(stage.at, line["days"], clock=EVENING)

    def play() -> None:
        proposal = proposals.of_filled(templates.fill(templates.from_table(line["rule"]), {}))
        actions.start_draft(proposal, scope=stage.teams[line["team"]], by=stage.actor(line["by"]), at=at)

    return Scene(at, play)
