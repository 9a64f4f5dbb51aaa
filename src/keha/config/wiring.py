"""Who listens to what: the whole table."""

from django.conf import settings

from keha.agreements.events import RuleAdopted, RuleWordsChanged
from keha.foundation.facts import wire
from keha.integrations.channels.mail import Mail
from keha.integrations.channels.push import Push
from keha.integrations.channels.sms import Sms
from keha.integrations.channels.teams import Teams
from keha.notices import channels
from keha.notices import listeners as notices
from keha.notices.channels import Channel
from keha.notices.rules import ChannelKind
from keha.organisation.events import PersonDeparted
from keha.questions import listeners as questions


def wire_all() -> None:
    """Sets the table, once a process."""
    wire(
        {
            RuleAdopted: [questions.read_new_version],
            RuleWordsChanged: [questions.read_new_words],
            PersonDeparted: [notices.forget_departed],
        }
    )
    channels.fill(_channels())


def _channels() -> dict[ChannelKind, Channel]:
    """What sends notices. A peer on this machine may be spoken to in tests and in the story only."""
    near, home = settings.TESTING or settings.STORY, settings.ORIGIN
    contact = f"mailto:{settings.FEEDBACK_ADDRESS}" if "@" in settings.FEEDBACK_ADDRESS else home or "https://localhost"
    found: dict[ChannelKind, Channel] = {
        ChannelKind.PUSH: Push(settings.VAPID_KEY, contact, loopback=near),
        ChannelKind.SMS: Sms(home, loopback=near),
        ChannelKind.TEAMS: Teams(home, loopback=near),
    }
    if settings.SMTP_URL:
        found[ChannelKind.MAIL] = Mail(settings.SMTP_URL, settings.MAIL_FROM, home, plain=near)
    return found
