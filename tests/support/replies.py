"""Replies without what is meant to differ: keys of forms, tokens, nonces, the date."""

import re
from typing import Any

CHANGING = re.compile(rb'(name="(?:form_key|csrfmiddlewaretoken)" value=")[^"]*"|(hx-headers=.)[^>]*|(nonce=")[^"]*"')
VOLATILE = {"date", "set-cookie"}


def _told(sent: str) -> str:
    """A short number stands in a page for many things; only in an address is it what was sent."""
    return sent if len(sent) > 7 else f"/{sent}/"


def plain(body: bytes, *, ids: tuple[str, ...] = ()) -> bytes:
    """A body without form keys, tokens and nonces. ids: what was sent, made alike where it is echoed."""
    body = CHANGING.sub(b"<changing>", body)
    for sent in ids:
        body = body.replace(_told(sent).encode(), b"<id>")
    return body


def seen(response: Any, *, ids: tuple[str, ...] = ()) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """A reply as the one who asked can see it: status, headers less the date, body less what always changes."""
    headers = {name.lower(): value for name, value in response.headers.items() if name.lower() not in VOLATILE}
    for sent in ids:
        headers = {name: value.replace(_told(sent), "<id>") for name, value in headers.items()}
    headers.pop("content-length", None)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, tuple(sorted(headers.items())), plain(body, ids=ids)
