"""Facts go upwards: an action publishes what happened; the roof's table says who listens."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Listener = Callable[[Any], None]
_listeners: dict[type, tuple[Listener, ...]] = {}


def wire(table: Mapping[type, Sequence[Listener]]) -> None:
    """Sets the whole table of who listens to which fact. Called once, by the roof."""
    _listeners.clear()
    _listeners.update({kind: tuple(listeners) for kind, listeners in table.items()})


def publish(fact: object) -> None:
    """Tells the listeners, in order and in the same transaction: a listener's error undoes the action."""
    for listener in _listeners.get(type(fact), ()):
        listener(fact)
