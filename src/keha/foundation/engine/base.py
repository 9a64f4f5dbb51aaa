"""Django looks for DatabaseWrapper in this module."""

from typing import Any

from django.db.backends.postgresql import base

from keha.foundation.context import refuse_without_context


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL whose every statement must stand inside acting_for() or door()."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute_wrappers.append(refuse_without_context)
