"""What sends: the room knows a protocol, and the roof fills the table of who fulfils it."""

from collections.abc import Mapping
from typing import Protocol

from keha.notices.rules import ChannelKind, Destination, Letter


class Channel(Protocol):
    """Sends one message. Raises TryAgain, WillNotGo or AddressGone; outside any transaction, in bounded time."""

    def send(self, letter: Letter, to: Destination) -> None:
        """Hands the message to the peer, with its key by which the peer knows a second one."""


_channels: dict[ChannelKind, Channel] = {}


def fill(table: Mapping[ChannelKind, Channel]) -> None:
    """Sets the whole table. Called once, by the roof."""
    _channels.clear()
    _channels.update(table)


def channel_of(kind: ChannelKind) -> Channel | None:
    """What sends by this channel; None: nothing does in this installation."""
    return _channels.get(kind)
