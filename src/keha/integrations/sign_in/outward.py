"""Asking a public address over the net: never an inner one, never elsewhere than asked, never for long."""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

SECONDS, BYTES = 8.0, 400_000
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
# Roads to inner addresses that count as public ones themselves: translated, tunnelled.
_ROADS = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "2002::/16", "2001::/32", "::/96")]


class Unreachable(Exception):
    """The address may not be asked, does not answer, or answers something else than asked for."""


class Declined(Unreachable):
    """The address answered, and said no."""


def is_acceptable(url: str, *, loopback: bool = False) -> bool:
    """Whether an address may be kept at all: https, a host of the public net by its name. It asks nobody.

    loopback: this machine itself will do, by http too; for tests only.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if loopback and host in LOOPBACK:
        return parts.scheme in {"http", "https"}
    clean = url.isascii() and url.isprintable() and " " not in url and "\\" not in url
    plain = not (parts.username or parts.password or parts.query or parts.fragment or "@" in parts.netloc)
    named = "." in host.strip(".") and host.rstrip(".").rpartition(".")[2][:1].isalpha()
    return clean and plain and named and parts.scheme == "https" and port in {None, 443} and not _is_inner_name(host)


def _is_inner_name(host: str) -> bool:
    return host.rstrip(".").endswith((".local", ".localhost", ".internal", ".lan", ".home", ".arpa", ".onion"))


def _addresses(host: str, port: int, *, loopback: bool) -> list[str]:
    """Where the host is. Raises Unreachable when any of its addresses is not of the public net."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as trouble:
        raise Unreachable(f"no address of {host}") from trouble
    if not found or not all(_is_public(one) or (loopback and host in LOOPBACK) for one in found):
        raise Unreachable(f"{host} is not of the public net")
    return sorted(found, key=lambda one: ":" in one)


def _is_public(address: str) -> bool:
    one = ipaddress.ip_address(address.partition("%")[0])
    one = getattr(one, "ipv4_mapped", None) or one
    return (
        one.is_global
        and not one.is_multicast
        and not any(one in road for road in _ROADS if road.version == one.version)
    )


class _Straight(http.client.HTTPConnection):
    """A line to the very address that was looked at: a name that leads elsewhere a moment later changes nothing."""

    def __init__(self, parts: SplitResult, address: str, seconds: float) -> None:
        self._address, self._safe = address, parts.scheme == "https"
        super().__init__(parts.hostname or "", parts.port or (443 if self._safe else 80), timeout=seconds)

    def connect(self) -> None:
        """To the address; the certificate has to be the name's."""
        plain = socket.create_connection((self._address, self.port), self.timeout)
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(plain, server_hostname=self.host) if self._safe else plain


def asked(
    url: str, *, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None, loopback: bool = False
) -> dict[str, Any]:
    """The JSON object that stands at an address, or that it answers to a form. Raises Unreachable."""
    if not is_acceptable(url.partition("?")[0], loopback=loopback):
        raise Unreachable("this address may not be asked")
    parts = urlsplit(url)
    addresses = _addresses(parts.hostname or "", parts.port or 443, loopback=loopback)
    line = _Straight(parts, addresses[0], SECONDS / 2)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    body = urlencode(form).encode() if form is not None else None
    sent = {"Accept": "application/json", "User-Agent": "Keha", **(headers or {})}
    if body is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    try:
        line.request("GET" if body is None else "POST", path, body, sent)
        return _object(line.getresponse(), until=time.monotonic() + SECONDS)
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        raise Unreachable(f"{parts.hostname} did not answer as it should") from trouble
    finally:
        line.close()


def _object(reply: http.client.HTTPResponse, *, until: float) -> dict[str, Any]:
    if 400 <= reply.status < 500:
        raise Declined(f"an answer of status {reply.status}")
    if reply.status != 200:
        raise Unreachable(f"an answer of status {reply.status}")
    read = bytearray()
    while part := reply.read1(16_384):
        read += part
        if len(read) > BYTES or time.monotonic() > until:
            raise Unreachable("the answer is too long")
    try:
        found = json.loads(read)
    except RecursionError:
        raise Unreachable("the answer is not JSON") from None
    if not isinstance(found, dict):
        raise Unreachable("the answer is no JSON object")
    return found
