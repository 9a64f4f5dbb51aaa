"""The server's entrance: pages run as WSGI in threads, which costs a third of what ASGI would."""

import asyncio
import os
from contextvars import Context
from typing import Any

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keha.config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

BODY_SECONDS, FILE_SECONDS = 20, 60
FILES_AT_ONCE = 4
pages: Any = get_wsgi_application()

from keha.web.shell.middleware import body_limit  # noqa: E402  once Django has been set up


def _apart(environ: Any, start_response: Any) -> Any:
    """Each request begins in an empty context, whatever the one before it on the same line has left."""
    return Context().run(pages, environ, start_response)


threads: Any = WSGIMiddleware(_apart, workers=int(os.environ.get("KEHA_THREADS", "8")))


_files = asyncio.Semaphore(FILES_AT_ONCE)


def _length(scope: Any) -> int:
    told = dict(scope["headers"]).get(b"content-length", b"0")
    return int(told) if told.isdigit() else 0


async def _whole(receive: Any, *, most: int, seconds: int) -> bytes | None:
    """The body; nothing of it when it took longer than its seconds, and None when the phone hung up."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while len(body) <= most:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                body += message.get("body", b"")
                if not message.get("more_body"):
                    break
    except TimeoutError:
        return b""
    return bytes(body)


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Waits for a whole body without a thread: those who send slowly keep no page from the others."""
    most = body_limit(scope.get("path", ""))
    if scope["type"] != "http" or not 0 < _length(scope) <= most:
        await threads(scope, receive, send)
        return
    if _length(scope) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        async with _files:  # so that files on their way never fill the memory
            await _answer(scope, receive, send, await _whole(receive, most=most, seconds=FILE_SECONDS))
        return
    await _answer(scope, receive, send, await _whole(receive, most=most, seconds=BODY_SECONDS))


async def _answer(scope: Any, receive: Any, send: Any, body: bytes | None) -> None:
    if body is None:
        return
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Any:
        return waiting.pop() if waiting else await receive()

    await threads(scope, again, send)
