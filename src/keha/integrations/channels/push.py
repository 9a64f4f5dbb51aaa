"""Web Push: the message is sealed for the one browser (RFC 8291, aes128gcm of RFC 8188) and signed as ours (VAPID, RFC 8292)."""

import base64
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from keha.integrations.channels import peers
from keha.notices.rules import Destination, Letter, WillNotGo

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
RECORD, PADDED = 4096, 512
HOUR = 3600
KEPT_AT_MOST = 24 * HOUR
GONE = frozenset({404, 410})


def to_text(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    """The bytes of base64url, padded or not."""
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def signing_key(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The installation's VAPID key, worked out from its 32 secret bytes."""
    return ec.derive_private_key(int.from_bytes(secret) % (ORDER - 1) + 1, CURVE)


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_text(secret: bytes) -> str:
    """The public key as a browser wants it when it subscribes."""
    return to_text(point(signing_key(secret).public_key()))


def _derived(salt: bytes, secret: bytes, about: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, about).derive(secret)


def sealed(text: bytes, browser_key: bytes, auth: bytes, *, salt: bytes, own: ec.EllipticCurvePrivateKey) -> bytes:
    """The body of a push message: one record of RFC 8188, keyed by RFC 8291. salt: 16 fresh bytes; own: a fresh key."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, browser_key)
    ours = point(own.public_key())
    secret = _derived(auth, own.exchange(ec.ECDH(), theirs), b"WebPush: info\0" + browser_key + ours, 32)
    key = _derived(salt, secret, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(salt, secret, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4) + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, text + b"\x02", None)


def signed(origin: str, *, secret: bytes, contact: str, now: float) -> str:
    """The Authorization of RFC 8292 for a push service, good for twelve hours."""
    claims = {"aud": origin, "exp": int(now) + 12 * HOUR, "sub": contact}
    parts = [
        to_text(json.dumps(one, separators=(",", ":")).encode()) for one in ({"typ": "JWT", "alg": "ES256"}, claims)
    ]
    key = signing_key(secret)
    r, s = decode_dss_signature(key.sign(".".join(parts).encode(), ec.ECDSA(hashes.SHA256())))
    token = ".".join([*parts, to_text(r.to_bytes(32) + s.to_bytes(32))])
    return f"vapid t={token}, k={to_text(point(key.public_key()))}"


@dataclass(frozen=True, slots=True)
class Push:
    """secret: the VAPID key's; contact: a mailto: or https: address of whoever runs this installation."""

    secret: bytes
    contact: str
    loopback: bool = False
    clock: Callable[[], float] = time.time

    def send(self, letter: Letter, to: Destination) -> None:
        """The title and where it leads, padded so that its length tells little. The key: Topic and the notification's tag."""
        shown = {"body": letter.title, "tag": letter.key, "data": letter.path, "lang": letter.language}
        text = json.dumps(shown, ensure_ascii=False).encode()
        text += b" " * (PADDED - len(text))
        try:
            body = sealed(
                text, to_bytes(to.more), to_bytes(to.secret), salt=os.urandom(16), own=ec.generate_private_key(CURVE)
            )
        except ValueError:
            raise WillNotGo("refused-key") from None
        service = urlsplit(to.address)
        headers = {
            "Authorization": signed(
                f"{service.scheme}://{service.netloc}", secret=self.secret, contact=self.contact, now=self.clock()
            ),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_AT_MOST),
            "Urgency": "high" if letter.urgent else "normal",
            "Topic": letter.key,
        }
        peers.look_at(peers.post(to.address, body, headers, loopback=self.loopback), gone=GONE)
