"""Levels of deciding, and refusals about them and about standing approvals, in words."""

from typing import Any

REASONS: dict[str, Any] = {}
