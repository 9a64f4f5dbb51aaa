"""Refusals of consent rounds in words."""

from typing import Any

REASONS: dict[str, Any] = {}
