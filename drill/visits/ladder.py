"""The round's visits to questions on the ladder."""

from collections.abc import Mapping

from drill.phone import Phone
from drill.visit import Visit


def visits(phones: Mapping[str, Phone], asked: Mapping[str, str]) -> tuple[Visit, ...]:
    """Makes what is shown through the pages themselves. asked: paths of questions by state."""
    return ()
