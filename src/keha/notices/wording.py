"""Refusals in words."""

from typing import Any

REASONS: dict[str, Any] = {}
