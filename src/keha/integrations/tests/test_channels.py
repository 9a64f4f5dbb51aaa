"""What sends notices, against real peers on this machine."""

import ipaddress
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from drill import peers as outside
from keha.integrations.channels import peers, push
from keha.integrations.channels.mail import Mail
from keha.integrations.channels.push import Push, to_bytes, to_text
from keha.integrations.channels.sms import Sms
from keha.integrations.channels.teams import Teams
from keha.notices.rules import AddressGone, Destination, Letter, Line, TryAgain, WillNotGo

HOME = "https://keha.example.fi"


def letter(*titles, urgent=False):
    titles = titles or ("Kysymys odottaa tiimiä",)
    return Letter(
        key=uuid4().hex, title=titles[0], lines=tuple(Line(title, "/ask/1/") for title in titles), path="/ask/1/",
        language="fi", urgent=urgent,
    )  # fmt: skip


@pytest.fixture
def peer():
    with outside.peer() as one:
        yield one


@pytest.fixture
def mailbox():
    with outside.mailbox() as one:
        yield one


def test_the_example_of_the_standard_comes_out_to_the_byte() -> None:
    # RFC 8291, appendix A.
    own = ec.derive_private_key(int.from_bytes(to_bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")), push.CURVE)
    sealed = push.sealed(
        b"When I grow up, I want to be a watermelon",
        to_bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        to_bytes("BTBZMqHH6r4Tts7J_aSIgg"), salt=to_bytes("DGv6ra1nlYgDCS1FRnbzlw"), own=own,
    )  # fmt: skip
    assert to_text(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
        "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def pushed(peer, sent, secret=b"k" * 32):
    browser, endpoint = peer.browser("a")
    to = Destination(endpoint, to_text(browser.auth), to_text(browser.public))
    Push(secret, "mailto:keha@example.fi", loopback=True, clock=lambda: 1_000_000).send(sent, to)
    return peer.got[-1]


def test_a_push_is_read_by_the_browser_alone_and_signed_as_ours(peer) -> None:
    sent = letter(urgent=True)
    got = pushed(peer, sent)
    assert got["shown"] == {"body": sent.title, "tag": sent.key, "data": "/ask/1/", "lang": "fi"}
    assert got["claims"] == {
        "aud": peer.url, "exp": 1_000_000 + 43_200, "sub": "mailto:keha@example.fi", "k": push.public_text(b"k" * 32),
    }  # fmt: skip
    assert (got["headers"]["urgency"], got["headers"]["topic"]) == ("high", sent.key)
    assert len(sent.key) == 32  # a topic's longest
    other = outside.Browser()
    body = push.sealed(
        b"x", outside.Browser().public, other.auth, salt=b"s" * 16, own=ec.generate_private_key(push.CURVE)
    )
    with pytest.raises(InvalidTag):
        other.read(body)


def test_the_length_of_a_push_tells_nothing_of_its_title(peer) -> None:
    assert pushed(peer, letter("Kysymys"))["size"] == pushed(peer, letter("Ehdotus odottaa päätöstäsi"))["size"]


@pytest.mark.parametrize(
    ("status", "trouble"),
    [(404, AddressGone), (410, AddressGone), (429, TryAgain), (500, TryAgain), (503, TryAgain), (400, WillNotGo), (301, WillNotGo)],
)  # fmt: skip
def test_what_a_push_service_answers_is_understood_and_nothing_is_followed(peer, status, trouble) -> None:
    peer.always = status
    with pytest.raises(trouble):
        pushed(peer, letter())
    assert peer.got == []


def test_a_subscription_with_a_point_off_the_curve_is_never_sent_to(peer) -> None:
    to = Destination(peer.url, to_text(b"a" * 16), to_text(b"\x04" + b"\x01" * 64))
    with pytest.raises(WillNotGo):
        Push(b"k" * 32, "mailto:a@b.fi", loopback=True).send(letter(), to)


def test_a_mail_holds_titles_and_ways_and_its_key(mailbox) -> None:
    sent = letter("2 asiaa odottaa sinua Kehässä", "Kysymys odottaa tiimiä")
    Mail(mailbox.url, "keha@example.fi", HOME, plain=True).send(sent, Destination("aino@example.org"))
    got = mailbox.got[0]
    assert (got["Subject"], got["To"], got["Message-ID"]) == (
        sent.title,
        "aino@example.org",
        f"<{sent.key}@keha.example.fi>",
    )
    assert "Kysymys odottaa tiimiä\nhttps://keha.example.fi/ask/1/" in got.get_content().replace("\r", "")


@pytest.mark.parametrize(
    ("answer", "trouble"), [("550 no such mailbox", AddressGone), ("450 later", TryAgain), ("554 never", WillNotGo)]
)
def test_what_a_mail_server_answers_is_understood(mailbox, answer, trouble) -> None:
    mailbox.refuses["aino@example.org"] = answer
    with pytest.raises(trouble):
        Mail(mailbox.url, "keha@example.fi", HOME, plain=True).send(letter(), Destination("aino@example.org"))


def test_a_mail_server_that_is_away_is_tried_again() -> None:
    with pytest.raises(TryAgain):
        Mail("smtp://127.0.0.1:9", "keha@example.fi", HOME, plain=True).send(letter(), Destination("a@example.org"))


def test_a_mail_server_without_tls_gets_neither_name_nor_message(mailbox) -> None:
    server = mailbox.url.replace("smtp://", "smtp://name:word@")
    with pytest.raises(TryAgain):
        Mail(server, "keha@example.fi", HOME).send(letter(), Destination("a@example.org"))
    assert mailbox.got == []


def test_a_gateway_gets_number_text_and_key(peer) -> None:
    sent = letter()
    Sms(HOME, loopback=True).send(sent, Destination(f"{peer.url}/sms", "hush", "+358401234567"))
    got = peer.got[0]
    assert got["shown"] == {
        "to": "+358401234567", "text": f"Kehä: {sent.title} {HOME}/ask/1/", "key": sent.key,
    }  # fmt: skip
    assert (got["headers"]["authorization"], got["key"]) == ("Bearer hush", sent.key)


def test_a_channel_gets_a_card_of_titles_in_which_nothing_is_a_link(peer) -> None:
    Teams(HOME, loopback=True).send(
        letter("Kysymys [x](https://pahis.example) odottaa"), Destination(f"{peer.url}/teams")
    )
    content = peer.got[0]["shown"]["attachments"][0]["content"]
    assert (content["type"], content["version"]) == ("AdaptiveCard", "1.4")
    assert content["body"][0]["text"] == r"Kysymys \[x\]\(https://pahis.example\) odottaa"
    assert content["actions"][0]["url"] == f"{HOME}/ask/1/"


INSIDE = [
    "https://127.0.0.1/", "https://localhost/", "https://10.0.0.1/", "https://192.168.1.1/", "https://169.254.169.254/",
    "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://[fd00::1]/", "https://0.0.0.0/", "https://224.0.0.1/",
    "https://[64:ff9b::a00:1]/", "https://[2002:a00:1::]/", "https://100.64.0.1/", "https://0x7f000001/", "https://2130706433/",
    "http://example.org/", "https://a@127.0.0.1/", "https://[x/", "ftp://127.0.0.1/", "https:///", "",
]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_inside_is_ever_spoken_to(address) -> None:
    with pytest.raises(WillNotGo, match="forbidden-address"):
        peers.post(address, b"", {})


@settings(deadline=None)
@given(st.ip_addresses())
def test_what_is_private_in_either_family_is_private(ip) -> None:
    if isinstance(ip, ipaddress.IPv4Address):
        same = [ipaddress.IPv6Address(f"::ffff:{ip}"), ipaddress.IPv6Address((0x64FF9B << 96) | int(ip))]
        assert {peers.is_public(other) for other in same} == {peers.is_public(ip)}
    if peers.is_public(ip):
        assert not (ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_multicast)


def test_a_reply_without_end_is_read_only_so_far() -> None:
    class Endless(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(1000):
                    self.wfile.write(b"x" * 65536)
            except OSError:
                pass

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Endless)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    reply = peers.post(f"http://127.0.0.1:{server.server_port}/", json.dumps({}).encode(), {}, loopback=True)
    thread.join()
    server.server_close()
    assert len(reply.body) == peers.READ_MAX
