"""What every response carries, and how large a request may be."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from keha.web.shell import errors

Respond = Callable[[HttpRequest], HttpResponse]
HSTS = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"


class Headers:
    """Headers of every response, errors and files included."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Django sends it over TLS only; a proxy that ends TLS passes it on, and on plain HTTP browsers ignore it.
        response.headers.setdefault("Strict-Transport-Security", HSTS)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path_info.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def body_limit(path: str) -> int:
    """How many bytes a body may have: what our forms need, and at the addresses that take files a file's."""
    return settings.UPLOAD_MAX_SIZE if path in settings.UPLOAD_PATHS else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class BodyLimit:
    """Refuses a request whose body is larger than any form of ours, and reads the others whole.

    Here, before any context is entered: a slow phone must not hold a transaction open, and the server resumes reading
    a line in whatever context the reader stood in, which would then be the context of all that follows on that line.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > body_limit(request.path_info):
            return errors.too_large(request, is_file=request.path_info in settings.UPLOAD_PATHS)
        try:
            # Set by hand where a file is taken: Django's own limit for a body is that of a form.
            request._body = request.read(int(length))
        except UnreadablePostError:
            return errors.bad_request(request)
        return self.get_response(request)
