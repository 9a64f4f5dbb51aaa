"""A person with a phone that is pushed to, a shift, and peers at the other end."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from drill import peers
from keha.config import wiring
from keha.foundation.context import acting_for
from keha.integrations.channels.mail import Mail
from keha.integrations.channels.push import Push, to_text
from keha.integrations.channels.sms import Sms
from keha.integrations.channels.teams import Teams
from keha.notices import channels
from keha.notices.actions import Notice, Told, sending, tell
from keha.notices.models import Address, Delivery, Parcel, Subscription
from keha.notices.rules import ChannelKind, NoticeKind
from keha.organisation.models import Person, Team, TeamSite
from keha.presence.models import Stint

MORNING = datetime(
    2031, 10, 24, 3, 0, tzinfo=UTC
)  # a Friday, six o'clock in Finland; nobody of the story has shifts then
HOUR = timedelta(hours=1)
WORDS = {"fi": "Kysymys odottaa tiimiä", "sv": "En fråga väntar på teamet", "en": "A question waits for the team"}


@dataclass
class Post:
    """The employer, one person of it, and what stands at the other end."""

    employer: object
    person: Person
    peer: peers.Peer
    mailbox: peers.Mailbox

    def shift(self, begins: datetime, hours: int = 8) -> None:
        with acting_for(self.employer):
            place = TeamSite.objects.select_related("team", "site").first()
            period = DateTimeTZRange(begins, begins + hours * HOUR)
            Stint.objects.create(person=self.person, team=place.team, site=place.site, period=period)

    def subscribe(self, name: str = "phone") -> Subscription:
        browser, endpoint = self.peer.browser(name)
        with acting_for(self.employer):
            return Subscription.objects.create(
                person=self.person, endpoint=endpoint, browser_key=to_text(browser.public), auth=to_text(browser.auth),
                at=MORNING,
            )  # fmt: skip

    def address(self, channel: ChannelKind, address: str) -> None:
        with acting_for(self.employer):
            Address.objects.create(person=self.person, channel=channel.value, address=address, at=MORNING)

    def tell(self, at: datetime = MORNING + HOUR, **given: object) -> Notice:
        about = {
            "kind": NoticeKind.QUESTION_WAITS, "told": lambda language: Told(WORDS[language]),
            "thing": ("question", uuid4()), "path": "/ask/", "key": f"test {uuid4()}",
        }  # fmt: skip
        notice = Notice(**(about | given))
        with acting_for(self.employer):
            tell(notice, to=[self.person.pk], at=at)
        return notice

    def send(self, at: datetime = MORNING + HOUR) -> int:
        """Everything that is due at an instant. Returns how many messages were handed over."""
        count = 0
        while sending.send_next(self.employer, at=at):
            count += 1
            assert count < 1000
        return count

    def parcels(self) -> list[Parcel]:
        with acting_for(self.employer):
            return list(Parcel.objects.order_by("id"))

    def deliveries(self) -> list[Delivery]:
        with acting_for(self.employer):
            return list(Delivery.objects.order_by("id"))

    def team(self) -> Team:
        with acting_for(self.employer):
            return Team.objects.order_by("code")[0]


@pytest.fixture(scope="session")
def _ends():
    with peers.peer() as peer, peers.mailbox() as mailbox:
        yield peer, mailbox


@pytest.fixture
def post(world, _ends, settings):
    peer, mailbox = _ends
    for one in (peer.got, peer.replies, mailbox.got):
        one.clear()
    peer.always = 201
    mailbox.refuses.clear()
    settings.SMTP_URL = mailbox.url
    home = "https://keha.example.fi"
    channels.fill(
        {
            ChannelKind.PUSH: Push(b"k" * 32, "mailto:keha@example.fi", loopback=True),
            ChannelKind.MAIL: Mail(mailbox.url, "keha@example.fi", home, plain=True),
            ChannelKind.SMS: Sms(home, loopback=True),
            ChannelKind.TEAMS: Teams(home, loopback=True),
        }
    )
    with acting_for(world.employer):
        person = Person.objects.order_by("name")[0]
    yield Post(world.employer, person, peer, mailbox)
    wiring.wire_all()
