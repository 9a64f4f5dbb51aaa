"""Sending: at the right time, once each, and not what is past."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from keha.foundation.context import acting_for
from keha.notices import channels, rules, sealing
from keha.notices.actions import call_off, choosing, sending, tell
from keha.notices.actions.choosing import Chosen
from keha.notices.models import Attempt, Delivery, Gateway, KeptNotice, Parcel, Subscription
from keha.notices.rules import ChannelKind, NoticeKind
from keha.notices.tests.conftest import HOUR, MORNING, WORDS
from keha.organisation import queries as organisation
from keha.organisation.actions import people
from keha.presence.models import Away

EVENING = MORNING + 10 * HOUR


@pytest.fixture
def at_work(post):
    """A person in the first hour of her shift, with a phone that is pushed to; she works the next day too."""
    post.shift(MORNING)
    post.shift(MORNING + 24 * HOUR)
    post.subscribe()
    return post


def test_who_is_at_work_gets_it_at_once_in_her_language(at_work) -> None:
    at_work.tell()
    assert at_work.send() == 1
    shown = at_work.peer.got[0]["shown"]
    assert shown["body"] == WORDS[at_work.person.language]
    assert shown["data"] == "/ask/"
    assert at_work.send() == 0


def test_what_is_told_in_the_evening_comes_with_the_morning_as_one(at_work) -> None:
    for _ in range(3):
        at_work.tell(at=EVENING)
    assert at_work.send(EVENING) == at_work.send(MORNING + 23 * HOUR) == 0
    assert at_work.send(MORNING + 24 * HOUR) == 1
    assert at_work.peer.got[0]["shown"]["data"] == "/notices/"
    assert "3" in at_work.peer.got[0]["shown"]["body"]


def test_a_worker_that_was_down_for_two_hours_sends_what_is_still_in_time(at_work) -> None:
    at_work.tell(at=EVENING)
    assert at_work.send(MORNING + 26 * HOUR) == 1


def test_and_what_it_missed_the_whole_shift_for_waits_for_the_next_one(at_work) -> None:
    at_work.shift(MORNING + 72 * HOUR)
    at_work.tell(at=EVENING)
    assert at_work.send(MORNING + 34 * HOUR) == 0
    assert at_work.send(MORNING + 72 * HOUR) == 1


def test_who_is_away_is_left_in_peace_until_she_is_back(at_work) -> None:
    at_work.shift(MORNING + 48 * HOUR)
    with acting_for(at_work.employer):
        Away.objects.create(
            person=at_work.person, period=DateTimeTZRange(MORNING, MORNING + 40 * HOUR), by=at_work.person, at=MORNING
        )
    at_work.tell(urgent=True)
    assert at_work.send() == at_work.send(MORNING + 25 * HOUR) == 0
    assert at_work.send(MORNING + 48 * HOUR) == 1


def test_who_is_away_from_all_of_her_shifts_is_not_reached_in_office_hours(post) -> None:
    post.subscribe()
    with acting_for(post.employer):
        Away.objects.create(
            person=post.person, period=DateTimeTZRange(MORNING, MORNING + 400 * HOUR), by=post.person, at=MORNING
        )
    post.tell(at=MORNING + 4 * HOUR)
    assert post.send(MORNING + 4 * HOUR) == post.send(MORNING + 5 * HOUR) == 0


def test_a_shift_across_the_end_of_summer_time_begins_when_the_wall_says(post) -> None:
    # The night between 25 and 26 October 2031: six in the morning is three in UTC on Saturday and four on Sunday.
    post.subscribe()
    post.shift(datetime(2031, 10, 25, 3, 0, tzinfo=UTC))
    sunday = datetime(2031, 10, 26, 4, 0, tzinfo=UTC)
    post.shift(sunday)
    post.tell(at=datetime(2031, 10, 25, 20, 0, tzinfo=UTC))
    assert post.send(sunday - timedelta(minutes=1)) == 0
    assert post.send(sunday) == 1


def test_what_is_called_off_is_not_sent_even_when_it_was_packed_already(at_work) -> None:
    notice, packed = at_work.tell(), at_work.tell()
    at_work.peer.replies.append(503)
    at_work.peer.replies.append(503)
    assert at_work.send() == 1  # both in one message, which is not taken
    with acting_for(at_work.employer):
        call_off(thing=notice.thing, at=MORNING + HOUR)
        call_off(thing=packed.thing, at=MORNING + HOUR)
    at_work.peer.replies.clear()
    assert at_work.send(MORNING + 2 * HOUR) == 0
    assert at_work.peer.got == []
    assert at_work.parcels()[0].why == "nothing-left"


def test_what_she_has_read_in_the_pages_is_not_sent_after_that(at_work) -> None:
    at_work.tell(at=EVENING)
    with acting_for(at_work.employer):
        actor = organisation.actor(at_work.person, on=MORNING.date())
        choosing.open_all(by=actor, at=EVENING)
    assert at_work.send(MORNING + 24 * HOUR) == 0


def test_who_has_left_gets_nothing_that_waited(at_work) -> None:
    at_work.tell(at=EVENING)
    with acting_for(at_work.employer):
        people.depart(person=at_work.person, at=EVENING + HOUR)
        assert not Subscription.objects.filter(person=at_work.person).exists()
    assert at_work.send(MORNING + 24 * HOUR) == 0
    assert at_work.peer.got == []


def test_a_kind_that_is_switched_off_stays_in_the_pages_only(at_work) -> None:
    at_work.tell(at=EVENING)
    with acting_for(at_work.employer):
        actor = organisation.actor(at_work.person, on=MORNING.date())
        wanted = [kind for kind in NoticeKind if kind is not NoticeKind.QUESTION_WAITS]
        choosing.choose(Chosen(wanted=wanted, at_any_time=False, gathered=True), by=actor, at=EVENING)
    at_work.tell(at=MORNING + 25 * HOUR)
    assert at_work.send(MORNING + 26 * HOUR) == 0
    with acting_for(at_work.employer):
        assert KeptNotice.objects.filter(person=at_work.person, at__gte=MORNING).count() == 2


def test_a_message_whose_sender_died_is_sent_again_under_the_same_key(at_work) -> None:
    at_work.tell()
    with acting_for(at_work.employer):
        sending._pack(MORNING + HOUR, False)
        claimed = sending._claim(MORNING + HOUR, False)
    sending._handed(claimed)  # … and here it is killed
    assert at_work.send(MORNING + HOUR + timedelta(seconds=59)) == 0
    assert at_work.send(MORNING + HOUR + timedelta(seconds=61)) == 1
    assert [*at_work.peer.keys().values()] == [2]
    with acting_for(at_work.employer):
        assert [one.outcome for one in Attempt.objects.order_by("number")] == ["", "sent"]


def test_a_peer_that_is_busy_is_tried_again_and_then_left_to_the_administrator(at_work) -> None:
    at_work.peer.always = 503
    at_work.tell()
    at, tries = MORNING + HOUR, 0
    for _ in range(40):
        tries += at_work.send(at)
        at += timedelta(minutes=5)
    assert tries == rules.TRIES
    assert at_work.parcels()[0].why == "busy-503"
    assert at_work.parcels()[0].stuck_at


def test_a_poisoned_message_holds_up_no_other(at_work) -> None:
    at_work.tell(urgent=True)
    with acting_for(at_work.employer):
        Subscription.objects.update(browser_key="A" * 87)
    at_work.subscribe("other")
    at_work.tell(urgent=True)
    assert at_work.send() == 3
    assert len(at_work.peer.got) == 1
    assert sorted(one.why for one in at_work.parcels() if one.stuck_at) == ["refused-key", "refused-key"]


def test_a_browser_that_is_subscribed_no_more_is_forgotten(at_work) -> None:
    at_work.peer.replies.append(410)
    at_work.tell()
    assert at_work.send() == 1
    with acting_for(at_work.employer):
        assert not Subscription.objects.filter(person=at_work.person).exists()


def test_the_urgent_goes_first_however_much_waits(at_work) -> None:
    for _ in range(5):
        at_work.tell()
    urgent = at_work.tell(urgent=True)
    assert sending.send_next(at_work.employer, at=MORNING + HOUR)
    with acting_for(at_work.employer):
        first = Parcel.objects.get(done_at__isnull=False)
        assert Delivery.objects.get(parcel=first).notice.key == urgent.key


def test_own_addresses_and_the_teams_channel_each_get_it_once(at_work) -> None:
    at_work.address(ChannelKind.MAIL, "aino@example.org")
    at_work.address(ChannelKind.SMS, "+358401234567")
    team = at_work.team()
    with acting_for(at_work.employer):
        for channel, of in ((ChannelKind.SMS, None), (ChannelKind.TEAMS, team)):
            Gateway.objects.create(
                channel=channel.value, team=of, address=sealing.seal(f"{at_work.peer.url}/{channel}"),
                secret=sealing.seal("hush"), at=MORNING,
            )  # fmt: skip
    notice = at_work.tell(team=team.pk)
    with acting_for(at_work.employer):
        tell(notice, to=[at_work.person.pk], at=MORNING + HOUR)
    assert at_work.send() == 4
    assert sorted(one["path"] for one in at_work.peer.got) == ["/push/phone", "/sms", "/teams"]
    assert len(at_work.mailbox.got) == 1
    assert at_work.person.name.split()[0] not in str([one["shown"] for one in at_work.peer.got])
    assert set(at_work.peer.keys().values()) == {1}


def test_a_gateways_secret_is_not_in_the_database(post) -> None:
    sealed = sealing.seal("hush hush")
    assert b"hush" not in sealed
    assert sealing.opened(sealed) == "hush hush"
    assert sealing.opened(sealed[:-1] + bytes([sealed[-1] ^ 1])) == ""


def test_two_at_once_never_pack_or_claim_the_same(at_work) -> None:
    at_work.tell()
    with acting_for(at_work.employer):
        sending._pack(MORNING + HOUR, False)
        assert sending._claim(MORNING + HOUR, False)
        sending._pack(MORNING + HOUR, False)
        assert sending._claim(MORNING + HOUR, False) is None


def test_another_employer_sees_nothing_of_it(at_work, world) -> None:
    at_work.tell()
    with acting_for(world.county):
        assert not KeptNotice.objects.filter(path="/ask/", at__gte=MORNING).exists()
    assert not sending.send_next(world.county, at=MORNING + HOUR)


class Killed(BaseException):
    """The worker dies at this very point."""


class Mortal:
    """A push channel whose worker is killed now and then: before the peer has it, or after."""

    def __init__(self, inner, draw):
        self.inner, self.draw, self.kills = inner, draw, 0

    def send(self, letter, to):
        fate = self.draw.choice(("lives", "lives", "before", "after"))
        self.kills += fate != "lives"
        if fate == "before":
            raise Killed
        self.inner.send(letter, to)
        if fate == "after":
            raise Killed


def test_whenever_its_worker_is_killed_each_message_is_one_effect_at_the_peer(at_work) -> None:
    draw = random.Random(7)
    mortal = Mortal(channels.channel_of(ChannelKind.PUSH), draw)
    channels.fill({ChannelKind.PUSH: mortal})
    keys = [at_work.tell(urgent=number % 2 == 0).key for number in range(60)]
    at = MORNING + HOUR
    for _ in range(400):
        try:
            while sending.send_next(at_work.employer, at=at):
                pass
        except Killed:
            pass
        at += timedelta(seconds=20)
    parcels = at_work.parcels()
    assert mortal.kills > 15
    with acting_for(at_work.employer):
        assert Delivery.objects.filter(notice__key__in=keys, parcel__isnull=False).count() == len(keys)
    done = {one.pk.hex for one in parcels if one.done_at}
    assert done | {one.pk.hex for one in parcels if one.why == "no-word"} == {one.pk.hex for one in parcels}
    assert done <= set(at_work.peer.keys()) <= {one.pk.hex for one in parcels}
