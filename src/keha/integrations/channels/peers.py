"""Speaking to a peer outside: only to public addresses, over TLS, in bounded time; no redirects, and little is read of a reply.

Addresses come from people (a browser's push service) and from administrators, so a name is looked up once, each of its addresses
is looked at, and the connection goes to the very address that was looked at.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from keha.notices.rules import AddressGone, TryAgain, WillNotGo

SECONDS, READ_MAX = 5, 16_384
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. body: its first bytes."""

    status: int
    body: bytes


def _inner(ip: Ip) -> Ip:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(ip, ipaddress.IPv6Address):
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else ip.ipv4_mapped or ip
    return ip


def is_public(ip: Ip) -> bool:
    """Whether an address is outside: no loopback, no private or link-local net, no multicast."""
    inner = _inner(ip)
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _looked_up(host: str, port: int, *, loopback: bool) -> str:
    """An address of the host that may be spoken to. Raises WillNotGo, TryAgain."""
    try:
        found = [ipaddress.ip_address(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise TryAgain("no-answer") from None
    if not found or not all(is_public(ip) or (loopback and ip.is_loopback) for ip in found):
        raise WillNotGo("forbidden-address")
    return str(found[0])


class _ToThisAddress(http.client.HTTPConnection):
    """A connection to an address that has been looked at; over TLS under the host's name."""

    def __init__(self, host: str, port: int, *, ip: str, tls: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.ip, self.tls = ip, tls

    def connect(self) -> None:
        self.sock = socket.create_connection((self.ip, self.port), timeout=SECONDS)
        if self.tls:
            self.sock = self.tls.wrap_socket(self.sock, server_hostname=self.host)


def post(address: str, body: bytes, headers: Mapping[str, str], *, loopback: bool = False) -> Reply:
    """Sends a body and gives what came back, whatever its status. Raises TryAgain, WillNotGo.

    loopback: in tests and in the story a peer of this machine may be spoken to, without TLS too.
    """
    try:
        parts = urlsplit(address)
        host, plain = parts.hostname or "", parts.scheme == "http"
        port = parts.port or (80 if plain else 443)
    except ValueError:
        raise WillNotGo("forbidden-address") from None
    if not host or parts.username is not None or parts.scheme not in ({"http", "https"} if loopback else {"https"}):
        raise WillNotGo("forbidden-address")
    ip = _looked_up(host, port, loopback=loopback)
    if plain and not ipaddress.ip_address(ip).is_loopback:
        raise WillNotGo("forbidden-address")
    connection = _ToThisAddress(host, port, ip=ip, tls=None if plain else ssl.create_default_context())
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, {**headers, "Connection": "close"})
        reply = connection.getresponse()
        return Reply(reply.status, reply.read(READ_MAX))
    except (OSError, http.client.HTTPException, ValueError):
        raise TryAgain("no-answer") from None
    finally:
        connection.close()


def look_at(reply: Reply, *, gone: frozenset[int] = frozenset()) -> None:
    """Raises what a status means. gone: statuses by which the peer says that the address is no more."""
    if 200 <= reply.status < 300:
        return
    if reply.status in gone:
        raise AddressGone(f"gone-{reply.status}")
    if reply.status in {408, 425, 429} or reply.status >= 500:
        raise TryAgain(f"busy-{reply.status}")
    raise WillNotGo(f"refused-{reply.status}")
