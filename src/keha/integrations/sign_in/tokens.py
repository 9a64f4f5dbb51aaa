"""What a service says of who has signed in: believed only when its signature and every claim hold."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from jwt.algorithms import RSAAlgorithm

ALGORITHM, BITS, SKEW, LENGTH, AGE = "RS256", 2048, 60, 30_000, 600


class Untrusted(Exception):
    """The token does not hold; the text says why, for the log and never for the page."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token has to say: from whom, for whom, for which sign-in, at which time."""

    issuer: str
    client_id: str
    nonce: str
    at: datetime


def key_id(token: str) -> str:
    """Which key a token says it is signed with; blank for none. Raises Untrusted for another algorithm."""
    if len(token) > LENGTH:
        raise Untrusted("too long")
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, RecursionError) as trouble:
        raise Untrusted("no token") from trouble
    if header.get("alg") != ALGORITHM or "crit" in header:
        raise Untrusted("another algorithm")
    return str(header.get("kid") or "")


def fitting(keys: Sequence[Mapping[str, Any]], wanted: str) -> Mapping[str, Any] | None:
    """The one key of this id that may sign; without an id, the only one there is."""
    usable = [
        key for key in keys
        if key.get("kty") == "RSA" and key.get("use", "sig") == "sig" and key.get("alg", ALGORITHM) == ALGORITHM
    ]  # fmt: skip
    found = [key for key in usable if key.get("kid") == wanted] if wanted else usable
    return found[0] if len(found) == 1 else None


def claims_of(token: str, key: Mapping[str, Any], expected: Expected) -> Mapping[str, Any]:
    """What the token says. Raises Untrusted."""
    key_id(token)
    try:
        public = RSAAlgorithm.from_jwk({name: key[name] for name in ("kty", "n", "e")})
        if getattr(public, "key_size", 0) < BITS or hasattr(public, "private_numbers"):
            raise Untrusted("a weak key")
        # The clock and the names are looked at below, by the time that is given and by one rule each.
        options: Any = {f"verify_{name}": False for name in ("exp", "nbf", "iat", "aud", "iss", "sub", "jti")}
        claims = jwt.decode(token, public, algorithms=[ALGORITHM], options=options)
    except (jwt.PyJWTError, KeyError, ValueError, TypeError, RecursionError) as trouble:
        raise Untrusted("the signature does not hold") from trouble
    _look(claims, expected)
    return claims


def _look(claims: Mapping[str, Any], expected: Expected) -> None:
    now = expected.at.timestamp()
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    nonce = claims.get("nonce")
    ends, made, begins = (_instant(claims.get(name)) for name in ("exp", "iat", "nbf"))
    holds = {
        "issuer": claims.get("iss") == expected.issuer,
        "audience": expected.client_id in named,
        "party": claims.get("azp", expected.client_id) == expected.client_id and (len(named) == 1 or "azp" in claims),
        "nonce": isinstance(nonce, str) and hmac.compare_digest(nonce.encode(), expected.nonce.encode()),
        "end": ends is not None and now < ends + SKEW,
        "making": made is not None and now - AGE - SKEW < made < now + SKEW,
        "beginning": "nbf" not in claims or (begins is not None and begins < now + SKEW),
        "subject": isinstance(claims.get("sub"), str) and bool(claims["sub"]),
    }
    wrong = [name for name, is_so in holds.items() if not is_so]
    if wrong:
        raise Untrusted(", ".join(wrong))


def _instant(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 1e12 else None
