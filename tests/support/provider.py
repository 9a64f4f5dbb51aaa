"""An employer's sign-in service: a small OpenID provider with its own key, run in the test, that also lies on demand."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

SECRET = "a secret / with: signs"
_KEYS: dict[str, Any] = {}


def key_of(name: str) -> Any:
    """A key of 2048 bits by its name, made once a run."""
    return _KEYS.setdefault(name, rsa.generate_private_key(public_exponent=65537, key_size=2048))


class Provider:
    """The service. kid: the key it signs with; change: what it does to the claims; sign: how it makes the token."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.kid, self.served = "one", ["one"]
        self.codes: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.claims: dict[str, Any] = {}
        self.methods = ["client_secret_post"]
        self.configuration: dict[str, Any] = {}
        self.now = 0.0

    def signs_in(self, address: str, **claims: Any) -> dict[str, str]:
        """Somebody signs in at the address that she was sent to: what she is sent back with."""
        said = dict(parse_qsl(urlsplit(address).query))
        code = f"code-{len(self.codes)}"
        self.codes[code] = {"said": said, "claims": claims}
        return {"code": code, "state": said["state"]}

    def _token(self, code: dict[str, Any]) -> str:
        claims = {
            "iss": self.issuer, "aud": code["said"]["client_id"], "nonce": code["said"]["nonce"], "sub": "s-1",
            "iat": int(self.now), "exp": int(self.now) + 300, **code["claims"], **self.claims,
        }  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        return self.sign(claims)

    def sign(self, claims: dict[str, Any]) -> str:
        """A token as it should be; a test may put another way in its place."""
        return jwt.encode(claims, key_of(self.kid), algorithm="RS256", headers={"kid": self.kid})

    def answer(self, path: str, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """What stands at an address, or comes of a form."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize",
                "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys",
                "token_endpoint_auth_methods_supported": self.methods, **self.configuration,
            }  # fmt: skip
        if path == "/keys":
            rows = [json.loads(RSAAlgorithm.to_jwk(key_of(name).public_key())) for name in self.served]
            return 200, {"keys": [row | {"kid": n, "use": "sig"} for row, n in zip(rows, self.served, strict=True)]}
        if path != "/token":
            return 404, {}
        code = self.codes.pop(form.get("code", ""), None)
        if code is None or not self._is_client(form, authorization):
            return 400, {"error": "invalid_grant"}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode()
        if (
            challenge.rstrip("=") != code["said"]["code_challenge"]
            or form["redirect_uri"] != code["said"]["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {"token_type": "Bearer", "access_token": "x", "id_token": self._token(code)}

    def _is_client(self, form: dict[str, str], authorization: str) -> bool:
        if "client_secret_post" in self.methods:
            return form.get("client_secret") == SECRET
        from urllib.parse import unquote

        return unquote(base64.b64decode(authorization.removeprefix("Basic ")).decode()).endswith(":" + SECRET)


class _Handler(BaseHTTPRequestHandler):
    provider: Provider

    def _say(self, form: dict[str, str]) -> None:
        status, body = self.provider.answer(urlsplit(self.path).path, form, self.headers.get("Authorization", ""))
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("Location", body["to"])
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def do_GET(self) -> None:
        self._say({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self._say({name: values[0] for name, values in parse_qs(body).items()})

    def log_message(self, *_said: Any) -> None:
        """Nothing."""


@contextmanager
def running() -> Iterator[Provider]:
    """The service on a port of its own."""
    handler: Any = type("Handler", (_Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    handler.provider = Provider(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield handler.provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
