"""`keha seed`: plays the story into an empty database, or rolls its dates on to today."""

import argparse
from collections.abc import Sequence

from keha.cli.manage import prepare


def main(arguments: Sequence[str]) -> int:
    """Plays what is missing of the story, or rolls it. Returns 0."""
    argparse.ArgumentParser(prog="keha seed", description=__doc__).parse_args(arguments)
    prepare()
    from django.utils import timezone

    from keha import story

    now = timezone.now()
    if not story.is_there():
        print("story: playing it once, this takes about half a minute", flush=True)
        story.play(at=now, tell=lambda line: print(line, flush=True))
    story.roll(at=now)
    print("story: up to date")
    return 0
