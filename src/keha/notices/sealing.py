"""Sealed fields: a gateway's secret and address are in the database only as ciphertext; the key is not in it."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12


def seal(text: str) -> bytes:
    """The text under the installation's own key (AES-256-GCM)."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(settings.NOTICE_KEY).encrypt(nonce, text.encode(), b"notices")


def opened(sealed: bytes | memoryview) -> str:
    """The text again; empty when it was sealed under another key, as after a restore without the secrets."""
    raw = bytes(sealed)
    try:
        return AESGCM(settings.NOTICE_KEY).decrypt(raw[:NONCE], raw[NONCE:], b"notices").decode()
    except InvalidTag:
        return ""
