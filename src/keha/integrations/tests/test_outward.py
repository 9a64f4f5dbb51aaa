"""Addresses that may be asked over the net: public ones, by name, over https."""

import socket
from typing import Any

import pytest

from keha.integrations.sign_in import outward
from keha.integrations.sign_in.outward import Unreachable, asked, is_acceptable

INNER = (
    "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1",
    "::1", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "::", "192.0.2.1",
)  # fmt: skip


@pytest.mark.parametrize(
    "url", ["https://login.microsoftonline.com/a-b/v2.0", "https://sso.kunta.fi", "https://x.example:443/a/b"]
)
def test_a_public_name_over_https_will_do(url: str) -> None:
    assert is_acceptable(url)


@pytest.mark.parametrize("url", ["", "https://", "https://[::1]/", "https://0x7f.1/", "https://127.1", "https://x.example:99999", "https://x.example\n", "https://x.ex ample", "http://x.example", "https://localhost", "https://127.0.0.1", "//x.example", "https://x.example#a"])  # fmt: skip
def test_others_will_not(url: str) -> None:
    assert not is_acceptable(url)


@pytest.mark.parametrize("address", INNER)
def test_a_public_name_that_leads_inside_is_not_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_said: Any, **_more: Any) -> list[Any]:
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(socket.AF_INET, 1, 6, "", ("93.184.216.34", 443)), (kind, 1, 6, "", (address, 443))]

    monkeypatch.setattr(outward.socket, "getaddrinfo", found)
    monkeypatch.setattr(outward.socket, "create_connection", lambda *_said: pytest.fail("a line was opened"))
    with pytest.raises(Unreachable):
        asked("https://sso.kunta.fi/")


def test_the_line_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Any] = []

    def connect(where: Any, _seconds: float) -> Any:
        opened.append(where)
        raise OSError

    monkeypatch.setattr(outward.socket, "getaddrinfo", lambda *_s, **_m: [(2, 1, 6, "", ("93.184.216.34", 443))])
    monkeypatch.setattr(outward.socket, "create_connection", connect)
    with pytest.raises(Unreachable):
        asked("https://sso.kunta.fi/")
    assert opened == [("93.184.216.34", 443)]
