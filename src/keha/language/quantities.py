"""Quantities: how much of what a text speaks of, in the units that limits of rules have."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

# Only what converts exactly: a day of the calendar is not 24 hours, nor a month 30 days.
_BASES: Mapping[str, tuple[str, Decimal]] = MappingProxyType(
    {
        "hours": ("minutes", Decimal(60)),
        "weeks": ("days", Decimal(7)),
        "years": ("months", Decimal(12)),
    }
)


def in_base(kind: str, value: Decimal) -> tuple[str, Decimal]:
    """The same amount in the smallest unit that it converts to exactly: hours in minutes, weeks in days."""
    base, factor = _BASES.get(kind, (kind, Decimal(1)))
    return base, value * factor
