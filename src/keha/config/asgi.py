"""The server's entrance: pages run as WSGI in threads, which costs a third of what ASGI would."""

import os
from typing import Any

from a2wsgi import WSGIMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keha.config.settings")

from django.core.wsgi import get_wsgi_application

pages: Any = get_wsgi_application()
application: Any = WSGIMiddleware(pages, workers=int(os.environ.get("KEHA_THREADS", "8")))
