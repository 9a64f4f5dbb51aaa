"""What stands at the other end of a notice, for trials: a push service with its browsers, gateways, a mail server.

Each remembers every message with its key, so that lost and doubled ones can be counted. Nothing here uses the house's own code.
"""

import base64
import json
import os
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE = ec.SECP256R1()


def unpadded(raw: bytes) -> str:
    """Base64url as in the standards."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(text: str) -> bytes:
    """Its bytes."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _mac(key: bytes, text: bytes) -> bytes:
    one = hmac.HMAC(key, hashes.SHA256())
    one.update(text)
    return one.finalize()


class Browser:
    """A browser's half of a subscription: its keys, and what it reads of a message (RFC 8291, section 3.4)."""

    def __init__(self) -> None:
        self.key, self.auth = ec.generate_private_key(CURVE), os.urandom(16)

    @property
    def public(self) -> bytes:
        """Its public key, 65 bytes."""
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def read(self, body: bytes) -> bytes:
        """The text of one record; raises when it was not sealed for this browser."""
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
        secret = _mac(_mac(self.auth, shared), b"WebPush: info\0" + self.public + theirs + b"\1")
        first = _mac(salt, secret)
        key = _mac(first, b"Content-Encoding: aes128gcm\0\1")[:16]
        nonce = _mac(first, b"Content-Encoding: nonce\0\1")[:12]
        text = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert text.endswith(b"\x02")
        return text[:-1]


def claims_of(authorization: str, origin: str) -> dict[str, Any]:
    """What a VAPID header claims, when its signature is good and it is meant for this service (RFC 8292)."""
    scheme, _space, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, claims, signature = parts["t"].split(".")
    assert scheme == "vapid" and json.loads(raw(head)) == {"typ": "JWT", "alg": "ES256"}
    signed = raw(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, raw(parts["k"]))
    der = encode_dss_signature(int.from_bytes(signed[:32]), int.from_bytes(signed[32:]))
    key.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    told: dict[str, Any] = json.loads(raw(claims))
    assert told["aud"] == origin
    return told | {"k": parts["k"]}


@dataclass
class Peer:
    """An HTTP peer. got: each message with its key, path and headers; replies: statuses to answer with before 201."""

    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    replies: list[int] = field(default_factory=list)
    always: int = 201
    browsers: dict[str, Browser] = field(default_factory=dict)

    def keys(self) -> Counter[str]:
        """How often each key came."""
        return Counter(one["key"] for one in list(self.got))

    def browser(self, name: str) -> tuple[Browser, str]:
        """A browser that subscribes here: itself and its endpoint."""
        self.browsers[f"/push/{name}"] = Browser()
        return self.browsers[f"/push/{name}"], f"{self.url}/push/{name}"

    def take(self, path: str, headers: dict[str, str], body: bytes) -> int:
        """A message; the status that answers it."""
        if self.replies:
            return self.replies.pop(0)
        if self.always >= 300:
            return self.always
        if browser := self.browsers.get(path):
            told = {
                "key": headers["topic"], "shown": json.loads(browser.read(body)),
                "claims": claims_of(headers["authorization"], self.url),
            }  # fmt: skip
        else:
            told = {"key": headers["idempotency-key"], "shown": json.loads(body)}
        self.got.append({"path": path, "headers": headers, "size": len(body), **told})
        return self.always


class _Server(ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 128


@contextmanager
def peer() -> Iterator[Peer]:
    """A peer on this machine, served until the end."""
    one = Peer()

    class Handler(BaseHTTPRequestHandler):
        """Takes what is posted."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = one.take(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"{one.url}/elsewhere")
            self.end_headers()
            self.wfile.write(b"x" * 100)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is logged."""

    server = _Server(("127.0.0.1", 0), Handler)
    one.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield one
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Mailbox:
    """A mail server. got: messages; refuses: what it answers to a recipient instead of taking the message."""

    url: str = ""
    got: list[Any] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)

    def keys(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(one["Message-ID"].strip("<>").partition("@")[0] for one in list(self.got))

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        """A recipient."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """A message."""
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A real SMTP server on this machine, served until the end."""
    box = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.url = f"smtp://127.0.0.1:{port}"
    try:
        yield box
    finally:
        controller.stop()
