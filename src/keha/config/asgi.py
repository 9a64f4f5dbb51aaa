"""The server's entrance: pages run as WSGI in threads, which costs a third of what ASGI would."""

import os
from contextvars import Context
from typing import Any

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keha.config.settings")

from django.core.wsgi import get_wsgi_application

pages: Any = get_wsgi_application()


def _apart(environ: Any, start_response: Any) -> Any:
    """Each request begins in an empty context, whatever the one before it on the same line has left."""
    return Context().run(pages, environ, start_response)


application: Any = WSGIMiddleware(_apart, workers=int(os.environ.get("KEHA_THREADS", "8")))
