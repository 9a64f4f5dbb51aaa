"""Ids: time-ordered where rows have an author anyway, random where time would betray."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A new UUID version 7: milliseconds since 1970, then 74 random bits. Source: RFC 9562, 5.7."""
    value = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
