"""Pure: the PIN of a shared tablet: which one is good enough, how it is kept, how many wrong tries there are."""

import hmac
import secrets
from datetime import timedelta
from functools import cache
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from keha.foundation.verdict import Verdict, all_of, holds

DIGITS_LEAST, DIGITS_MOST = 6, 8
WRONG_MAX = 5  # of one person on one tablet
WRONG_ON_DEVICE_MAX = 30  # of everybody on one tablet: a whole team may mistype, a thief does not go through them all
WRONG_WINDOW = timedelta(minutes=30)
IDLE = timedelta(minutes=10)
_EASY = frozenset({"112233", "332211", "123321", "159753", "147258", "258369", "246810", "135790", "102030"})
# OWASP's least for argon2id: 19 MiB, twice, one lane. The key in it is worth more: a copy of the rows has no use of trying.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def may_be_pin(text: str) -> Verdict:
    """Six to eight figures, and none of those that anybody would try first."""
    is_long = text.isascii() and text.isdigit() and DIGITS_LEAST <= len(text) <= DIGITS_MOST
    return all_of(
        holds(is_long, otherwise="organisation.pin-length"),
        holds(not is_long or not is_easy(text), otherwise="organisation.pin-easy"),
    )


def is_easy(text: str) -> bool:
    """Rows of figures (123456, 987654), one figure or a short pattern over and over (111111, 121212, 123123)."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(text)}
    is_row = len(steps) == 1 and steps <= {0, 1, 9}
    repeats = any(text == (text[:size] * len(text))[: len(text)] for size in (1, 2, 3))
    return is_row or repeats or text in _EASY


def may_try(*, by_person: int, on_device: int) -> Verdict:
    """Wrong tries within the last half hour: of this person on this tablet, and of all on it."""
    return holds(by_person < WRONG_MAX and on_device < WRONG_ON_DEVICE_MAX, otherwise="organisation.pin-wrong")


def slow_hash(pin: str, secret: bytes) -> str:
    """What is kept of a PIN: argon2id with a salt of its own, of the PIN under the secret of its tablet and person."""
    return _HASHER.hash(_under(pin, secret))


def fits(kept: str, pin: str, secret: bytes) -> bool:
    """Whether a PIN is the one that was kept. Takes the same time for a yes and a no."""
    try:
        return _HASHER.verify(kept, _under(pin, secret))
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys() -> str:
    """A kept PIN that fits nobody: looked at where there is none, so that the time says nothing."""
    return slow_hash(secrets.token_hex(16), secrets.token_bytes(32))


def _under(pin: str, secret: bytes) -> str:
    return hmac.digest(secret, pin.encode(), "sha256").hex()
