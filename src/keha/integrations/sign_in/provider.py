"""One sign-in service: where it is asked, its keys, and a code turned into a token."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import quote, urlencode

from keha.integrations.sign_in import tokens
from keha.integrations.sign_in.outward import Declined, Unreachable, asked, is_acceptable
from keha.integrations.sign_in.tokens import Expected, Untrusted

KEPT, SILENT, MOST_KEPT = timedelta(hours=1), timedelta(seconds=15), 200
SCOPE = "openid profile"


@dataclass(frozen=True, slots=True)
class Provider:
    """What a service says of itself at its issuer's address."""

    issuer: str
    authorization: str
    token: str
    keys: str
    basic: bool


@dataclass(frozen=True, slots=True)
class Client:
    """As whom we are known there. back: the address that a sign-in comes back to."""

    client_id: str
    secret: str
    back: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """The secrets of one sign-in, kept by the phone that began it."""

    state: str
    nonce: str
    verifier: str


class Remembered:
    """What was asked is kept for an hour, in this process, and that nobody answered for some seconds."""

    def __init__(self) -> None:
        self._lock, self._found = Lock(), dict[str, tuple[datetime, dict[str, Any]]]()
        self._silent: dict[str, datetime] = {}

    def asked(self, url: str, *, at: datetime, loopback: bool, anew: bool = False) -> dict[str, Any]:
        """What stands at an address. Raises Unreachable."""
        kept = self._found.get(url)
        if kept and not anew and timedelta() <= at - kept[0] < KEPT:
            return kept[1]
        if (silent := self._silent.get(url)) and timedelta() <= at - silent < SILENT:
            raise Unreachable("it did not answer a moment ago")
        try:
            found = asked(url, loopback=loopback)
        except Unreachable:
            if len(self._silent) >= MOST_KEPT:
                self._silent.clear()
            self._silent[url] = at
            raise
        with self._lock:
            if len(self._found) >= MOST_KEPT:
                self._found.clear()
            self._found[url] = (at, found)
        return found


remembered = Remembered()


def discover(issuer: str, *, at: datetime, loopback: bool) -> Provider:
    """The service of an issuer. Raises Unreachable, also when it speaks for another issuer than asked."""
    told = remembered.asked(f"{issuer.rstrip('/')}/.well-known/openid-configuration", at=at, loopback=loopback)
    places = [told.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    for place in places:
        if not isinstance(place, str) or not is_acceptable(place.partition("?")[0], loopback=loopback):
            raise Unreachable("an address of the service is missing or not of the public net")
    if told.get("issuer") != issuer:
        raise Unreachable("the service speaks for another issuer")
    ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    authorization, token, keys = map(str, places)
    return Provider(issuer, authorization, token, keys, basic="client_secret_post" not in ways)


def asking(provider: Provider, client: Client, attempt: Attempt) -> str:
    """The address at which a person signs in: code flow, with PKCE."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).decode().rstrip("=")
    said = {
        "response_type": "code", "response_mode": "query", "client_id": client.client_id, "redirect_uri": client.back,
        "scope": SCOPE, "state": attempt.state, "nonce": attempt.nonce, "code_challenge": challenge,
        "code_challenge_method": "S256",
    }  # fmt: skip
    return provider.authorization + ("&" if "?" in provider.authorization else "?") + urlencode(said)


def claims(
    provider: Provider, client: Client, *, code: str, attempt: Attempt, at: datetime, loopback: bool
) -> Mapping[str, Any]:
    """Who has signed in, for a code. Raises Unreachable, Untrusted."""
    token = _token(provider, client, code, attempt, loopback=loopback)
    wanted = tokens.key_id(token)
    key = _key(provider, wanted, at=at, loopback=loopback)
    return tokens.claims_of(token, key, Expected(provider.issuer, client.client_id, attempt.nonce, at))


def _token(provider: Provider, client: Client, code: str, attempt: Attempt, *, loopback: bool) -> str:
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": client.back, "code_verifier": attempt.verifier
    }  # fmt: skip
    headers = {}
    if provider.basic:
        pair = f"{quote(client.client_id, safe='')}:{quote(client.secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        form |= {"client_id": client.client_id, "client_secret": client.secret}
    try:
        answer = asked(provider.token, form=form, headers=headers, loopback=loopback)
    except Declined as trouble:
        raise Untrusted("the service takes neither the code nor us") from trouble
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise Untrusted("no token")
    return token


def _key(provider: Provider, wanted: str, *, at: datetime, loopback: bool) -> Mapping[str, Any]:
    """The key of an id; asked for anew when it is not among those that are remembered. Raises Untrusted, Unreachable."""
    for anew in (False, True):
        told = remembered.asked(provider.keys, at=at, loopback=loopback, anew=anew).get("keys")
        rows = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
        if found := tokens.fitting(rows, wanted):
            return found
    raise Untrusted("no such key")
