"""What must be told again, but not to whoever reads the database: sealed with the installation's own key."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Broken(ValueError):
    """What came back was not sealed here, not for this use, or is too old."""


def _key(use: str) -> bytes:
    return hmac.digest(settings.IDENTITY_KEY, f"keha seal {use}".encode(), "sha256")


def seal(text: str, *, use: str, at: datetime) -> bytes:
    """The text so that only this installation reads it, for one use alone; it says when it was sealed."""
    return Fernet(base64.urlsafe_b64encode(_key(use))).encrypt_at_time(text.encode(), int(at.timestamp()))


def opened(sealed: bytes, *, use: str, at: datetime | None = None, life: timedelta | None = None) -> str:
    """The text of a seal. at and life: no older than so much. Raises Broken."""
    box = Fernet(base64.urlsafe_b64encode(_key(use)))
    try:
        if at is None or life is None:
            return box.decrypt(sealed).decode()
        return box.decrypt_at_time(sealed, int(life.total_seconds()), int(at.timestamp())).decode()
    except (InvalidToken, UnicodeDecodeError) as trouble:
        raise Broken(use) from trouble


def mark_of(text: str, *, use: str) -> bytes:
    """A keyed digest of a text: it is known again, and nothing of it can be worked out without the key."""
    return hmac.new(_key(use), text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
