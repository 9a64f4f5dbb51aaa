"""A phone on a served installation: one connection, its cookies, forms with keys."""

import http.client
import re
import time
from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import uuid4

IDLE_SECONDS = 2  # the server hangs up an idle line after five
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Phone:
    """Somebody's phone. language: what its browser says."""

    def __init__(self, port: int, *, language: str = "fi", timeout: float = 30) -> None:
        self.port, self.language, self.timeout = port, language, timeout
        self.cookies: dict[str, str] = {}
        self.token = ""
        self._used = 0.0
        self._connection: http.client.HTTPConnection | None = None

    def send(
        self, method: str, path: str, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, where it leads, and the page. Raises OSError or HTTPException when the line broke."""
        if self._connection and time.monotonic() - self._used > IDLE_SECONDS:
            self.close()
        self._used = time.monotonic()
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {
            "Cookie": cookies,
            "Host": f"localhost:{self.port}",
            "Accept-Language": self.language,
            **(headers or {}),
        }
        if fields is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self._connection.request(method, path, urlencode(fields) if fields is not None else None, sent)
            reply = self._connection.getresponse()
            page = reply.read().decode()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        for line in reply.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        if found := TOKEN.search(page):
            self.token = found[1]
        return reply.status, reply.headers.get("Location", ""), page

    def close(self) -> None:
        """Hangs up; the next sending calls anew."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def post(self, path: str, fields: Mapping[str, str], *, key: str | None = None) -> tuple[int, str, str]:
        """Sends a form of our own, with its token and a key."""
        return self.send("POST", path, {**fields, "form_key": key or str(uuid4()), "csrfmiddlewaretoken": self.token})

    def become(self, person: str) -> None:
        """Signs in by the page of the demonstration."""
        self.send("GET", "/demo/")
        status, led, _page = self.post("/demo/become/", {"person": person})
        assert (status, led) == (303, "/today/"), status
        self.send("GET", "/ask/")

    def insist(self, path: str, fields: Mapping[str, str], *, seconds: float = 60) -> tuple[str, int] | None:
        """Sends a form with one key until it is acknowledged: where it led, and how many sendings it took."""
        key, deadline, times = str(uuid4()), time.monotonic() + seconds, 0
        while time.monotonic() < deadline:
            times += 1
            try:
                status, led, _page = self.post(path, fields, key=key)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if status == 303:
                return led, times
            if status not in {409, 500, 502, 503}:
                raise AssertionError(f"{path}: {status}")
            time.sleep(0.05)
        return None
