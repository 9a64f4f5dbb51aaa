"""E-mail by the installation's own mail server."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from django.utils import translation
from django.utils.translation import gettext as _

from keha.notices.rules import AddressGone, Destination, Letter, TryAgain, WillNotGo

SECONDS = 8
NO_SUCH_MAILBOX = {550, 551, 553}


@dataclass(frozen=True, slots=True)
class Mail:
    """server: smtps://, or smtp:// with STARTTLS, with name and password in it; home: where the pages are."""

    server: str
    sender: str
    home: str
    plain: bool = False

    def send(self, letter: Letter, to: Destination) -> None:
        """Titles and where they lead. The key is the Message-ID, so that a second one can be known as such."""
        message = self._message(letter, to.address)
        parts = urlsplit(self.server)
        try:
            server = self._connected(parts.scheme, parts.hostname or "", parts.port)
        except (OSError, smtplib.SMTPException):
            raise TryAgain("no-mail-server") from None
        try:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message, self.sender, [to.address])
        except smtplib.SMTPRecipientsRefused as refused:
            _say(refused.recipients[to.address][0])
        except smtplib.SMTPResponseException as refused:
            raise (WillNotGo if refused.smtp_code >= 500 else TryAgain)(f"refused-{refused.smtp_code}") from None
        except (OSError, smtplib.SMTPException):
            raise TryAgain("no-mail-server") from None
        finally:
            # It has been taken or not; how the parting goes tells nothing.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _connected(self, scheme: str, host: str, port: int | None) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if scheme == "smtps":
            return smtplib.SMTP_SSL(host, port or 465, timeout=SECONDS, context=context)
        server = smtplib.SMTP(host, port or 587, timeout=SECONDS)
        if not self.plain:
            try:
                server.starttls(context=context)
            except (OSError, smtplib.SMTPException):
                server.close()
                raise
        return server

    def _message(self, letter: Letter, address: str) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["Subject"] = letter.title
        message["From"], message["To"] = self.sender, address
        message["Message-ID"] = f"<{letter.key}@{urlsplit(self.home).hostname or 'keha'}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = letter.language
        with translation.override(letter.language):
            end = _("You chose these messages in Kehä. Change it there: Me, Notices.")
        lines = [f"{line.title}\n{self.home}{line.path}" for line in letter.lines]
        message.set_content("\n\n".join([*lines, end]) + "\n", charset="utf-8")
        return message


def _say(code: int) -> None:
    if code in NO_SUCH_MAILBOX:
        raise AddressGone(f"gone-{code}")
    raise (WillNotGo if code >= 500 else TryAgain)(f"refused-{code}")
