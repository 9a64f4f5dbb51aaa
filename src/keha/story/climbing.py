"""Questions of the story that went up the ladder."""

from collections.abc import Iterator

from keha.story.founding import Scene, Stage


def scenes(stage: Stage) -> Iterator[Scene]:
    """What happened before the present."""
    yield from ()


def keep(stage: Stage) -> None:
    """What has to be there at any hour of the present. Twice at the same hour changes nothing the second time."""
