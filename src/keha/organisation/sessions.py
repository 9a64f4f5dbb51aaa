"""Sessions are kept at the door, whoever asks for them."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib.sessions.backends.db import SessionStore as Base

from keha.foundation.context import door, is_at_door
from keha.organisation.models import Session


def _at_door[T](do: Callable[[], T]) -> T:
    if is_at_door():
        return do()
    with door():
        return do()


class SessionStore(Base):
    """Django's own database sessions, each call inside door()."""

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def _validate_session_key(self, key: str | None) -> bool:
        """A cookie that is not one of ours is no session; a zero in it would break the query."""
        return key is not None and len(key) >= 8 and key.isascii() and key.isalnum()

    def load(self) -> Any:
        return _at_door(super().load)

    def exists(self, session_key: str) -> bool:
        return _at_door(lambda: super(SessionStore, self).exists(session_key))

    def save(self, must_create: bool = False) -> None:
        _at_door(lambda: super(SessionStore, self).save(must_create))

    def delete(self, session_key: str | None = None) -> None:
        _at_door(lambda: super(SessionStore, self).delete(session_key))

    def cycle_key(self) -> None:
        """A new key for the same session. The old row goes first: its name in the list of devices is there only once."""
        data, key = dict(self.items()), self.session_key
        if key:
            self.delete(key)
        self.create()
        self._session_cache = data

    def create_model_instance(self, data: Any) -> Session:
        """Carries over to the row what the list of own devices shows."""
        row = cast(Session, super().create_model_instance(data))
        about = data.get("device") or {}
        row.account_id = data.get("_auth_user_id")
        row.device, row.created_at, row.seen_at = about.get("name", ""), about.get("since"), about.get("seen")
        row.tablet = about.get("tablet")
        if about.get("id"):
            row.public_id = about["id"]
        return row
