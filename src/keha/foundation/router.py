"""Which database alias migrates."""

from typing import Any


class OwnerMigrates:
    """Only the owner's alias migrates; the application's role owns nothing."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        """True for the alias `owner` alone."""
        return db == "owner"
